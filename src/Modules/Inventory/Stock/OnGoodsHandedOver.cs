using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Goods that another bakery of the organisation got: the seller's lots fall, the buyer's rise by the same lots.</summary>
internal static class OnGoodsHandedOver
{
    internal static async Task Handle(GoodsHandedOver transfer, InventoryDb db, StockBook book, TraceBook trace, IBus bus, CancellationToken ct)
    {
        await book.Begin(ct);
        var buyer = await trace.Recipient(new TraceRecipient
        {
            Id = transfer.TransferId, Kind = RecipientKind.Customer, Name = transfer.BuyerName, PartyId = transfer.BuyerTenantId, LocationId = transfer.FromLocationId, Day = await book.DayOf(transfer.At, ct), Document = transfer.Number,
        }, ct);
        var taken = await book.Take([.. transfer.Lines.Select(l => new TakeLine(l.ItemId, l.Quantity))], transfer.FromLocationId, MovementType.TransferOut, new Reference("transfer", transfer.TransferId, buyer), transfer.At, ct);
        await db.SaveChangesAsync(ct);
        // The message is the buyer's, and so is the save that holds it.
        using var visit = db.Scope.Visit(transfer.BuyerTenantId);
        bus.Publish(new GoodsArrived(transfer.TransferId, transfer.SellerName, transfer.BuyerLocationId, transfer.At, [.. taken.Select(t => (Taken: t, Line: transfer.Lines.First(l => l.ItemId == t.Item.Id)))
            .Select(t => new ArrivedLot(t.Line.BuyerItemId, t.Taken.Lot.LotCode, t.Taken.Quantity, t.Taken.Item.StockUnit, t.Line.UnitPrice, t.Taken.Lot.ExpiresOn))]));
        await db.SaveChangesAsync(ct);
    }

    internal static async Task Arrive(GoodsArrived goods, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        if (await db.Movements.AnyAsync(m => m.ReferenceType == "transfer" && m.ReferenceId == goods.TransferId, ct)) return;
        foreach (var part in goods.Lots)
        {
            var item = await db.FindItem(part.ItemId, ct);
            var quantity = item.ToBooked(part.Quantity, part.Unit);
            var cost = Rounding.FourDecimals(part.UnitCost * part.Quantity / quantity);
            var lot = Lot.Receive(Ids.New(clock), item, part.LotCode, goods.LocationId, quantity, cost, part.ExpiresOn, LotOrigin.Transfer, goods.SellerName, goods.At, clock.GetUtcNow());
            await book.Receive(lot, item, MovementType.Purchase, new Reference("transfer", goods.TransferId), ct);
        }
    }
}
