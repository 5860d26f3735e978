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

[Message("procurement.po.cancelled", Live = "purchase_orders_changed")]
public sealed record PurchaseOrderCancelled(PurchaseOrderFacts Order, string Reason) : IMessage;

[Message("procurement.po.closed", External = true, Live = "purchase_orders_changed")]
public sealed record PurchaseOrderClosed(PurchaseOrderFacts Order) : IMessage;

/// <summary>Goods arrived and were accepted; inventory makes lots of them.</summary>
[Message("procurement.delivery.received", Live = "delivery")]
public sealed record DeliveryReceived(Guid DeliveryId, Guid PoId, Guid SupplierId, Guid LocationId, DateTimeOffset ReceivedAt, IReadOnlyList<DeliveredLine> Lines) : IMessage;
public sealed record DeliveredLine(Guid ItemId, decimal Ordered, decimal Delivered, decimal Accepted, string Unit, string LotCode, DateOnly? ExpiresOn, string? ExpiryKind, decimal UnitCost);

/// <summary>What is ordered and not yet received.</summary>
public sealed record OpenOrders : IQuery<IReadOnlyList<OpenOrderAnswer>>;
public sealed record OpenOrderAnswer(Guid PoId, string PoNumber, Guid SupplierId, string Status, Guid ItemId, decimal Remaining, DateOnly ExpectedOn);

/// <summary>Purchase orders that wait for a person, for the dashboard.</summary>
public sealed record PendingApprovals : IQuery<IReadOnlyList<PendingApproval>>;
public sealed record PendingApproval(Guid PoId, string PoNumber, string SupplierName, decimal Total, DateTimeOffset? OrderBy, IReadOnlyList<string> BlockedBy, ReasoningData ReasoningData);
