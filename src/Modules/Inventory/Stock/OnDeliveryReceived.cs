using Bakery.Contracts.Procurement;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Accepted goods become lots. The lot's code and expiry are on the delivery line; without an expiry the item's shelf life counts.</summary>
internal static class OnDeliveryReceived
{
    internal static async Task Handle(DeliveryReceived delivery, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        // The same delivery told twice under two message ids is still one delivery.
        if (await db.Movements.AnyAsync(m => m.ReferenceType == "delivery" && m.ReferenceId == delivery.DeliveryId, ct)) return;
        var day = await book.DayOf(delivery.ReceivedAt, ct);
        foreach (var line in delivery.Lines.Where(l => l.Accepted > 0))
        {
            var item = await db.FindItem(line.ItemId, ct);
            var quantity = item.ToBooked(line.Accepted, line.Unit);
            var expires = line.ExpiresOn ?? (item.ShelfLifeDays is { } days ? day.AddDays(days) : null);
            var lot = Lot.Receive(Ids.New(clock), item, line.LotCode, delivery.LocationId, quantity, line.UnitCost, expires, LotOrigin.Purchase, delivery.DeliveryId.ToString(), delivery.ReceivedAt, clock.GetUtcNow());
            lot.FromSupplier(delivery.SupplierId, line.LotCode);
            await book.Receive(lot, item, MovementType.Purchase, new Reference("delivery", delivery.DeliveryId), ct);
        }
    }
}
