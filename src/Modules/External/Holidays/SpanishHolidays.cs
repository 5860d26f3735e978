namespace Bakery.External.Holidays;

/// <summary>A public holiday.</summary>
/// <param name="NameKey">Key of its translated name, e.g. <c>all_saints</c>; a day moved from Sunday ends in <c>_moved</c>.</param>
/// <param name="Scope">national, community or local.</param>
public sealed record Holiday(DateOnly Date, string NameKey, string Scope);

/// <summary>
/// Public holidays of Spain and its communities for any year, computed: fixed days, days that hang on Easter, days moved from Sunday, and the
/// dated changes that the communities publish each year. Years without published changes follow the rules alone.
/// </summary>
public static class SpanishHolidays
{
    private static readonly (int Month, int Day, string Key)[] National =
    [
        (1, 1, "new_year"), (1, 6, "epiphany"), (5, 1, "labour_day"), (8, 15, "assumption"), (10, 12, "national_day"), (11, 1, "all_saints"), (12, 6, "constitution_day"), (12, 8, "immaculate_conception"), (12, 25, "christmas"),
    ];

    private static readonly Dictionary<string, (int Month, int Day, string Key, int Since, int Until)[]> Own = new()
    {
        ["AN"] = [(2, 28, "andalusia_day", 0, 9999)], ["AR"] = [(4, 23, "saint_george", 0, 9999)], ["AS"] = [(9, 8, "asturias_day", 0, 9999)],
        ["CB"] = [(7, 28, "cantabria_institutions", 0, 9999), (9, 15, "bien_aparecida", 0, 9999)],
        ["CE"] = [(6, 13, "saint_anthony", 0, 9999), (8, 5, "our_lady_of_africa", 2022, 9999), (9, 2, "ceuta_day", 0, 9999)],
        ["CL"] = [(4, 23, "castile_and_leon_day", 0, 9999)], ["CM"] = [(5, 31, "castilla_la_mancha_day", 0, 9999)], ["CN"] = [(5, 30, "canary_islands_day", 0, 9999)],
        ["CT"] = [(6, 24, "saint_john", 0, 9999), (9, 11, "catalonia_day", 0, 9999), (12, 26, "saint_stephen", 0, 9999)], ["EX"] = [(9, 8, "extremadura_day", 0, 9999)],
        ["GA"] = [(5, 17, "galician_literature", 0, 9999), (7, 25, "galicia_day", 0, 9999)], ["IB"] = [(3, 1, "balearic_islands_day", 0, 9999), (12, 26, "saint_stephen", 0, 9999)],
        ["MC"] = [(3, 19, "saint_joseph", 0, 9999), (6, 9, "murcia_day", 0, 9999)], ["MD"] = [(5, 2, "madrid_day", 0, 9999)], ["ML"] = [(9, 8, "our_lady_of_victory", 0, 9999), (9, 17, "melilla_day", 0, 9999)],
        ["NC"] = [(12, 3, "saint_francis_xavier", 0, 9999)], ["PV"] = [(7, 25, "saint_james", 0, 9999)], ["RI"] = [(6, 9, "la_rioja_day", 0, 9999)],
        ["VC"] = [(3, 19, "saint_joseph", 0, 9999), (6, 24, "saint_john", 2019, 9999), (10, 9, "valencian_community_day", 0, 9999)],
    };

    private static readonly HashSet<string> WithoutMaundyThursday = ["CT", "VC"];
    private static readonly HashSet<string> WithEasterMonday = ["CT", "IB", "NC", "PV", "RI", "VC"];

    /// <summary>Communities that move every holiday from Sunday to Monday; the others choose anew each year.</summary>
    private static readonly HashSet<string> MovesSundays = ["AN", "AR", "AS", "CL", "EX"];

    /// <summary>Names of days that appear only in the dated changes.</summary>
    private static readonly Dictionary<(int Month, int Day), string> Extra = new()
    {
        [(3, 19)] = "saint_joseph", [(3, 13)] = "melilla_statute", [(6, 24)] = "saint_john", [(7, 25)] = "saint_james", [(10, 7)] = "basque_government", [(10, 25)] = "basque_country_day", [(9, 6)] = "circumnavigation", [(12, 26)] = "saint_stephen",
    };

    /// <summary>The 17 communities, Ceuta and Melilla, by the letters of ISO 3166-2:ES.</summary>
    public static IReadOnlyList<string> Communities { get; } = [.. Own.Keys];

    /// <summary>Holidays of a year in a community (national ones only when it is null or unknown), in order.</summary>
    public static IReadOnlyList<Holiday> Of(int year, string? community)
    {
        var days = new SortedDictionary<DateOnly, Holiday>();
        void Add(DateOnly date, string key, string scope)
        {
            if (date.DayOfWeek != DayOfWeek.Sunday) days.TryAdd(date, new Holiday(date, key, scope));
            else if (community is not null && MovesSundays.Contains(community)) days.TryAdd(date.AddDays(1), new Holiday(date.AddDays(1), $"{key}_moved", "community"));
            else if (scope == "national") days.TryAdd(date, new Holiday(date, key, scope));
        }
        foreach (var (month, day, key) in National) Add(new DateOnly(year, month, day), key, "national");
        var easter = Easter(year);
        days.TryAdd(easter.AddDays(-2), new Holiday(easter.AddDays(-2), "good_friday", "national"));
        if (community is null || !Own.TryGetValue(community, out var own)) return [.. days.Values];
        foreach (var (month, day, key, since, until) in own.Where(o => year >= o.Since && year <= o.Until)) Add(new DateOnly(year, month, day), key, "community");
        if (!WithoutMaundyThursday.Contains(community)) Add(easter.AddDays(-3), "maundy_thursday", "community");
        if (WithEasterMonday.Contains(community)) Add(easter.AddDays(1), "easter_monday", "community");
        if (community == "CM") Add(easter.AddDays(60), "corpus_christi", "community");
        foreach (var (date, isAdded) in HolidayChanges.Of(community, year))
        {
            if (isAdded) days[date] = new Holiday(date, NameOf(date, easter, own), "community");
            else days.Remove(date);
        }
        return [.. days.Values];
    }

    /// <summary>Easter Sunday of the Gregorian calendar. Source: J. Meeus, "Astronomical Algorithms" (1991), chapter 8.</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
        return new DateOnly(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    }

    private static string NameOf(DateOnly date, DateOnly easter, (int Month, int Day, string Key, int Since, int Until)[] own)
    {
        if (date == easter.AddDays(1)) return "easter_monday";
        if (date == easter.AddDays(-3)) return "maundy_thursday";
        if (date == easter.AddDays(50)) return "pentecost_monday";
        if (date == easter.AddDays(60)) return "corpus_christi";
        if (date == easter.AddDays(-47)) return "shrove_tuesday";
        var before = date.AddDays(-1);
        if (date.DayOfWeek == DayOfWeek.Monday)
        {
            var moved = National.Where(n => n.Month == before.Month && n.Day == before.Day).Select(n => n.Key)
                .Concat(own.Where(o => o.Month == before.Month && o.Day == before.Day).Select(o => o.Key)).Append(before is { Month: 3, Day: 19 } ? "saint_joseph" : null).FirstOrDefault(k => k is not null);
            if (moved is not null) return $"{moved}_moved";
        }
        return Extra.GetValueOrDefault((date.Month, date.Day)) ?? own.Where(o => o.Month == date.Month && o.Day == date.Day).Select(o => o.Key).FirstOrDefault() ?? "community_holiday";
    }
}
