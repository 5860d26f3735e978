using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Bakery.External.Adapters;

/// <summary>
/// AEMET OpenData. Every request has two steps: the first answer names the address of the data. Bodies are ISO-8859-15, numbers are texts with a
/// decimal comma, errors come as <c>estado</c> inside a 200.
/// </summary>
internal sealed class Aemet(HttpClient http, IConfiguration configuration, AdapterHealth health, Paces paces)
{
    public const string Name = "aemet";
    public const string Attribution = "© AEMET";
    private const decimal Trace = 0.05m;

    /// <summary>AEMET answers at most half a year of daily values at once.</summary>
    public const int LongestPeriodDays = 180;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration["AEMET_API_KEY"]);

    /// <summary>The seven-day forecast of a municipality.</summary>
    /// <exception cref="AdapterFailed">No key, no answer, or an answer that makes no sense.</exception>
    public Task<IReadOnlyList<DayWeather>> Forecast(string municipality, CancellationToken ct) =>
        Guarded(async () => ReadForecast(await Data($"opendata/api/prediccion/especifica/municipio/diaria/{municipality}", ct)));

    /// <summary>Observed daily values of a station.</summary>
    public Task<IReadOnlyList<DayWeather>> Observed(string station, DateOnly from, DateOnly to, CancellationToken ct) => Guarded(async () => ReadObserved(await Data(
        $"opendata/api/valores/climatologicos/diarios/datos/fechaini/{from:yyyy-MM-dd}T00:00:00UTC/fechafin/{to:yyyy-MM-dd}T23:59:59UTC/estacion/{station}", ct)));

    /// <summary>Warnings in force or announced for a community.</summary>
    public Task<IReadOnlyList<IssuedWarning>> Warnings(string community, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
        AemetWarnings.Read(await Body($"opendata/api/avisos_cap/ultimoelaborado/area/{AemetWarnings.Area(community) ?? throw new AdapterFailed(Name, "no_area")}", ct)));

    internal static IReadOnlyList<DayWeather> ReadForecast(JsonElement root)
    {
        var days = root[0].GetProperty("prediccion").GetProperty("dia");
        return [.. days.EnumerateArray().Select(d => new DayWeather(
            DateOnly.Parse(Text(d, "fecha")![..10], CultureInfo.InvariantCulture), Inner(d, "temperatura", "maxima"), Inner(d, "temperatura", "minima"), null,
            // The first entry is the whole day; later ones are parts of it.
            d.TryGetProperty("probPrecipitacion", out var p) && p.ValueKind == JsonValueKind.Array && p.GetArrayLength() > 0 ? Number(p[0], "value") : null,
            d.TryGetProperty("viento", out var w) && w.ValueKind == JsonValueKind.Array && w.GetArrayLength() > 0 ? Number(w[0], "velocidad") : null))];
    }

    internal static IReadOnlyList<DayWeather> ReadObserved(JsonElement root) =>
        [.. root.EnumerateArray().Select(d => new DayWeather(DateOnly.Parse(Text(d, "fecha")!, CultureInfo.InvariantCulture), Number(d, "tmax"), Number(d, "tmin"), Rain(Text(d, "prec")), null, Number(d, "velmedia") * 3.6m))];

    private async Task<JsonElement> Data(string path, CancellationToken ct) => Json(await Body(path, ct));

    /// <summary>Both steps: the envelope names the address of the data.</summary>
    private async Task<byte[]> Body(string path, CancellationToken ct)
    {
        if (!IsConfigured) throw new AdapterFailed(Name, "no_key");
        await paces.Aemet.Turn(Name, ct);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("api_key", configuration["AEMET_API_KEY"]);
        using var first = await http.SendAsync(request, ct);
        var envelope = Json(await Bytes(first, ct));
        if (envelope.TryGetProperty("estado", out var state) && state.GetInt32() is var code && code != 200) throw new AdapterFailed(Name, $"state_{code}");
        if (Text(envelope, "datos") is not { } address || !Uri.TryCreate(http.BaseAddress, address, out var uri)) throw new AdapterFailed(Name, "no_data_address");
        await paces.Aemet.Turn(Name, ct);
        using var second = await http.GetAsync(uri, ct);
        return await Bytes(second, ct);
    }

    private static async Task<byte[]> Bytes(HttpResponseMessage answer, CancellationToken ct) =>
        answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(ct) : throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");

    private static JsonElement Json(byte[] bytes)
    {
        var encoding = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-15")!;
        using var document = JsonDocument.Parse(encoding.GetString(bytes));
        var root = document.RootElement.Clone();
        // Late errors come as an envelope in place of the data.
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("estado", out var state) && state.ValueKind == JsonValueKind.Number && state.GetInt32() is var code and >= 400) throw new AdapterFailed(Name, $"state_{code}");
        return root;
    }

    private async Task<IReadOnlyList<DayWeather>> Guarded(Func<Task<IReadOnlyList<DayWeather>>> read) => await AdapterCall.Guarded(Name, health, read);

    private static decimal? Rain(string? text) => text switch { null or "Acum" => null, "Ip" => Trace, _ => Comma(text) };

    private static decimal? Inner(JsonElement day, string name, string field) => day.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? Number(inner, field) : null;

    private static decimal? Number(JsonElement element, string field) => element.TryGetProperty(field, out var value) ? value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.String => Comma(value.GetString()),
        _ => null,
    } : null;

    private static decimal? Comma(string? text) => decimal.TryParse(text?.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? Text(JsonElement element, string field) => element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
