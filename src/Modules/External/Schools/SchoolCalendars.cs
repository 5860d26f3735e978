using Bakery.External.Holidays;

namespace Bakery.External.Schools;

/// <summary>Days without school of one community and academic year.</summary>
/// <param name="Id">Community and start year, e.g. <c>PV-2026</c>.</param>
/// <param name="Level">infant, primary or secondary.</param>
/// <param name="IsPublished">False: derived from the usual pattern, to be checked against the community's gazette.</param>
public sealed record SchoolCalendar(string Id, string Community, int StartYear, string Level, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<SchoolBreak> Breaks, bool IsPublished)
{
    /// <summary>True on days of the summer, of a break and on weekends no answer is given: they are no holiday of the school's.</summary>
    public bool IsHoliday(DateOnly day) => day < FirstDay || day > LastDay || Breaks.Any(b => day >= b.From && day <= b.To);
}

/// <param name="NameKey">christmas, easter, carnival or mid_term.</param>
public sealed record SchoolBreak(string NameKey, DateOnly From, DateOnly To);

/// <summary>School calendars of the Basque Country and Madrid; other communities enter theirs per location.</summary>
public static class SchoolCalendars
{
    public static IReadOnlyList<string> Communities { get; } = ["PV", "MD"];

    /// <summary>The calendar in force on a day, or null for a community without one.</summary>
    public static SchoolCalendar? On(DateOnly day, string? community) => community is null ? null : Of(community, day.Month >= 9 ? day.Year : day.Year - 1);

    /// <summary>The calendar of an academic year (2026 = September 2026 to June 2027).</summary>
    public static SchoolCalendar? Of(string community, int startYear)
    {
        var easter = SpanishHolidays.Easter(startYear + 1);
        return community switch
        {
            // Basque Country: from about 8 September; Christmas to 7 January; the week after Easter is free as well.
            "PV" => new SchoolCalendar($"PV-{startYear}", "PV", startYear, "primary", FirstWorkday(new DateOnly(startYear, 9, 7)), new DateOnly(startYear + 1, 6, 19),
                [new SchoolBreak("christmas", new DateOnly(startYear, 12, 23), new DateOnly(startYear + 1, 1, 7)), new SchoolBreak("easter", easter.AddDays(-3), easter.AddDays(7))], false),
            // Madrid: from about 8 September; Christmas to 7 January; the week before Easter and Easter Monday.
            "MD" => new SchoolCalendar($"MD-{startYear}", "MD", startYear, "primary", FirstWorkday(new DateOnly(startYear, 9, 7)), new DateOnly(startYear + 1, 6, 19),
                [new SchoolBreak("christmas", new DateOnly(startYear, 12, 22), new DateOnly(startYear + 1, 1, 7)), new SchoolBreak("easter", easter.AddDays(-9), easter.AddDays(1))], false),
            _ => null,
        };
    }

    private static DateOnly FirstWorkday(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        return day;
    }
}
