using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Kernel.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>What came of a batch that has not passed its check is held.</summary>
internal static class OnQualityFailed
{
    internal static async Task Handle(QualityFailed failed, InventoryDb db, StockBook book, IBus bus, CancellationToken ct)
    {
        await book.Begin(ct);
        foreach (var lot in await Of(failed.BatchId, db).Where(l => l.State == LotState.Available || l.State == LotState.Quarantined).ToListAsync(ct))
        {
            lot.Block();
            bus.Publish(new LotBlocked(lot.Id, lot.ItemId, lot.LotCode, "quality_failed"));
        }
    }

    /// <summary>The lots a batch has made, and what was moved on of them: that keeps the code.</summary>
    internal static IQueryable<Lot> Of(Guid batchId, InventoryDb db)
    {
        var batch = batchId.ToString();
        return db.Lots.Where(l => l.Quantity > 0 && db.Lots.Any(made => made.Origin == LotOrigin.Production && made.OriginRef == batch && made.ItemId == l.ItemId && made.LotCode == l.LotCode));
    }
}

/// <summary>An authorised person let go of what a failed check had held.</summary>
internal static class OnQualityReleased
{
    internal static async Task Handle(QualityReleased released, InventoryDb db, StockBook book, CancellationToken ct)
    {
        await book.Begin(ct);
        foreach (var lot in await OnQualityFailed.Of(released.BatchId, db).Where(l => l.State == LotState.Blocked).ToListAsync(ct)) lot.Release(await book.Today(ct));
    }
}
