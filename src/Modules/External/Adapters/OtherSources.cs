using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Bakery.External.Adapters;

/// <summary>Traffic at one measuring point of Madrid.</summary>
/// <param name="Intensity">Vehicles per hour.</param>
/// <param name="Occupancy">Percent of time.</param>
/// <param name="Load">Percent of capacity.</param>
internal sealed record TrafficPoint(string Id, DateTime At, decimal Intensity, decimal? Occupancy, decimal? Load, decimal? UtmX, decimal? UtmY);

/// <summary>Madrid's live traffic: XML every five minutes, coordinates with a decimal comma, points whose error is not N are dropped.</summary>
internal sealed class MadridTraffic(HttpClient http, AdapterHealth health)
{
    public const string Name = "madrid_traffic";
    public const string Attribution = "Ayuntamiento de Madrid, datos.madrid.es";

    public Task<IReadOnlyList<TrafficPoint>> Now(CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        using var answer = await http.GetAsync("informo/tmadrid/pm.xml", ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        return Read(XDocument.Load(await answer.Content.ReadAsStreamAsync(ct)));
    });

    internal static IReadOnlyList<TrafficPoint> Read(XDocument document)
    {
        var root = document.Root ?? throw new FormatException("No root element.");
        var at = DateTime.ParseExact((root.Element("fecha_hora") ?? throw new FormatException("No time.")).Value, "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        return [.. root.Elements("pm").Where(p => (string?)p.Element("error") == "N" && Number(p, "intensidad") is not null)
            .Select(p => new TrafficPoint((string?)p.Element("idelem") ?? "", at, Number(p, "intensidad")!.Value, Number(p, "ocupacion"), Number(p, "carga"), Number(p, "st_x"), Number(p, "st_y")))];
    }

    private static decimal? Number(XElement point, string name) =>
        decimal.TryParse(((string?)point.Element(name))?.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}

/// <summary>A place found by its address.</summary>
public sealed record FoundPlace(string Name, decimal Latitude, decimal Longitude, string Kind);

/// <summary>Nominatim: search for addresses, once a second at most on the public instance. All numbers are texts.</summary>
internal sealed class Nominatim(HttpClient http, AdapterHealth health)
{
    public const string Name = "nominatim";
    public const string Attribution = "© OpenStreetMap contributors";

    public Task<IReadOnlyList<FoundPlace>> Search(string text, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        using var answer = await http.GetAsync($"search?format=json&limit=10&countrycodes=es&q={Uri.EscapeDataString(text)}", ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return Read(document.RootElement);
    });

    internal static IReadOnlyList<FoundPlace> Read(JsonElement root) => [.. root.EnumerateArray().Select(p => new FoundPlace(
        p.GetProperty("display_name").GetString()!, Coordinate(p, "lat"), Coordinate(p, "lon"), (p.TryGetProperty("type", out var type) ? type.GetString() : null) ?? ""))];

    private static decimal Coordinate(JsonElement place, string name) => decimal.Parse(place.GetProperty(name).GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>A point of interest.</summary>
internal sealed record PoiFound(string Category, decimal Latitude, decimal Longitude, string? Name);

/// <summary>Overpass: points of interest around a location. A busy instance is followed by the next one of the list.</summary>
internal sealed class Overpass(HttpClient http, AdapterHealth health, IReadOnlyList<Uri> instances)
{
    public const string Name = "overpass";
    public const string Attribution = "© OpenStreetMap contributors";

    public Task<IReadOnlyList<PoiFound>> Around(decimal latitude, decimal longitude, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        var around = string.Create(CultureInfo.InvariantCulture, $"(around:500,{latitude},{longitude})");
        var query = $"[out:json][timeout:25];(nwr[amenity~\"^(school|kindergarten|university|college)$\"]{around};nwr[shop~\"^(bakery|pastry|confectionery)$\"]{around};node[highway=bus_stop]{around};nwr[office]{around};);out center;";
        AdapterFailed? last = null;
        foreach (var instance in instances)
        {
            using var content = new FormUrlEncodedContent([new("data", query)]);
            using var answer = await http.PostAsync(new Uri(instance, "api/interpreter"), content, ct);
            if (answer.IsSuccessStatusCode)
            {
                using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
                return Read(document.RootElement);
            }
            last = new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        }
        throw last ?? new AdapterFailed(Name, "no_instance");
    });

    internal static IReadOnlyList<PoiFound> Read(JsonElement root)
    {
        var found = new List<PoiFound>();
        foreach (var element in root.GetProperty("elements").EnumerateArray())
        {
            var point = element.TryGetProperty("center", out var centre) ? centre : element;
            if (!element.TryGetProperty("tags", out var tags) || !point.TryGetProperty("lat", out var lat) || !point.TryGetProperty("lon", out var lon)) continue;
            var category = tags.TryGetProperty("shop", out _) ? "competitors" : tags.TryGetProperty("highway", out _) ? "transport" : tags.TryGetProperty("office", out _) ? "offices" : "schools";
            found.Add(new PoiFound(category, lat.GetDecimal(), lon.GetDecimal(), tags.TryGetProperty("name", out var name) ? name.GetString() : null));
        }
        return found;
    }
}
