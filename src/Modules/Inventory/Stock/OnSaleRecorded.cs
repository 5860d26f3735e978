using Bakery.Contracts.Sales;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>
/// A sale leaves the shop's lots at once, as far as they hold it: pieces whose way to the shop was never booked move no stock. The day close
/// books what single sales have not.
/// </summary>
internal static class OnSaleRecorded
{
    internal static async Task Handle(SaleRecorded sale, InventoryDb db, StockBook book, TraceBook trace, CancellationToken ct)
    {
        if (sale.Quantity <= 0 || await db.Items.FirstOrDefaultAsync(i => i.Id == sale.ItemId, ct) is not { StockTracked: true } item) return;
        await book.Begin(ct);
        await Leave(item, sale.Quantity, sale.LocationId, MovementType.Sale, new Reference("sale", sale.SaleId, await trace.ShopDay(sale.LocationId, sale.BusinessDay, ct)), sale.SoldAt, book, ct);
    }

    /// <summary>Takes what the lots hold; returns what was taken.</summary>
    internal static async Task<IReadOnlyList<Taken>> Leave(Item item, decimal quantity, Guid locationId, MovementType type, Reference reference, DateTimeOffset at, StockBook book, CancellationToken ct)
    {
        if (quantity <= 0) return [];
        var (_, parts, missing) = await book.Pick(new TakeLine(item.Id, quantity), locationId, await book.DayOf(at, ct), ct, claim: Claim.Used);
        // Resale goods are often kept at one place and sold at another.
        if (missing > 0 && item.ItemType == ItemType.Resale) parts = (await book.Pick(new TakeLine(item.Id, quantity), null, await book.DayOf(at, ct), ct, claim: Claim.Used)).Taken;
        foreach (var part in parts) await book.Adjust(item, part.Lot, -part.Quantity, type, reference, reference.Type, at, ct);
        return parts;
    }
}
