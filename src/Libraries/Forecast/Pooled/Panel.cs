namespace Bakery.Forecast.Pooled;

/// <summary>
/// All series of a tenant up to one day, on one axis, with what they share: how they stood lately, what the same season did a year before,
/// and what named days do.
/// </summary>
internal sealed class Panel
{
    /// <summary>A year of whole weeks, so that weekdays meet.</summary>
    public const int Year = 364;

    private const int LevelDays = 28;
    private const int SeasonReach = 7;

    private readonly Dictionary<int, List<NamedDay>> _named = [];
    private readonly double[] _sold;
    private readonly double[] _usual;

    public Panel(IReadOnlyList<DemandSeries> series, KnownCalendar calendar, IReadOnlyList<string> names, IReadOnlyList<int> codes)
    {
        var used = series.Where(s => s.Length > 0).ToList();
        var start = used.Count == 0 ? new DateOnly(2000, 1, 1) : used.Min(s => s.Start);
        var end = used.Count == 0 ? start : used.Max(s => s.End);
        Days = end.DayNumber - start.DayNumber + 1;
        Calendar = new CalendarGrid(calendar, start, Days, names);
        Series = [.. series.Select((s, i) => new PanelSeries(i, codes[i], s, Calendar))];
        _sold = new double[Days + 1];
        _usual = new double[Days + 1];
        AddUp();
        LearnNamedDays();
        SeasonTrust = LearnSeasonTrust();
    }

    public CalendarGrid Calendar { get; }

    public IReadOnlyList<PanelSeries> Series { get; }

    /// <summary>Days from the first of any series to the last.</summary>
    public int Days { get; }

    /// <summary>Share of last year's seasonal change that is expected again, 0 to 1.</summary>
    public double SeasonTrust { get; }

    /// <summary>Sales of all series over a window ending at a day, as a share of their own means; NaN without ordinary days.</summary>
    public double Level(int end, int window)
    {
        var (from, to) = (Math.Max(0, end + 1 - window), Math.Min(end, Days - 1) + 1);
        var usual = to > from ? _usual[to] - _usual[from] : 0;
        return usual > 0 ? (_sold[to] - _sold[from]) / usual : double.NaN;
    }

    /// <summary>
    /// What the season does between the level at an origin and a day, from the years before: mean level around the same day over the level at
    /// the same origin, pooled over all series. NaN in the first year.
    /// </summary>
    public double Season(int origin, int day)
    {
        double sum = 0;
        var years = 0;
        for (var back = Year; origin - back >= LevelDays - 1 && years < 3; back += Year)
        {
            var reach = Math.Min(SeasonReach, origin - (day - back));
            var then = Level(origin - back, LevelDays);
            var there = Level(day - back + reach, 2 * SeasonReach + 1);
            if (then > 0 && there > 0)
            {
                sum += Math.Log(there / then);
                years++;
            }
        }

        return years == 0 ? double.NaN : Math.Exp(sum / years);
    }

    /// <summary>Past days of a name up to an origin: demand over what was usual before them, of this series and of all, and own days counted.</summary>
    public (double Own, double All, int Count) NamedRatio(PanelSeries series, int name, int origin)
    {
        double own = 0, ownUsual = 0, all = 0, allUsual = 0;
        var count = 0;
        foreach (var day in _named.GetValueOrDefault(name) ?? [])
        {
            if (day.Day > origin)
            {
                break;
            }

            own += day.Actual[series.Index];
            ownUsual += day.Usual[series.Index];
            count += day.Usual[series.Index] > 0 ? 1 : 0;
            all += day.AllActual;
            allUsual += day.AllUsual;
        }

        return (ownUsual > 0 ? own / ownUsual : double.NaN, allUsual > 0 ? all / allUsual : double.NaN, count);
    }

    /// <summary>
    /// How much of one year's change comes again next year. Without a second year: share of a real season in changes of that size
    /// (empirical Bayes, noise of 10 %); with one, the regression of what came on what the year before did, drawn to that share.
    /// </summary>
    private double LearnSeasonTrust()
    {
        const int ahead = 10;
        const double noise = 0.10 * 0.10;
        const double priorOrigins = 26;
        double square = 0, product = 0, squareSeen = 0;
        int seen = 0, both = 0;
        for (var origin = Days - 1; origin >= LevelDays; origin -= 7)
        {
            var after = Level(origin + SeasonReach + ahead, 2 * SeasonReach + 1) / Level(origin, LevelDays);
            if (origin + SeasonReach + ahead >= Days || !(after > 0))
            {
                continue;
            }

            var change = Math.Log(after);
            square += change * change;
            seen++;
            if (Season(origin, origin + ahead) is > 0 and var before)
            {
                squareSeen += Math.Log(before) * Math.Log(before);
                product += Math.Log(before) * change;
                both++;
            }
        }

        if (seen == 0 || square <= 0)
        {
            return 0.5;
        }

        var variance = square / seen;
        var prior = Math.Max(0, variance - noise / 2) / (Math.Max(0, variance - noise / 2) + noise);
        return Math.Clamp((product + priorOrigins * variance * prior) / (squareSeen + priorOrigins * variance), 0, 1);
    }

    /// <summary>Running sums of what all series sold and would sell on a mean day of their own.</summary>
    private void AddUp()
    {
        foreach (var s in Series)
        {
            var mean = s.Mean(s.Length - 1, s.Length);
            for (var i = 0; i < s.Length && mean > 0; i++)
            {
                if (s.IsOrdinary(i))
                {
                    _sold[i + s.Offset + 1] += s.Values[i];
                    _usual[i + s.Offset + 1] += mean * s.Pattern(i, i);
                }
            }
        }

        for (var i = 0; i < Days; i++)
        {
            _sold[i + 1] += _sold[i];
            _usual[i + 1] += _usual[i];
        }
    }

    private void LearnNamedDays()
    {
        for (var day = 8; day < Days; day++)
        {
            if (Calendar.Name[day] < 0)
            {
                continue;
            }

            double[] actual = new double[Series.Count], usual = new double[Series.Count];
            foreach (var s in Series)
            {
                var i = day - s.Offset;
                if (i >= 8 && i < s.Length && !double.IsNaN(s.Values[i]) && s.Level(i - 1, LevelDays) is var level && level > 0)
                {
                    (actual[s.Index], usual[s.Index]) = (s.Values[i], level * s.Pattern(i, i - 1));
                }
            }

            if (!_named.TryGetValue(Calendar.Name[day], out var list))
            {
                _named[Calendar.Name[day]] = list = [];
            }

            list.Add(new NamedDay(day, actual, usual, actual.Sum(), usual.Sum()));
        }
    }

    private sealed record NamedDay(int Day, double[] Actual, double[] Usual, double AllActual, double AllUsual);
}
