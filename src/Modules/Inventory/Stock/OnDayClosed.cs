using Bakery.Contracts.Inventory;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// A closed shop day is booked: what was sold and wasted leaves the shop's lots, and what is left becomes the counted quantity. A shop whose
/// deliveries are not booked lot by lot simply ends with its count.
/// </summary>
internal static class OnDayClosed
{
    internal static async Task Handle(DayClosed closed, InventoryDb db, StockBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        if (await db.BookedDays.AnyAsync(d => d.LocationId == closed.LocationId && d.Day == closed.BusinessDay, ct)) return;
        var now = clock.GetUtcNow();
        var profile = await queries.Ask(new TenantProfile(), ct);
        foreach (var line in closed.Lines)
        {
            var item = await db.Items.FirstOrDefaultAsync(i => i.Id == line.ItemId, ct);
            if (item is null || !item.StockTracked) continue;
            var sold = line.Sold - await Booked(item.Id, closed, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"), db, ct);
            await OnSaleRecorded.Leave(item, sold, closed.LocationId, MovementType.Sale, new Reference("day_close", null), now, book, ct);
            if (line.Wasted > 0)
            {
                await OnSaleRecorded.Leave(item, line.Wasted, closed.LocationId, MovementType.Waste, new Reference("day_close", null), now, book, ct);
                db.Add(LogWaste.Entry(item, null, closed.LocationId, line.Wasted, line.Reason is { } r ? Wire.Parse<WasteReason>(r, "reason") : WasteReason.Unsold,
                    line.Destination is { } d ? Wire.Parse<WasteDestination>(d, "destination") : WasteDestination.Landfill, null, now, clock));
            }
            if (item.ItemType == ItemType.FinishedProduct) await Count(item, line.Kept, closed, db, book, clock, ct);
        }
        db.Add(new BookedDay { TenantId = db.Scope.Require(), LocationId = closed.LocationId, Day = closed.BusinessDay, BookedAt = now });
        bus.Publish(new DayBooked(closed.LocationId, closed.BusinessDay));
    }

    // Sales that were booked one by one during the business day are not booked again.
    private static async Task<decimal> Booked(Guid itemId, DayClosed closed, string zone, int startHour, InventoryDb db, CancellationToken ct)
    {
        var from = BusinessTime.Instant(closed.BusinessDay, new TimeOnly(startHour, 0), zone);
        var to = BusinessTime.Instant(closed.BusinessDay.AddDays(1), new TimeOnly(startHour, 0), zone);
        return -await db.Movements.Where(m => m.ItemId == itemId && m.Type == MovementType.Sale && m.ReferenceType == "sale" && m.LocationId == closed.LocationId && m.EventTime >= from && m.EventTime < to).SumAsync(m => m.Quantity, ct);
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
