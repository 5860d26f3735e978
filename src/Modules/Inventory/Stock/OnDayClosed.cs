using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// A closed shop day is booked: what was sold and wasted leaves the shop's lots, and what is left becomes the counted quantity. A shop whose
/// deliveries are not booked lot by lot simply ends with its count. Where they are, opening + received must be sold + wasted + kept within 1 %.
/// </summary>
internal static class OnDayClosed
{
    private const decimal AllowedGap = 0.01m;

    internal static async Task Handle(DayClosed closed, InventoryDb db, StockBook book, TraceBook trace, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        await book.Begin(ct);
        if (await db.BookedDays.AnyAsync(d => d.LocationId == closed.LocationId && d.Day == closed.BusinessDay, ct)) return;
        var now = clock.GetUtcNow();
        var buyers = await trace.ShopDay(closed.LocationId, closed.BusinessDay, ct);
        var reference = new Reference("day_close", null, buyers);
        var (there, gone) = (0m, 0m);
        foreach (var line in closed.Lines)
        {
            var item = await db.Items.FirstOrDefaultAsync(i => i.Id == line.ItemId, ct);
            if (item is null || !item.StockTracked) continue;
            var sold = line.Sold - await Booked(item.Id, buyers, db, ct);
            var here = item.ItemType == ItemType.FinishedProduct && await Delivered(item.Id, closed, profile.TimeZone, db, ct) ? await Here(item.Id, closed.LocationId, db, ct) : 0m;
            if (here > 0) (there, gone) = (there + here, gone + Math.Abs(here - sold - line.Wasted - line.Kept));
            await OnSaleRecorded.Leave(item, sold, closed.LocationId, MovementType.Sale, reference, now, book, ct);
            if (line.Wasted > 0) await Waste(item, line, closed, db, book, bus, clock, ct);
            if (item.ItemType == ItemType.FinishedProduct) await Count(item, line.Kept, closed, db, book, clock, ct);
        }
        if (there > 0 && gone > AllowedGap * there) Gap(closed, there, gone, bus);
        db.Add(new BookedDay { TenantId = db.Scope.Require(), LocationId = closed.LocationId, Day = closed.BusinessDay, BookedAt = now });
        bus.Publish(new DayBooked(closed.LocationId, closed.BusinessDay));
    }

    // Only where goods are brought in lot by lot can the sum be right.
    private static Task<bool> Delivered(Guid itemId, DayClosed closed, string zone, InventoryDb db, CancellationToken ct)
    {
        var from = BusinessTime.Instant(closed.BusinessDay, TimeOnly.MinValue, zone);
        return db.Movements.AnyAsync(m => m.ItemId == itemId && m.LocationId == closed.LocationId && m.EventTime >= from && (m.Type == MovementType.TransferIn || m.Type == MovementType.Opening || m.Type == MovementType.ProductionOutput), ct);
    }

    private static Task<decimal> Here(Guid itemId, Guid locationId, InventoryDb db, CancellationToken ct) =>
        db.Lots.Where(l => l.ItemId == itemId && l.LocationId == locationId && l.State == LotState.Available).SumAsync(l => l.Quantity, ct);

    private static async Task Waste(Item item, DayCloseLine line, DayClosed closed, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var taken = await OnSaleRecorded.Leave(item, line.Wasted, closed.LocationId, MovementType.Waste, new Reference("day_close", null), now, book, ct);
        var entry = WasteEntry.Of(Ids.New(clock), item, null, closed.LocationId, line.Wasted, taken, line.Reason is { } r ? Wire.Parse<WasteReason>(r, "reason") : WasteReason.Unsold,
            line.Destination is { } d ? Wire.Parse<WasteDestination>(d, "destination") : WasteDestination.Landfill, null, now, now);
        db.Add(entry);
        bus.Publish(entry.News());
    }

    private static void Gap(DayClosed closed, decimal there, decimal gap, IBus bus) =>
        bus.Publish(new AlertRaised("inventory.waste_gap", "medium", "action_needed", new EntityRef("location", closed.LocationId), null, null, 100, 100,
            new ReasoningData("inventory.waste_gap", new Dictionary<string, object?>
            {
                ["quantity"] = ExpireLots.Text(gap), ["received"] = ExpireLots.Text(there), ["date"] = closed.BusinessDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("waste_risk", "medium")), $"waste-gap:{closed.LocationId}:{closed.BusinessDay:yyyyMMdd}", Links: [new AlertLink("count_stock", "POST", "/inventory/stock/counts", true)]));

    // Sales that were booked one by one went to the buyers of this shop's day, wherever their lots lay; they are not booked again. Orders are no part of what the close says was sold.
    private static Task<decimal> Booked(Guid itemId, Guid buyers, InventoryDb db, CancellationToken ct) =>
        db.Edges.Where(e => e.ToId == buyers && db.Lots.Any(l => l.Id == e.FromId && l.ItemId == itemId)).SumAsync(e => e.Quantity, ct);

    private static async Task Count(Item item, decimal kept, DayClosed closed, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lots = await db.Lots.Where(l => l.ItemId == item.Id && l.LocationId == closed.LocationId && l.Quantity > 0 && l.State == LotState.Available).OrderBy(l => l.ExpiresOn).ToListAsync(ct);
        var difference = kept - lots.Sum(l => l.Quantity);
        foreach (var lot in lots.Where(_ => difference < 0))
        {
            var change = Math.Max(difference, -lot.Quantity);
            if (change == 0) continue;
            await book.Adjust(item, lot, change, MovementType.Adjustment, new Reference("day_close", null), "counted", now, ct);
            difference -= change;
        }
        if (difference <= 0) return;
        var found = Lot.Receive(Ids.New(clock), item, $"{closed.BusinessDay:yyyyMMdd}", closed.LocationId, difference, item.UnitCost, closed.BusinessDay.AddDays(item.DayOldDays), LotOrigin.Return, "day_close",
            now, now, LotStage.Baked);
        await book.Receive(found, item, MovementType.Adjustment, new Reference("day_close", null), ct);
    }
}
