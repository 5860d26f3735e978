using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>Takes delivered goods back. Not more of a lot comes back from a stop than it got; what is to be sold again must be intact and of a kind that is sold day-old.</summary>
internal static class ReceiveReturn
{
    private static readonly Sorting<GoodsReturn> Sort = new Sorting<GoodsReturn>(r => r.Id, "-number").By("number", r => r.Number);

    /// <param name="LotId">The lot it left in; needed only where the item came from several.</param>
    public sealed record Line(Guid ItemId, decimal Quantity, GoodsReturnReason Reason, GoodsReturnCondition Condition, GoodsReturnDestination Destination, Guid? LotId = null);

    /// <param name="StopId">The stop that had got the goods; needed only where the shipment has several.</param>
    public sealed record Request(Guid ShipmentId, [property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, Guid? StopId = null, [property: MaxLength(500)] string? Note = null, DateTimeOffset? EventTime = null);
    public sealed record LineView(Guid ItemId, Guid LotId, string LotCode, decimal Quantity, GoodsReturnReason Reason, GoodsReturnCondition Condition, GoodsReturnDestination Destination);
    public sealed record View(Guid Id, string ReturnNumber, Guid ShipmentId, Guid StopId, DateTimeOffset ReceivedAt, string ReceivedBy, string? Note, IReadOnlyList<LineView> Lines);

    internal static Task<Page<View>> List(OrdersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "shipment_id")] Guid? shipmentId, CancellationToken ct)
    {
        var rows = db.Returns.AsNoTracking();
        if (shipmentId is { } shipment) rows = rows.Where(r => r.ShipmentId == shipment);
        return rows.ToPage(page, Sort, r => Of(r), ct);
    }

    internal static async Task<Created<View>> Handle(Request request, OrdersDb db, ShipmentBook book, OrderBook orders, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        var today = await orders.Today(ct);
        var items = (await queries.Ask(new Items([.. request.Lines.Select(l => l.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        var made = await book.Alone(async () =>
        {
            var shipment = await db.FindShipment(request.ShipmentId, ct);
            var stop = Stop(shipment, request.StopId);
            if (stop.DeliveredAt is null) throw new RuleViolation("not_delivered_yet", "Only what was delivered comes back.", 409);
            var before = await db.Returns.AsNoTracking().Where(r => r.StopId == stop.Id).ToListAsync(ct);
            var free = Delivered(stop, before.SelectMany(r => r.Lines));
            var lines = new List<ReturnLine>();
            foreach (var line in request.Lines) lines.AddRange(Take(line, items, free));
            var number = await book.Numbers("RET", today, ct);
            var received = GoodsReturn.Receive(Ids.New(clock), number(), stop, lines, request.Note, db.Scope.Actor.Name, at);
            db.Add(received);
            bus.Publish(new ReturnReceived(received.Id, received.Number, shipment.Id, stop.Id, stop.LocationId, shipment.FromLocationId, at,
                [.. lines.Select(l => new ReturnedLot(l.ItemId, l.LotId, l.Quantity, Wire.Name(l.Reason), l.Destination == GoodsReturnDestination.DayOld ? null : Wire.Name(l.Destination)))]));
            await db.SaveChangesAsync(ct);
            return Of(received);
        }, ct);
        return TypedResults.Created($"orders/distribution/returns/{made.Id}", made);
    }

    private static ShipmentStop Stop(Shipment shipment, Guid? id)
    {
        if (id is { } wanted) return shipment.Stops.FirstOrDefault(s => s.Id == wanted) ?? throw RuleViolation.NotFound("The stop");
        return shipment.Stops.Count == 1 ? shipment.Stops[0] : throw RuleViolation.Invalid("stop_id", "The shipment has several stops: say which.");
    }

    // What a stop got of each lot and has not brought back.
    private static List<PackedPart> Delivered(ShipmentStop stop, IEnumerable<ReturnLine> back)
    {
        var parts = stop.Lines.SelectMany(l => l.Lots.Select(p => new PackedPart(l.ItemId, p.LotId, p.LotCode) { Left = p.Quantity })).ToList();
        foreach (var line in back) parts.First(p => p.LotId == line.LotId).Left -= line.Quantity;
        return parts;
    }

    private static List<ReturnLine> Take(Line line, Dictionary<Guid, ItemAnswer> items, List<PackedPart> free)
    {
        if (line.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        if (line.LotId is { } lot && free.TrueForAll(p => p.LotId != lot || p.ItemId != line.ItemId)) throw RuleViolation.NotFound("The lot");
        if (line.Destination == GoodsReturnDestination.DayOld && (line.Condition == GoodsReturnCondition.Damaged || line.Reason is GoodsReturnReason.Damaged or GoodsReturnReason.QualityReject || items.GetValueOrDefault(line.ItemId)?.DayOldDays is not > 0))
            throw new RuleViolation("return_not_sellable", "This cannot be sold again: it is damaged, or is not sold day-old.");
        var (left, taken) = (Rounding.FourDecimals(line.Quantity), new List<ReturnLine>());
        foreach (var part in free.Where(p => p.ItemId == line.ItemId && (line.LotId is null || p.LotId == line.LotId) && p.Left > 0))
        {
            var quantity = Math.Min(left, part.Left);
            if (quantity == 0) break;
            taken.Add(new ReturnLine(line.ItemId, part.LotId, part.LotCode, quantity, line.Reason, line.Condition, line.Destination));
            (part.Left, left) = (part.Left - quantity, left - quantity);
        }
        return left == 0 ? taken : throw new RuleViolation("return_exceeds_delivery", $"{left} more than went there and has not come back.");
    }

    private static View Of(GoodsReturn r) => new(r.Id, r.Number, r.ShipmentId, r.StopId, r.ReceivedAt, r.ReceivedBy, r.Note, [.. r.Lines.Select(l => new LineView(l.ItemId, l.LotId, l.LotCode, l.Quantity, l.Reason, l.Condition, l.Destination))]);

    private sealed record PackedPart(Guid ItemId, Guid LotId, string LotCode)
    {
        public decimal Left { get; set; }
    }
}
