using Bakery.Contracts.Inventory;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Answers other modules' questions about items and stock.</summary>
internal static class AnswerItems
{
    internal static async Task<IReadOnlyList<ItemAnswer>> Handle(Contracts.Inventory.Items query, InventoryDb db, CancellationToken ct)
    {
        var items = db.Items.AsNoTracking();
        items = query.Ids.Count > 0 ? items.Where(i => query.Ids.Contains(i.Id)) : items.Where(i => i.IsActive);
        return [.. (await items.OrderBy(i => i.Sku).ToListAsync(ct)).Select(Of)];
    }

    private static ItemAnswer Of(Item i) => new(i.Id, i.Name, i.Sku, Wire.Name(i.ItemType),
        i.IngredientCategory is { } ingredient ? (ingredient == IngredientCategory.Flour && !i.CountsAsFlour ? "other" : Wire.Name(ingredient)) : i.ProductCategory is { } product ? Wire.Name(product) : null,
        i.StockUnit, i.DensityKgPerL, i.UnitWeightG, i.StockTracked, i.Price, i.TaxPercent, i.Salvage, i.LastPurchasePrice ?? (i.AverageCost > 0 ? null : i.StandardCost), i.AverageCost,
        i.ReorderPoint, i.ReorderQuantity, i.MaxStockLevel, i.ShelfLifeDays, i.DayOldDays, i.IsCritical, i.IsActive);
}

internal static class AnswerStock
{
    internal static async Task<IReadOnlyList<StockAnswer>> Handle(StockSnapshot query, InventoryDb db, CancellationToken ct)
    {
        var lots = await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && db.Items.Any(i => i.Id == l.ItemId && i.StockTracked)).OrderBy(l => l.ReceivedAt).ToListAsync(ct);
        return [.. lots.GroupBy(l => l.ItemId).Select(g => new StockAnswer(g.Key,
            g.Where(l => l.State == LotState.Available && (l.ExpiresOn is null || l.ExpiresOn >= query.Day)).Sum(l => l.Quantity),
            [.. g.Select(l => new LotAnswer(l.Id, l.LotCode, l.LocationId, l.Quantity, l.ExpiresOn, Wire.Name(l.State), l.UnitCost))]))];
    }
}

internal static class AnswerFinishedStock
{
    internal static async Task<IReadOnlyList<FinishedStockAnswer>> Handle(FinishedStock query, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var shops = (await queries.Ask(new Bakery.Contracts.Tenant.Locations(), ct)).Where(l => l.Type == "retail_outlet").Select(l => l.Id).ToHashSet();
        // What a shop got on the bake day itself is its share of that day, and nothing a plan may count on.
        var dawn = BusinessTime.Instant(query.BakeDay, TimeOnly.MinValue, (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        var lots = await db.Lots.AsNoTracking()
            .Where(l => l.Quantity > 0 && l.State == LotState.Available && (l.ExpiresOn == null || l.ExpiresOn >= query.BakeDay) && db.Items.Any(i => i.Id == l.ItemId && i.ItemType == ItemType.FinishedProduct))
            .ToListAsync(ct);
        return [.. lots.Where(l => l.EventTime < dawn || l.Stage != LotStage.Baked || !shops.Contains(l.LocationId)).GroupBy(l => (l.ItemId, l.LocationId, DayOld: shops.Contains(l.LocationId) && l.Stage == LotStage.Baked))
            .Select(g => new FinishedStockAnswer(g.Key.ItemId, g.Key.LocationId, g.Sum(l => l.Quantity - l.ReservedQuantity), g.Key.DayOld))];
    }
}

internal static class AnswerDailyUse
{
    internal static async Task<IReadOnlyList<DailyUseAnswer>> Handle(DailyUse query, InventoryDb db, IQueryBus queries, CancellationToken ct)
    {
        var zone = (await queries.Ask(new TenantProfile(), ct)).TimeZone;
        var (from, to) = (BusinessTime.Instant(query.From, TimeOnly.MinValue, zone), BusinessTime.Instant(query.To.AddDays(1), TimeOnly.MinValue, zone));
        var rows = await db.Movements.AsNoTracking().Where(m => m.EventTime >= from && m.EventTime < to && (m.Type == MovementType.ProductionUse || m.Type == MovementType.Sale))
            .Select(m => new { m.ItemId, m.EventTime, m.Quantity }).ToListAsync(ct);
        return [.. rows.GroupBy(r => (r.ItemId, Day: BusinessTime.Today(r.EventTime, zone))).Select(g => new DailyUseAnswer(g.Key.ItemId, g.Key.Day, -g.Sum(r => r.Quantity)))];
    }
}
