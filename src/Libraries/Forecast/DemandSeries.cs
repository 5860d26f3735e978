namespace Bakery.Forecast;

/// <summary>One day of a series as sales hands it over.</summary>
/// <param name="Date">Business day.</param>
/// <param name="Quantity">Pieces (or kilograms) sold over the counter.</param>
/// <param name="IsOpen">False: the location was closed, the value is missing and not zero.</param>
/// <param name="IsSoldOut">True: demand was at least the quantity (censored).</param>
/// <param name="DemandEstimate">Estimated demand of a sold-out day, or null.</param>
public readonly record struct SeriesDay(
    DateOnly Date, double Quantity, bool IsOpen = true, bool IsSoldOut = false, double? DemandEstimate = null)
{
    /// <summary>What customers wanted that day, as far as known.</summary>
    public double Demand => IsSoldOut && DemandEstimate is { } estimate ? Math.Max(estimate, Quantity) : Quantity;
}

/// <summary>A daily demand history without holes: every day from the first to the last is present, closed and unknown days as missing.</summary>
public sealed class DemandSeries
{
    private readonly double[] _demand;
    private readonly double[] _sold;
    private readonly bool[] _soldOut;
    private readonly bool[] _bound;
    private readonly double[] _drawn;

    private DemandSeries(DateOnly start, double[] demand, double[] sold, bool[] soldOut, bool[] bound, double[]? drawn = null)
    {
        Start = start;
        _demand = demand;
        _sold = sold;
        _soldOut = soldOut;
        _bound = bound;
        _drawn = drawn ?? demand;
    }

    /// <summary>An empty history.</summary>
    public static DemandSeries Empty { get; } = new(new DateOnly(2000, 1, 1), [], [], [], []);

    /// <summary>The first day.</summary>
    public DateOnly Start { get; }

    /// <summary>Days from the first to the last, closed ones included.</summary>
    public int Length => _demand.Length;

    /// <summary>The last day (the day before <see cref="Start"/> when empty).</summary>
    public DateOnly End => Start.AddDays(Length - 1);

    /// <summary>Whole weeks between the first day and the day after the last.</summary>
    public int Weeks => Length / 7;

    /// <summary>Demand per day, NaN where the location was closed or nothing is known.</summary>
    internal ReadOnlySpan<double> Demand => _demand;

    /// <summary>Whether any day sold out.</summary>
    internal bool HasSellOuts => _soldOut.Contains(true);

    /// <summary>Whether a day, by its place, sold out and nobody estimated what was wanted: its demand is a lower bound.</summary>
    internal bool IsBound(int day) => _bound[day];

    /// <summary>Share of a sold-out day, by its place, that was over when the last piece went; null when nobody knows, or the day did not sell out.</summary>
    internal double? ShareGone(int day) => _soldOut[day] && !_bound[day] && _demand[day] > 0 ? _sold[day] / _demand[day] : null;

    /// <summary>Quantity sold per day, NaN like demand.</summary>
    internal ReadOnlySpan<double> Sold => _sold;

    /// <summary>Demand per day, where that of an unknown sell-out is a draw instead of a mean, once <see cref="Pooled.Uncensored"/> made it.</summary>
    internal ReadOnlySpan<double> Drawn => _drawn;

    /// <summary>The same history with other numbers for what was wanted.</summary>
    internal DemandSeries WithDemand(double[] demand, double[] drawn) => new(Start, demand, _sold, _soldOut, _bound, drawn);

    /// <summary>Builds a series; days may come in any order, a day given twice is summed. Days never given are unknown.</summary>
    /// <param name="days">The days.</param>
    /// <param name="maximumGap">A run of more unknown days than this restarts the history after it (closed days are known).</param>
    public static DemandSeries From(IEnumerable<SeriesDay> days, int maximumGap = 14)
    {
        ArgumentNullException.ThrowIfNull(days);
        var sorted = days.OrderBy(d => d.Date).ToList();
        if (sorted.Count == 0)
        {
            return Empty;
        }

        var first = 0;
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Date.DayNumber - sorted[i - 1].Date.DayNumber > maximumGap + 1)
            {
                first = i;
            }
        }

        var start = sorted[first].Date;
        var length = sorted[^1].Date.DayNumber - start.DayNumber + 1;
        double[] demand = new double[length], sold = new double[length];
        bool[] soldOut = new bool[length], bound = new bool[length];
        Array.Fill(demand, double.NaN);
        Array.Fill(sold, double.NaN);
        foreach (var day in sorted.Skip(first))
        {
            var i = day.Date.DayNumber - start.DayNumber;
            if (!day.IsOpen || !double.IsFinite(day.Quantity))
            {
                continue;
            }

            // More was returned than sold: demand is not negative.
            demand[i] = Math.Max(0, day.Demand) + (double.IsNaN(demand[i]) ? 0 : demand[i]);
            sold[i] = Math.Max(0, day.Quantity) + (double.IsNaN(sold[i]) ? 0 : sold[i]);
            soldOut[i] |= day.IsSoldOut;
            bound[i] |= day is { IsSoldOut: true, DemandEstimate: null };
        }

        return new DemandSeries(start, demand, sold, soldOut, bound);
    }

    /// <summary>The history up to and including a day.</summary>
    public DemandSeries Until(DateOnly last)
    {
        var length = Math.Clamp(last.DayNumber - Start.DayNumber + 1, 0, Length);
        return length == Length ? this : new DemandSeries(Start, _demand[..length], _sold[..length], _soldOut[..length], _bound[..length], _drawn[..length]);
    }

    /// <summary>The history with unknown days added up to and including a day.</summary>
    public DemandSeries PadTo(DateOnly last)
    {
        var length = last.DayNumber - Start.DayNumber + 1;
        if (Length == 0 || length <= Length)
        {
            return this;
        }

        double[] demand = new double[length], sold = new double[length];
        bool[] soldOut = new bool[length], bound = new bool[length];
        _demand.CopyTo(demand, 0);
        _sold.CopyTo(sold, 0);
        _soldOut.CopyTo(soldOut, 0);
        _bound.CopyTo(bound, 0);
        demand.AsSpan(Length).Fill(double.NaN);
        sold.AsSpan(Length).Fill(double.NaN);
        var drawn = (double[])demand.Clone();
        _drawn.CopyTo(drawn, 0);
        return new DemandSeries(Start, demand, sold, soldOut, bound, drawn);
    }

    /// <summary>The last days of the history.</summary>
    public DemandSeries Last(int days) => days >= Length
        ? this
        : new DemandSeries(Start.AddDays(Length - days), _demand[^days..], _sold[^days..], _soldOut[^days..], _bound[^days..], _drawn[^days..]);

    /// <summary>Demand of a day, or null when closed or unknown.</summary>
    public double? DemandOn(DateOnly date) => At(_demand, date);

    /// <summary>Quantity sold on a day, or null when closed or unknown.</summary>
    public double? SoldOn(DateOnly date) => At(_sold, date);

    /// <summary>Whether the product was gone before closing.</summary>
    public bool IsSoldOut(DateOnly date)
    {
        var i = date.DayNumber - Start.DayNumber;
        return i >= 0 && i < Length && _soldOut[i];
    }

    /// <summary>Demand of the last open days on the weekday of a date and before it, newest first.</summary>
    public IReadOnlyList<double> LastSameWeekdays(DateOnly date, int count)
    {
        var values = new List<double>(count);
        var i = Math.Min(date.DayNumber - Start.DayNumber - 7, LastIndexOf(date.DayOfWeek));
        for (; i >= 0 && values.Count < count; i -= 7)
        {
            if (!double.IsNaN(_demand[i]))
            {
                values.Add(_demand[i]);
            }
        }

        return values;
    }

    /// <summary>Demand of all open days, oldest first.</summary>
    public IReadOnlyList<double> OpenValues() => [.. _demand.Where(v => !double.IsNaN(v))];

    /// <summary>Share of open days without a single sale, 0 to 1.</summary>
    public double ZeroShare()
    {
        int open = 0, zero = 0;
        foreach (var value in _demand)
        {
            open += double.IsNaN(value) ? 0 : 1;
            zero += value == 0 ? 1 : 0;
        }

        return open == 0 ? 0 : (double)zero / open;
    }

    /// <summary>Open days further than five median absolute deviations from the median of their weekday: worth a look, not removed.</summary>
    public IReadOnlyList<DateOnly> Outliers()
    {
        var found = new List<DateOnly>();
        for (var weekday = 0; weekday < Math.Min(7, Length); weekday++)
        {
            var values = new List<double>();
            for (var i = weekday; i < Length; i += 7)
            {
                if (!double.IsNaN(_demand[i]))
                {
                    values.Add(_demand[i]);
                }
            }

            if (values.Count < 4)
            {
                continue;
            }

            var median = Statistics.Median(values);
            var deviation = Statistics.Median(values.Select(v => Math.Abs(v - median)).ToList());
            for (var i = weekday; i < Length && deviation > 0; i += 7)
            {
                if (Math.Abs(_demand[i] - median) > 5 * deviation)
                {
                    found.Add(Start.AddDays(i));
                }
            }
        }

        found.Sort();
        return found;
    }

    private int LastIndexOf(DayOfWeek weekday)
    {
        for (var i = Length - 1; i >= Math.Max(0, Length - 7); i--)
        {
            if (Start.AddDays(i).DayOfWeek == weekday)
            {
                return i;
            }
        }

        return -1;
    }

    private double? At(double[] values, DateOnly date)
    {
        var i = date.DayNumber - Start.DayNumber;
        return i < 0 || i >= Length || double.IsNaN(values[i]) ? null : values[i];
    }
}
