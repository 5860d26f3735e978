using Bakery.Contracts.Production;
using Bakery.Inventory.Reservations;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Stock;

/// <summary>A finished product batch becomes a lot; a dough batch makes no stock, but the trace leads through it.</summary>
internal static class OnBatchCompleted
{
    internal static async Task Handle(BatchCompleted batch, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        await book.Begin(ct);
        var known = await trace.Batch(batch.BatchId, ct);
        if (known.IsCompleted) return;
        known.Complete(batch.LotCode, batch.ProductItemId);
        await ReserveStock.LetGo(batch.BatchId, db, ct);
        if (batch.MadeFrom is { } sources) await trace.JoinSources(known, sources, batch.EventTime, ct);
        await trace.JoinDay(known, batch.EventTime, ct);
        if (batch.ProductItemId is not { } product || batch.Quantity <= 0) return;
        var item = await db.FindItem(product, ct);
        // Pieces that are done the evening before keep from the day they are baked for.
        var done = await book.DayOf(batch.EventTime, ct);
        var expires = batch.ExpiresOn ?? (batch.BakeDay > done ? batch.BakeDay.Value : done).AddDays(item.ShelfLifeDays ?? item.DayOldDays);
        var lot = Lot.Receive(Ids.New(clock), item, batch.LotCode, batch.LocationId, batch.Quantity, batch.UnitCost, expires, LotOrigin.Production, batch.BatchId.ToString(), batch.EventTime, clock.GetUtcNow(), LotStage.Baked);
        await book.Receive(lot, item, MovementType.ProductionOutput, new Reference("batch", batch.BatchId), ct);
    }
}

/// <summary>The bake day and products of a batch: they join doughs to what was baked of them.</summary>
internal static class OnBatchStarted
{
    internal static async Task Handle(BatchStarted batch, StockBook book, TraceBook trace, CancellationToken ct)
    {
        await book.Begin(ct);
        var known = await trace.Batch(batch.BatchId, ct);
        known.Begin(batch.BakeDay, batch.ProductItemIds);
        await trace.JoinDay(known, batch.At, ct);
    }
}
