using Bakery.Contracts.Procurement;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Goods that went back to their supplier leave their lots. What was used between the decision and this booking is left to the next count.</summary>
internal static class OnGoodsReturned
{
    internal static async Task Handle(GoodsReturned sent, InventoryDb db, StockBook book, TraceBook trace, CancellationToken ct)
    {
        await book.Begin(ct);
        var reference = new Reference("supplier_return", sent.ReturnId, await trace.Recipient(new TraceRecipient
        {
            Id = sent.ReturnId, Kind = RecipientKind.Supplier, Name = sent.SupplierName, PartyId = sent.SupplierId, LocationId = sent.LocationId, Day = await book.DayOf(sent.ReturnedAt, ct),
        }, ct));
        foreach (var line in sent.Lines)
        {
            var item = await db.FindItem(line.ItemId, ct);
            var left = item.ToBooked(line.Quantity, line.Unit);
            var lots = await db.Lots.Where(l => l.ItemId == item.Id && l.SupplierId == sent.SupplierId && l.LotCode == line.LotCode && l.Quantity > 0).OrderByDescending(l => l.LocationId == sent.LocationId).ThenBy(l => l.Id).ToListAsync(ct);
            foreach (var lot in lots.TakeWhile(_ => left > 0))
            {
                var part = Math.Min(left, lot.Quantity);
                await book.Adjust(item, lot, -part, MovementType.ReturnOut, reference, line.Reason, sent.ReturnedAt, ct);
                lot.Dispose();
                left -= part;
            }
        }
    }
}
