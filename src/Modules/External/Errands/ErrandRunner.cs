using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.External.Locations;
using Bakery.External.Poi;
using Bakery.External.Weather;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Errands;

/// <summary>Asks outside and says what is to be written. Nothing here runs in a transaction.</summary>
internal sealed class ErrandRunner(WeatherSources weather, Aemet aemet, MadridTraffic traffic, PoiDetection poi, ExternalDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    internal static readonly Guid Space = new("5c1f1c3e-0b52-4c35-8f0e-6f3a3f1d6a11");

    /// <summary>The write that belongs to the answer, or one that writes nothing when there is no need any more.</summary>
    /// <exception cref="AdapterFailed">No source gave an answer.</exception>
    public async Task<Func<Task>> Fetch(Errand errand, CancellationToken ct)
    {
        var city = Cities.All.FirstOrDefault(c => c.Id == errand.CityId);
        return errand.Kind switch
        {
            ErrandKind.Forecast when city is not null => Weather(city, true, await weather.Forecast(city, ct), ct),
            ErrandKind.Observed when city is not null => Weather(city, false, await weather.Observed(city, errand.From!.Value, errand.To!.Value, ct), ct),
            ErrandKind.Warnings when city is not null => Warnings(city, await aemet.Warnings(city.Community, ct), ct),
            ErrandKind.Traffic when city is not null => Live(city, await traffic.Now(ct), ct),
            ErrandKind.TrafficHistory when city is not null => Months(city, await traffic.History(errand.From!.Value.Year, errand.From.Value.Month, ct), ct),
            ErrandKind.Poi => await Surroundings(errand, ct),
            _ => () => Task.CompletedTask,
        };
    }

    private Func<Task> Weather(City city, bool isForecast, (string Adapter, IReadOnlyList<DayWeather> Days) answer, CancellationToken ct) => async () =>
    {
        if (answer.Days.Count == 0) return;
        var dates = answer.Days.Select(d => d.Date).ToList();
        var known = await db.Weather.Where(w => w.CityId == city.Id && w.IsForecast == isForecast && dates.Contains(w.Date)).ToDictionaryAsync(w => w.Date, ct);
        foreach (var day in answer.Days.DistinctBy(d => d.Date))
        {
            if (!known.TryGetValue(day.Date, out var row)) db.Add(row = WeatherDay.Create(city.Id, day.Date, isForecast));
            row.Set(day, answer.Adapter, clock.GetUtcNow());
        }
        bus.Publish(new WeatherUpdated(Ids.From(Space, city.Id), dates.Min(), dates.Max()));
    };

    private Func<Task> Warnings(City city, IReadOnlyList<IssuedWarning> issued, CancellationToken ct) => async () =>
    {
        await db.Warnings.Where(w => w.CityId == city.Id).ExecuteDeleteAsync(ct);
        foreach (var warning in issued.Where(w => w.To > clock.GetUtcNow() && w.Covers(city.Latitude, city.Longitude))) db.Add(WeatherWarning.Create(Ids.New(clock), city.Id, warning));
    };

    private Func<Task> Live(City city, IReadOnlyList<TrafficPoint> points, CancellationToken ct) => async () =>
    {
        if (points.Count == 0) return;
        var date = DateOnly.FromDateTime(points[0].At);
        var row = await db.Traffic.FirstOrDefaultAsync(t => t.CityId == city.Id && t.Date == date, ct);
        if (row is null) db.Add(row = TrafficDay.Create(city.Id, date));
        row.Add(points.Average(p => p.Intensity), points.Average(p => p.Load ?? 0));
    };

    private Func<Task> Months(City city, IReadOnlyList<TrafficMean> days, CancellationToken ct) => async () =>
    {
        var dates = days.Select(d => d.Date).ToList();
        var known = await db.Traffic.Where(t => t.CityId == city.Id && dates.Contains(t.Date)).ToDictionaryAsync(t => t.Date, ct);
        foreach (var day in days)
        {
            if (!known.TryGetValue(day.Date, out var row)) db.Add(row = TrafficDay.Create(city.Id, day.Date));
            row.Publish(day);
        }
    };

    private async Task<Func<Task>> Surroundings(Errand errand, CancellationToken ct)
    {
        if ((await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == errand.LocationId) is not { Latitude: { } latitude, Longitude: { } longitude } location) return () => Task.CompletedTask;
        var seen = await poi.Look(location, latitude, longitude, ct);
        return () => poi.Keep(location.Id, latitude, longitude, seen, ct);
    }
}
