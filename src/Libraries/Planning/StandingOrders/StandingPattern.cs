namespace Bakery.Planning.StandingOrders;

/// <summary>What a standing order does on a public holiday.</summary>
public enum HolidayRule
{
    /// <summary>Delivers nothing.</summary>
    Skip,

    /// <summary>Delivers as on the weekday.</summary>
    Same,

    /// <summary>Delivers as on a Sunday.</summary>
    SundayPattern,
}

/// <summary>Which rule decided.</summary>
public enum ResolvedBy
{
    /// <summary>The order does not run on that date.</summary>
    NotValid,

    /// <summary>A one-off exception.</summary>
    Exception,

    /// <summary>The customer is closed.</summary>
    CustomerClosure,

    /// <summary>The location is closed.</summary>
    LocationClosure,

    /// <summary>The holiday rule.</summary>
    HolidayRule,

    /// <summary>The weekly pattern.</summary>
    WeeklyPattern,

    /// <summary>The weekday has no entry.</summary>
    Nothing,
}

/// <summary>Dates from a first to a last day, both included.</summary>
public sealed record DateRange(DateOnly From, DateOnly To)
{
    /// <summary>Whether a date lies in the range.</summary>
    public bool Contains(DateOnly date) => From <= date && date <= To;
}

/// <summary>The resolved quantity of a line.</summary>
public sealed record Resolved(decimal Quantity, ResolvedBy By);

/// <summary>A repeating order of one item.</summary>
/// <param name="Weekly">Quantity per weekday.</param>
/// <param name="ValidFrom">First date.</param>
/// <param name="ValidTo">Last date, or null.</param>
/// <param name="OnHoliday">What happens on a public holiday.</param>
/// <param name="Exceptions">One-off quantities; 0 = nothing.</param>
public sealed record StandingPattern(
    IReadOnlyDictionary<DayOfWeek, decimal> Weekly,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    HolidayRule OnHoliday,
    IReadOnlyDictionary<DateOnly, decimal> Exceptions)
{
    /// <summary>
    /// The quantity of a date: one-off exception, then customer closure, location closure, holiday rule, weekly pattern, 0.
    /// </summary>
    /// <param name="date">The date.</param>
    /// <param name="customerClosures">Days the customer is closed.</param>
    /// <param name="locationClosures">Days the serving location is closed.</param>
    /// <param name="isHoliday">Whether the date is a public holiday.</param>
    public Resolved On(DateOnly date, IEnumerable<DateRange> customerClosures, IEnumerable<DateRange> locationClosures, bool isHoliday)
    {
        if (date < ValidFrom || date > ValidTo)
        {
            return new Resolved(0m, ResolvedBy.NotValid);
        }

        if (Exceptions.TryGetValue(date, out decimal exception))
        {
            return new Resolved(exception, ResolvedBy.Exception);
        }

        if (customerClosures.Any(range => range.Contains(date)))
        {
            return new Resolved(0m, ResolvedBy.CustomerClosure);
        }

        if (locationClosures.Any(range => range.Contains(date)))
        {
            return new Resolved(0m, ResolvedBy.LocationClosure);
        }

        return isHoliday ? OnPublicHoliday(date) : Pattern(date.DayOfWeek, ResolvedBy.WeeklyPattern);
    }

    private Resolved OnPublicHoliday(DateOnly date) => OnHoliday switch
    {
        HolidayRule.Skip => new Resolved(0m, ResolvedBy.HolidayRule),
        HolidayRule.Same => Pattern(date.DayOfWeek, ResolvedBy.HolidayRule),
        HolidayRule.SundayPattern => Pattern(DayOfWeek.Sunday, ResolvedBy.HolidayRule),
        _ => throw new InvalidOperationException($"Unknown holiday rule {OnHoliday}."),
    };

    private Resolved Pattern(DayOfWeek day, ResolvedBy by) =>
        Weekly.TryGetValue(day, out decimal quantity)
            ? new Resolved(quantity, by)
            : new Resolved(0m, by == ResolvedBy.HolidayRule ? by : ResolvedBy.Nothing);
}
