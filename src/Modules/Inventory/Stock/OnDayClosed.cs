using Bakery.Contracts.Inventory;
using Bakery.Contracts.Sales;
using Bakery.Inventory.Items;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// A closed shop day is booked: what was sold and wasted leaves the shop's lots, and what is left becomes the counted quantity. A shop whose
/// deliveries are not booked lot by lot simply ends with its count.
/// </summary>
internal static class OnDayClosed
{
    internal static async Task Handle(DayClosed closed, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        if (await db.BookedDays.AnyAsync(d => d.LocationId == closed.LocationId && d.Day == closed.BusinessDay, ct)) return;
        var now = clock.GetUtcNow();
        foreach (var line in closed.Lines)
        {
            var item = await db.Items.FirstOrDefaultAsync(i => i.Id == line.ItemId, ct);
            if (item is null || !item.StockTracked) continue;
            await Leave(item, line.Sold, closed.LocationId, MovementType.Sale, book, now, ct);
            if (line.Wasted > 0)
            {
                await Leave(item, line.Wasted, closed.LocationId, MovementType.Waste, book, now, ct);
                db.Add(LogWaste.Entry(item, null, closed.LocationId, line.Wasted, line.Reason is { } r ? Wire.Parse<WasteReason>(r, "reason") : WasteReason.Unsold,
                    line.Destination is { } d ? Wire.Parse<WasteDestination>(d, "destination") : WasteDestination.Landfill, null, now, clock));
            }
            if (item.ItemType == ItemType.FinishedProduct) await Count(item, line.Kept, closed, db, book, clock, ct);
        }
        db.Add(new BookedDay { TenantId = db.Scope.Require(), LocationId = closed.LocationId, Day = closed.BusinessDay, BookedAt = now });
        bus.Publish(new DayBooked(closed.LocationId, closed.BusinessDay));
    }

    // Takes what the shop's lots hold; sales of pieces that were never booked in move no stock.
    private static async Task Leave(Item item, decimal quantity, Guid locationId, MovementType type, StockBook book, DateTimeOffset now, CancellationToken ct)
    {
        if (quantity <= 0) return;
        var (_, parts, _) = await book.Pick(new TakeLine(item.Id, quantity), locationId, await book.DayOf(now, ct), ct);
        foreach (var part in parts) book.Adjust(item, part.Lot, -part.Quantity, type, new Reference("day_close", null), "day_close", now);
    }

    private static async Task Count(Item item, decimal kept, DayClosed closed, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lots = await db.Lots.Where(l => l.ItemId == item.Id && l.LocationId == closed.LocationId && l.Quantity > 0 && l.State == LotState.Available).OrderBy(l => l.ExpiresOn).ToListAsync(ct);
        var difference = kept - lots.Sum(l => l.Quantity);
        foreach (var lot in lots.Where(_ => difference < 0))
        {
            var change = Math.Max(difference, -lot.Quantity);
            if (change == 0) continue;
            book.Adjust(item, lot, change, MovementType.Adjustment, new Reference("day_close", null), "counted", now);
            difference -= change;
        }
        if (difference <= 0) return;
        var found = Lot.Receive(Ids.New(clock), item, $"{closed.BusinessDay:yyyyMMdd}", closed.LocationId, difference, item.UnitCost, closed.BusinessDay.AddDays(item.DayOldDays), LotOrigin.Return, "day_close",
            now, now, LotStage.Baked);
        await book.Receive(found, item, MovementType.Adjustment, new Reference("day_close", null), ct);
    }
}
