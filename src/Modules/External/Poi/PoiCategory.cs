namespace Bakery.External.Poi;

/// <summary>Tags that a thing of a category has: a key with one of some values, or with any.</summary>
internal sealed record TagSelector(string Key, params string[] Values)
{
    /// <summary>As Overpass writes it.</summary>
    public string Filter => Values.Length == 0 ? $"[{Key}]" : Values.Length == 1 ? $"[{Key}={Values[0]}]" : $"[{Key}~\"^({string.Join('|', Values)})$\"]";

    public bool Matches(IReadOnlyDictionary<string, string> tags) => tags.TryGetValue(Key, out var value) && (Values.Length == 0 || Values.Contains(value));
}

/// <summary>A kind of place that brings people past a bakery, or takes them away.</summary>
/// <param name="Radius">Metres within which it counts.</param>
/// <param name="Weight">Factor of the weighted score; negative takes customers away.</param>
internal sealed record PoiCategory(string Name, int Radius, decimal Weight, params TagSelector[] Selectors)
{
    /// <summary>Metres asked for: the counts reach to 500 m even where the score does not.</summary>
    public int SearchRadius => Math.Max(Radius, 500);

    public bool Matches(IReadOnlyDictionary<string, string> tags) => Selectors.Any(s => s.Matches(tags));

    public const string Competitors = "competitors";
    public const string Schools = "schools";

    public static IReadOnlyList<PoiCategory> All { get; } =
    [
        new(Schools, 500, 1.5m, new TagSelector("amenity", "school", "kindergarten", "university", "college")),
        new("offices", 800, 1.3m, new TagSelector("office")),
        new("gyms_sports", 600, 0.8m, new TagSelector("leisure", "fitness_centre", "sports_centre", "stadium")),
        new("residential", 400, 1.0m, new TagSelector("building", "residential", "apartments", "house")),
        new("tourism", 1000, 1.2m, new TagSelector("tourism", "attraction", "museum", "hotel", "hostel", "guest_house")),
        new(Competitors, 1000, -0.5m, new TagSelector("shop", "bakery", "pastry", "confectionery")),
        new("transport", 800, 1.2m, new TagSelector("public_transport", "station"), new TagSelector("railway", "station", "subway_entrance"), new TagSelector("highway", "bus_stop")),
        new("retail", 700, 0.9m, new TagSelector("shop", "mall", "supermarket"), new TagSelector("landuse", "retail")),
        new("restaurants", 500, 0.7m, new TagSelector("amenity", "restaurant", "cafe", "bar")),
        new("health", 800, 0.8m, new TagSelector("amenity", "hospital", "clinic")),
        new("culture", 800, 0.6m, new TagSelector("amenity", "theatre", "cinema", "library", "arts_centre")),
    ];
}
