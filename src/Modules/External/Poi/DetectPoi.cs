using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.External.Adapters;
using Bakery.External.Errands;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Poi;

internal static class DetectPoi
{
    /// <summary>A person waits for so long; then the work goes on without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(Overpass.TimeOutSeconds + 5);

    public sealed record Request([property: Required] Guid LocationId);

    /// <param name="State">ready, or queued: the map is busy, or the request has an idempotency key; it is asked later.</param>
    /// <param name="Reason">What went wrong, e.g. <c>http_429</c> or <c>timeout</c>; null when nothing did.</param>
    /// <param name="Context">What is known; an older look while the new one is queued, null when there is none.</param>
    public sealed record Response(string State, string? Reason, PoiView? Context);

    /// <summary>Looks only when there is no look younger than 90 days from the same place.</summary>
    internal static Task<Results<Ok<Response>, Accepted<Response>>> Handle(Request request, ExternalDb db, PoiDetection poi, ErrandBook errands, Sources sources, IQueryBus queries, TimeProvider clock, CancellationToken ct) =>
        Look(request, false, db, poi, errands, sources, queries, clock, ct);

    /// <summary>Looks again whatever is stored.</summary>
    internal static Task<Results<Ok<Response>, Accepted<Response>>> Refresh(Request request, ExternalDb db, PoiDetection poi, ErrandBook errands, Sources sources, IQueryBus queries, TimeProvider clock, CancellationToken ct) =>
        Look(request, true, db, poi, errands, sources, queries, clock, ct);

    private static async Task<Results<Ok<Response>, Accepted<Response>>> Look(Request request, bool always, ExternalDb db, PoiDetection poi, ErrandBook errands, Sources sources, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await poi.RequireTier(ct);
        var location = (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == request.LocationId) ?? throw RuleViolation.NotFound("The location");
        if (location is not { Latitude: { } latitude, Longitude: { } longitude }) throw new RuleViolation("location_without_coordinates", "The location has no coordinates yet.");
        var known = await db.PoiContexts.FirstOrDefaultAsync(c => c.LocationId == location.Id, ct);
        if (!always && known?.IsFresh(latitude, longitude, clock.GetUtcNow()) == true) return TypedResults.Ok(Ready(known, clock));
        if (!sources.AreOn) throw new RuleViolation("dependency_unavailable", "Outside sources are switched off.", 503);
        // A request with an idempotency key runs in a transaction, and a slow map must not hold one.
        if (db.Database.CurrentTransaction is not null) return await Later(null);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            var seen = await poi.Look(location, latitude, longitude, patience.Token);
            await poi.Keep(location.Id, latitude, longitude, seen, ct);
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok(Ready(await db.PoiContexts.FirstAsync(c => c.LocationId == location.Id, ct), clock));
        }
        catch (Exception e) when (e is AdapterFailed || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return await Later((e as AdapterFailed)?.Reason ?? "timeout");
        }

        async Task<Results<Ok<Response>, Accepted<Response>>> Later(string? reason)
        {
            await errands.Add(Errand.ForLocation(ErrandKind.Poi, db.Scope.Require(), location.Id), ct);
            return TypedResults.Accepted((string?)null, new Response("queued", reason, known is null ? null : PoiView.Of(known, clock.GetUtcNow())));
        }
    }

    private static Response Ready(PoiContext context, TimeProvider clock) => new("ready", null, PoiView.Of(context, clock.GetUtcNow()));
}

internal static class ShowPoi
{
    /// <param name="Context">Null when nobody has looked yet.</param>
    public sealed record Response(PoiView? Context);

    internal static async Task<Response> Handle([FromQuery] Guid location_id, ExternalDb db, PoiDetection poi, TimeProvider clock, CancellationToken ct)
    {
        await poi.RequireTier(ct);
        return new Response(await db.PoiContexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location_id, ct) is { } found ? PoiView.Of(found, clock.GetUtcNow()) : null);
    }
}

internal static class DeletePoi
{
    internal static async Task<NoContent> Handle([FromQuery] Guid location_id, ExternalDb db, PoiDetection poi, CancellationToken ct)
    {
        await poi.RequireTier(ct);
        db.Remove(await db.PoiContexts.FirstOrDefaultAsync(c => c.LocationId == location_id, ct) ?? throw RuleViolation.NotFound("The surroundings"));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ListCompetitors
{
    public sealed record Response(Guid LocationId, DateTimeOffset DetectedAt, Competition Competition, IReadOnlyList<Competitor> Items, string Attribution);

    internal static async Task<Response> Handle([FromQuery] Guid location_id, ExternalDb db, PoiDetection poi, CancellationToken ct)
    {
        await poi.RequireTier(ct);
        var found = await db.PoiContexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location_id, ct) ?? throw RuleViolation.NotFound("The surroundings");
        var seen = found.Read();
        return new Response(location_id, found.DetectedAt, seen.Competition, seen.Competitors, Overpass.Attribution);
    }
}
