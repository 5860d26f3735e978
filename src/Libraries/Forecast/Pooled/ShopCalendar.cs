namespace Bakery.Forecast.Pooled;

/// <summary>What a shop's calendar says of one day.</summary>
/// <param name="Date">Business day.</param>
/// <param name="Holiday">Name of the public holiday, or null.</param>
/// <param name="IsSchoolHoliday">No school.</param>
public readonly record struct ShopDay(DateOnly Date, string? Holiday, bool IsSchoolHoliday);

/// <summary>The calendar of a bakery as training and forecasting both see it: one function, so that they cannot differ.</summary>
public static class ShopCalendar
{
    private const string Eve = "day before holiday";

    /// <summary>Named days and the flag of school holidays. A day counts as a holiday, or free of school, where half of the shops say so.</summary>
    /// <param name="shops">The days of each shop, past and future.</param>
    public static KnownCalendar Of(IReadOnlyCollection<IReadOnlyCollection<ShopDay>> shops)
    {
        ArgumentNullException.ThrowIfNull(shops);
        var days = shops.SelectMany(s => s).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.ToList());
        bool Most(int count, DateOnly date) => 2 * count >= days[date].Count;
        var holidays = days.Where(d => Most(d.Value.Count(s => s.Holiday is not null), d.Key) && d.Value.Any(s => s.Holiday is not null))
            .ToDictionary(d => d.Key, d => d.Value.Where(s => s.Holiday is not null).GroupBy(s => s.Holiday!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key);
        var named = holidays.Select(h => (h.Key, new CalendarDay(h.Value, true)))
            .Concat(holidays.Keys.Select(h => h.AddDays(-1)).Where(d => days.ContainsKey(d) && !holidays.ContainsKey(d)).Select(d => (d, new CalendarDay(Eve, false))));
        var school = days.ToDictionary(d => d.Key, d => Most(d.Value.Count(s => s.IsSchoolHoliday), d.Key) && d.Value.Any(s => s.IsSchoolHoliday) ? 1.0 : 0);
        return new KnownCalendar(named, [school]);
    }
}
