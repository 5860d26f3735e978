namespace Bakery.Forecast;

/// <summary>
/// What known calendar days (holidays, eves, days after) do to a series. The effect of a day is its demand against the same weekdays
/// around it; effects of one kind are pooled and shrunk towards none by n / (n + 2). Days of strong effect are taken out of the history
/// before a method is fitted, so that they do not bend its weekly pattern, and put back on the days forecast.
/// </summary>
public sealed class CalendarEffects
{
    private const double Shrink = 2;
    private readonly IReadOnlyDictionary<DateOnly, string> _days;
    private readonly IReadOnlyDictionary<string, double> _factors;

    private CalendarEffects(IReadOnlyDictionary<DateOnly, string> days, IReadOnlyDictionary<string, double> factors)
    {
        _days = days;
        _factors = factors;
    }

    /// <summary>Learned factor per day name: 1.3 = plus 30 %.</summary>
    public IReadOnlyDictionary<string, double> Factors => _factors;

    /// <summary>Learns the effects of named days.</summary>
    /// <param name="series">History.</param>
    /// <param name="days">Name of every special day, past and future; a part before a colon is its kind.</param>
    public static CalendarEffects Learn(DemandSeries series, IReadOnlyDictionary<DateOnly, string> days)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(days);
        var byName = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var byKind = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (var (date, name) in days)
        {
            if (series.DemandOn(date) is not { } demand || Usual(series, date, days) is not { } usual || usual <= 0)
            {
                continue;
            }

            var ratio = Math.Clamp(demand / usual, 0.05, 5);
            Add(byName, name, ratio);
            Add(byKind, Kind(name), ratio);
        }

        var factors = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in days.Values.Distinct())
        {
            var kind = byKind.GetValueOrDefault(Kind(name));
            var prior = kind is null ? 0 : kind.Average(r => Math.Log(r)) * kind.Count / (kind.Count + 2 * Shrink);
            var own = byName.GetValueOrDefault(name);
            var count = own?.Count ?? 0;
            factors[name] = Math.Exp(((own?.Sum(r => Math.Log(r)) ?? 0) + Shrink * prior) / (count + Shrink));
        }

        return new CalendarEffects(days, factors);
    }

    /// <summary>The history with special days of more than 10 % effect replaced by their usual weekday.</summary>
    public DemandSeries Remove(DemandSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var days = new List<SeriesDay>(series.Length);
        for (var i = 0; i < series.Length; i++)
        {
            var date = series.Start.AddDays(i);
            var demand = series.DemandOn(date);
            var usual = demand is not null && Math.Abs(FactorOn(date) - 1) > 0.10 ? Usual(series, date, _days) : null;
            days.Add(new SeriesDay(date, usual ?? demand ?? 0, demand is not null, series.IsSoldOut(date)));
        }

        return DemandSeries.From(days, int.MaxValue - 2);
    }

    /// <summary>A forecast with the day's effect put on it.</summary>
    public Prediction Apply(Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var factor = FactorOn(prediction.Date);
        return factor == 1 ? prediction : prediction.Times(factor);
    }

    /// <summary>The factor of a day; 1 for an ordinary one.</summary>
    public double FactorOn(DateOnly date) => _days.TryGetValue(date, out var name) ? _factors.GetValueOrDefault(name, 1) : 1;

    /// <summary>Mean of the ordinary same weekdays up to three weeks before and after.</summary>
    private static double? Usual(DemandSeries series, DateOnly date, IReadOnlyDictionary<DateOnly, string> days)
    {
        double sum = 0;
        var count = 0;
        foreach (var week in (ReadOnlySpan<int>)[-3, -2, -1, 1, 2, 3])
        {
            var other = date.AddDays(7 * week);
            if (!days.ContainsKey(other) && series.DemandOn(other) is { } demand)
            {
                sum += demand;
                count++;
            }
        }

        return count >= 2 ? sum / count : null;
    }

    private static string Kind(string name) => name.IndexOf(':', StringComparison.Ordinal) is > 0 and var at ? name[..at] : "";

    private static void Add(Dictionary<string, List<double>> lists, string key, double value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}
