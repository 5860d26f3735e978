using System.Text.Json;
using Bakery.External.Adapters;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.External.Poi;

/// <summary>What the map shows around a location, kept for 90 days.</summary>
[NotAudited("What a map shows, replaced by a newer look.")]
internal sealed class PoiContext : ITenantOwned
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private PoiContext() { }

    public Guid TenantId { get; private set; }
    public Guid LocationId { get; private set; }
    public decimal Latitude { get; private set; }
    public decimal Longitude { get; private set; }
    public DateTimeOffset DetectedAt { get; private set; }
    public string Surroundings { get; private set; } = "{}";

    public static PoiContext Create(Guid tenant, Guid location) => new() { TenantId = tenant, LocationId = location };

    public void Set(decimal latitude, decimal longitude, Surroundings surroundings, DateTimeOffset now)
    {
        (Latitude, Longitude, DetectedAt) = (latitude, longitude, now);
        Surroundings = JsonSerializer.Serialize(surroundings, Wire.Lenient);
    }

    public Surroundings Read() => JsonSerializer.Deserialize<Surroundings>(Surroundings, Wire.Lenient)!;

    /// <summary>True while nobody has to ask the map again: young enough, and the location is where it was.</summary>
    public bool IsFresh(decimal latitude, decimal longitude, DateTimeOffset now) => now - DetectedAt < KeptFor && (Latitude, Longitude) == (Rounding.FourDecimals(latitude), Rounding.FourDecimals(longitude));
}

/// <summary>The surroundings of a location as people see them.</summary>
/// <param name="IsStale">Older than 90 days.</param>
/// <param name="Attribution">To be shown beside the data.</param>
public sealed record PoiView(Guid LocationId, decimal Latitude, decimal Longitude, DateTimeOffset DetectedAt, bool IsStale, IReadOnlyList<PoiCategoryScore> Categories, Competition Competition, string Attribution)
{
    internal static PoiView Of(PoiContext c, DateTimeOffset now)
    {
        var seen = c.Read();
        return new PoiView(c.LocationId, c.Latitude, c.Longitude, c.DetectedAt, now - c.DetectedAt >= PoiContext.KeptFor, seen.Categories, seen.Competition, Overpass.Attribution);
    }
}
