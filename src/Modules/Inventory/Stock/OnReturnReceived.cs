using Bakery.Contracts.Orders;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Delivered goods that came back end as waste or as day-old stock, in a lot that the trace joins to the one they left in.</summary>
internal static class OnReturnReceived
{
    internal static async Task Handle(ReturnReceived returned, InventoryDb db, StockBook book, TraceBook trace, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        var reference = new Reference("return", returned.StopId);
        foreach (var line in returned.Lines)
        {
            var (item, source) = (await db.FindItem(line.ItemId, ct), await db.FindLot(line.LotId, ct));
            var lot = returned.LocationId is { } shop
                ? await AtShop(item, source, shop, line.Quantity, reference, returned.At, db, book, ct)
                : await ReturnStock.Bring(source, item, returned.StopId, returned.ToLocationId, line.Quantity, line.Reason, returned.At, db, book, trace, clock, ct);
            if (line.Waste is { } destination)
                await ReturnStock.Discard(item, lot, line.Quantity, Wire.Parse<WasteReason>(line.Reason, "reason"), Wire.Parse<WasteDestination>(destination, "destination"), returned.At, db, book, bus, clock, ct);
            else if (returned.LocationId is not null)
            {
                await book.Adjust(item, lot, -line.Quantity, MovementType.TransferOut, reference, line.Reason, returned.At, ct);
                await TakeStock.Arrive(new Taken(item, lot, line.Quantity, false), returned.ToLocationId, reference, returned.At, db, book, trace, clock, ct);
            }
            else ReturnStock.Keep(source, lot, await book.Today(ct));
        }
    }

    /// <summary>The shop's lot of the goods; what it has sold by the books but brings back all the same is booked in.</summary>
    private static async Task<Lot> AtShop(Item item, Lot source, Guid shop, decimal quantity, Reference reference, DateTimeOffset at, InventoryDb db, StockBook book, CancellationToken ct)
    {
        var origin = source.Id.ToString();
        var lot = await db.Lots.Where(l => l.LocationId == shop && l.Origin == LotOrigin.Transfer && l.OriginRef == origin).OrderByDescending(l => l.Quantity).FirstOrDefaultAsync(ct)
            ?? throw RuleViolation.NotFound("The lot");
        await book.Cover(item, lot, quantity, reference, at, ct);
        return lot;
    }
}
