using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Procurement;

/// <summary>Requirements and purchase orders of a run exist.</summary>
[Message("procurement.plan.generated", Live = "purchase_orders_changed")]
public sealed record ProcurementPlanGenerated(Guid PlanId, Guid? RunId, int Requirements, int PurchaseOrders, decimal Total, IReadOnlyList<Guid> OrderedItemIds) : IMessage;

/// <summary>Common content of the events of a purchase order.</summary>
public sealed record PurchaseOrderFacts(Guid PoId, string PoNumber, Guid SupplierId, string SupplierName, string Status, decimal Total, string Currency, DateOnly? RequiredDeliveryDate, bool AutoApproved, ReasoningData ReasoningData);

[Message("procurement.po.created", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderCreated(PurchaseOrderFacts Order) : IMessage;

[Message("procurement.po.approved", Live = "purchase_orders_changed")]
public sealed record PurchaseOrderApproved(PurchaseOrderFacts Order) : IMessage;

[Message("procurement.po.rejected", Live = "purchase_orders_changed")]
public sealed record PurchaseOrderRejected(PurchaseOrderFacts Order, string Reason) : IMessage;

[Message("procurement.po.sent", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderSent(PurchaseOrderFacts Order) : IMessage;

[Message("procurement.po.confirmed", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderConfirmed(PurchaseOrderFacts Order) : IMessage;

/// <summary>Everything ordered has come.</summary>
[Message("procurement.po.received", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderReceived(PurchaseOrderFacts Order) : IMessage;

[Message("procurement.po.cancelled", Live = "purchase_orders_changed")]
public sealed record PurchaseOrderCancelled(PurchaseOrderFacts Order, string Reason) : IMessage;

[Message("procurement.po.closed", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderClosed(PurchaseOrderFacts Order) : IMessage;

/// <summary>Goods arrived and were accepted; inventory makes lots of them, suppliers keeps the score.</summary>
/// <param name="ExpectedOn">The day this delivery was agreed for.</param>
/// <param name="SentAt">When the supplier got the order, if known.</param>
/// <param name="ConfirmedAt">When the supplier confirmed it.</param>
[Message("procurement.delivery.received", Live = "delivery")]
public sealed record DeliveryReceived(Guid DeliveryId, Guid PoId, Guid SupplierId, Guid LocationId, DateTimeOffset ReceivedAt, IReadOnlyList<DeliveredLine> Lines, DateOnly? ExpectedOn = null,
    DateTimeOffset? SentAt = null, DateTimeOffset? ConfirmedAt = null) : IMessage;

/// <param name="Open">What of the order line was still missing before this delivery; on the first row of a line only.</param>
public sealed record DeliveredLine(Guid ItemId, decimal Ordered, decimal Delivered, decimal Accepted, string Unit, string LotCode, DateOnly? ExpiresOn, string? ExpiryKind, decimal UnitCost, decimal? Open = null);

/// <summary>Temperatures read at the door, with what was decided; inventory writes them into the self-control file. Degrees Celsius.</summary>
[Message("procurement.delivery.checked")]
public sealed record DeliveryChecked(Guid DeliveryId, string DeliveryNumber, string SupplierName, Guid LocationId, DateTimeOffset ReceivedAt, IReadOnlyList<DoorReading> Readings) : IMessage;

/// <param name="Accepted">False when the goods were refused for it.</param>
/// <param name="Reason">Why goods outside the limits were accepted, or why they were refused.</param>
public sealed record DoorReading(string ProductName, string LotCode, decimal Value, decimal? Min, decimal? Max, string? LegalBasis, bool Accepted, string? Reason);

/// <summary>Goods went back to their supplier; inventory takes them out of their lots.</summary>
[Message("procurement.return.sent", Live = "stock_changed")]
public sealed record GoodsReturned(Guid ReturnId, Guid SupplierId, string SupplierName, Guid LocationId, DateTimeOffset ReturnedAt, IReadOnlyList<ReturnedLine> Lines) : IMessage;
public sealed record ReturnedLine(Guid ItemId, string LotCode, decimal Quantity, string Unit, string Reason);

/// <summary>What is ordered and not yet received.</summary>
public sealed record OpenOrders : IQuery<IReadOnlyList<OpenOrderAnswer>>;
public sealed record OpenOrderAnswer(Guid PoId, string PoNumber, Guid SupplierId, string Status, Guid ItemId, decimal Remaining, DateOnly ExpectedOn);

/// <summary>Purchase orders that wait for a person, for the dashboard.</summary>
public sealed record PendingApprovals : IQuery<IReadOnlyList<PendingApproval>>;
public sealed record PendingApproval(Guid PoId, string PoNumber, string SupplierName, decimal Total, DateTimeOffset? OrderBy, IReadOnlyList<string> BlockedBy, ReasoningData ReasoningData);

/// <summary>An invoice was compared with its order and receipts.</summary>
/// <param name="Result">matched, quantity_mismatch, price_mismatch, unordered_item.</param>
/// <param name="Difference">Invoiced net less received quantity at the ordered price, EUR.</param>
[Message("procurement.invoice.matched", External = true, Live = "purchase_orders_changed")]
public sealed record InvoiceMatched(Guid InvoiceId, Guid? PoId, string Result, decimal Difference) : IMessage;

/// <summary>Somebody accepted another price than ordered and wants it in the price list from a day on. EUR net per stock unit.</summary>
[Message("procurement.invoice.price_accepted")]
public sealed record InvoicePriceAccepted(Guid SupplierId, Guid ItemId, decimal Ordered, decimal Invoiced, DateOnly From) : IMessage;

/// <summary>Goods moved from one site of the bakery to another; inventory moves the lots. Quantities in the stock unit.</summary>
[Message("procurement.transfer.delivered", Live = "stock_changed")]
public sealed record TransferDelivered(Guid TransferId, Guid FromLocationId, Guid ToLocationId, DateTimeOffset At, IReadOnlyList<ItemQuantity> Lines) : IMessage;

/// <summary>Goods that another bakery of the organisation got from this one; inventory takes them out, the earliest expiry first, and tells the other's. Quantities in the stock unit of the seller.</summary>
/// <param name="BuyerTenantId">Whose they are now.</param>
[Message("procurement.transfer.handed_over", Live = "stock_changed")]
public sealed record GoodsHandedOver(Guid TransferId, string Number, string SellerName, Guid FromLocationId, Guid BuyerTenantId, string BuyerName, Guid BuyerLocationId, DateTimeOffset At, IReadOnlyList<HandedOverLine> Lines) : IMessage;

/// <param name="BuyerItemId">The same article at the buyer.</param>
/// <param name="UnitPrice">EUR per stock unit.</param>
public sealed record HandedOverLine(Guid ItemId, Guid BuyerItemId, decimal Quantity, decimal UnitPrice);
