using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;

namespace Bakery.AlertProcessor.Alerts;

/// <summary>A decided purchase order no longer waits: its alert is resolved.</summary>
internal static class OnPurchaseOrderApproved
{
    internal static Task Handle(PurchaseOrderApproved message, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Decided(message.Order, db, bus, clock, ct);

    internal static Task Decided(PurchaseOrderFacts order, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) =>
        OnAlertCleared.Resolve(db, bus, clock, Alert.KeyOf("procurement.pos_pending_approval", new EntityRef("purchase_order", order.PoId), null), ct);
}

internal static class OnPurchaseOrderRejected
{
    internal static Task Handle(PurchaseOrderRejected message, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) =>
        OnPurchaseOrderApproved.Decided(message.Order, db, bus, clock, ct);
}

internal static class OnPurchaseOrderCancelled
{
    internal static Task Handle(PurchaseOrderCancelled message, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) =>
        OnPurchaseOrderApproved.Decided(message.Order, db, bus, clock, ct);
}
