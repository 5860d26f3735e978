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
    private static readonly Sorting<Delivery> Sort = new Sorting<Delivery>(d => d.Id, "-received_at").By("received_at", d => d.ReceivedAt);

    public sealed record Request(Guid PurchaseOrderId, [property: Required] DeliveryForm.Data Data, Guid? LocationId = null);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);

    internal static Task<Page<DeliveryForm.View>> List(ProcurementDb db, [AsParameters] PageRequest page, [FromQuery(Name = "purchase_order_id")] Guid? purchaseOrderId, CancellationToken ct)
    {
        var rows = db.Deliveries.AsNoTracking();
        if (purchaseOrderId is { } order) rows = rows.Where(d => d.PurchaseOrderId == order);
        return rows.ToPage(page, Sort, d => DeliveryForm.Of(d), ct);
    }

    internal static async Task<DeliveryForm.View> Show(Guid id, ProcurementDb db, CancellationToken ct) => DeliveryForm.Of(await Find(id, db, ct));

    internal static async Task<Created<DeliveryForm.View>> Handle(Request request, ProcurementDb db, OrderBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(request.PurchaseOrderId, ct);
        order.MayReceive();
        var site = request.LocationId ?? (await queries.Ask(new Locations(), ct)).FirstOrDefault(l => l.Type == "central_production" && l.IsActive)?.Id ?? throw new RuleViolation("no_production_site", "Add a location of type central_production first.");
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            var delivery = Delivery.Create(Ids.New(clock), await book.NextNumber("GR", ct), order.Id, order.SupplierId, site);
            delivery.Check(request.Data, Remaining(order), request.Data.ReceivedAt ?? clock.GetUtcNow(), db.Scope.Actor.Name);
            db.Add(delivery);
            await db.SaveChangesAsync(ct);
            if (own is not null) await own.CommitAsync(ct);
            return TypedResults.Created($"deliveries/{delivery.Id}", DeliveryForm.Of(delivery));
        }
    }

    internal static async Task<DeliveryForm.View> Change(Guid id, DeliveryForm.Data request, IfMatch match, ProcurementDb db, TimeProvider clock, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        match.Require(delivery, () => DeliveryForm.Of(delivery));
        delivery.Check(request, Remaining(await db.FindOrder(delivery.PurchaseOrderId, ct)), request.ReceivedAt ?? clock.GetUtcNow(), db.Scope.Actor.Name);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    /// <summary>Books what was accepted; what is missing becomes a back order for the supplier's next delivery.</summary>
    internal static async Task<DeliveryForm.View> Complete(Guid id, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        var order = await db.FindOrder(delivery.PurchaseOrderId, ct);
        var (calendar, received) = (KeepOrders.Calendar(await book.Supplier(order.SupplierId, ct)), BusinessTime.Local(delivery.ReceivedAt, (await book.Profile(ct)).TimeZone));
        DateOnly? next = calendar.Delivers(received) ? calendar.NextDelivery(DateOnly.FromDateTime(received)) : null;
        delivery.Complete();
        var lines = delivery.Lines.Select(l => (Line: l, Item: order.Lines.First(o => o.Id == l.PoItemId))).ToList();
        bus.Publish(new DeliveryReceived(delivery.Id, order.Id, order.SupplierId, delivery.LocationId, delivery.ReceivedAt, [.. lines.Select(l =>
            new DeliveredLine(l.Item.ItemId, l.Item.OrderedQuantity, l.Line.Delivered, l.Line.Accepted, l.Item.Unit, l.Line.LotCode, l.Line.ExpiresOn, l.Line.ExpiryKind, l.Line.UnitPrice ?? l.Item.UnitPrice))]), OrderBook.SubjectOf(order));
        order.Receive(delivery.Lines.Select(l => (l.PoItemId, l.Accepted)), next, clock.GetUtcNow());
        db.Touch(order);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    internal static async Task<DeliveryForm.View> Reject(Guid id, Reasoned request, ProcurementDb db, CancellationToken ct)
    {
        var delivery = await Find(id, db, ct);
        delivery.Reject(request.Reason);
        await db.SaveChangesAsync(ct);
        return DeliveryForm.Of(delivery);
    }

    private static async Task<Delivery> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Deliveries.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw RuleViolation.NotFound("The delivery");

    private static Dictionary<Guid, decimal> Remaining(PurchaseOrder order) => order.Lines.ToDictionary(l => l.Id, l => l.RemainingQuantity);
}
