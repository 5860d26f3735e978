using System.Globalization;
using System.Text.Json;

namespace Bakery.External.Adapters;

/// <summary>A place found by its address or its coordinates.</summary>
/// <param name="Kind">OpenStreetMap's type, e.g. city, house, station.</param>
/// <param name="Box">Null where the source names none.</param>
/// <param name="Address">Null where the source names none.</param>
public sealed record FoundPlace(string Name, decimal Latitude, decimal Longitude, string Kind, PlaceBox? Box = null, PlaceAddress? Address = null);

/// <summary>Degrees.</summary>
public sealed record PlaceBox(decimal South, decimal North, decimal West, decimal East);

/// <summary>Parts of an address; null where the map does not know them.</summary>
public sealed record PlaceAddress(string? Street, string? HouseNumber, string? Neighborhood, string? PostalCode, string? City, string? Province, string? Region);

/// <summary>An address in parts, for a search that does not have to guess.</summary>
internal sealed record AddressQuery(string? Street, string? City, string? PostalCode, string? Region);

/// <summary>Nominatim: search for addresses, once a second at most on the public instance. All numbers are texts.</summary>
internal sealed class Nominatim(HttpClient http, AdapterHealth health, Paces paces)
{
    public const string Name = "nominatim";
    public const string Attribution = "© OpenStreetMap contributors";

    public Task<IReadOnlyList<FoundPlace>> Search(string text, CancellationToken ct) => Ask($"search?format=json&addressdetails=1&limit=10&countrycodes=es&q={Uri.EscapeDataString(text)}", Read, ct);

    public Task<IReadOnlyList<FoundPlace>> Search(AddressQuery address, CancellationToken ct) => Ask("search?format=json&addressdetails=1&limit=10&countrycodes=es" +
        string.Concat(new (string Name, string? Value)[] { ("street", address.Street), ("city", address.City), ("postalcode", address.PostalCode), ("state", address.Region) }
            .Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value!.Trim())}")), Read, ct);

    /// <summary>The address at a point; empty where there is none, e.g. at sea.</summary>
    public Task<IReadOnlyList<FoundPlace>> Reverse(decimal latitude, decimal longitude, CancellationToken ct) =>
        Ask(string.Create(CultureInfo.InvariantCulture, $"reverse?format=json&addressdetails=1&zoom=18&lat={latitude}&lon={longitude}"), ReadOne, ct);

    internal static IReadOnlyList<FoundPlace> Read(JsonElement root) => [.. root.EnumerateArray().Select(Place)];

    internal static IReadOnlyList<FoundPlace> ReadOne(JsonElement root) => root.TryGetProperty("error", out _) ? [] : [Place(root)];

    private Task<IReadOnlyList<FoundPlace>> Ask(string path, Func<JsonElement, IReadOnlyList<FoundPlace>> read, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        await paces.Nominatim.Turn(Name, ct);
        using var answer = await http.GetAsync(path, ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return read(document.RootElement);
    });

    private static FoundPlace Place(JsonElement p) => new(
        p.GetProperty("display_name").GetString()!, Degrees(p.GetProperty("lat")), Degrees(p.GetProperty("lon")), Text(p, "type") ?? "",
        // South, north, west, east.
        p.TryGetProperty("boundingbox", out var box) && box.GetArrayLength() == 4 ? new PlaceBox(Degrees(box[0]), Degrees(box[1]), Degrees(box[2]), Degrees(box[3])) : null,
        p.TryGetProperty("address", out var a) ? new PlaceAddress(Text(a, "road", "pedestrian", "square"), Text(a, "house_number"), Text(a, "neighbourhood", "quarter", "suburb", "city_district"), Text(a, "postcode"),
            Text(a, "city", "town", "village", "municipality", "hamlet"), Text(a, "province", "county"), Text(a, "state")) : null);

    private static decimal Degrees(JsonElement value) => decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, params string[] names) =>
        names.Select(n => element.TryGetProperty(n, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
}
