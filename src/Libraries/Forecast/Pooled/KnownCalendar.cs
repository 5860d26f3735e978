namespace Bakery.Forecast.Pooled;

/// <summary>A day known in advance.</summary>
/// <param name="Name">For example <c>Epiphany</c>, or <c>day before holiday</c>.</param>
/// <param name="IsOfficial">A public holiday, not only a day worth knowing.</param>
public readonly record struct CalendarDay(string Name, bool IsOfficial);

/// <summary>What is known of future days when a forecast is made: holidays, other named days, and flags such as school holidays.</summary>
public sealed class KnownCalendar
{
    private readonly Dictionary<DateOnly, CalendarDay> _days = [];
    private readonly List<IReadOnlyDictionary<DateOnly, double>> _flags = [];

    /// <summary>A calendar without any special day.</summary>
    public static KnownCalendar Empty { get; } = new([], []);

    /// <param name="days">Named days; of several on one date the official one counts, then the first.</param>
    /// <param name="flags">Values per day and flag, for example 1 in the school holidays; a day without a value counts as unknown.</param>
    public KnownCalendar(IEnumerable<(DateOnly Date, CalendarDay Day)> days, IEnumerable<IReadOnlyDictionary<DateOnly, double>> flags)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(flags);
        foreach (var (date, day) in days)
        {
            if (!_days.TryGetValue(date, out var known) || day.IsOfficial && !known.IsOfficial)
            {
                _days[date] = day;
            }
        }

        _flags.AddRange(flags);
    }

    /// <summary>Named days by date.</summary>
    public IReadOnlyDictionary<DateOnly, CalendarDay> Days => _days;

    /// <summary>Number of flags.</summary>
    public int Flags => _flags.Count;

    /// <summary>Value of a flag, NaN when unknown.</summary>
    public double Flag(int index, DateOnly date) => _flags[index].TryGetValue(date, out var value) ? value : double.NaN;
}
