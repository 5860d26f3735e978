using System.Text.Json;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.PurchaseOrders;

namespace Bakery.Procurement.Plans;

/// <summary>Life of a procurement plan.</summary>
internal enum ProcurementPlanStatus { Draft, PendingApproval, Approved, InExecution, Completed, Cancelled }

/// <summary>What a planning pass found out and ordered.</summary>
internal sealed class ProcurementPlan : ITenantOwned, IVersioned
{
    private readonly List<Requirement> requirements = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public DateOnly PlanDate { get; private set; }
    public int HorizonDays { get; private set; }
    public Guid? RunId { get; private set; }
    public ProcurementPlanStatus Status { get; private set; }
    public int PurchaseOrders { get; private set; }
    public decimal Total { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public IReadOnlyList<Requirement> Requirements => requirements;

    public static ProcurementPlan Create(Guid id, string number, DateOnly date, int horizonDays, Guid? runId, DateTimeOffset now) => new() { Id = id, Number = number, PlanDate = date, HorizonDays = horizonDays, RunId = runId, CreatedAt = now };

    public void Add(Requirement requirement) => requirements.Add(requirement);

    /// <summary>Orders of the plan exist; those that need a person make the plan wait too, and one that is drafts only is a draft.</summary>
    public void Ordered(IReadOnlyList<PurchaseOrder> orders)
    {
        (PurchaseOrders, Total) = (orders.Count, orders.Sum(o => o.Total));
        Status = orders.Any(o => o.Status == PurchaseOrderStatus.PendingApproval) ? ProcurementPlanStatus.PendingApproval
            : orders.Count > 0 && orders.All(o => o.Status == PurchaseOrderStatus.Draft) ? ProcurementPlanStatus.Draft : ProcurementPlanStatus.Approved;
    }

    /// <summary>Goes on with its orders: in execution once a supplier has one, completed when nothing more is to come.</summary>
    public void Follow(IReadOnlyList<PurchaseOrderStatus> orders)
    {
        var isOver = orders.All(o => o is PurchaseOrderStatus.Received or PurchaseOrderStatus.Closed or PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Rejected);
        var isKnown = orders.Any(o => o is PurchaseOrderStatus.Sent or PurchaseOrderStatus.Confirmed or PurchaseOrderStatus.PartiallyReceived or PurchaseOrderStatus.Received or PurchaseOrderStatus.Closed);
        if (Status is not (ProcurementPlanStatus.Completed or ProcurementPlanStatus.Cancelled)) Status = isOver ? ProcurementPlanStatus.Completed : isKnown ? ProcurementPlanStatus.InExecution : Status;
    }

    public void Approve()
    {
        if (Status is not (ProcurementPlanStatus.Draft or ProcurementPlanStatus.PendingApproval)) throw RuleViolation.Transition($"Plan {Number}", Status, ProcurementPlanStatus.Approved);
        Status = ProcurementPlanStatus.Approved;
    }

    public void Cancel()
    {
        if (Status is ProcurementPlanStatus.Completed or ProcurementPlanStatus.Cancelled) throw RuleViolation.Transition($"Plan {Number}", Status, ProcurementPlanStatus.Cancelled);
        Status = ProcurementPlanStatus.Cancelled;
    }
}

/// <summary>What one item needs until the delivery after the next one. Quantities in the stock unit.</summary>
internal sealed class Requirement : ITenantOwned
{
    private Requirement() { }

    public Requirement(Guid id, Guid planId, int position, PlannedRequirement planned, string name, string sku, string unit, string zone, ReasoningData? reason, PriceTrend? trend)
    {
        (Id, PlanId, Position, ItemId, Name, Sku, Unit) = (id, planId, position, planned.Item.ItemId, name, sku, unit);
        (SupplierId, SupplierReason) = (planned.Supplier?.Offer.SupplierId, planned.Supplier?.Reason);
        if (planned.Net is { } net)
        {
            (CoversUntil, Needed, SafetyStock, SafetyMethod) = (net.Coverage.CoversUntil, net.Needed, net.Safety.Quantity, net.Safety.Method);
            (UsableStock, OpenOrders, Net, RunOutOn, Method) = (net.UsableStock, net.OpenOrders, net.Net, net.RunOutOn, net.Method);
            DeliveryOn = net.Coverage.Delivery;
            OrderBy = BusinessTime.Instant(DateOnly.FromDateTime(net.Coverage.OrderBy), TimeOnly.FromDateTime(net.Coverage.OrderBy), zone);
        }
        if (planned.Line is { } line) (Packs, PackQuantity, UnitPrice, Flags) = (line.Packs, line.Offer.PackQuantity, line.UnitPrice, [.. line.FlagCodes]);
        else if (planned.Supplier?.Offer is { } offer) (PackQuantity, UnitPrice) = (offer.PackQuantity, offer.UnitPrice);
        SuggestedQuantity = planned.Line?.Quantity ?? 0m;
        (EconomicQuantity, Trend) = (planned.EconomicQuantity, trend);
        if (reason is not null) Reason = JsonSerializer.Serialize(reason, Wire.Lenient);
    }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid PlanId { get; private set; }
    public int Position { get; private set; }
    public Guid ItemId { get; private set; }
    public string Name { get; private set; } = "";
    public string Sku { get; private set; } = "";
    public string Unit { get; private set; } = "";
    public DateOnly? CoversUntil { get; private set; }
    public decimal Needed { get; private set; }
    public decimal SafetyStock { get; private set; }
    public SafetyStockMethod? SafetyMethod { get; private set; }
    public decimal UsableStock { get; private set; }
    public decimal OpenOrders { get; private set; }
    public decimal Net { get; private set; }
    public int Packs { get; private set; }
    public decimal? PackQuantity { get; private set; }
    public Guid? SupplierId { get; private set; }
    public SupplierReason? SupplierReason { get; private set; }
    public decimal? UnitPrice { get; private set; }
    public DateOnly? RunOutOn { get; private set; }
    public DateOnly? DeliveryOn { get; private set; }
    public DateTimeOffset? OrderBy { get; private set; }
    public List<string> Flags { get; private set; } = [];
    public CalculationMethod? Method { get; private set; }
    public decimal SuggestedQuantity { get; private set; }
    public decimal? EconomicQuantity { get; private set; }
    public PriceTrend? Trend { get; private set; }
    public string Reason { get; private set; } = "{}";

    /// <summary>What a person wants instead of the suggestion.</summary>
    public decimal? AdjustedQuantity { get; private set; }
    public string? AdjustmentReason { get; private set; }

    /// <summary>A person's quantity and, perhaps, supplier.</summary>
    public void Adjust(decimal quantity, string reason, Guid supplierId, LineData? line)
    {
        (AdjustedQuantity, AdjustmentReason, SupplierId, Packs) = (quantity, reason, supplierId, line?.Packs ?? 0);
        if (line is not null) (PackQuantity, UnitPrice) = (line.PackQuantity, line.UnitPrice);
    }

    public ReasoningData Reasoning => Reason == "{}" ? ReasoningData.Unspecified : JsonSerializer.Deserialize<ReasoningData>(Reason, Wire.Lenient)!;
}
