using System.Globalization;
using System.Text.Json;

namespace Bakery.External.Adapters;

/// <summary>Open-Meteo: forecast and history without a key; the answer is one column per variable, values may be null.</summary>
internal sealed class OpenMeteo(HttpClient http, AdapterHealth health)
{
    public const string Name = "open_meteo";
    public const string Attribution = "Weather data by Open-Meteo.com";

    public Task<IReadOnlyList<DayWeather>> Forecast(decimal latitude, decimal longitude, CancellationToken ct) =>
        Ask(string.Create(CultureInfo.InvariantCulture, $"v1/forecast?latitude={latitude}&longitude={longitude}&daily=temperature_2m_max,temperature_2m_min,precipitation_sum,precipitation_probability_max,wind_speed_10m_max&timezone=Europe/Madrid&forecast_days=8"), ct);

    public Task<IReadOnlyList<DayWeather>> History(decimal latitude, decimal longitude, DateOnly from, DateOnly to, CancellationToken ct) =>
        Ask(string.Create(CultureInfo.InvariantCulture, $"v1/archive?latitude={latitude}&longitude={longitude}&start_date={from:yyyy-MM-dd}&end_date={to:yyyy-MM-dd}&daily=temperature_2m_max,temperature_2m_min,precipitation_sum,wind_speed_10m_max&timezone=Europe/Madrid"), ct);

    internal static IReadOnlyList<DayWeather> Read(JsonElement root)
    {
        var daily = root.GetProperty("daily");
        var days = daily.GetProperty("time").EnumerateArray().Select(t => DateOnly.Parse(t.GetString()!, CultureInfo.InvariantCulture)).ToList();
        decimal?[] Column(params string[] names)
        {
            foreach (var name in names)
                if (daily.TryGetProperty(name, out var values)) return [.. values.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDecimal() : (decimal?)null)];
            return new decimal?[days.Count];
        }
        var (max, min, rain, chance, wind) = (Column("temperature_2m_max"), Column("temperature_2m_min"), Column("precipitation_sum"), Column("precipitation_probability_max"), Column("wind_speed_10m_max", "windspeed_10m_max"));
        return [.. days.Select((d, i) => new DayWeather(d, max[i], min[i], rain[i], chance[i], wind[i]))];
    }

    private Task<IReadOnlyList<DayWeather>> Ask(string path, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        using var answer = await http.GetAsync(path, ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return Read(document.RootElement);
    });
}
