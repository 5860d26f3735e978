using Bakery.Contracts.External;
using Bakery.External.Adapters;
using Bakery.External.Locations;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Weather;

internal static class OnContextPrepared
{
    private const int HistoryDays = 730;

    /// <summary>A new location's city gets its forecast, and two years of weather when nobody was there before.</summary>
    internal static async Task Handle(LocationContextUpdated message, ExternalDb db, WeatherReader weather, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (message.CityId is null || Cities.All.FirstOrDefault(c => c.Id == message.CityId) is not { } city) return;
        if (await db.Weather.AnyAsync(w => w.CityId == city.Id && !w.IsForecast, ct)) return;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var hasHistory = await weather.Observe(city, today.AddDays(-HistoryDays), today.AddDays(-2), ct);
        var hasForecast = await weather.Refresh(city, ct);
        if (hasHistory || hasForecast) bus.Publish(new WeatherUpdated(Ids.From(WeatherRefresh.Space, city.Id), today, today.AddDays(7)));
    }
}

/// <summary>Every three hours: the forecast of every city with a bakery.</summary>
internal static class WeatherRefresh
{
    internal static readonly Guid Space = new("5c1f1c3e-0b52-4c35-8f0e-6f3a3f1d6a11");

    internal static async Task Handle(JobTicked tick, ExternalDb db, WeatherReader weather, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // which cities have a bakery at all
        var used = await db.Contexts.AsNoTracking().Where(c => c.CityId != null).Select(c => c.CityId!).Distinct().ToListAsync(ct);
        foreach (var city in Cities.All.Where(c => used.Contains(c.Id))) await weather.Refresh(city, ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Once a day: what the weather really was, a few days back because observations come late.</summary>
internal static class WeatherObservation
{
    internal static async Task Handle(JobTicked tick, ExternalDb db, WeatherReader weather, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // which cities have a bakery at all
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var used = await db.Contexts.AsNoTracking().Where(c => c.CityId != null).Select(c => c.CityId!).Distinct().ToListAsync(ct);
        foreach (var city in Cities.All.Where(c => used.Contains(c.Id))) await weather.Observe(city, today.AddDays(-7), today.AddDays(-1), ct);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Every half hour: one reading of Madrid's traffic, when a bakery is there.</summary>
internal static class TrafficReading
{
    private const string Madrid = "28079";

    internal static async Task Handle(JobTicked tick, ExternalDb db, MadridTraffic traffic, Sources sources, CancellationToken ct)
    {
        if (!sources.AreOn) return;
        using var all = db.Scope.AllTenants(); // whether a bakery is in Madrid at all
        if (!await db.Contexts.AnyAsync(c => c.CityId == Madrid, ct)) return;
        try
        {
            var points = await traffic.Now(ct);
            if (points.Count == 0) return;
            var date = DateOnly.FromDateTime(points[0].At);
            var row = await db.Traffic.FirstOrDefaultAsync(t => t.CityId == Madrid && t.Date == date, ct);
            if (row is null) db.Add(row = TrafficDay.Create(Madrid, date));
            row.Add(points.Average(p => p.Intensity), points.Average(p => p.Load ?? 0));
            await db.SaveChangesAsync(ct);
        }
        catch (AdapterFailed)
        {
            // The next reading will do; the status page shows the reason.
        }
    }
}
