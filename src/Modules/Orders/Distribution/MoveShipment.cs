using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;

namespace Bakery.Orders.Distribution;

/// <summary>Packs, sends, delivers, fails and cancels a shipment. Stock moves when somebody has received the goods.</summary>
internal static class MoveShipment
{
    /// <param name="Quantity">Packed instead of what was planned.</param>
    /// <param name="LotId">Taken first instead of the earliest expiry.</param>
    public sealed record PackedLine(Guid LineId, decimal? Quantity = null, Guid? LotId = null);
    public sealed record PackRequest([property: MaxLength(500)] IReadOnlyList<PackedLine>? Lines = null, DateTimeOffset? EventTime = null);
    public sealed record DispatchRequest(DateTimeOffset? EventTime = null);

    /// <param name="StopId">One stop; all that are open when missing.</param>
    public sealed record DeliverRequest(Guid? StopId = null, [property: MaxLength(120)] string? ReceivedBy = null, DateTimeOffset? EventTime = null);
    public sealed record FailRequest([property: Required, Length(2, 500)] string Reason, Guid? StopId = null, DateTimeOffset? EventTime = null);
    public sealed record CancelRequest([property: Required, Length(2, 500)] string Reason);

    internal static async Task<ShipmentForm.View> Pack(Guid id, PackRequest request, OrdersDb db, ShipmentBook book, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        return await book.Alone(async () =>
        {
            var shipment = await db.FindShipment(id, ct);
            shipment.Pack(at);
            ShipmentBook.NeedCurrent(shipment, await book.OrdersOf(shipment, ct));
            var lines = shipment.Stops.SelectMany(s => s.Lines).ToList();
            var orders = shipment.Stops.ToDictionary(s => s.Id, s => s.OrderId);
            var chosen = new Dictionary<Guid, Guid?>();
            foreach (var packed in request.Lines ?? [])
            {
                var line = lines.Find(l => l.Id == packed.LineId) ?? throw RuleViolation.NotFound("The line");
                if (packed.Quantity is { } quantity) line.Send(quantity);
                chosen[line.Id] = packed.LotId;
            }
            if (lines.Sum(l => l.Quantity) == 0) throw new RuleViolation("shipment_empty", "Nothing is packed.");
            var full = lines.Where(l => l.Quantity > 0).ToList();
            var lots = await book.Lots(shipment, [.. full.Select(l => new LotWish(l.ItemId, l.Quantity, chosen.GetValueOrDefault(l.Id), orders[l.StopId]))], ct);
            foreach (var (line, answer) in full.Zip(lots)) line.Take(answer.Lots.Select(l => new PackedLot(l.LotId, l.LotCode, l.ExpiresOn, l.Quantity, l.IsDeviation)));
            var number = await book.Numbers("DN", shipment.Day, ct);
            foreach (var stop in shipment.Stops.OrderBy(s => s.Position)) stop.Note(number());
            return await Saved(shipment, db, ct);
        }, ct);
    }

    internal static async Task<ShipmentForm.View> Dispatch(Guid id, DispatchRequest request, OrdersDb db, ShipmentBook book, IBus bus, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        return await book.Alone(async () =>
        {
            var shipment = await db.FindShipment(id, ct);
            shipment.Dispatch(at);
            var orders = await book.OrdersOf(shipment, ct);
            ShipmentBook.NeedCurrent(shipment, orders);
            // A lot that was recalled or has expired since it was packed does not leave the house.
            await book.Lots(shipment, [.. shipment.Stops.SelectMany(s => s.Lines.SelectMany(l => l.Lots.Select(p => new LotWish(l.ItemId, p.Quantity, p.LotId, s.OrderId))))], ct);
            foreach (var order in orders.Values) order.Ship(at);
            bus.Publish(new ShipmentDispatched(shipment.Id, shipment.Number, shipment.FromLocationId, at, ShipmentBook.Facts(shipment, shipment.Stops)), SubjectOf(shipment));
            return await Saved(shipment, db, ct);
        }, ct);
    }

    internal static async Task<ShipmentForm.View> Deliver(Guid id, DeliverRequest request, OrdersDb db, ShipmentBook book, OrderBook orderBook, IBus bus, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        return await book.Alone(async () =>
        {
            var shipment = await db.FindShipment(id, ct);
            var stops = shipment.Deliver(request.StopId, request.ReceivedBy, at);
            var orders = await book.OrdersOf(shipment, ct);
            foreach (var stop in stops.Where(s => s.OrderId is not null))
            {
                var order = orders[stop.OrderId!.Value];
                order.Go(OrderStatus.Delivered, null, true, at);
                var got = order.Lines.Select(l => new LineDelta(l.ItemId, l.Quantity, stop.Lines.Where(s => s.ItemId == l.ItemId).Sum(s => s.Quantity), l.UnitPrice)).ToList();
                bus.Publish(new OrderDelivered(await orderBook.Facts(order, got, ct), at, shipment.Id), orderBook.SubjectOf(order));
            }
            bus.Publish(new ShipmentDelivered(shipment.Id, shipment.Number, shipment.FromLocationId, at, ShipmentBook.Facts(shipment, stops)), SubjectOf(shipment));
            return await Saved(shipment, db, ct);
        }, ct);
    }

    internal static async Task<ShipmentForm.View> Fail(Guid id, FailRequest request, OrdersDb db, ShipmentBook book, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        return await book.Alone(async () =>
        {
            var shipment = await db.FindShipment(id, ct);
            var stops = shipment.Fail(request.StopId, request.Reason, at);
            var orders = await book.OrdersOf(shipment, ct);
            foreach (var stop in stops.Where(s => s.OrderId is not null)) orders[stop.OrderId!.Value].Go(OrderStatus.Failed, request.Reason, true, at);
            return await Saved(shipment, db, ct);
        }, ct);
    }

    internal static Task<ShipmentForm.View> Cancel(Guid id, CancelRequest request, OrdersDb db, ShipmentBook book, CancellationToken ct) => book.Alone(async () =>
    {
        var shipment = await db.FindShipment(id, ct);
        shipment.Cancel(request.Reason);
        return await Saved(shipment, db, ct);
    }, ct);

    private static async Task<ShipmentForm.View> Saved(Shipment shipment, OrdersDb db, CancellationToken ct)
    {
        db.Touch(shipment);
        await db.SaveChangesAsync(ct);
        return ShipmentForm.Of(shipment);
    }

    private static Subject SubjectOf(Shipment shipment) => new("shipment", shipment.Id, shipment.Version + 1);
}
