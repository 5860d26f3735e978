using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Inventory.Reservations;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// Goods that were handed over: a shop's lots rise by exactly those that left, a customer's leave the books under the customer's name. They are gone
/// whatever the books say, so nothing is refused; what the books lack is booked in first.
/// </summary>
internal static class OnShipmentDelivered
{
    internal static async Task Handle(ShipmentDelivered shipment, InventoryDb db, StockBook book, TraceBook trace, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        foreach (var stop in shipment.Stops)
        {
            if (await db.Movements.AnyAsync(m => m.ReferenceType == "shipment" && m.ReferenceId == stop.StopId, ct)) continue;
            if (stop.OrderId is { } order) await ReserveStock.LetGo(order, db, ct);
            var reference = new Reference("shipment", stop.StopId, stop.LocationId is null ? await Customer(stop, shipment.FromLocationId, trace, ct) : null);
            foreach (var part in stop.Lots)
            {
                var (item, lot) = (await db.FindItem(part.ItemId, ct), await db.FindLot(part.LotId, ct));
                await book.Cover(item, lot, part.Quantity, reference, shipment.At, ct);
                await book.Adjust(item, lot, -part.Quantity, stop.LocationId is null ? MovementType.Sale : MovementType.TransferOut, reference, null, shipment.At, ct, part.IsDeviation);
                if (stop.LocationId is { } shop) await TakeStock.Arrive(new Taken(item, lot, part.Quantity, part.IsDeviation), shop, reference, shipment.At, db, book, trace, clock, ct);
            }
            if (stop.LocationId is { } to)
                bus.Publish(new StockTransferred(stop.StopId, shipment.FromLocationId, to, [.. stop.Lots.Select(l => new LotUse(l.ItemId, l.LotId, db.Lots.Local.First(x => x.Id == l.LotId).LotCode, l.Quantity))]));
        }
    }

    private static Task<Guid> Customer(ShippedStop stop, Guid from, TraceBook trace, CancellationToken ct) => trace.Recipient(new TraceRecipient
    {
        Id = stop.StopId, Kind = RecipientKind.Customer, Name = stop.Name, PartyId = stop.CustomerId, LocationId = from, Day = stop.Day, Document = stop.NoteNumber,
    }, ct);
}
