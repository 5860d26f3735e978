using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Storage;

/// <summary>The fridges, freezers and stores of the locations. One that is no longer used is switched off; lots keep its name.</summary>
internal static class ManageStorageLocations
{
    private static readonly Sorting<StorageLocation> Order = new Sorting<StorageLocation>(s => s.Id, "name").By("name", s => s.Name);

    /// <summary>What people send and read.</summary>
    public record Data
    {
        [Required, Length(1, 80)] public required string Name { get; init; }
        public required Guid LocationId { get; init; }
        public StorageCondition Condition { get; init; }
        public decimal? MinTempC { get; init; }
        public decimal? MaxTempC { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record View : Data, IVersioned
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
    }

    internal static Task<Page<View>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct)
    {
        var rows = db.StorageLocations.AsNoTracking();
        if (locationId is { } location) rows = rows.Where(s => s.LocationId == location);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(s => EF.Functions.ILike(s.Name, $"%{q}%"));
        return rows.ToPage(page, Order, s => Of(s), ct);
    }

    internal static async Task<View> One(Guid id, InventoryDb db, CancellationToken ct) => Of(await Find(id, db, ct));

    internal static async Task<Created<View>> Handle(Data request, InventoryDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var made = StorageLocation.Create(Ids.New(clock), request);
        await Check(made, db, queries, ct);
        db.Add(made);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"storage-locations/{made.Id}", Of(made));
    }

    internal static async Task<View> Change(Guid id, Data request, IfMatch match, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var found = await Find(id, db, ct);
        match.Require(found, () => Of(found));
        found.Change(request);
        await Check(found, db, queries, ct);
        await db.SaveChangesAsync(ct);
        return Of(found);
    }

    private static async Task Check(StorageLocation place, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != place.LocationId)) throw RuleViolation.NotFound("The location");
        if (await db.StorageLocations.AnyAsync(s => s.Id != place.Id && s.LocationId == place.LocationId && s.Name == place.Name, ct)) throw RuleViolation.Duplicate($"{place.Name} is there already.");
    }

    private static async Task<StorageLocation> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.StorageLocations.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw RuleViolation.NotFound("The storage location");

    private static View Of(StorageLocation s) => new() { Id = s.Id, Version = s.Version, Name = s.Name, LocationId = s.LocationId, Condition = s.Condition, MinTempC = s.MinTempC, MaxTempC = s.MaxTempC, IsActive = s.IsActive };
}
