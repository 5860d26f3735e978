using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Inventory.Items;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Asks for a look at what has fallen below its threshold, or has risen above it again.</summary>
[Message("inventory.low_stock_check.requested")]
public sealed record LowStockCheckRequested : IMessage;

/// <summary>An item below its threshold has been looked at.</summary>
[NotAudited("A note that an alert has been raised.")]
internal sealed class LowStockNote : ITenantOwned
{
    public Guid ItemId { get; init; }
    public Guid TenantId { get; init; }

    /// <summary>Somebody has been told; not where an order is on its way.</summary>
    public bool IsTold { get; set; }
}

/// <summary>
/// Every ten minutes and after the purchase orders are planned: an item below its threshold with nothing on order raises an alert, once; it ends when
/// there is enough again or something is on its way.
/// </summary>
internal static class WatchLowStock
{
    internal static async Task FanOut(JobTicked tick, TenantScope scope, InventoryDb db, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // Only tenants in which something has changed sides are woken.
        var low = Low(db);
        var changed = low.Where(i => !db.LowStock.Any(n => n.ItemId == i.Id)).Select(i => i.TenantId).Union(db.LowStock.Where(n => !low.Any(i => i.Id == n.ItemId)).Select(n => n.TenantId));
        foreach (var tenant in await changed.ToListAsync(ct))
        {
            scope.Enter(tenant, Actor.System);
            bus.Publish(new LowStockCheckRequested());
        }
        await db.SaveChangesAsync(ct);
        scope.Enter(null, Actor.System);
    }

    internal static Task Handle(LowStockCheckRequested request, InventoryDb db, IQueryBus queries, IBus bus, CancellationToken ct) => Look([], false, db, queries, bus, ct);

    /// <param name="ordered">What is on order beside the open orders.</param>
    /// <param name="isAgain">Tells what has been told before too: somebody may have put it away.</param>
    internal static async Task Look(IEnumerable<Guid> ordered, bool isAgain, InventoryDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var coming = (await queries.Ask(new OpenOrders(), ct)).Select(o => o.ItemId).Concat(ordered).ToHashSet();
        await db.LockAsync("low-stock", ct);
        var low = await Low(db).Select(i => new { Item = i, Free = db.Lots.Where(l => l.ItemId == i.Id && l.State == LotState.Available).Sum(l => l.Quantity - l.ReservedQuantity) }).ToListAsync(ct);
        var notes = await db.LowStock.ToDictionaryAsync(n => n.ItemId, ct);
        foreach (var (item, free) in low.Select(l => (l.Item, l.Free)))
        {
            if (!notes.Remove(item.Id, out var note)) db.Add(note = new LowStockNote { ItemId = item.Id });
            var isWanting = !coming.Contains(item.Id);
            if (isWanting && (isAgain || !note.IsTold)) Tell(item, free, bus);
            else if (note.IsTold && !isWanting) Clear(item.Id, bus);
            note.IsTold = isWanting;
        }
        foreach (var note in notes.Values)
        {
            if (note.IsTold) Clear(note.ItemId, bus);
            db.Remove(note);
        }
    }

    private static IQueryable<Item> Low(InventoryDb db) => db.Items.Where(i => i.IsActive && i.StockTracked && i.LowStockThreshold != null
        && db.Lots.Where(l => l.TenantId == i.TenantId && l.ItemId == i.Id && l.State == LotState.Available).Sum(l => l.Quantity - l.ReservedQuantity) < i.LowStockThreshold);

    private static void Clear(Guid itemId, IBus bus) => bus.Publish(new AlertCleared("inventory.low_stock", new EntityRef("item", itemId)));

    private static void Tell(Item item, decimal free, IBus bus) =>
        bus.Publish(new AlertRaised("inventory.low_stock", "medium", "action_needed", new EntityRef("item", item.Id), null, null, 100, 100,
            new ReasoningData("inventory.low_stock", new Dictionary<string, object?> { ["product_name"] = item.Name, ["current_stock"] = ExpireLots.Text(free), ["threshold"] = ExpireLots.Text(item.LowStockThreshold!.Value), ["unit"] = item.StockUnit },
                new Consequence("stockout_risk", "medium"))));
}
