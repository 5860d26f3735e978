using Bakery.External.Adapters;
using Bakery.External.Locations;

namespace Bakery.External.Weather;

/// <summary>Where weather comes from: AEMET, then Open-Meteo; what is stored is used when both fail.</summary>
internal sealed class WeatherSources(Aemet aemet, OpenMeteo openMeteo)
{
    /// <exception cref="AdapterFailed">Every source failed.</exception>
    public Task<(string Adapter, IReadOnlyList<DayWeather> Days)> Forecast(City city, CancellationToken ct) =>
        First(aemet.IsConfigured, () => aemet.Forecast(city.Id, ct), () => openMeteo.Forecast(city.Latitude, city.Longitude, ct));

    /// <exception cref="AdapterFailed">Every source failed.</exception>
    public Task<(string Adapter, IReadOnlyList<DayWeather> Days)> Observed(City city, DateOnly from, DateOnly to, CancellationToken ct) =>
        First(aemet.IsConfigured && city.AemetStation is not null && to.DayNumber - from.DayNumber < Aemet.LongestPeriodDays, () => aemet.Observed(city.AemetStation!, from, to, ct), () => openMeteo.History(city.Latitude, city.Longitude, from, to, ct));

    private static async Task<(string, IReadOnlyList<DayWeather>)> First(bool asksAemet, Func<Task<IReadOnlyList<DayWeather>>> first, Func<Task<IReadOnlyList<DayWeather>>> second)
    {
        if (asksAemet)
        {
            try
            {
                if (await first() is { Count: > 0 } days) return (Aemet.Name, days);
            }
            catch (AdapterFailed)
            {
                // The next source is asked; the status page shows this one's reason.
            }
        }
        return (OpenMeteo.Name, await second());
    }
}
