using Bakery.External.Locations;
using Bakery.External.Schools;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Calendar;

internal static class ListCities
{
    public sealed record Response(IReadOnlyList<City> Items);

    internal static Task<Response> Handle() => Task.FromResult(new Response(Cities.All));

    internal static City Find(string id) => Cities.All.FirstOrDefault(c => c.Id == id) ?? throw RuleViolation.NotFound("The city");
}

internal static class ShowAvailability
{
    /// <summary>Days of one kind that are stored.</summary>
    /// <param name="Coverage">Share of the days from the first to the last, 0 to 1; 0 without data.</param>
    public sealed record Stored(DateOnly? From, DateOnly? To, int Days, decimal Coverage);

    /// <param name="ForecastIssuedAt">Null when there is none.</param>
    /// <param name="HasTraffic">False where no traffic is published.</param>
    public sealed record Response(string CityId, string Name, Stored Weather, DateTimeOffset? ForecastIssuedAt, bool HasTraffic, Stored Traffic, bool HasHolidays, IReadOnlyList<string> SchoolCalendars);

    internal static async Task<Response> Handle(string id, ExternalDb db, TimeProvider clock, CancellationToken ct)
    {
        var city = ListCities.Find(id);
        var weather = await db.Weather.AsNoTracking().Where(w => w.CityId == id && !w.IsForecast).GroupBy(w => w.CityId).Select(g => new { From = g.Min(w => w.Date), To = g.Max(w => w.Date), Days = g.Count() }).FirstOrDefaultAsync(ct);
        var traffic = await db.Traffic.AsNoTracking().Where(t => t.CityId == id).GroupBy(t => t.CityId).Select(g => new { From = g.Min(t => t.Date), To = g.Max(t => t.Date), Days = g.Count() }).FirstOrDefaultAsync(ct);
        var issued = await db.Weather.AsNoTracking().Where(w => w.CityId == id && w.IsForecast).MaxAsync(w => (DateTimeOffset?)w.IssuedAt, ct);
        return new Response(city.Id, city.Name, Of(weather?.From, weather?.To, weather?.Days ?? 0), issued, city.HasTraffic, Of(traffic?.From, traffic?.To, traffic?.Days ?? 0),
            Holidays.SpanishHolidays.Communities.Contains(city.Community), [.. ListSchoolCalendars.Of(city, clock).Select(c => c.Id)]);
    }

    private static Stored Of(DateOnly? from, DateOnly? to, int days) => new(from, to, days, days == 0 ? 0 : Rounding.FourDecimals((decimal)days / (to!.Value.DayNumber - from!.Value.DayNumber + 1)));
}

internal static class ListSchoolCalendars
{
    public sealed record Response(IReadOnlyList<SchoolCalendar> Items);

    internal static Task<Response> Handle(string id, TimeProvider clock) => Task.FromResult(new Response(Of(ListCities.Find(id), clock)));

    internal static IReadOnlyList<SchoolCalendar> Of(City city, TimeProvider clock)
    {
        var year = clock.GetUtcNow().Year;
        return [.. Enumerable.Range(year - 1, 3).Select(y => SchoolCalendars.Of(city.Community, y)).OfType<SchoolCalendar>()];
    }
}

internal static class ShowSchoolCalendar
{
    internal static Task<SchoolCalendar> Handle(string id) => Task.FromResult(Find(id));

    internal static SchoolCalendar Find(string id) =>
        id.Split('-') is [var community, var year] && int.TryParse(year, out var start) && start is >= 2000 and <= 2100 && SchoolCalendars.Of(community, start) is { } found ? found : throw RuleViolation.NotFound("The school calendar");
}

internal static class AskSchoolHoliday
{
    /// <param name="NameKey">christmas, easter, summer …; null on a school day.</param>
    public sealed record Response(string CalendarId, DateOnly Date, bool IsHoliday, string? NameKey);

    internal static Task<Response> Handle(string id, [FromQuery] DateOnly date)
    {
        var calendar = ShowSchoolCalendar.Find(id);
        var name = calendar.Breaks.FirstOrDefault(b => date >= b.From && date <= b.To)?.NameKey ?? (calendar.IsHoliday(date) ? "summer" : null);
        return Task.FromResult(new Response(calendar.Id, date, name is not null, name));
    }
}
