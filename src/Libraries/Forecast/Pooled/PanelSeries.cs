namespace Bakery.Forecast.Pooled;

/// <summary>
/// A series on the common axis of a panel, with its lasting weekday pattern. Everything is causal: what is stored for a day uses that day
/// and earlier ones only, so any origin can be looked from.
/// </summary>
internal sealed class PanelSeries
{
    /// <summary>Weight of a new week in the weekday pattern: half a year of memory.</summary>
    private const double PatternWeight = 0.06;

    private readonly double[] _pattern;
    private readonly double[] _sum;
    private readonly int[] _count;

    public PanelSeries(int index, int code, DemandSeries series, CalendarGrid calendar)
    {
        Index = index;
        Code = code;
        Offset = series.Start.DayNumber - calendar.Start.DayNumber;
        Values = series.Demand.ToArray();
        Length = Values.Length;
        Targets = series.Drawn.ToArray();
        Sold = series.Sold.ToArray();
        _pattern = new double[Length];
        _sum = new double[Length + 1];
        _count = new int[Length + 1];
        var seen = new int[7];
        for (var i = 0; i < Length; i++)
        {
            var value = Values[i];
            var ordinary = !double.IsNaN(value) && !calendar.IsNamed[i + Offset];
            var pattern = i >= 7 ? _pattern[i - 7] : double.NaN;
            _sum[i + 1] = _sum[i];
            _count[i + 1] = _count[i];
            if (ordinary)
            {
                _sum[i + 1] += value;
                _count[i + 1]++;
                var n = ++seen[i % 7];
                var relative = Mean(i, 28) is var around && around > 0 ? value / around : double.IsNaN(pattern) ? 1 : pattern;
                pattern = n == 1 ? relative : pattern + Math.Max(PatternWeight, 1.0 / n) * (relative - pattern);
            }

            _pattern[i] = pattern;
        }
    }

    public int Index { get; }

    /// <summary>The series' code in a model; unknown ones share one.</summary>
    public int Code { get; }

    /// <summary>First day's place on the calendar.</summary>
    public int Offset { get; }

    public int Length { get; }

    /// <summary>Demand per day, NaN when closed.</summary>
    public double[] Values { get; }

    /// <summary>What was sold, NaN when closed.</summary>
    public double[] Sold { get; }

    /// <summary>The same, with draws instead of means where demand is unknown.</summary>
    public double[] Targets { get; }

    /// <summary>Whether a day is open, not named in the calendar and within the history.</summary>
    public bool IsOrdinary(int day) => day >= 0 && day < Length && _count[day + 1] > _count[day];

    /// <summary>Mean of the ordinary days in a window ending at a day, NaN with fewer than three.</summary>
    public double Mean(int end, int window)
    {
        if (end < 0)
        {
            return double.NaN;
        }

        var from = Math.Max(0, end + 1 - window);
        var count = _count[end + 1] - _count[from];
        return count < 3 ? double.NaN : (_sum[end + 1] - _sum[from]) / count;
    }

    /// <summary>The last day not after the origin with the weekday of a day.</summary>
    public static int SameWeekday(int day, int origin) => day <= origin ? origin - (origin - day) % 7 : day - 7 * ((day - origin + 6) / 7);

    /// <summary>Share of the mean day that a day's weekday sells, as known at an origin; 1 when its weekday was never seen.</summary>
    public double Pattern(int day, int origin)
    {
        var at = SameWeekday(day, origin);
        return at < 0 || double.IsNaN(_pattern[at]) ? 1 : _pattern[at];
    }

    /// <summary>Mean demand of an average weekday over a window of ordinary days: Σ sold / Σ pattern. NaN with fewer than three days.</summary>
    public double Level(int end, int window)
    {
        if (end < 0)
        {
            return double.NaN;
        }

        double sum = 0, pattern = 0;
        var count = 0;
        for (var i = Math.Max(0, end + 1 - window); i <= end; i++)
        {
            if (IsOrdinary(i))
            {
                sum += Values[i];
                pattern += Pattern(i, end);
                count++;
            }
        }

        return count < 3 || pattern <= 0 ? double.NaN : sum / pattern;
    }
}
