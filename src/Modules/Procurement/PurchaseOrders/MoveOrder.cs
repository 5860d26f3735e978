using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>The life cycle of a purchase order.</summary>
internal static class MoveOrder
{
    /// <param name="MinimumOverrideReason">Why the order goes out below the supplier's minimum.</param>
    public sealed record SubmitRequest([property: MaxLength(500)] string? MinimumOverrideReason = null);
    public sealed record ConfirmRequest(DateOnly? ConfirmedDate = null);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);

    internal static async Task<PurchaseOrderForm.View> Submit(Guid id, SubmitRequest request, ProcurementDb db, OrderBook book, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Submit(request.MinimumOverrideReason, clock.GetUtcNow());
        if (await book.Judge(order, await book.Supplier(order.SupplierId, ct), ct)) await book.Approve(order, true, ct);
        else book.Wait(order);
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Approve(Guid id, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        if ((await book.Supplier(order.SupplierId, ct)).Status == "blacklisted") throw new RuleViolation("supplier_blacklisted", $"{order.SupplierName} is blocked.");
        await book.Approve(order, false, ct);
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Reject(Guid id, Reasoned request, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Reject(request.Reason, clock.GetUtcNow());
        bus.Publish(new PurchaseOrderRejected(order.Facts(), request.Reason), OrderBook.SubjectOf(order));
        book.Settled(order);
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Reopen(Guid id, ProcurementDb db, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Reopen(clock.GetUtcNow());
        return await Save(order, db, ct);
    }

    /// <summary>Marks an order as sent by hand: by phone, in the supplier's portal, or read out of the outbox.</summary>
    internal static async Task<PurchaseOrderForm.View> Send(Guid id, ProcurementDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Sent(clock.GetUtcNow());
        bus.Publish(new PurchaseOrderSent(order.Facts()), OrderBook.SubjectOf(order));
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Confirm(Guid id, ConfirmRequest request, ProcurementDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Confirm(request.ConfirmedDate, clock.GetUtcNow());
        bus.Publish(new PurchaseOrderConfirmed(order.Facts()), OrderBook.SubjectOf(order));
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Cancel(Guid id, Reasoned request, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        var known = order.Cancel(request.Reason, clock.GetUtcNow());
        bus.Publish(new PurchaseOrderCancelled(order.Facts(), request.Reason), OrderBook.SubjectOf(order));
        book.Settled(order);
        if (known) book.TellCancelled(order);
        return await Save(order, db, ct);
    }

    internal static async Task<PurchaseOrderForm.View> Close(Guid id, ProcurementDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        order.Close(clock.GetUtcNow());
        bus.Publish(new PurchaseOrderClosed(order.Facts()), OrderBook.SubjectOf(order));
        return await Save(order, db, ct);
    }

    private static async Task<PurchaseOrderForm.View> Save(PurchaseOrder order, ProcurementDb db, CancellationToken ct)
    {
        db.Touch(order);
        await db.SaveChangesAsync(ct);
        return PurchaseOrderForm.Of(order);
    }
}

/// <summary>The mail has left: the order is sent.</summary>
internal static class OnMessageSent
{
    internal static async Task Handle(MessageSent sent, ProcurementDb db, IBus bus, CancellationToken ct)
    {
        if (sent.Template != "purchase_order" || sent.Related is not { Type: "purchase_order", Id: var id }) return;
        if (await db.Orders.FirstOrDefaultAsync(o => o.Id == id, ct) is not { Status: PurchaseOrderStatus.Approved } order) return;
        order.Sent(sent.At);
        bus.Publish(new PurchaseOrderSent(order.Facts()), OrderBook.SubjectOf(order));
    }
}
