using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.PurchaseOrders;

internal static class PurchaseOrderForm
{
    /// <summary>A line to write. Pack and price come from the supplier's price list unless given.</summary>
    public sealed record Line(Guid ItemId, int Packs, decimal? UnitPrice = null, decimal? PackQuantity = null, [property: MaxLength(20)] string? PackUnit = null, [property: MaxLength(500)] string? ItemNotes = null);

    public sealed record LineView(Guid Id, Guid ItemId, string ProductName, string PackUnit, int Packs, decimal PackQuantity, decimal OrderedQuantity, string UnitOfMeasure, decimal UnitPrice, decimal? LastPrice, decimal TaxRate,
        [property: JsonConverter(typeof(CentsText))] decimal LineTotal, decimal ReceivedQuantity, decimal RemainingQuantity, string? ItemNotes, string? QuantityReason, IReadOnlyList<string> Flags);

    /// <param name="Subtotal">The goods.</param>
    /// <param name="Total">Goods and shipping less the discount, net of tax: what limits and minimums count.</param>
    /// <param name="Tax">On the goods, at each line's rate.</param>
    public sealed record View(Guid Id, string PoNumber, Guid SupplierId, string SupplierName, PurchaseOrderStatus Status, PurchaseOrderPriority Priority, Guid? PlanId, DateOnly OrderDate, DateOnly RequiredDeliveryDate,
        DateOnly? EstimatedDeliveryDate, DateTimeOffset? OrderBy, [property: JsonConverter(typeof(CentsText))] decimal Subtotal, [property: JsonConverter(typeof(CentsText))] decimal Shipping,
        [property: JsonConverter(typeof(CentsText))] decimal Discount, [property: JsonConverter(typeof(CentsText))] decimal Total, [property: JsonConverter(typeof(CentsText))] decimal Tax, [property: JsonConverter(typeof(CentsText))] decimal TotalWithTax, string Currency, [property: JsonConverter(typeof(CentsText))] decimal SupplierMinimum, string? Notes,
        bool AutoApproved, IReadOnlyList<string> ApprovalBlockedBy, string? ApprovedBy, DateTimeOffset? ApprovedAt, string? RejectionReason, string? CancelReason, string Channel, DateTimeOffset? SentAt, DateTimeOffset? ConfirmedAt,
        ReasoningData ReasoningData, IReadOnlyList<LineView> Lines, IReadOnlyList<string> Warnings, int Version) : IVersioned;

    internal static View Of(PurchaseOrder o, IReadOnlyList<string>? warnings = null) => new(o.Id, o.Number, o.SupplierId, o.SupplierName, o.Status, o.Priority, o.PlanId, o.OrderDate, o.RequiredDeliveryDate, o.EstimatedDeliveryDate,
        o.OrderBy, o.Subtotal, o.Shipping, o.Discount, o.Total, o.Tax, o.Total + o.Tax, "EUR", o.SupplierMinimum, o.Notes, o.AutoApproved, o.ApprovalBlockedBy, o.ApprovedByName, o.ApprovedAt, o.RejectionReason, o.CancelReason, o.Channel, o.SentAt, o.ConfirmedAt, o.Reasoning,
        [.. o.Lines.OrderBy(l => l.Position).Select(l => new LineView(l.Id, l.ItemId, l.ProductName, l.PackUnit, l.Packs, l.PackQuantity, l.OrderedQuantity, l.Unit, l.UnitPrice, l.LastPrice, l.TaxRate, l.LineTotal, l.ReceivedQuantity,
            l.RemainingQuantity, l.ItemNotes, l.QuantityReason, l.Flags))], warnings ?? [], o.Version);
}
