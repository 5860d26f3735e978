using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Orders;

/// <summary>A shipment is on its way. Its goods stay in the books of the site they left until somebody has received them.</summary>
[Message("orders.shipment.dispatched", External = true, Live = "shipment_changed")]
public sealed record ShipmentDispatched(Guid ShipmentId, string Number, Guid FromLocationId, DateTimeOffset At, IReadOnlyList<ShippedStop> Stops) : IMessage;

/// <summary>Stops of a shipment got their goods: a shop's stock rises, what a customer got leaves the books and is found by the trace under its name.</summary>
/// <param name="Stops">Those delivered now; a trip with several stops may say it stop by stop.</param>
[Message("orders.shipment.delivered", Live = "shipment_changed")]
public sealed record ShipmentDelivered(Guid ShipmentId, string Number, Guid FromLocationId, DateTimeOffset At, IReadOnlyList<ShippedStop> Stops) : IMessage;

/// <param name="NoteNumber">Of its delivery note.</param>
/// <param name="LocationId">The shop, or null for a customer.</param>
/// <param name="CustomerId">The customer, or null for a shop.</param>
public sealed record ShippedStop(Guid StopId, string NoteNumber, Guid? LocationId, Guid? OrderId, Guid? CustomerId, string Name, DateOnly Day, IReadOnlyList<ShippedLot> Lots);

/// <param name="Quantity">In the stock unit.</param>
/// <param name="IsDeviation">A person chose this lot although another one expires first.</param>
public sealed record ShippedLot(Guid ItemId, Guid LotId, decimal Quantity, bool IsDeviation);

/// <summary>Delivered goods came back: each line is discarded, or kept to be sold as day-old.</summary>
/// <param name="StopId">The stop that had got them.</param>
/// <param name="LocationId">The shop they come from, or null for a customer.</param>
/// <param name="ToLocationId">Where they are now.</param>
[Message("orders.return.received", Live = "shipment_changed")]
public sealed record ReturnReceived(Guid ReturnId, string Number, Guid ShipmentId, Guid StopId, Guid? LocationId, Guid ToLocationId, DateTimeOffset At, IReadOnlyList<ReturnedLot> Lines) : IMessage;

/// <param name="LotId">The lot they were of when they left.</param>
/// <param name="Reason">unsold, damaged, quality_reject or customer_return.</param>
/// <param name="Waste">animal_feed, by_product, compost, energy or landfill; null = kept as day-old stock.</param>
public sealed record ReturnedLot(Guid ItemId, Guid LotId, decimal Quantity, string Reason, string? Waste);
