using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Tenant.Locations;

internal static class ListLocations
{
    private static readonly Sorting<Location> Order = new Sorting<Location>(l => l.Id, "name").By("name", l => l.Name);

    internal static async Task<Page<LocationView>> Handle([AsParameters] PageRequest page, TenantDb db, CancellationToken ct)
    {
        var rows = await db.Locations.AsNoTracking().ToPage(page, Order, l => l, ct);
        return new Page<LocationView>([.. rows.Items.Select(LocationView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class GetLocation
{
    internal static async Task<LocationView> Handle(Guid id, TenantDb db, CancellationToken ct) => LocationView.Of(await Find(id, db, ct));

    internal static async Task<Location> Find(Guid id, TenantDb db, CancellationToken ct) =>
        await db.Locations.FirstOrDefaultAsync(l => l.Id == id, ct) ?? throw RuleViolation.NotFound("The location");
}

internal static class CreateLocation
{
    internal static async Task<Created<LocationView>> Handle(LocationFields request, TenantDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var location = Location.Create(Ids.New(clock), request);
        db.Add(location);
        bus.Publish(new LocationChanged(location.Id, location.Name, Wire.Name(location.Type), location.IsActive));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, LocationView.Of(location));
    }
}

internal static class UpdateLocation
{
    internal static async Task<LocationView> Handle(Guid id, LocationFields request, IfMatch ifMatch, TenantDb db, IBus bus, CancellationToken ct)
    {
        var location = await GetLocation.Find(id, db, ct);
        ifMatch.Require(location, () => LocationView.Of(location));
        location.Change(request);
        bus.Publish(new LocationChanged(location.Id, location.Name, Wire.Name(location.Type), location.IsActive));
        await db.SaveChangesAsync(ct);
        return LocationView.Of(location);
    }
}

internal static class CloseLocation
{
    internal static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TenantDb db, IBus bus, CancellationToken ct)
    {
        var location = await GetLocation.Find(id, db, ct);
        ifMatch.Require(location, () => LocationView.Of(location));
        location.Close();
        bus.Publish(new LocationChanged(location.Id, location.Name, Wire.Name(location.Type), false));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class AnswerLocations
{
    internal static async Task<IReadOnlyList<LocationAnswer>> Handle(Contracts.Tenant.Locations query, TenantDb db, CancellationToken ct)
    {
        var rows = await db.Locations.AsNoTracking().OrderBy(l => l.Name).ToListAsync(ct);
        return [.. rows.Select(l => new LocationAnswer(l.Id, l.Name, Wire.Name(l.Type), l.IsActive, l.City, l.Latitude, l.Longitude, l.Hours, l.ClosedDates))];
    }
}
