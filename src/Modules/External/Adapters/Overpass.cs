using System.Globalization;
using System.Text.Json;
using Bakery.External.Poi;

namespace Bakery.External.Adapters;

/// <summary>A thing on the map with its tags.</summary>
internal sealed record MapThing(decimal Latitude, decimal Longitude, IReadOnlyDictionary<string, string> Tags)
{
    public string? Name => Tags.GetValueOrDefault("name");
}

/// <summary>Addresses of the instances, in the order they are asked.</summary>
internal sealed record OverpassInstances(IReadOnlyList<Uri> All);

/// <summary>Overpass: points of interest around a location. A busy instance is followed by the next one of the list.</summary>
internal sealed class Overpass(HttpClient http, AdapterHealth health, OverpassInstances instances, Paces paces)
{
    public const string Name = "overpass";
    public const string Attribution = "© OpenStreetMap contributors";
    public const int TimeOutSeconds = 25;

    /// <summary>Everything of the categories around a point, in one query.</summary>
    /// <exception cref="AdapterFailed">No instance gave an answer; the reason is the last one's.</exception>
    public Task<IReadOnlyList<MapThing>> Around(decimal latitude, decimal longitude, IReadOnlyList<PoiCategory> categories, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        var query = Query(latitude, longitude, categories);
        AdapterFailed? last = null;
        foreach (var instance in instances.All)
        {
            try
            {
                // An instance's failure must not count as the source's while there is another one.
                return await AdapterCall.Named(Name, () => Ask(instance, query, ct));
            }
            catch (AdapterFailed failed)
            {
                last = failed;
            }
        }
        throw last ?? new AdapterFailed(Name, "no_instance");
    });

    internal static string Query(decimal latitude, decimal longitude, IReadOnlyList<PoiCategory> categories) => $"[out:json][timeout:{TimeOutSeconds}];(" +
        string.Concat(categories.SelectMany(c => c.Selectors.Select(s => string.Create(CultureInfo.InvariantCulture, $"nwr{s.Filter}(around:{c.SearchRadius},{latitude},{longitude});")))) + ");out tags center;";

    internal static IReadOnlyList<MapThing> Read(JsonElement root)
    {
        // A query that ran out of time answers 200 with a remark and a part of the data.
        if (root.TryGetProperty("remark", out var remark) && remark.GetString()?.Contains("error", StringComparison.OrdinalIgnoreCase) == true) throw new AdapterFailed(Name, "incomplete");
        var found = new List<MapThing>();
        foreach (var element in root.GetProperty("elements").EnumerateArray())
        {
            var point = element.TryGetProperty("center", out var centre) ? centre : element;
            if (!element.TryGetProperty("tags", out var tags) || !point.TryGetProperty("lat", out var lat) || !point.TryGetProperty("lon", out var lon)) continue;
            found.Add(new MapThing(lat.GetDecimal(), lon.GetDecimal(), tags.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetString() ?? "", StringComparer.Ordinal)));
        }
        return found;
    }

    private async Task<IReadOnlyList<MapThing>> Ask(Uri instance, string query, CancellationToken ct)
    {
        await paces.Overpass.Turn(Name, ct);
        using var content = new FormUrlEncodedContent([new("data", query)]);
        using var answer = await http.PostAsync(new Uri(instance, "api/interpreter"), content, ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        return Read(document.RootElement);
    }
}
