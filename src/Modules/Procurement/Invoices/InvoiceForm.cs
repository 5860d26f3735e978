using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.PurchaseOrders;

namespace Bakery.Procurement.Invoices;

internal static class InvoiceForm
{
    /// <param name="PoItemId">The order line it is for; null = not ordered.</param>
    /// <param name="Quantity">In the stock unit.</param>
    /// <param name="UnitPrice">EUR net per stock unit.</param>
    public sealed record Line(decimal Quantity, decimal UnitPrice, Guid? PoItemId = null, [property: MaxLength(255)] string? Description = null);

    /// <param name="DueDate">By the supplier's terms unless given.</param>
    public sealed record Data([property: Required, Length(1, 60)] string Number, DateOnly InvoiceDate, [property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, decimal Net, decimal Tax, decimal Total, Guid? PurchaseOrderId = null, DateOnly? DueDate = null);

    internal sealed record StoredLine(Guid? PoItemId, string? Description, decimal Quantity, decimal UnitPrice, MatchResult? Result, decimal QuantityDifference, decimal PriceDifference, decimal Difference);

    /// <param name="QuantityDifference">Invoiced beyond what was received.</param>
    /// <param name="PriceDifference">Invoiced less ordered price.</param>
    public sealed record LineView(Guid? PoItemId, string Description, string? UnitOfMeasure, decimal Quantity, decimal UnitPrice, decimal? OrderedPrice, decimal? ReceivedQuantity, MatchResult? Result, decimal QuantityDifference, decimal PriceDifference,
        [property: JsonConverter(typeof(CentsText))] decimal Difference);

    public sealed record View(Guid Id, string Number, Guid SupplierId, string SupplierName, Guid? PurchaseOrderId, string? PoNumber, DateOnly InvoiceDate, DateOnly DueDate, [property: JsonConverter(typeof(CentsText))] decimal Net,
        [property: JsonConverter(typeof(CentsText))] decimal Tax, [property: JsonConverter(typeof(CentsText))] decimal Total, InvoiceStatus Status, MatchResult? Result, [property: JsonConverter(typeof(CentsText))] decimal Difference,
        [property: JsonConverter(typeof(CentsText))] decimal SumDifference, string? DisputeReason, string? AcceptReason, string? ApprovedBy, DateTimeOffset? ApprovedAt, DateOnly? PaidOn, string? FileName, IReadOnlyList<LineView> Lines, int Version) : IVersioned;

    internal static View Of(SupplierInvoice i, PurchaseOrder? order = null) => new(i.Id, i.Number, i.SupplierId, i.SupplierName, i.PurchaseOrderId, order?.Number, i.InvoiceDate, i.DueDate, i.Net, i.Tax, i.Total, i.Status, i.Result, i.Difference,
        i.SumDifference, i.DisputeReason, i.AcceptReason, i.ApprovedBy, i.ApprovedAt, i.PaidOn, i.FileName, [.. i.Lines.Select(l =>
        {
            var ordered = order?.Lines.FirstOrDefault(o => o.Id == l.PoItemId);
            return new LineView(l.PoItemId, l.Description ?? ordered?.ProductName ?? "", ordered?.Unit, l.Quantity, l.UnitPrice, ordered?.UnitPrice, ordered?.ReceivedQuantity, l.Result, l.QuantityDifference, l.PriceDifference, l.Difference);
        })], i.Version);
}
