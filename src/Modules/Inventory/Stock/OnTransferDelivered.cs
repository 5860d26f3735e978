using Bakery.Contracts.Procurement;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Stock;

/// <summary>Goods that a purchasing transfer brought to another site: the lots move with their code, expiry and cost.</summary>
internal static class OnTransferDelivered
{
    internal static async Task Handle(TransferDelivered transfer, InventoryDb db, StockBook book, TraceBook trace, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        var lines = transfer.Lines.Select(l => new TakeLine(l.ItemId, Rounding.FourDecimals(l.Quantity))).ToList();
        await TakeStock.Move(lines, transfer.FromLocationId, transfer.ToLocationId, new Reference("transfer", transfer.TransferId), transfer.At, db, book, trace, bus, clock, ct);
    }
}
