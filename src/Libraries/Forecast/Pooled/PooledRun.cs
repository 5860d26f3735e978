namespace Bakery.Forecast.Pooled;

/// <summary>
/// Goes through origins in time order, grows trees on what was known at some of them, and keeps what the members said, so that weights and
/// bands are always learned from real forecasts of the past.
/// </summary>
internal sealed class PooledRun(IReadOnlyList<DemandSeries> histories, IReadOnlyList<int> codes, KnownCalendar calendar, PooledOptions options)
{
    /// <summary>Past origins kept at most: half a year forgets how seasons differ.</summary>
    private const int Kept = 26;

    private readonly IReadOnlyList<string> _names = CalendarGrid.NamesOf(calendar);
    // A day's demand is completed from it and earlier days, so that cutting the completed history is completing the cut one.
    private readonly IReadOnlyList<DemandSeries> _series = [.. histories.Select(s => Uncensored.Complete(s, calendar.Days.ContainsKey))];
    private readonly List<PastDay> _past = [];
    private PooledTrees? _trees;
    private int _age;

    public PooledTrees? Trees => _trees;

    public IReadOnlyList<string> Names => _names;

    /// <summary>Forecasts remembered and what came of them.</summary>
    public IReadOnlyList<PastDay> Past => _past;

    /// <summary>The origins whose forecasts a training at a day needs, oldest first.</summary>
    public static IEnumerable<DateOnly> PastOrigins(DateOnly end, PooledOptions options) =>
        Enumerable.Range(1, options.PastOrigins).Reverse().Select(i => end.AddDays(-7 * i));

    /// <summary>Forecasts the days after an origin with what was known then, and remembers it; trees are grown anew when they are old.</summary>
    /// <returns>The members' forecasts; series that cannot be forecast this way are left out.</returns>
    public IReadOnlyList<MemberForecast> Observe(DateOnly origin, int horizon, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var known = _series.Select(s => s.Until(origin).PadTo(origin)).ToList();
        var panel = new Panel(known, calendar, _names, codes);
        if (_trees is null || _age >= options.OriginsPerTrees)
        {
            Grow(panel, origin, ct);
        }

        _age++;
        var forecasts = Forecast(panel, known, origin, horizon);
        foreach (var forecast in forecasts.Where(f => f.Horizon <= Features.Horizon))
        {
            var s = _series[forecast.Series];
            var i = forecast.Date.DayNumber - s.Start.DayNumber;
            if (i < s.Length && !double.IsNaN(s.Drawn[i]))
            {
                _past.Add(new PastDay(forecast, s.Drawn[i], s.IsSoldOut(forecast.Date)));
            }
        }

        _past.RemoveAll(p => p.Forecast.Origin < origin.AddDays(-7 * Kept));
        return forecasts;
    }

    /// <summary>Grows the trees anew on everything known at a day.</summary>
    public void Renew(DateOnly today, CancellationToken ct) =>
        Grow(new Panel([.. _series.Select(s => s.Until(today).PadTo(today))], calendar, _names, codes), today, ct);

    private void Grow(Panel panel, DateOnly today, CancellationToken ct)
    {
        _trees = PooledTrees.Train(panel, today, options, ct);
        _age = 0;
    }

    /// <summary>What past forecasts teach at a day: only days up to it are looked at.</summary>
    public PooledChoice Learn(DateOnly today)
    {
        var past = _past.Where(p => p.Forecast.Date <= today).ToList();
        return PooledChoice.From(PooledCalibration.Learn(past, today, _trees is not null), past);
    }

    private List<MemberForecast> Forecast(Panel panel, IReadOnlyList<DemandSeries> known, DateOnly origin, int horizon)
    {
        var features = new Features(panel);
        var result = new List<MemberForecast>[panel.Series.Count];
        Parallel.For(0, result.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i =>
        {
            var s = panel.Series[i];
            result[i] = [];
            if (known[i].Length == 0 || features.At(s, s.Length - 1) is not { } state)
            {
                return;
            }

            var additive = AdditiveMember.Fit(known[i], calendar);
            var row = new float[features.Names.Length];
            for (var h = 1; h <= horizon; h++)
            {
                features.Write(state, h, row);
                var date = origin.AddDays(h);
                var same = histories[i].Until(origin).LastSameWeekdays(date, 4);
                result[i].Add(MemberForecast.Of(state, h, origin, _trees, row, additive?.Point(date), same.Count == 0 ? state.Level : same.Average()));
            }
        });
        return [.. result.SelectMany(r => r)];
    }
}
