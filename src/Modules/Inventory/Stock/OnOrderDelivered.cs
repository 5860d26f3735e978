using Bakery.Contracts.Orders;
using Bakery.Inventory.Reservations;
using Bakery.Inventory.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>A delivered order leaves its location's lots, as far as they hold it, and the trace names the customer.</summary>
internal static class OnOrderDelivered
{
    internal static async Task Handle(OrderDelivered delivered, InventoryDb db, StockBook book, TraceBook trace, CancellationToken ct)
    {
        // What a shipment brought is booked by its own message, which names the lots.
        if (delivered.ShipmentId is not null) return;
        await book.Begin(ct);
        var order = delivered.Order;
        if (await db.Movements.AnyAsync(m => m.ReferenceType == "order" && m.ReferenceId == order.OrderId, ct)) return;
        var recipient = await trace.Recipient(new TraceRecipient
        {
            Id = order.OrderId, Kind = RecipientKind.Customer, Name = order.CustomerName, PartyId = order.CustomerId, LocationId = order.LocationId, Day = order.DueOn, Document = order.OrderNumber,
        }, ct);
        foreach (var line in order.Lines)
            if (await db.Items.FirstOrDefaultAsync(i => i.Id == line.ItemId, ct) is { StockTracked: true } item)
                await OnSaleRecorded.Leave(item, line.Quantity, order.LocationId, MovementType.Sale, new Reference("order", order.OrderId, recipient), delivered.At, book, ct);
        // What was held back beyond what left is free again.
        await ReserveStock.LetGo(order.OrderId, db, ct);
    }
}
