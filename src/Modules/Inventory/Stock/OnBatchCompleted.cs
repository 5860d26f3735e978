using Bakery.Contracts.Production;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Stock;

/// <summary>A finished product batch becomes a lot; a dough batch makes no stock.</summary>
internal static class OnBatchCompleted
{
    internal static async Task Handle(BatchCompleted batch, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        if (batch.ProductItemId is not { } product || batch.Quantity <= 0) return;
        await book.Begin(ct);
        var item = await db.FindItem(product, ct);
        var expires = batch.ExpiresOn ?? (await book.DayOf(batch.EventTime, ct)).AddDays(item.ShelfLifeDays ?? item.DayOldDays);
        var lot = Lot.Receive(Ids.New(clock), item, batch.LotCode, batch.LocationId, batch.Quantity, batch.UnitCost, expires, LotOrigin.Production, batch.BatchId.ToString(), batch.EventTime, clock.GetUtcNow(), LotStage.Baked);
        await book.Receive(lot, item, MovementType.ProductionOutput, new Reference("batch", batch.BatchId), ct);
    }
}
