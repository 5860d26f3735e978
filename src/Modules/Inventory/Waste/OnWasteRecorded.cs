using Bakery.Contracts.Production;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Waste;

/// <summary>
/// What was thrown away on the floor or in a shop. What a batch lost never was stock: valued at the item's cost, taken from no lot. The rest is gone
/// already when it is told, so it is never refused: what the books lack is left to the next count.
/// </summary>
internal static class OnWasteRecorded
{
    internal static async Task Handle(WasteRecorded waste, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        if (await db.Waste.AnyAsync(w => w.Id == waste.WasteId, ct)) return;
        var item = await db.FindItem(waste.ItemId, ct);
        var (quantity, reason, destination) = (item.ToBooked(waste.Quantity, waste.Unit), Wire.Parse<WasteReason>(waste.Reason, "reason"), Wire.Parse<WasteDestination>(waste.Destination, "destination"));
        var taken = waste.BatchId is null ? await Take(waste, item, quantity, reason, db, book, ct) : [];
        var entry = WasteEntry.Of(waste.WasteId, item, null, waste.LocationId, quantity, taken, reason, destination, waste.Note, waste.EventTime, clock.GetUtcNow());
        db.Add(entry);
        bus.Publish(entry.News());
    }

    // FEFO leaves expired lots alone; what is thrown away because it has expired comes from them.
    private static async Task<IReadOnlyList<Taken>> Take(WasteRecorded waste, Item item, decimal quantity, WasteReason reason, InventoryDb db, StockBook book, CancellationToken ct)
    {
        var (reference, taken) = (new Reference("waste", waste.WasteId), new List<Taken>());
        var day = await book.DayOf(waste.EventTime, ct);
        var expired = reason != WasteReason.Expired ? [] : await db.Lots.Where(l => l.ItemId == item.Id && l.LocationId == waste.LocationId && l.Quantity > 0 && l.ExpiresOn < day).OrderBy(l => l.ExpiresOn).ThenBy(l => l.Id).ToListAsync(ct);
        foreach (var lot in expired.TakeWhile(_ => taken.Sum(t => t.Quantity) < quantity))
        {
            var part = Math.Min(lot.Quantity, quantity - taken.Sum(t => t.Quantity));
            await book.Adjust(item, lot, -part, MovementType.Waste, reference, waste.Reason, waste.EventTime, ct);
            taken.Add(new Taken(item, lot, part, false));
        }
        var rest = quantity - taken.Sum(t => t.Quantity);
        return rest <= 0 ? taken : [.. taken, .. (await book.TakeUsed(new TakeLine(item.Id, rest, null, waste.Reason), waste.LocationId, MovementType.Waste, reference, waste.EventTime, ct)).Taken];
    }
}
