using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Procurement.Plans;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>Asks for a look at the orders of one tenant.</summary>
[Message("procurement.order_check.requested")]
public sealed record OrderCheckRequested(string TimeZone) : IMessage;

/// <summary>Every 15 minutes: what comes today, what should have come, what still waits for a person although its last moment is near, and what became of the plans.</summary>
internal static class WatchOrders
{
    public const string DueToday = "procurement.delivery_due_today";
    public const string Overdue = "procurement.delivery_overdue";
    private const string Reminder = "procurement.approval_reminder";
    private const string Escalation = "procurement.critical_po_escalation";

    internal static async Task FanOut(JobTicked tick, TenantScope scope, ProcurementDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // It may be tomorrow already somewhere on earth.
        var latest = DateOnly.FromDateTime(tick.At.UtcDateTime.AddHours(14));
        var due = await db.Orders.Where(o => o.Status == PurchaseOrderStatus.PendingApproval || ((o.EstimatedDeliveryDate ?? o.RequiredDeliveryDate) <= latest
            && (o.Status == PurchaseOrderStatus.Sent || o.Status == PurchaseOrderStatus.Confirmed || o.Status == PurchaseOrderStatus.PartiallyReceived))).Select(o => o.TenantId).Distinct().ToHashSetAsync(ct);
        due.UnionWith(await db.Plans.IgnoreAutoIncludes().WhereOpen().Select(p => p.TenantId).Distinct().ToListAsync(ct));
        await db.FanOut(queries, bus, tenant => new OrderCheckRequested(tenant.TimeZone), due, ct);
    }

    internal static async Task Handle(OrderCheckRequested request, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, request.TimeZone);
        foreach (var order in await db.Orders.AsNoTracking().WhereOpen().ToListAsync(ct))
        {
            if (order.Status == PurchaseOrderStatus.PendingApproval) Remind(order, now, bus);
            else if (order.IsReceivable && order.ExpectedOn <= today) Expect(order, today, now, request.TimeZone, bus);
        }
        await GeneratePlan.Follow(today, db, book, bus, clock, ct);
    }

    private static void Remind(PurchaseOrder order, DateTimeOffset now, IBus bus)
    {
        var (waiting, left) = (now - order.ChangedAt, order.OrderBy - now);
        if (left < TimeSpan.FromHours(2) && left > TimeSpan.Zero) Raise(Escalation, "urgent", "escalation", order, order.OrderBy, 100, bus, ("order_by", order.OrderBy));
        else if (waiting >= TimeSpan.FromHours(24)) Raise(Reminder, waiting > TimeSpan.FromHours(36) || left < TimeSpan.FromHours(4) ? "high" : "medium", "action_needed", order, order.OrderBy, 100, bus, ("hours", (int)waiting.TotalHours));
    }

    private static void Expect(PurchaseOrder order, DateOnly today, DateTimeOffset now, string zone, IBus bus)
    {
        var date = order.ExpectedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (order.ExpectedOn == today)
        {
            Raise(DueToday, "low", "information", order, null, 20, bus, ("date", date));
            return;
        }
        var late = now - BusinessTime.Instant(order.ExpectedOn.AddDays(1), TimeOnly.MinValue, zone);
        bus.Publish(new AlertCleared(DueToday, OrderBook.EntityOf(order)));
        Raise(Overdue, late > TimeSpan.FromHours(24) ? "high" : "medium", "action_needed", order, null, 60, bus, ("date", date));
    }

    private static void Raise(string type, string severity, string typeClass, PurchaseOrder order, DateTimeOffset? deadline, int agency, IBus bus, (string Name, object? Value) extra) =>
        bus.Publish(new AlertRaised(type, severity, typeClass, OrderBook.EntityOf(order), order.MoneyAtRisk, deadline, agency, 100, new ReasoningData(type, new Dictionary<string, object?>
        {
            ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, [extra.Name] = extra.Value,
        }, order.Reasoning.Consequence), Links: [new AlertLink("open", "GET", $"/procurement/purchase-orders/{order.Id}")]));
}
