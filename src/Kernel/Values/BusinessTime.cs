namespace Bakery.Kernel.Values;

/// <summary>Turns instants into business days and back, in a tenant's IANA zone.</summary>
public static class BusinessTime
{
    /// <summary>A business day runs from this hour to the same hour of the next day.</summary>
    public const int DefaultStartHour = 4;

    public static TimeZoneInfo Zone(string iana) => TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone)
        ? zone
        : throw RuleViolation.Invalid("time_zone", $"'{iana}' is not a time zone.");

    public static DateTime Local(DateTimeOffset instant, string zone) => TimeZoneInfo.ConvertTime(instant, Zone(zone)).DateTime;

    /// <summary>The calendar date at that instant.</summary>
    public static DateOnly Today(DateTimeOffset instant, string zone) => DateOnly.FromDateTime(Local(instant, zone));

    /// <summary>The business day: the date after moving the clock back by the start hour.</summary>
    public static DateOnly BusinessDay(DateTimeOffset instant, string zone, int startHour = DefaultStartHour) =>
        DateOnly.FromDateTime(Local(instant, zone).AddHours(-startHour));

    /// <summary>
    /// The instant of a local date and time. A time that does not exist (spring) becomes the next existing minute; a doubled one (autumn)
    /// means its first occurrence.
    /// </summary>
    public static DateTimeOffset Instant(DateOnly day, TimeOnly time, string zone)
    {
        var info = Zone(zone);
        var local = day.ToDateTime(time);
        while (info.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = info.IsAmbiguousTime(local) ? info.GetAmbiguousTimeOffsets(local).Max() : info.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
