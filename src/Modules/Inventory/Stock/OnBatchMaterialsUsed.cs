using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Stock;

/// <summary>What a batch used leaves by FEFO. The floor is never refused for lack of stock; an expired lot that was named is.</summary>
internal static class OnBatchMaterialsUsed
{
    internal static async Task Handle(BatchMaterialsUsed used, InventoryDb db, StockBook book, IBus bus, CancellationToken ct)
    {
        await book.Begin(ct);
        var taken = new List<Taken>();
        var rejected = new List<RejectedUse>();
        foreach (var line in used.Lines.Where(l => l.Quantity > 0))
        {
            var item = await db.FindItem(line.ItemId, ct);
            if (!item.StockTracked) continue;
            var quantity = item.ToBooked(line.Quantity, line.Unit);
            try
            {
                var (parts, missing) = await book.TakeUsed(new TakeLine(item.Id, quantity, line.LotId), used.LocationId, MovementType.ProductionUse, new Reference("batch", used.BatchId), used.EventTime, ct);
                taken.AddRange(parts);
                if (missing > 0) book.Differ(item, missing);
            }
            catch (RuleViolation refused)
            {
                rejected.Add(new RejectedUse(item.Id, line.LotId, quantity, refused.Code));
            }
        }
        if (taken.Count > 0) book.Announce(taken, "batch", used.BatchId);
        if (rejected.Count > 0) bus.Publish(new StockRejected("batch", used.BatchId, rejected));
    }
}
