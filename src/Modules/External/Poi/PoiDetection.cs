using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Poi;

/// <summary>Looks around a location on the map and keeps what it saw.</summary>
internal sealed class PoiDetection(Overpass overpass, ExternalDb db, IQueryBus queries, TimeProvider clock)
{
    /// <exception cref="AdapterFailed">No instance answered.</exception>
    public async Task<Surroundings> Look(LocationAnswer location, decimal latitude, decimal longitude, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var things = await overpass.Around(latitude, longitude, PoiCategory.All, ct);
        return PoiScores.Of(latitude, longitude, things, [profile.Name, location.Name]);
    }

    public async Task Keep(Guid location, decimal latitude, decimal longitude, Surroundings seen, CancellationToken ct)
    {
        var context = await db.PoiContexts.FirstOrDefaultAsync(c => c.LocationId == location, ct);
        if (context is null) db.Add(context = PoiContext.Create(db.Scope.Require(), location));
        context.Set(Rounding.FourDecimals(latitude), Rounding.FourDecimals(longitude), seen, clock.GetUtcNow());
    }

    /// <summary>402 below professional.</summary>
    public async Task RequireTier(CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        if (profile.Tier == "starter")
            throw new RuleViolation("upgrade_required", "Points of interest need the professional tier.", 402, new Dictionary<string, object?> { ["feature"] = "poi_context", ["current_tier"] = profile.Tier, ["required_tier"] = "professional" });
    }
}
