using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Deliveries;

/// <summary>What is asked of one order line at the door.</summary>
/// <param name="Remaining">Still missing of the order, in the stock unit.</param>
/// <param name="Limit">Its temperature limits, or null.</param>
internal sealed record DoorRule(PurchaseOrderLine Line, decimal Remaining, GoodsKind Kind, ReceivingLimit? Limit, int? ShelfLifeDays, string? ExpiryKind);

/// <summary>The rules of an order's lines, by line.</summary>
internal sealed class ReceivingRules(ProcurementDb db, IQueryBus queries, OrderBook book)
{
    public async Task<IReadOnlyDictionary<Guid, DoorRule>> For(PurchaseOrder order, DateOnly day, CancellationToken ct)
    {
        var ids = order.Lines.Select(l => l.ItemId).ToList();
        var items = (await queries.Ask(new Items(ids), ct)).ToDictionary(i => i.Id);
        var foods = (await queries.Ask(new FoodFacts(ids), ct)).ToDictionary(f => f.ItemId);
        var limits = ReceivingLimit.InForce(await db.ReceivingLimits.AsNoTracking().ToListAsync(ct), day);
        return order.Lines.OrderBy(l => l.Position).ToDictionary(l => l.Id, l =>
        {
            var (item, food) = (items.GetValueOrDefault(l.ItemId), foods.GetValueOrDefault(l.ItemId));
            var kind = ReceivingLimit.KindOf(food?.StorageCondition, item?.Category);
            var limit = food is { MinTempC: not null } or { MaxTempC: not null } ? ReceivingLimit.OfItem(kind, food.MinTempC, food.MaxTempC) : limits.GetValueOrDefault(kind);
            return new DoorRule(l, l.RemainingQuantity, kind, limit, item?.ShelfLifeDays, food?.ExpiryKind);
        });
    }

    /// <summary>The tenant's calendar date of an instant.</summary>
    public async Task<DateOnly> DayOf(DateTimeOffset at, CancellationToken ct) => BusinessTime.Today(at, (await book.Profile(ct)).TimeZone);
}
