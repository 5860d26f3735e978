using System.Text.Json;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.PurchaseOrders;

/// <summary>Life of a purchase order.</summary>
internal enum PurchaseOrderStatus { Draft, PendingApproval, Approved, Rejected, Sent, Confirmed, PartiallyReceived, Received, Closed, Cancelled }

/// <summary>How urgent it is.</summary>
internal enum PurchaseOrderPriority { Low, Normal, High, Critical }

/// <summary>The supplier as the order knows it.</summary>
internal sealed record SupplierSnapshot(Guid Id, string Code, string Name, string? Email, string Channel, string Language, decimal MinimumOrder);

/// <summary>Goods ordered from one supplier for one delivery. Amounts in EUR net of tax.</summary>
internal sealed class PurchaseOrder : ITenantOwned, IVersioned
{
    private static readonly PurchaseOrderStatus[] Receivable = [PurchaseOrderStatus.Sent, PurchaseOrderStatus.Confirmed, PurchaseOrderStatus.PartiallyReceived];
    private readonly List<PurchaseOrderLine> lines = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public Guid SupplierId { get; private set; }
    public string SupplierCode { get; private set; } = "";
    public string SupplierName { get; private set; } = "";
    public string? SupplierEmail { get; private set; }
    public string Channel { get; private set; } = "email";
    public string Language { get; private set; } = "es";
    public decimal SupplierMinimum { get; private set; }
    public PurchaseOrderStatus Status { get; private set; }
    public PurchaseOrderPriority Priority { get; private set; } = PurchaseOrderPriority.Normal;
    public Guid? PlanId { get; private set; }
    public DateOnly OrderDate { get; private set; }
    public DateOnly RequiredDeliveryDate { get; private set; }
    public DateOnly? EstimatedDeliveryDate { get; private set; }
    public DateTimeOffset? OrderBy { get; private set; }
    public decimal MoneyAtRisk { get; private set; }
    public decimal Shipping { get; private set; }
    public decimal Discount { get; private set; }
    public string? Notes { get; private set; }
    public bool AutoApproved { get; private set; }
    public List<string> ApprovalBlockedBy { get; private set; } = [];
    public Guid? ApprovedBy { get; private set; }
    public string? ApprovedByName { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public string? MinimumOverride { get; private set; }
    public string? RejectionReason { get; private set; }
    public string? CancelReason { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public string Reason { get; private set; } = "{}";
    public DateTimeOffset ChangedAt { get; private set; }
    public IReadOnlyList<PurchaseOrderLine> Lines => lines;

    /// <summary>The goods.</summary>
    public decimal Subtotal => lines.Sum(l => l.LineTotal);

    /// <summary>Goods and shipping less the discount, net of tax.</summary>
    public decimal Total => Subtotal + Shipping - Discount;

    /// <summary>Tax on the goods, at each line's rate.</summary>
    public decimal Tax => lines.Sum(l => Rounding.Cents(l.LineTotal * l.TaxRate / 100m));

    public ReasoningData Reasoning => Reason == "{}" ? ReasoningData.Unspecified : JsonSerializer.Deserialize<ReasoningData>(Reason, Wire.Lenient)!;

    public bool IsEditable => Status is PurchaseOrderStatus.Draft or PurchaseOrderStatus.PendingApproval;

    /// <summary>The supplier has it and something of it may still come.</summary>
    public bool IsReceivable => Receivable.Contains(Status);

    public DateOnly ExpectedOn => EstimatedDeliveryDate ?? RequiredDeliveryDate;

    public static PurchaseOrder Create(Guid id, string number, SupplierSnapshot supplier, DateOnly orderDate, DateOnly requiredOn, DateTimeOffset? orderBy, Guid? planId, DateTimeOffset now) => new()
    {
        Id = id, Number = number, SupplierId = supplier.Id, SupplierCode = supplier.Code, SupplierName = supplier.Name, SupplierEmail = supplier.Email, Channel = supplier.Channel, Language = supplier.Language,
        SupplierMinimum = supplier.MinimumOrder, OrderDate = orderDate, RequiredDeliveryDate = requiredOn, OrderBy = orderBy, PlanId = planId, ChangedAt = now,
    };

    public void Explain(ReasoningData reason, decimal moneyAtRisk)
    {
        Reason = JsonSerializer.Serialize(reason, Wire.Lenient);
        MoneyAtRisk = moneyAtRisk;
    }

    /// <summary>Replaces the lines; allowed while nobody has approved the order.</summary>
    public void Write(IReadOnlyList<LineData> wanted, Func<Guid> newId, DateTimeOffset now)
    {
        if (!IsEditable) throw new RuleViolation("invalid_state_transition", $"An order that is {Wire.Name(Status)} keeps its items.", 409);
        if (wanted.GroupBy(w => w.ItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "An item has one line.");
        lines.RemoveAll(l => wanted.All(w => w.ItemId != l.ItemId));
        foreach (var (want, position) in wanted.Select((w, i) => (w, i + 1)))
        {
            var line = lines.Find(l => l.ItemId == want.ItemId);
            if (line is null) lines.Add(line = new PurchaseOrderLine(newId(), Id, want.ItemId));
            line.Set(want, position);
        }
        ChangedAt = now;
    }

    /// <summary>Adds planned lines to an order that nobody has approved yet.</summary>
    public void Extend(IReadOnlyList<LineData> more, Func<Guid> newId, DateTimeOffset now)
    {
        var merged = lines.OrderBy(l => l.Position).Select(l => l.Data()).ToList();
        foreach (var line in more)
        {
            var index = merged.FindIndex(m => m.ItemId == line.ItemId);
            if (index < 0) merged.Add(line);
            else merged[index] = line with { Packs = merged[index].Packs + line.Packs, ItemNotes = merged[index].ItemNotes };
        }
        Write(merged, newId, now);
    }

    /// <summary>What the supplier adds for the way, and takes off.</summary>
    public void Charge(decimal shipping, decimal discount)
    {
        if (shipping is < 0 or > 100_000) throw RuleViolation.Invalid("shipping", "Between 0 and 100,000.");
        if (discount < 0 || discount > Subtotal) throw RuleViolation.Invalid("discount", "Between 0 and the sum of the goods.");
        (Shipping, Discount) = (Rounding.Cents(shipping), Rounding.Cents(discount));
    }

    public void Describe(DateOnly requiredOn, string? notes, PurchaseOrderPriority priority)
    {
        if (!IsEditable) throw new RuleViolation("invalid_state_transition", $"An order that is {Wire.Name(Status)} keeps its date.", 409);
        (RequiredDeliveryDate, Notes, Priority) = (requiredOn, notes, priority);
    }

    /// <summary>What may still change once an order is approved.</summary>
    public void Note(string? notes, DateOnly? estimatedOn, DateTimeOffset now) => (Notes, EstimatedDeliveryDate, ChangedAt) = (notes, estimatedOn ?? EstimatedDeliveryDate, now);

    public void Submit(string? minimumOverride, DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.PendingApproval, PurchaseOrderStatus.Draft);
        if (lines.Count == 0) throw new RuleViolation("order_empty", "The order has no items.");
        if (Subtotal < SupplierMinimum && string.IsNullOrWhiteSpace(minimumOverride))
            throw new RuleViolation("below_supplier_minimum", $"The supplier's minimum is {SupplierMinimum:0.00} EUR.", 422, new Dictionary<string, object?> { ["minimum"] = SupplierMinimum, ["total"] = Subtotal });
        (Status, MinimumOverride, ChangedAt) = (PurchaseOrderStatus.PendingApproval, minimumOverride, now);
    }

    public void BlockedBy(IReadOnlyList<string> rules) => ApprovalBlockedBy = [.. rules];

    public void Approve(bool automatic, Actor actor, DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Approved, PurchaseOrderStatus.Draft, PurchaseOrderStatus.PendingApproval);
        if (lines.Count == 0) throw new RuleViolation("order_empty", "The order has no items.");
        (Status, AutoApproved, ApprovedAt, ChangedAt) = (PurchaseOrderStatus.Approved, automatic, now, now);
        (ApprovedBy, ApprovedByName) = automatic ? (null, null) : (actor.Id, actor.Name);
    }

    public void Reject(string reason, DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Rejected, PurchaseOrderStatus.PendingApproval);
        (Status, RejectionReason, ChangedAt) = (PurchaseOrderStatus.Rejected, reason, now);
    }

    public void Reopen(DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Draft, PurchaseOrderStatus.Rejected);
        (Status, ChangedAt) = (PurchaseOrderStatus.Draft, now);
        ApprovalBlockedBy = [];
    }

    public void Sent(DateTimeOffset at)
    {
        Need(PurchaseOrderStatus.Sent, PurchaseOrderStatus.Approved);
        (Status, SentAt, ChangedAt) = (PurchaseOrderStatus.Sent, at, at);
    }

    public void Confirm(DateOnly? date, DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Confirmed, PurchaseOrderStatus.Sent);
        (Status, ConfirmedAt, EstimatedDeliveryDate, ChangedAt) = (PurchaseOrderStatus.Confirmed, now, date ?? EstimatedDeliveryDate, now);
    }

    /// <summary>True when the supplier already has the order and must hear of the cancellation.</summary>
    public bool Cancel(string reason, DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Cancelled, PurchaseOrderStatus.Draft, PurchaseOrderStatus.PendingApproval, PurchaseOrderStatus.Approved, PurchaseOrderStatus.Sent, PurchaseOrderStatus.Confirmed);
        var known = Status is PurchaseOrderStatus.Sent or PurchaseOrderStatus.Confirmed;
        (Status, CancelReason, ChangedAt) = (PurchaseOrderStatus.Cancelled, reason, now);
        return known;
    }

    public void MayReceive()
    {
        if (!Receivable.Contains(Status)) throw RuleViolation.Transition($"Order {Number}", Status, PurchaseOrderStatus.PartiallyReceived);
    }

    /// <summary>Books accepted goods; what is left stays open for the supplier's next delivery.</summary>
    public void Receive(IEnumerable<(Guid LineId, decimal Accepted)> accepted, DateOnly? backOrderOn, DateTimeOffset now)
    {
        MayReceive();
        foreach (var (id, quantity) in accepted) (lines.Find(l => l.Id == id) ?? throw RuleViolation.NotFound("The order line")).Receive(quantity);
        var complete = lines.All(l => l.RemainingQuantity <= 0);
        Status = complete ? PurchaseOrderStatus.Received : PurchaseOrderStatus.PartiallyReceived;
        if (!complete) EstimatedDeliveryDate = backOrderOn ?? EstimatedDeliveryDate;
        ChangedAt = now;
    }

    /// <summary>Ends an order; what was not delivered is given up.</summary>
    public void Close(DateTimeOffset now)
    {
        Need(PurchaseOrderStatus.Closed, PurchaseOrderStatus.Received, PurchaseOrderStatus.PartiallyReceived);
        (Status, ChangedAt) = (PurchaseOrderStatus.Closed, now);
    }

    public PurchaseOrderFacts Facts() => new(Id, Number, SupplierId, SupplierName, Wire.Name(Status), Total, "EUR", RequiredDeliveryDate, AutoApproved, Reasoning);

    private void Need(PurchaseOrderStatus to, params PurchaseOrderStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition($"Order {Number}", Status, to);
    }
}

/// <summary>What is asked of the database about orders.</summary>
internal static class PurchaseOrderQueries
{
    /// <summary>Orders of which something may still come; drafts count, so that planning does not order twice.</summary>
    public static IQueryable<PurchaseOrder> WhereOpen(this IQueryable<PurchaseOrder> orders) => orders.Where(o => o.Status != PurchaseOrderStatus.Cancelled && o.Status != PurchaseOrderStatus.Closed
        && o.Status != PurchaseOrderStatus.Received && o.Status != PurchaseOrderStatus.Rejected);
}

/// <summary>A line as it is written.</summary>
internal sealed record LineData(Guid ItemId, string ProductName, string PackUnit, int Packs, decimal PackQuantity, string Unit, decimal UnitPrice, decimal? LastPrice, bool IsCritical, string? ItemNotes, string? QuantityReason,
    IReadOnlyList<string> Flags, decimal TaxRate);

/// <summary>An item of a purchase order.</summary>
internal sealed class PurchaseOrderLine : ITenantOwned
{
    private PurchaseOrderLine() { }

    public PurchaseOrderLine(Guid id, Guid purchaseOrderId, Guid itemId) => (Id, PurchaseOrderId, ItemId) = (id, purchaseOrderId, itemId);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid PurchaseOrderId { get; private set; }
    public Guid ItemId { get; private set; }
    public int Position { get; private set; }
    public string ProductName { get; private set; } = "";
    public string PackUnit { get; private set; } = "";
    public int Packs { get; private set; }
    public decimal PackQuantity { get; private set; }
    public string Unit { get; private set; } = "";
    public decimal UnitPrice { get; private set; }
    public decimal? LastPrice { get; private set; }

    /// <summary>Per cent.</summary>
    public decimal TaxRate { get; private set; }
    public bool IsCritical { get; private set; }
    public string? ItemNotes { get; private set; }
    public string? QuantityReason { get; private set; }
    public List<string> Flags { get; private set; } = [];
    public decimal ReceivedQuantity { get; private set; }

    public decimal OrderedQuantity => Packs * PackQuantity;
    public decimal RemainingQuantity => Math.Max(0m, OrderedQuantity - ReceivedQuantity);
    public decimal LineTotal => Rounding.Cents(OrderedQuantity * UnitPrice);

    public void Set(LineData d, int position)
    {
        if (d.Packs is < 1 or > 100_000) throw RuleViolation.Invalid("packs", "Between 1 and 100,000 whole packs.");
        if (d.PackQuantity is <= 0 or > 1_000_000) throw RuleViolation.Invalid("pack_quantity", "Above zero, at most 1,000,000.");
        if (d.UnitPrice is < 0 or > 1_000_000) throw RuleViolation.Invalid("unit_price", "Between 0 and 1,000,000.");
        (Position, ProductName, PackUnit, Packs, PackQuantity, Unit) = (position, d.ProductName, d.PackUnit, d.Packs, d.PackQuantity, d.Unit);
        (UnitPrice, LastPrice, IsCritical, ItemNotes, QuantityReason) = (Rounding.FourDecimals(d.UnitPrice), d.LastPrice, d.IsCritical, d.ItemNotes, d.QuantityReason);
        (Flags, TaxRate) = ([.. d.Flags], d.TaxRate);
    }

    public LineData Data() => new(ItemId, ProductName, PackUnit, Packs, PackQuantity, Unit, UnitPrice, LastPrice, IsCritical, ItemNotes, QuantityReason, Flags, TaxRate);

    public void Receive(decimal accepted)
    {
        if (accepted is < 0 or > 1_000_000_000) throw RuleViolation.Invalid("accepted", "Not negative and not absurd.");
        ReceivedQuantity += accepted;
    }
}
