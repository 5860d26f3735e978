using Bakery.Contracts.Production;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Waste;

/// <summary>Pieces that were scrapped on the floor are waste that never was stock: valued at the item's cost, taken from no lot.</summary>
internal static class OnWasteRecorded
{
    internal static async Task Handle(WasteRecorded waste, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        // Dough is no item; production keeps its own figure.
        if (waste.ProductItemId is not { } product) return;
        await book.Begin(ct);
        if (await db.Waste.AnyAsync(w => w.Id == waste.WasteId, ct)) return;
        var item = await db.FindItem(product, ct);
        var entry = WasteEntry.Of(waste.WasteId, item, null, waste.LocationId, item.ToBooked(waste.Quantity, waste.Unit), [], Wire.Parse<WasteReason>(waste.Reason, "reason"), Wire.Parse<WasteDestination>(waste.Destination, "destination"),
            waste.Note, waste.EventTime, clock.GetUtcNow());
        db.Add(entry);
        bus.Publish(entry.News());
    }
}
