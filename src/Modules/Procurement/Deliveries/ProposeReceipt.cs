using Bakery.Procurement.PurchaseOrders;

namespace Bakery.Procurement.Deliveries;

/// <summary>What a receipt of an order starts from: what is missing, until when it will keep and what it may measure.</summary>
internal static class ProposeReceipt
{
    /// <param name="Remaining">In the stock unit.</param>
    /// <param name="ExpiresOn">Today plus the item's shelf life; null = not known.</param>
    public sealed record Line(Guid PoItemId, Guid ItemId, string ProductName, string UnitOfMeasure, decimal OrderedQuantity, decimal Remaining, decimal UnitPrice, DateOnly? ExpiresOn, string? ExpiryKind, GoodsKind Kind,
        decimal? MinC, decimal? MaxC);

    public sealed record Response(Guid PurchaseOrderId, string PoNumber, string SupplierName, IReadOnlyList<Line> Lines);

    internal static async Task<Response> Handle(Guid id, ProcurementDb db, OrderBook book, ReceivingRules rules, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.MayReceive();
        var today = await book.Today(ct);
        return new(order.Id, order.Number, order.SupplierName, [.. (await rules.For(order, today, ct)).Values.Where(r => r.Remaining > 0).Select(r => new Line(r.Line.Id, r.Line.ItemId, r.Line.ProductName, r.Line.Unit, r.Line.OrderedQuantity,
            r.Remaining, r.Line.UnitPrice, r.ShelfLifeDays is { } days ? today.AddDays(days) : null, r.ExpiryKind, r.Kind, r.Limit?.MinC, r.Limit?.MaxC))]);
    }
}
