using System.Text.Json.Serialization;
using Bakery.External.Adapters;
using Bakery.External.Locations;
using Bakery.Kernel.Values;

namespace Bakery.External.Poi;

/// <summary>One category around a location.</summary>
/// <param name="Count">Places within the category's radius.</param>
/// <param name="NearestM">Metres to the nearest place within the radius; null when there is none.</param>
/// <param name="ProximityScore">Σ max(0, 1 − distance / radius).</param>
/// <param name="WeightedScore">Proximity score × weight.</param>
/// <param name="IsFeature">False when there is not one place: the category then enters no model.</param>
public sealed record PoiCategoryScore(string Category, int RadiusM, decimal Weight, int Count, [property: JsonPropertyName("within_100_m")] int Within100M, [property: JsonPropertyName("within_300_m")] int Within300M,
    [property: JsonPropertyName("within_500_m")] int Within500M, decimal? NearestM, decimal ProximityScore, decimal WeightedScore, bool IsFeature);

/// <summary>Bakeries around a location.</summary>
/// <param name="Direct">Nearer than 100 m.</param>
/// <param name="Near">From 100 m to less than 500 m.</param>
/// <param name="Market">From 500 m to 1,000 m.</param>
/// <param name="Pressure">2 · direct + near + 0.3 · market.</param>
/// <param name="Zone">low_competition (0), moderate_competition (below 3), high_competition.</param>
/// <param name="MarketType">underserved (none), normal_market (1 to 3), competitive_market (4 to 7), bakery_district (8 and more) within 1 km.</param>
public sealed record Competition(int Direct, int Near, int Market, decimal Pressure, string Zone, string MarketType);

/// <summary>A bakery nearby.</summary>
/// <param name="Band">direct, near or market.</param>
public sealed record Competitor(string? Name, decimal DistanceM, string Band, decimal Latitude, decimal Longitude);

/// <summary>What surrounds a point, in numbers.</summary>
public sealed record Surroundings(IReadOnlyList<PoiCategoryScore> Categories, Competition Competition, IReadOnlyList<Competitor> Competitors);

/// <summary>Counts, proximity and competition from distances. Distances are metres along the great circle.</summary>
internal static class PoiScores
{
    private const decimal DirectM = 100, NearM = 500, MarketM = 1000;
    private const decimal NearBakery = 1, DirectBakery = 2, MarketBakery = 0.3m;

    /// <summary>Sorts what the map shows into the categories and scores each. <paramref name="ownNames"/> are the bakery's own shops, which are no competitors.</summary>
    public static Surroundings Of(decimal latitude, decimal longitude, IReadOnlyList<MapThing> things, IReadOnlyCollection<string> ownNames)
    {
        var own = ownNames.Select(Cities.Plain).ToHashSet();
        // A place that is drawn as a point and as a building is one place.
        var placed = things.Select(t => (Thing: t, Distance: Distance(latitude, longitude, t.Latitude, t.Longitude))).OrderBy(t => t.Distance).ToList();
        var scores = new List<PoiCategoryScore>();
        var competitors = new List<Competitor>();
        foreach (var category in PoiCategory.All)
        {
            var seen = new HashSet<(string, decimal, decimal)>();
            var hits = placed.Where(p => category.Matches(p.Thing.Tags) && seen.Add(Same(p.Thing))).ToList();
            if (category.Name == PoiCategory.Competitors)
            {
                hits = [.. hits.Where(h => h.Thing.Name is null || !own.Contains(Cities.Plain(h.Thing.Name)))];
                competitors.AddRange(hits.Where(h => h.Distance <= MarketM).Select(h => new Competitor(h.Thing.Name, h.Distance, Band(h.Distance), h.Thing.Latitude, h.Thing.Longitude)));
            }
            scores.Add(Score(category, [.. hits.Select(h => h.Distance)]));
        }
        return new Surroundings(scores, Compete([.. competitors.Select(c => c.DistanceM)]), competitors);
    }

    public static PoiCategoryScore Score(PoiCategory category, IReadOnlyList<decimal> distances)
    {
        var within = distances.Where(d => d <= category.Radius).ToList();
        var proximity = Proximity(distances, category.Radius);
        return new PoiCategoryScore(category.Name, category.Radius, category.Weight, within.Count, distances.Count(d => d <= 100), distances.Count(d => d <= 300), distances.Count(d => d <= 500),
            within.Count == 0 ? null : within.Min(), Rounding.FourDecimals(proximity), Rounding.FourDecimals(proximity * category.Weight), within.Count > 0);
    }

    /// <summary>Σ max(0, 1 − d / radius).</summary>
    public static decimal Proximity(IEnumerable<decimal> distances, int radius) => distances.Sum(d => Math.Max(0, 1 - d / radius));

    public static Competition Compete(IReadOnlyList<decimal> distances)
    {
        var bands = distances.Where(d => d <= MarketM).Select(Band).ToList();
        var (direct, near, market) = (bands.Count(b => b == "direct"), bands.Count(b => b == "near"), bands.Count(b => b == "market"));
        var pressure = DirectBakery * direct + NearBakery * near + MarketBakery * market;
        return new Competition(direct, near, market, pressure, Zone(pressure), MarketType(bands.Count));
    }

    public static string Zone(decimal pressure) => pressure == 0 ? "low_competition" : pressure < 3 ? "moderate_competition" : "high_competition";

    public static string MarketType(int bakeriesWithinKm) => bakeriesWithinKm switch { 0 => "underserved", < 4 => "normal_market", < 8 => "competitive_market", _ => "bakery_district" };

    public static string Band(decimal distance) => distance < DirectM ? "direct" : distance < NearM ? "near" : "market";

    /// <summary>Metres, to a tenth.</summary>
    public static decimal Distance(decimal lat1, decimal lon1, decimal lat2, decimal lon2) => Math.Round((decimal)(Cities.DistanceKm(lat1, lon1, lat2, lon2) * 1000), 1);

    // Without a name only the same spot is the same place; with one, about 30 m around it.
    private static (string, decimal, decimal) Same(MapThing t) => t.Name is { Length: > 0 } name ? (name, Math.Round(t.Latitude / 3, 4), Math.Round(t.Longitude / 3, 4)) : ("", t.Latitude, t.Longitude);
}
