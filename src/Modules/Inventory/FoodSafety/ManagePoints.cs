using Bakery.Contracts.Tenant;
using Bakery.Inventory.Paper;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>The control points of the plan, and the starter plan of an artisan bakery.</summary>
internal static class ManagePoints
{
    private static readonly Sorting<HaccpPoint> Order = new Sorting<HaccpPoint>(p => p.Id, "name").By("name", p => p.Name);

    public sealed record StarterRequest(Guid LocationId);
    public sealed record StarterResponse(IReadOnlyList<HaccpForm.PointView> Points, IReadOnlyList<HaccpForm.ChecklistView> Checklists);

    internal static Task<Page<HaccpForm.PointView>> List(InventoryDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.HaccpPoints.AsNoTracking().ToPage(page, Order, p => HaccpForm.Of(p), ct);

    internal static async Task<HaccpForm.PointView> One(Guid id, InventoryDb db, CancellationToken ct) => HaccpForm.Of(await Find(id, db, ct));

    internal static async Task<Created<HaccpForm.PointView>> Handle(HaccpForm.PointData request, InventoryDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await Place(request.LocationId, queries, ct);
        var point = HaccpPoint.Create(Ids.New(clock), request);
        db.Add(point);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"haccp/points/{point.Id}", HaccpForm.Of(point));
    }

    internal static async Task<HaccpForm.PointView> Change(Guid id, HaccpForm.PointData request, IfMatch match, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var point = await Find(id, db, ct);
        match.Require(point, () => HaccpForm.Of(point));
        await Place(request.LocationId, queries, ct);
        point.Change(request);
        await db.SaveChangesAsync(ct);
        return HaccpForm.Of(point);
    }

    /// <summary>The usual points and lists of a small bakery (limits of RD 1021/2022, acrylamide of Reg. 2017/2158), once per location.</summary>
    internal static async Task<Created<StarterResponse>> Starter(StarterRequest request, InventoryDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await Place(request.LocationId, queries, ct);
        if (await db.HaccpPoints.AnyAsync(p => p.LocationId == request.LocationId, ct)) throw RuleViolation.Duplicate("This location has a plan already.");
        var words = PaperWords.Of((await queries.Ask(new TenantProfile(), ct)).Language);
        HaccpPoint Point(string name, PointKind kind, decimal? min, decimal? max, string? unit, PointFrequency frequency, TimeOnly? due, string basis) => HaccpPoint.Create(Ids.New(clock),
            new HaccpForm.PointData { Name = name, Kind = kind, LocationId = request.LocationId, Min = min, Max = max, Unit = unit, Frequency = frequency, DueTime = due, LegalBasis = basis });
        HaccpPoint[] points =
        [
            Point(words.ColdRoom, PointKind.Fridge, 0m, 4m, "°C", PointFrequency.Daily, new(10, 0), "RD 1021/2022"), Point(words.Freezer, PointKind.Freezer, null, -18m, "°C", PointFrequency.Daily, new(10, 0), "RD 1021/2022"),
            Point(words.GoodsIn, PointKind.Receiving, 0m, 8m, "°C", PointFrequency.OnEvent, null, "Reg. (CE) 852/2004"), Point(words.BakeColour, PointKind.OvenColour, null, null, null, PointFrequency.Daily, new(12, 0), "Reg. (UE) 2017/2158"),
        ];
        Checklist[] lists =
        [
            Checklist.Create(Ids.New(clock), new HaccpForm.ChecklistData { Name = words.Cleaning, LocationId = request.LocationId, Lines = words.CleaningLines, DueTime = new(20, 0), LegalBasis = "Reg. (CE) 852/2004" }),
            Checklist.Create(Ids.New(clock), new HaccpForm.ChecklistData { Name = words.Pests, LocationId = request.LocationId, Lines = words.PestLines, DueTime = new(12, 0), Weekdays = [1], LegalBasis = "Reg. (CE) 852/2004" }),
        ];
        db.AddRange(points);
        db.AddRange(lists);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, new StarterResponse([.. points.Select(HaccpForm.Of)], [.. lists.Select(HaccpForm.Of)]));
    }

    internal static async Task<HaccpPoint> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.HaccpPoints.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The control point");

    internal static async Task Place(Guid locationId, IQueryBus queries, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != locationId)) throw RuleViolation.NotFound("The location");
    }
}

/// <summary>The checklists of the plan.</summary>
internal static class ManageChecklists
{
    private static readonly Sorting<Checklist> Order = new Sorting<Checklist>(c => c.Id, "name").By("name", c => c.Name);

    internal static Task<Page<HaccpForm.ChecklistView>> List(InventoryDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.Checklists.AsNoTracking().ToPage(page, Order, c => HaccpForm.Of(c), ct);

    internal static async Task<HaccpForm.ChecklistView> One(Guid id, InventoryDb db, CancellationToken ct) => HaccpForm.Of(await Find(id, db, ct));

    internal static async Task<Created<HaccpForm.ChecklistView>> Handle(HaccpForm.ChecklistData request, InventoryDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await ManagePoints.Place(request.LocationId, queries, ct);
        var list = Checklist.Create(Ids.New(clock), request);
        db.Add(list);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"haccp/checklists/{list.Id}", HaccpForm.Of(list));
    }

    internal static async Task<HaccpForm.ChecklistView> Change(Guid id, HaccpForm.ChecklistData request, IfMatch match, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var list = await Find(id, db, ct);
        match.Require(list, () => HaccpForm.Of(list));
        await ManagePoints.Place(request.LocationId, queries, ct);
        list.Change(request);
        await db.SaveChangesAsync(ct);
        return HaccpForm.Of(list);
    }

    internal static async Task<Checklist> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.Checklists.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The checklist");
}
