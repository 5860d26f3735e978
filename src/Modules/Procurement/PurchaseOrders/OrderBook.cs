using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.Approval;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>Numbers, approval and messages of purchase orders: what happens beside the order's own state.</summary>
internal sealed class OrderBook(ProcurementDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    private const string Pending = "procurement.pos_pending_approval";
    private const decimal UrgentAbove = 10_000m;
    private const decimal HighAbove = 5_000m;
    private TenantProfileAnswer? profile;

    public async Task<TenantProfileAnswer> Profile(CancellationToken ct) => profile ??= await queries.Ask(new TenantProfile(), ct);

    public async Task<DateOnly> Today(CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await Profile(ct)).TimeZone);

    public async Task<ApprovalPolicy> Policy(CancellationToken ct) => await db.Policies.AsNoTracking().FirstOrDefaultAsync(ct) ?? new ApprovalPolicy();

    public async Task<SupplierAnswer> Supplier(Guid id, CancellationToken ct) =>
        (await queries.Ask(new SupplierCatalog(await Today(ct)), ct)).FirstOrDefault(s => s.Id == id) ?? throw RuleViolation.Invalid("supplier_id", "Unknown supplier.");

    /// <summary>PREFIX-YYYYMMDD-0001. Call inside a transaction.</summary>
    public async Task<string> NextNumber(string prefix, CancellationToken ct)
    {
        await db.LockAsync($"number:{prefix}", ct);
        var start = $"{prefix}-{await Today(ct):yyyyMMdd}-";
        var count = prefix switch
        {
            "PO" => await db.Orders.CountAsync(o => o.Number.StartsWith(start), ct) + db.ChangeTracker.Entries<PurchaseOrder>().Count(e => e.State == EntityState.Added && e.Entity.Number.StartsWith(start, StringComparison.Ordinal)),
            "PP" => await db.Plans.CountAsync(p => p.Number.StartsWith(start), ct),
            "GR" => await db.Deliveries.CountAsync(d => d.Number.StartsWith(start), ct),
            "RT" => await db.Returns.CountAsync(r => r.Number.StartsWith(start), ct),
            "IT" => await db.Transfers.CountAsync(t => t.Number.StartsWith(start), ct),
            _ => throw new ArgumentOutOfRangeException(nameof(prefix)),
        };
        return $"{start}{count + 1:0000}";
    }

    /// <summary>Runs the approval rules. Returns true when the order was approved by them.</summary>
    public async Task<bool> Judge(PurchaseOrder order, SupplierAnswer supplier, CancellationToken ct)
    {
        var blocked = (await Policy(ct)).BlockedBy(order, supplier, await ApprovedToday(ct));
        order.BlockedBy(blocked);
        return blocked.Count == 0;
    }

    /// <summary>Approves, tells the world and asks for the mail to the supplier.</summary>
    public async Task Approve(PurchaseOrder order, bool automatic, CancellationToken ct)
    {
        order.Approve(automatic, db.Scope.Actor, clock.GetUtcNow());
        bus.Publish(new PurchaseOrderApproved(order.Facts()), SubjectOf(order));
        if (!automatic) bus.Publish(new AlertCleared(Pending, EntityOf(order)));
        if (order is { Channel: "email", SupplierEmail: { Length: > 0 } address }) bus.Publish(await Mail(order, address, ct));
    }

    /// <summary>The order waits for a person.</summary>
    public void Wait(PurchaseOrder order) => bus.Publish(new AlertRaised(Pending, order.Total > UrgentAbove ? "urgent" : order.Total > HighAbove || order.Lines.Any(l => l.IsCritical) ? "high" : "medium", "action_needed", EntityOf(order),
        order.MoneyAtRisk, order.OrderBy, 100, 100, new ReasoningData(Pending, new Dictionary<string, object?>
        {
            ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, ["amount"] = Money(order.Total), ["order_by"] = order.OrderBy, ["blocked_by"] = order.ApprovalBlockedBy,
        }, order.Reasoning.Consequence), Links: [new AlertLink("approve", "POST", $"/procurement/purchase-orders/{order.Id}/approve", true), new AlertLink("open", "GET", $"/procurement/purchase-orders/{order.Id}")]));

    /// <summary>A shortage that will not happen, because a rule approved the order.</summary>
    public void Prevented(PurchaseOrder order, string? productName, DateOnly? runOutOn) => bus.Publish(new AlertRaised("procurement.auto_order_placed", "low", "prevented_issue", EntityOf(order), order.MoneyAtRisk, null, 0, 100,
        new ReasoningData("procurement.auto_order_placed", new Dictionary<string, object?>
        {
            ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, ["amount"] = Money(order.Total), ["product_name"] = productName, ["run_out_on"] = runOutOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        }, order.Reasoning.Consequence), Links: [new AlertLink("open", "GET", $"/procurement/purchase-orders/{order.Id}")]));

    public void Settled(PurchaseOrder order) => bus.Publish(new AlertCleared(Pending, EntityOf(order)));

    /// <summary>Tells a supplier that has the order already.</summary>
    public void TellCancelled(PurchaseOrder order)
    {
        if (order is { Channel: "email", SupplierEmail: { Length: > 0 } address })
            bus.Publish(new MessageRequested("purchase_order_cancelled", "email", address, order.Language,
                new Dictionary<string, object?> { ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, ["reason"] = order.CancelReason }, $"po-cancelled:{order.Id}", EntityOf(order), Kind: "po"));
    }

    public static Subject SubjectOf(PurchaseOrder order) => new("purchase_order", order.Id, order.Version + 1);

    public static EntityRef EntityOf(PurchaseOrder order) => new("purchase_order", order.Id);

    private async Task<MessageRequested> Mail(PurchaseOrder order, string address, CancellationToken ct) => new("purchase_order", "email", address, order.Language,
        new Dictionary<string, object?>
        {
            ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, ["tenant_name"] = (await Profile(ct)).Name, ["amount"] = Money(order.Total), ["currency"] = "EUR",
            ["delivery_date"] = order.RequiredDeliveryDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        },
        $"po:{order.Id}", EntityOf(order), [new Attachment($"{order.Number}.pdf", "application/pdf", PurchaseOrderPdf.Print(order, (await Profile(ct)).Name))], "po");

    private async Task<decimal> ApprovedToday(CancellationToken ct)
    {
        var settings = await Profile(ct);
        var from = BusinessTime.Instant(await Today(ct), TimeOnly.MinValue, settings.TimeZone);
        var stored = await db.Orders.Where(o => o.AutoApproved && o.ApprovedAt >= from && o.Status != PurchaseOrderStatus.Cancelled).ToListAsync(ct);
        var unsaved = db.ChangeTracker.Entries<PurchaseOrder>().Where(e => e.State == EntityState.Added && e.Entity.AutoApproved).Select(e => e.Entity);
        return stored.Concat(unsaved).DistinctBy(o => o.Id).Sum(o => o.Total);
    }

    private static string Money(decimal amount) => amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
