using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Production;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Stock;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// After the purchase orders are planned: a lot that expires within the warning days with a part that no plan uses raises an alert, and an item below its
/// threshold is looked at again.
/// </summary>
internal static class WarnOfExpiry
{
    private const int LowSoonDays = 14;

    internal static async Task Handle(ProcurementPlanGenerated plan, InventoryDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, profile.TimeZone);
        var until = today.AddDays((int)profile.Number("inventory", "expiry_warning_days"));
        var lots = await db.Lots.AsNoTracking().Where(l => l.Quantity > 0 && l.State == LotState.Available).ToListAsync(ct);
        var items = (await db.Items.AsNoTracking().Where(i => i.IsActive && i.StockTracked).ToListAsync(ct)).ToDictionary(i => i.Id);
        var needs = (await queries.Ask(new MaterialNeeds(today, today.AddDays(LowSoonDays)), ct)).ToLookup(n => n.ItemId);
        // Baked goods end with their shop's day: the close decides about them.
        foreach (var group in lots.Where(l => items.TryGetValue(l.ItemId, out var i) && i.ItemType != ItemType.FinishedProduct).GroupBy(l => l.ItemId).Where(g => g.Any(l => l.ExpiresOn >= today && l.ExpiresOn <= until)))
        {
            var item = items[group.Key];
            var run = Projection.Run(group.Select(l => l.Whole(now)), needs[item.Id].Select(n => new DayQuantity(n.BakeDay, item.ToStock(n.Quantity, n.Unit))), [], today, until);
            foreach (var (lotId, unused) in run.ExpiringLots.Where(e => e.Quantity >= item.Units.Residue)) Expiring(group.Single(l => l.Id == lotId), item, Rounding.FourDecimals(unused), profile.TimeZone, bus);
        }
        await WatchLowStock.Look(plan.OrderedItemIds, true, db, queries, bus, ct);
    }

    private static void Expiring(Lot lot, Item item, decimal unused, string zone, IBus bus) =>
        bus.Publish(new AlertRaised("inventory.lot_expiring", "medium", "action_needed", new EntityRef("lot", lot.Id), Rounding.Cents(unused * lot.UnitCost), BusinessTime.Instant(lot.ExpiresOn!.Value.AddDays(1), TimeOnly.MinValue, zone), 100, 100,
            new ReasoningData("inventory.lot_expiring", new Dictionary<string, object?>
            {
                ["product_name"] = item.Name, ["lot_code"] = lot.LotCode, ["quantity"] = ExpireLots.Text(unused), ["unit"] = item.StockUnit, ["expires_on"] = lot.ExpiresOn.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("waste_risk", "medium"))));
}
