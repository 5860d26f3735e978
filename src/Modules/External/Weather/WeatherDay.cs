using Bakery.External.Adapters;
using Bakery.External.Locations;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Weather;

/// <summary>The weather of a city on a day: the latest forecast, and later what was observed. Kept once for all bakeries.</summary>
[NotAudited("Measurements of others, replaced by newer ones.")]
internal sealed class WeatherDay : IPlatformOwned
{
    private WeatherDay() { }

    public string CityId { get; private set; } = "";
    public DateOnly Date { get; private set; }
    public bool IsForecast { get; private set; }
    public string Adapter { get; private set; } = "";
    public decimal? TemperatureMax { get; private set; }
    public decimal? TemperatureMin { get; private set; }
    public decimal? PrecipitationMm { get; private set; }
    public decimal? PrecipitationProbability { get; private set; }
    public decimal? WindKmh { get; private set; }

    /// <summary>When it was said, so that a back-test uses only what was known.</summary>
    public DateTimeOffset IssuedAt { get; private set; }

    public static WeatherDay Create(string city, DateOnly date, bool isForecast) => new() { CityId = city, Date = date, IsForecast = isForecast };

    public void Set(DayWeather w, string adapter, DateTimeOffset now) =>
        (Adapter, TemperatureMax, TemperatureMin, PrecipitationMm, PrecipitationProbability, WindKmh, IssuedAt) = (adapter, w.TemperatureMax, w.TemperatureMin, w.PrecipitationMm, w.PrecipitationProbability, w.WindKmh, now);
}

/// <summary>Mean traffic of a city on a day.</summary>
[NotAudited("Measurements of others.")]
internal sealed class TrafficDay : IPlatformOwned
{
    private TrafficDay() { }

    public string CityId { get; private set; } = "";
    public DateOnly Date { get; private set; }
    public decimal Intensity { get; private set; }
    public decimal Load { get; private set; }
    public int Samples { get; private set; }

    public static TrafficDay Create(string city, DateOnly date) => new() { CityId = city, Date = date };

    /// <summary>Takes another reading of all points into the mean.</summary>
    public void Add(decimal intensity, decimal load)
    {
        (Intensity, Load) = ((Intensity * Samples + intensity) / (Samples + 1), (Load * Samples + load) / (Samples + 1));
        Samples++;
    }
}

/// <summary>Where weather comes from: AEMET, then Open-Meteo, then what is stored.</summary>
internal sealed class WeatherReader(Aemet aemet, OpenMeteo openMeteo, ExternalDb db, Sources sources, TimeProvider clock)
{
    /// <summary>Asks for the forecast of a city and stores it. False when every source failed: the stored one stays.</summary>
    public async Task<bool> Refresh(City city, CancellationToken ct)
    {
        if (!sources.AreOn) return false;
        foreach (var (adapter, ask) in new (string, Func<Task<IReadOnlyList<DayWeather>>>)[] { (Aemet.Name, () => aemet.Forecast(city.Id, ct)), (OpenMeteo.Name, () => openMeteo.Forecast(city.Latitude, city.Longitude, ct)) })
        {
            if (adapter == Aemet.Name && !aemet.IsConfigured) continue;
            try
            {
                await Store(city.Id, await ask(), true, adapter, ct);
                return true;
            }
            catch (AdapterFailed)
            {
                // The next source is asked; the status page shows this one's reason.
            }
        }
        return false;
    }

    /// <summary>Fills the observed days of a period. False when the source failed.</summary>
    public async Task<bool> Observe(City city, DateOnly from, DateOnly to, CancellationToken ct)
    {
        if (!sources.AreOn) return false;
        try
        {
            await Store(city.Id, await openMeteo.History(city.Latitude, city.Longitude, from, to, ct), false, OpenMeteo.Name, ct);
            return true;
        }
        catch (AdapterFailed)
        {
            return false;
        }
    }

    private async Task Store(string city, IReadOnlyList<DayWeather> days, bool isForecast, string adapter, CancellationToken ct)
    {
        var dates = days.Select(d => d.Date).ToList();
        var known = await db.Weather.Where(w => w.CityId == city && w.IsForecast == isForecast && dates.Contains(w.Date)).ToDictionaryAsync(w => w.Date, ct);
        foreach (var day in days.DistinctBy(d => d.Date))
        {
            if (!known.TryGetValue(day.Date, out var row)) db.Add(row = WeatherDay.Create(city, day.Date, isForecast));
            row.Set(day, adapter, clock.GetUtcNow());
        }
    }
}
