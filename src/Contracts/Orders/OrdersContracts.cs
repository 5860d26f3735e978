using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Orders;

public sealed record OrderLineFacts(Guid ItemId, decimal Quantity, decimal Previous, decimal UnitPrice);
public sealed record OrderFacts(Guid OrderId, string OrderNumber, Guid CustomerId, string CustomerName, DateOnly DueOn, Guid LocationId, IReadOnlyList<OrderLineFacts> Lines, string EditPhase);

[Message("orders.order.confirmed", Live = "order_changed")]
public sealed record OrderConfirmed(OrderFacts Order) : IMessage;

[Message("orders.order.changed", Live = "order_changed")]
public sealed record OrderChanged(OrderFacts Order) : IMessage;

[Message("orders.order.cancelled", Live = "order_changed")]
public sealed record OrderCancelled(OrderFacts Order) : IMessage;

/// <param name="ShipmentId">The shipment that brought it and says which lots the customer got; null when it was fetched.</param>
[Message("orders.order.delivered", Live = "order_changed")]
public sealed record OrderDelivered(OrderFacts Order, DateTimeOffset At, Guid? ShipmentId = null) : IMessage;

/// <summary>Firm and standing demand per item, day and location.</summary>
public sealed record Demand(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<DemandAnswer>>;
public sealed record DemandAnswer(Guid ItemId, DateOnly Date, Guid? LocationId, decimal Firm, decimal Standing);
