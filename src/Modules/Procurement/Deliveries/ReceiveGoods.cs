using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Deliveries;

/// <summary>Receives goods: written down, checked, then booked or sent back.</summary>
internal static class ReceiveGoods
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly Sorting<Delivery> Sort = new Sorting<Delivery>(d => d.Id, "-received_at").By("received_at", d => d.ReceivedAt);

    public sealed record Request(Guid PurchaseOrderId, [property: Required] DeliveryForm.Data Data, Guid? LocationId = null);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);

    internal static Task<Page<DeliveryForm.View>> List(ProcurementDb db, [AsParameters] PageRequest page, [FromQuery(Name = "purchase_order_id")] Guid? purchaseOrderId, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Deliveries.AsNoTracking();
        if (purchaseOrderId is { } order) rows = rows.Where(d => d.PurchaseOrderId == order);
        if (Wire.ParseOptional<DeliveryStatus>(status, "status") is { } wanted) rows = rows.Where(d => d.Status == wanted);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(d => EF.Functions.ILike(d.Number, $"%{q}%") || EF.Functions.ILike(d.DeliveryNote!, $"%{q}%"));
        return rows.ToPage(page, Sort, d => DeliveryForm.Of(d), ct);
    }

    internal static async Task<DeliveryForm.View> Show(Guid id, ProcurementDb db, CancellationToken ct) => DeliveryForm.Of(await Find(id, db, ct));

    internal static async Task<Created<DeliveryForm.View>> Handle(Request request, ProcurementDb db, OrderBook book, ReceivingRules rules, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(request.PurchaseOrderId, ct);
        order.MayReceive();
        var places = await queries.Ask(new Locations(), ct);
        var site = request.LocationId is { } asked
            ? places.FirstOrDefault(l => l.Id == asked)?.Id ?? throw RuleViolation.NotFound("The location")
            : places.FirstOrDefault(l => l.Type == "central_production" && l.IsActive)?.Id ?? throw new RuleViolation("no_production_site", "Add a location of type central_production first.");
        var delivery = await db.Atomically(async () =>
        {
            var made = Delivery.Create(Ids.New(clock), await book.NextNumber("GR", ct), order.Id, order.SupplierId, site);
            await Check(made, request.Data, order, db, rules, clock, ct);
            db.Add(made);
            await db.SaveChangesAsync(ct);
            return made;
        }, ct);
        return TypedResults.Created($"deliveries/{delivery.Id}", DeliveryForm.Of(delivery));
    }

    internal static async Task<DeliveryForm.View> Change(Guid id, DeliveryForm.Data request, IfMatch match, ProcurementDb db, ReceivingRules rules, TimeProvider clock, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        match.Require(delivery, () => DeliveryForm.Of(delivery));
        await Check(delivery, request, await db.FindOrder(delivery.PurchaseOrderId, ct), db, rules, clock, ct);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    /// <summary>Books what was accepted; what is missing becomes a back order for the supplier's next delivery.</summary>
    internal static async Task<DeliveryForm.View> Complete(Guid id, ProcurementDb db, OrderBook book, ReceivingRules rules, ShortDelivery shortages, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        var order = await db.FindOrder(delivery.PurchaseOrderId, ct);
        var (calendar, received) = (KeepOrders.Calendar(await book.Supplier(order.SupplierId, ct)), BusinessTime.Local(delivery.ReceivedAt, (await book.Profile(ct)).TimeZone));
        DateOnly? next = calendar.Delivers(received) ? calendar.NextDelivery(DateOnly.FromDateTime(received)) : null;
        var open = await rules.For(order, DateOnly.FromDateTime(received), ct);
        order.MayReceive();
        delivery.Complete(open);
        Announce(delivery, order, open, bus);
        order.Receive(delivery.Lines.Select(l => (l.PoItemId, l.Accepted)), next, clock.GetUtcNow());
        if (order.Status == PurchaseOrderStatus.Received) bus.Publish(new PurchaseOrderReceived(order.Facts()), OrderBook.SubjectOf(order));
        await shortages.Tell(order, delivery, ct);
        db.Touch(order);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    internal static async Task<DeliveryForm.View> Reject(Guid id, Reasoned request, ProcurementDb db, ReceivingRules rules, IBus bus, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        delivery.Reject(request.Reason);
        var order = await db.FindOrder(delivery.PurchaseOrderId, ct);
        Measured(delivery, order, await rules.For(order, await rules.DayOf(delivery.ReceivedAt, ct), ct), request.Reason, bus);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    private static async Task Check(Delivery delivery, DeliveryForm.Data data, PurchaseOrder order, ProcurementDb db, ReceivingRules rules, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var at = data.ReceivedAt ?? now;
        if (at > now + ClockSkew) throw new RuleViolation("event_in_future", "This has not happened yet; check the clock.");
        var day = await rules.DayOf(at, ct);
        var photos = data.Lines.Select(l => l.PhotoId).OfType<Guid>().Distinct().ToList();
        if (photos.Count > 0 && await db.DeliveryPhotos.CountAsync(p => photos.Contains(p.Id), ct) < photos.Count) throw RuleViolation.NotFound("The photo");
        delivery.Check(data, await rules.For(order, day, ct), at, day, db.Scope.Actor.Name);
        if (delivery.DeliveryNote is { } note && await db.Deliveries.AnyAsync(d => d.SupplierId == order.SupplierId && d.DeliveryNote == note && d.Id != delivery.Id && d.Status != DeliveryStatus.Rejected, ct))
            throw new RuleViolation("delivery_note_exists", $"The delivery note {note} was received already.", 409);
    }

    private static void Announce(Delivery delivery, PurchaseOrder order, IReadOnlyDictionary<Guid, DoorRule> open, IBus bus)
    {
        var seen = new HashSet<Guid>();
        bus.Publish(new DeliveryReceived(delivery.Id, order.Id, order.SupplierId, delivery.LocationId, delivery.ReceivedAt, [.. delivery.Lines.Select(l =>
        {
            var item = open[l.PoItemId].Line;
            return new DeliveredLine(item.ItemId, item.OrderedQuantity, l.Delivered, l.Accepted, item.Unit, l.LotCode, l.ExpiresOn, l.ExpiryKind, l.UnitPrice ?? item.UnitPrice, seen.Add(l.PoItemId) ? open[l.PoItemId].Remaining : null);
        })], order.ExpectedOn, order.SentAt, order.ConfirmedAt), OrderBook.SubjectOf(order));
        Measured(delivery, order, open, null, bus);
    }

    private static void Measured(Delivery delivery, PurchaseOrder order, IReadOnlyDictionary<Guid, DoorRule> open, string? refused, IBus bus)
    {
        var readings = delivery.Lines.Where(l => open[l.PoItemId].Limit is not null && (l.TemperatureC ?? delivery.TemperatureC) is not null).Select(l =>
        {
            var (rule, value) = (open[l.PoItemId], (l.TemperatureC ?? delivery.TemperatureC)!.Value);
            return new DoorReading(rule.Line.ProductName, l.LotCode, value, rule.Limit!.MinC, rule.Limit.MaxC, rule.Limit.LegalBasis, refused is null && l.Accepted > 0, refused ?? l.AcceptanceReason ?? l.RejectionReason);
        }).ToList();
        if (readings.Count > 0) bus.Publish(new DeliveryChecked(delivery.Id, delivery.Number, order.SupplierName, delivery.LocationId, delivery.ReceivedAt, readings));
    }

    private static async Task<Delivery> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Deliveries.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw RuleViolation.NotFound("The delivery");
}
