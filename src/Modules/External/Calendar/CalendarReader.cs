using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.External.Events;
using Bakery.External.Holidays;
using Bakery.External.Locations;
using Bakery.External.Schools;
using Bakery.External.Weather;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Calendar;

/// <summary>Merges what is known of each day at a location. What is missing is left out, never an error.</summary>
internal static class CalendarReader
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(24);

    public static async Task<IReadOnlyList<CalendarDay>> Read(LocationAnswer location, DateOnly from, DateOnly to, ExternalDb db, TimeProvider clock, CancellationToken ct)
    {
        var context = await db.Contexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location.Id, ct);
        var city = Cities.All.FirstOrDefault(c => c.Id == context?.CityId) ?? Cities.Find(location.City, location.Latitude, location.Longitude);
        var community = context?.Community ?? city?.Community;
        var holidays = Enumerable.Range(from.Year, to.Year - from.Year + 1).SelectMany(y => SpanishHolidays.Of(y, community)).ToDictionary(h => h.Date, h => h.NameKey);
        var events = await db.Events.AsNoTracking().Where(e => e.From <= to && (e.To >= from || e.RepeatsYearly)).ToListAsync(ct);
        var weather = city is null ? new Forecasted([], [], []) : await Weather(city.Id, from, to, db, ct);
        var days = new List<CalendarDay>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            var holiday = holidays.GetValueOrDefault(date) ?? (context?.LocalHolidays.Contains(date) == true ? "local_holiday" : null);
            var (row, source) = weather.On(date, clock.GetUtcNow() - StaleAfter);
            days.Add(new CalendarDay(date, holiday, context?.IsSchoolHoliday(date) == true, [.. events.Where(e => e.IsOn(date, location.Id)).Select(e => new CalendarEvent(e.Name, Wire.Name(e.Kind), e.EffectOn(date)))],
                row?.TemperatureMax, row?.TemperatureMin, row?.PrecipitationMm, row?.PrecipitationProbability, source));
        }
        return days;
    }

    private static async Task<Forecasted> Weather(string city, DateOnly from, DateOnly to, ExternalDb db, CancellationToken ct)
    {
        var rows = await db.Weather.AsNoTracking().Where(w => w.CityId == city && w.Date >= from && w.Date <= to).ToListAsync(ct);
        var past = to.DayNumber - from.DayNumber > 60 ? [] : await db.Weather.AsNoTracking().Where(w => w.CityId == city && !w.IsForecast && w.Date < from).ToListAsync(ct);
        return new Forecasted(rows.Where(r => !r.IsForecast).ToDictionary(r => r.Date), rows.Where(r => r.IsForecast).ToDictionary(r => r.Date), past.GroupBy(p => Week(p.Date)).ToDictionary(g => g.Key, g => g.ToList()));
    }

    private static int Week(DateOnly date) => System.Globalization.ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue));

    /// <summary>Observed, else forecast, else what such weeks have been like, else nothing.</summary>
    private sealed record Forecasted(Dictionary<DateOnly, WeatherDay> Observed, Dictionary<DateOnly, WeatherDay> Forecasts, Dictionary<int, List<WeatherDay>> PastWeeks)
    {
        public (DayWeather? Weather, string Source) On(DateOnly date, DateTimeOffset freshSince)
        {
            if (Observed.TryGetValue(date, out var seen)) return (Plain(seen), "observed");
            if (Forecasts.TryGetValue(date, out var told)) return (Plain(told), told.IssuedAt >= freshSince ? "forecast" : "stale");
            if (!PastWeeks.TryGetValue(Week(date), out var week) || week.Count < 5) return (null, "none");
            decimal? Mean(Func<WeatherDay, decimal?> field) => week.Select(field).Where(v => v is not null).ToList() is { Count: > 0 } values ? Rounding.FourDecimals(values.Average()!.Value) : null;
            return (new DayWeather(date, Mean(w => w.TemperatureMax), Mean(w => w.TemperatureMin), Mean(w => w.PrecipitationMm), null, null), "climatology");
        }

        private static DayWeather Plain(WeatherDay w) => new(w.Date, w.TemperatureMax, w.TemperatureMin, w.PrecipitationMm, w.PrecipitationProbability, w.WindKmh);
    }
}

internal static class AnswerCalendarDays
{
    internal static async Task<IReadOnlyList<CalendarDay>> Handle(CalendarDays query, ExternalDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct) =>
        (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == query.LocationId) is { } location ? await CalendarReader.Read(location, query.From, query.To, db, clock, ct) : [];
}

internal static class ShowCalendar
{
    private const int LongestPeriod = 400;

    public sealed record Response(Guid LocationId, IReadOnlyList<CalendarDay> Days);

    internal static async Task<Response> Handle([FromQuery] Guid location_id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, ExternalDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        Check(from, to);
        var location = (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == location_id) ?? throw RuleViolation.NotFound("The location");
        return new Response(location_id, await CalendarReader.Read(location, from, to, db, clock, ct));
    }

    internal static void Check(DateOnly from, DateOnly to)
    {
        if (to < from || to.DayNumber - from.DayNumber > LongestPeriod) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {LongestPeriod} days.");
        if (from.Year < 2000 || to.Year > 2100) throw RuleViolation.Invalid("from", "Between 2000 and 2100.");
    }
}

internal static class ShowHolidays
{
    public sealed record Response(string? Community, IReadOnlyList<Holiday> Items);

    internal static async Task<Response> Handle([FromQuery] DateOnly from, [FromQuery] DateOnly to, [FromQuery] Guid? location_id, [FromQuery] string? community, ExternalDb db, IQueryBus queries, CancellationToken ct)
    {
        ShowCalendar.Check(from, to);
        var context = location_id is null ? null : await db.Contexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location_id, ct);
        var where = community ?? context?.Community;
        if (where is not null && !SpanishHolidays.Communities.Contains(where)) throw RuleViolation.Invalid("community", $"One of {string.Join(", ", SpanishHolidays.Communities)}.");
        var local = (context?.LocalHolidays ?? []).Select(d => new Holiday(d, "local_holiday", "local"));
        return new Response(where, [.. Enumerable.Range(from.Year, to.Year - from.Year + 1).SelectMany(y => SpanishHolidays.Of(y, where)).Concat(local).Where(h => h.Date >= from && h.Date <= to).OrderBy(h => h.Date)]);
    }
}

internal static class ShowWeather
{
    /// <param name="Warnings">In force or announced; empty for a period in the past.</param>
    /// <param name="Attribution">To be shown beside the data.</param>
    public sealed record Response(Guid LocationId, IReadOnlyList<CalendarDay> Days, IReadOnlyList<WarningView> Warnings, string Attribution);

    /// <param name="Level">yellow, orange or red.</param>
    public sealed record WarningView(string Event, string Level, DateTimeOffset From, DateTimeOffset To, string Headline);

    private const string Attribution = $"{Aemet.Attribution}; {OpenMeteo.Attribution}";

    internal static async Task<Response> Forecast([FromQuery] Guid location_id, ExternalDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, profile.TimeZone);
        var calendar = await ShowCalendar.Handle(location_id, today, today.AddDays(7), db, queries, clock, ct);
        var city = await db.Contexts.AsNoTracking().Where(c => c.LocationId == location_id).Select(c => c.CityId).FirstOrDefaultAsync(ct);
        var warnings = city is null ? [] : await db.Warnings.AsNoTracking().Where(w => w.CityId == city && w.To > now).OrderBy(w => w.From).Select(w => new WarningView(w.Event, w.Level, w.From, w.To, w.Headline)).ToListAsync(ct);
        return new Response(location_id, calendar.Days, warnings, Attribution);
    }

    internal static async Task<Response> History([FromQuery] Guid location_id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, ExternalDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var calendar = await ShowCalendar.Handle(location_id, from, to, db, queries, clock, ct);
        return new Response(location_id, calendar.Days, [], Attribution);
    }
}

internal static class ShowTraffic
{
    /// <param name="Items">Empty where no traffic is published.</param>
    /// <param name="Attribution">To be shown beside the data.</param>
    public sealed record Response(Guid LocationId, string? CityId, IReadOnlyList<TrafficDayView> Items, string Attribution);

    /// <param name="Intensity">Vehicles per hour, mean of all points.</param>
    /// <param name="Load">Percent of capacity.</param>
    /// <param name="IsFinal">True when it is the published mean of the day, false when it is made of live readings.</param>
    public sealed record TrafficDayView(DateOnly Date, decimal Intensity, decimal Load, int Samples, bool IsFinal);

    internal static async Task<Response> Handle([FromQuery] Guid location_id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, ExternalDb db, CancellationToken ct)
    {
        ShowCalendar.Check(from, to);
        var context = await db.Contexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location_id, ct) ?? throw RuleViolation.NotFound("The location");
        var days = await db.Traffic.AsNoTracking().Where(t => t.CityId == context.CityId && t.Date >= from && t.Date <= to).OrderBy(t => t.Date)
            .Select(t => new TrafficDayView(t.Date, t.Intensity, t.Load, t.Samples, t.IsFinal)).ToListAsync(ct);
        return new Response(location_id, context.CityId, days, MadridTraffic.Attribution);
    }
}

internal static class ShowStatus
{
    public sealed record Response(IReadOnlyList<AdapterStatus> Items);

    internal static Task<Response> Handle(AdapterHealth health, Aemet aemet) => Task.FromResult(new Response(
    [
        health.Of(Aemet.Name, aemet.IsConfigured, Aemet.Attribution), health.Of(OpenMeteo.Name, true, OpenMeteo.Attribution), health.Of(MadridTraffic.Name, true, MadridTraffic.Attribution),
        health.Of(Nominatim.Name, true, Nominatim.Attribution), health.Of(Overpass.Name, true, Overpass.Attribution),
    ]));
}
