using Bakery.Contracts.External;
using Bakery.External.Adapters;
using Bakery.External.Errands;
using Bakery.External.Locations;
using Bakery.Kernel.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Weather;

/// <summary>How long weather and traffic are kept, and the errands that fill the gaps in it.</summary>
internal static class Window
{
    public const int Months = 24;

    /// <summary>Observations come late: the last days may still be missing.</summary>
    private const int LateDays = 2;

    public static DateOnly First(DateOnly today) => today.AddMonths(-Months);

    /// <summary>Periods without a row, no longer than one request may be.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To)> Gaps(DateOnly today, IReadOnlySet<DateOnly> known, int longest)
    {
        DateOnly? from = null;
        var last = today.AddDays(-LateDays);
        for (var date = First(today); date <= last; date = date.AddDays(1))
        {
            if (!known.Contains(date)) from ??= date;
            if (from is not { } start) continue;
            if (known.Contains(date)) yield return (start, date.AddDays(-1));
            else if (date == last || date.DayNumber - start.DayNumber + 1 == longest) yield return (start, date);
            else continue;
            from = null;
        }
    }

    /// <summary>Writes down what is missing of a city.</summary>
    public static async Task Fill(City city, DateOnly today, ExternalDb db, ErrandBook errands, MadridTraffic traffic, CancellationToken ct)
    {
        var first = First(today);
        var known = (await db.Weather.AsNoTracking().Where(w => w.CityId == city.Id && !w.IsForecast && w.Date >= first).Select(w => w.Date).ToListAsync(ct)).ToHashSet();
        foreach (var (from, to) in Gaps(today, known, city.AemetStation is null ? int.MaxValue : Aemet.LongestPeriodDays)) await errands.Add(Errand.ForCity(ErrandKind.Observed, city.Id, from, to), ct);
        if (!city.HasTraffic || !traffic.HasHistory) return;
        var final = (await db.Traffic.AsNoTracking().Where(t => t.CityId == city.Id && t.IsFinal && t.Date >= first).Select(t => t.Date).ToListAsync(ct)).Select(d => new DateOnly(d.Year, d.Month, 1)).ToHashSet();
        // The running month is not published yet.
        for (var month = new DateOnly(first.Year, first.Month, 1).AddMonths(1); month < new DateOnly(today.Year, today.Month, 1); month = month.AddMonths(1))
            if (!final.Contains(month)) await errands.Add(Errand.ForCity(ErrandKind.TrafficHistory, city.Id, month, month.AddMonths(1).AddDays(-1)), ct);
    }

    /// <summary>Cities with a bakery.</summary>
    public static async Task<IReadOnlyList<City>> UsedCities(ExternalDb db, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // which cities have a bakery at all
        var used = await db.Contexts.AsNoTracking().Where(c => c.CityId != null).Select(c => c.CityId!).Distinct().ToListAsync(ct);
        return [.. Cities.All.Where(c => used.Contains(c.Id))];
    }
}

/// <summary>A new location's city gets its forecast, and two years of weather when nobody was there before.</summary>
internal static class OnContextPrepared
{
    internal static async Task Handle(LocationContextUpdated message, ExternalDb db, ErrandBook errands, Aemet aemet, MadridTraffic traffic, TimeProvider clock, CancellationToken ct)
    {
        if (message.CityId is null || Cities.All.FirstOrDefault(c => c.Id == message.CityId) is not { } city) return;
        if (await db.Weather.AnyAsync(w => w.CityId == city.Id && !w.IsForecast, ct)) return;
        await errands.Add(Errand.ForCity(ErrandKind.Forecast, city.Id), ct);
        if (aemet.IsConfigured) await errands.Add(Errand.ForCity(ErrandKind.Warnings, city.Id), ct);
        await Window.Fill(city, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), db, errands, traffic, ct);
    }
}

/// <summary>Every three hours: forecast and warnings of every city with a bakery.</summary>
internal static class WeatherRefresh
{
    internal static async Task Handle(JobTicked tick, ExternalDb db, ErrandBook errands, Aemet aemet, CancellationToken ct)
    {
        foreach (var city in await Window.UsedCities(db, ct))
        {
            await errands.Add(Errand.ForCity(ErrandKind.Forecast, city.Id), ct);
            if (aemet.IsConfigured) await errands.Add(Errand.ForCity(ErrandKind.Warnings, city.Id), ct);
        }
    }
}

/// <summary>Once a day: what the weather really was, a few days back because observations come late.</summary>
internal static class WeatherObservation
{
    private const int DaysBack = 7;

    internal static async Task Handle(JobTicked tick, ExternalDb db, ErrandBook errands, TimeProvider clock, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var city in await Window.UsedCities(db, ct)) await errands.Add(Errand.ForCity(ErrandKind.Observed, city.Id, today.AddDays(-DaysBack), today.AddDays(-1)), ct);
    }
}

/// <summary>Every half hour: one reading of Madrid's traffic, when a bakery is there.</summary>
internal static class TrafficReading
{
    internal static async Task Handle(JobTicked tick, ExternalDb db, ErrandBook errands, CancellationToken ct)
    {
        foreach (var city in (await Window.UsedCities(db, ct)).Where(c => c.HasTraffic)) await errands.Add(Errand.ForCity(ErrandKind.Traffic, city.Id), ct);
    }
}

/// <summary>On the second of each month: what is older than the window goes, what is missing in it is asked for again.</summary>
internal static class MoveWindow
{
    internal static async Task Handle(JobTicked tick, ExternalDb db, ErrandBook errands, MadridTraffic traffic, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var first = Window.First(today);
        await db.Weather.Where(w => w.Date < first).ExecuteDeleteAsync(ct);
        await db.Traffic.Where(t => t.Date < first).ExecuteDeleteAsync(ct);
        await db.Warnings.Where(w => w.To < now).ExecuteDeleteAsync(ct);
        var oldest = now - Geocoding.GeocodeAnswer.KeptFor;
        await db.Places.Where(p => p.At < oldest).ExecuteDeleteAsync(ct);
        foreach (var city in await Window.UsedCities(db, ct)) await Window.Fill(city, today, db, errands, traffic, ct);
    }
}
