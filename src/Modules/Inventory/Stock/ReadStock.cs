using Bakery.Contracts.Procurement;
using Bakery.Contracts.Production;
using Bakery.Inventory.Items;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Stock;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>How much there is, what expires, what is low, and how the next days look.</summary>
internal static class ReadStock
{
    private const int CoverDays = 28;

    public sealed record Level(Guid ItemId, string Name, string Unit, decimal OnHand, decimal Reserved, decimal Available, DateOnly? NextExpiry, decimal? DaysOfCover, decimal? LowStockThreshold, decimal Value);
    public sealed record Expiring(Guid LotId, Guid ItemId, string Name, string LotCode, decimal Quantity, string Unit, DateOnly ExpiresOn, int DaysLeft, LotState State);
    public sealed record ProjectedItem(Guid ItemId, string Name, string Unit, decimal UsableStock, DateOnly? RunOutOn, IReadOnlyList<ProjectedDay> Days, IReadOnlyList<ExpiringLot> ExpiringLots);
    public sealed record ExpiringLot(Guid LotId, decimal Quantity);
    public sealed record List<T>(IReadOnlyList<T> Items);

    internal static async Task<List<Level>> Levels(InventoryDb db, StockBook book, TimeProvider clock, [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct) =>
        new(await Read(db, book, clock, locationId, ct));

    internal static async Task<List<Level>> Low(InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct) =>
        new([.. (await Read(db, book, clock, null, ct)).Where(l => l.Available < l.LowStockThreshold)]);

    internal static async Task<List<Expiring>> ExpiringSoon(InventoryDb db, StockBook book, [FromQuery(Name = "days")] int? days, CancellationToken ct)
    {
        var ahead = days ?? 3;
        if (ahead is < 0 or > 365) throw RuleViolation.Invalid("days", "Between 0 and 365.");
        var today = await book.Today(ct);
        var until = today.AddDays(ahead);
        var lots = await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && l.ExpiresOn <= until && (l.State == LotState.Available || l.State == LotState.Expired)).OrderBy(l => l.ExpiresOn).ToListAsync(ct);
        var items = await Names(db, lots.Select(l => l.ItemId), ct);
        return new([.. lots.Select(l => new Expiring(l.Id, l.ItemId, items[l.ItemId].Name, l.LotCode, l.Quantity, items[l.ItemId].StockUnit, l.ExpiresOn!.Value, l.ExpiresOn!.Value.DayNumber - today.DayNumber, l.State))]);
    }

    /// <summary>Planned use comes from production, open orders from procurement.</summary>
    internal static async Task<List<ProjectedItem>> Project(InventoryDb db, StockBook book, IQueryBus queries, TimeProvider clock, [FromQuery(Name = "days")] int? days, [FromQuery(Name = "item_id")] Guid? itemId, CancellationToken ct)
    {
        var length = days ?? 14;
        if (length is < 7 or > 30) throw RuleViolation.Invalid("days", "Between 7 and 30.");
        var from = (await book.Today(ct)).AddDays(1);
        var to = from.AddDays(length - 1);
        var needs = (await queries.Ask(new MaterialNeeds(from, to), ct)).ToLookup(n => n.ItemId);
        var orders = (await queries.Ask(new OpenOrders(), ct)).ToLookup(o => o.ItemId);
        var items = await db.Items.AsNoTracking().Where(i => i.IsActive && i.StockTracked && (itemId == null || i.Id == itemId)).OrderBy(i => i.Name).ToListAsync(ct);
        var lots = (await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && l.State == LotState.Available).ToListAsync(ct)).ToLookup(l => l.ItemId);
        var now = clock.GetUtcNow();
        var projected = new System.Collections.Generic.List<ProjectedItem>();
        foreach (var item in items.Where(i => itemId is not null || needs[i.Id].Any()))
        {
            var run = Projection.Run(lots[item.Id].Select(l => l.View(now)), needs[item.Id].Select(n => new DayQuantity(n.BakeDay, item.ToStock(n.Quantity, n.Unit))),
                orders[item.Id].Select(o => new Arrival(o.ExpectedOn.AddDays(1), o.Remaining)), from, to);
            projected.Add(new ProjectedItem(item.Id, item.Name, item.StockUnit, run.UsableStock, run.RunOutOn, run.Days, [.. run.ExpiringLots.Select(l => new ExpiringLot(l.LotId, l.Quantity))]));
        }
        return new(projected);
    }

    private static async Task<IReadOnlyList<Level>> Read(InventoryDb db, StockBook book, TimeProvider clock, Guid? locationId, CancellationToken ct)
    {
        var today = await book.Today(ct);
        var since = clock.GetUtcNow().AddDays(-CoverDays);
        var items = await db.Items.AsNoTracking().Where(i => i.IsActive && i.StockTracked).OrderBy(i => i.Name).ToListAsync(ct);
        var lots = (await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && (locationId == null || l.LocationId == locationId)).ToListAsync(ct)).ToLookup(l => l.ItemId);
        var used = await db.Movements.Where(m => m.EventTime >= since && (m.Type == MovementType.ProductionUse || m.Type == MovementType.Sale)).GroupBy(m => m.ItemId)
            .Select(g => new { g.Key, Sum = -g.Sum(m => m.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Sum, ct);
        return [.. items.Select(i => LevelOf(i, [.. lots[i.Id]], used.GetValueOrDefault(i.Id) / CoverDays, today))];
    }

    private static Level LevelOf(Item item, Lot[] lots, decimal dailyUse, DateOnly today)
    {
        var usable = lots.Where(l => l.State == LotState.Available && (l.ExpiresOn is null || l.ExpiresOn >= today)).ToList();
        var available = usable.Sum(l => l.Quantity - l.ReservedQuantity);
        return new Level(item.Id, item.Name, item.StockUnit, lots.Sum(l => l.Quantity), lots.Sum(l => l.ReservedQuantity), available, usable.Min(l => l.ExpiresOn),
            dailyUse > 0 ? Rounding.FourDecimals(available / dailyUse) : null, item.LowStockThreshold, Rounding.Cents(lots.Sum(l => l.Quantity * l.UnitCost)));
    }

    internal static async Task<Dictionary<Guid, Item>> Names(InventoryDb db, IEnumerable<Guid> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return await db.Items.AsNoTracking().Where(i => wanted.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
    }
}
