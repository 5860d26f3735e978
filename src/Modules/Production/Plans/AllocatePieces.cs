using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Plans;
using Bakery.Production.Batches;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Plans;

/// <summary>
/// Who gets how many of the baked pieces: customers first, a surplus by the forecast means, a shortage by the shop needs, both by largest remainder; a
/// person may divide a product otherwise.
/// </summary>
internal static class AllocatePieces
{
    public sealed record ShopPart(Guid LocationId, int Need, int Quantity, bool IsManual);

    /// <param name="Pieces">Baked as far as its batches are done, else planned.</param>
    /// <param name="IsBaked">Every batch of it is done.</param>
    /// <param name="Surplus">Pieces above all wishes; negative when they do not reach.</param>
    public sealed record Line(Guid ProductItemId, int Pieces, bool IsBaked, int Customers, int Ordered, IReadOnlyList<ShopPart> Shops, int Surplus);
    public sealed record Response(DateOnly Date, Guid PlanId, IReadOnlyList<Line> Items);
    public sealed record ShopQuantity(Guid LocationId, [property: Range(0, 1_000_000)] int Quantity);

    /// <param name="Shops">Empty takes the automatic division back.</param>
    public sealed record ChangeLine(Guid ProductItemId, [property: Required, MaxLength(200)] IReadOnlyList<ShopQuantity> Shops);
    public sealed record Request(DateOnly Date, [property: Required, Length(1, 500)] IReadOnlyList<ChangeLine> Lines);

    internal static async Task<Response> Handle(ProductionDb db, IQueryBus queries, [FromQuery(Name = "date")] DateOnly date, CancellationToken ct) => await Divide(await Find(date, db, ct), db, queries, ct);

    internal static async Task<Response> Change(Request request, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var plan = await Find(request.Date, db, ct);
        var now = (await Divide(plan, db, queries, ct)).Items.ToDictionary(l => l.ProductItemId);
        foreach (var change in request.Lines)
        {
            if (plan.LineFor(change.ProductItemId) is not { } line || !now.TryGetValue(change.ProductItemId, out var part)) throw RuleViolation.Invalid("product_item_id", "Not in the plan of that day.");
            var available = part.Pieces - part.Customers;
            if (change.Shops.Count > 0 && change.Shops.Sum(s => s.Quantity) != available) throw new RuleViolation("allocation_not_whole", $"The shops get {available} pieces together.");
            line.Allocate(change.Shops.GroupBy(s => s.LocationId).ToDictionary(g => g.Key, g => g.Sum(s => s.Quantity)));
        }
        db.Touch(plan);
        await db.SaveChangesAsync(ct);
        return await Divide(plan, db, queries, ct);
    }

    /// <summary>The same for orders, which make shipments of it.</summary>
    internal static async Task<PieceAllocationAnswer> Answer(PieceAllocation query, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        if (await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == query.Date, ct) is not { } plan) return new PieceAllocationAnswer(null, []);
        return new PieceAllocationAnswer(plan.LocationId, [.. (await Divide(plan, db, queries, ct)).Items.Select(l => new AllocatedItem(l.ProductItemId, l.Pieces, l.IsBaked, l.Ordered, l.Customers,
            [.. l.Shops.Select(s => new AllocatedShop(s.LocationId, s.Need, s.Quantity))]))]);
    }

    private static async Task<BakePlan> Find(DateOnly date, ProductionDb db, CancellationToken ct) => await db.Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == date, ct) ?? throw RuleViolation.NotFound("A plan of that day");

    private static async Task<Response> Divide(BakePlan plan, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var batches = (await db.Batches.AsNoTracking().Where(b => b.PlanId == plan.Id && b.Kind == BatchKind.Product && b.Status != BatchStatus.Cancelled).ToListAsync(ct)).ToLookup(b => b.ProductItemId!.Value);
        var dayOld = (await queries.Ask(new FinishedStock(plan.PlanDate), ct)).Where(s => s.IsCountedDayOld).GroupBy(s => (s.ItemId, s.LocationId)).ToDictionary(g => g.Key, g => (int)g.Sum(s => s.Quantity));
        // What goes into other products is nobody's to sell.
        var inside = (await queries.Ask(new Explode([.. plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(plan.PlanDate, l.ProductItemId, l.PlannedQuantity))]), ct)).Inside.ToDictionary(i => i.ProductItemId, i => i.Pieces);
        return new Response(plan.PlanDate, plan.Id, [.. plan.Lines.OrderBy(l => l.ProductItemId).Where(l => l.PlannedQuantity > 0).Select(line =>
        {
            var own = batches[line.ProductItemId].ToList();
            var baked = own.Count > 0 && own.All(b => !b.IsOpen);
            var pieces = baked ? (int)Math.Max(0m, own.Sum(b => b.Status == BatchStatus.Completed ? b.ActualQuantity ?? 0m : 0m) - inside.GetValueOrDefault(line.ProductItemId)) : line.PlannedQuantity;
            var (ordered, shops) = ((int)(line.FirmOrders + line.StandingOrders), line.ShopNeeds.Select(s => new ShopWish(s.LocationId, s.Quantity, dayOld.GetValueOrDefault((line.ProductItemId, s.LocationId)), s.Mean)).ToList());
            var divided = Allocation.Divide(pieces, [new CustomerWish(Guid.Empty, ordered)], shops);
            var customers = divided.Customers.Values.Sum();
            // What was divided by hand counts as long as it still adds up.
            var byHand = line.ShopNeeds.Any(s => s.Allocated is not null) && line.ShopNeeds.Sum(s => s.Allocated ?? 0) == pieces - customers;
            return new Line(line.ProductItemId, pieces, baked, customers, ordered, [.. line.ShopNeeds.Zip(shops, (need, wish) => new ShopPart(need.LocationId, wish.Need, byHand ? need.Allocated ?? 0 : divided.Shops[need.LocationId], byHand))], divided.Surplus);
        })]);
    }
}
