using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orders.Ordering;

/// <summary>How an order came in.</summary>
internal enum OrderChannel { InStore, Phone, Online, Wholesale, Portal }

/// <summary>What sort of order it is.</summary>
internal enum OrderKind { Standard, PreOrder, Standing, Custom }

/// <summary>How the customer gets it.</summary>
internal enum Fulfilment { Pickup, Delivery }

/// <summary>How urgent it is.</summary>
internal enum OrderPriority { Standard, Rush }

/// <summary>Life of an order.</summary>
internal enum OrderStatus { Draft, Pending, Confirmed, InProduction, Ready, OutForDelivery, Delivered, Completed, Failed, Cancelled }

/// <summary>A line as it is asked for.</summary>
internal sealed record WantedLine(Guid ItemId, decimal Quantity, decimal UnitPrice, string? Note);

/// <summary>What a customer wants on a day.</summary>
internal sealed class Order : ITenantOwned, IVersioned
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Allowed = new()
    {
        [OrderStatus.Draft] = [OrderStatus.Pending, OrderStatus.Cancelled],
        [OrderStatus.Pending] = [OrderStatus.Confirmed, OrderStatus.Cancelled],
        [OrderStatus.Confirmed] = [OrderStatus.InProduction, OrderStatus.Cancelled],
        [OrderStatus.InProduction] = [OrderStatus.Ready, OrderStatus.Cancelled],
        [OrderStatus.Ready] = [OrderStatus.OutForDelivery, OrderStatus.Delivered],
        [OrderStatus.OutForDelivery] = [OrderStatus.Delivered, OrderStatus.Failed],
        [OrderStatus.Delivered] = [OrderStatus.Completed],
        [OrderStatus.Completed] = [],
        [OrderStatus.Failed] = [],
        [OrderStatus.Cancelled] = [],
    };

    private readonly List<OrderLine> lines = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public OrderChannel Channel { get; private set; }
    public OrderKind Kind { get; private set; }
    public Guid CustomerId { get; private set; }
    public Fulfilment Fulfilment { get; private set; }
    public DateOnly DueOn { get; private set; }
    public TimeOnly? DueTime { get; private set; }
    public Guid LocationId { get; private set; }
    public OrderStatus Status { get; private set; }
    public OrderPriority Priority { get; private set; }
    public Guid? StandingOrderId { get; private set; }

    /// <summary>A person changed an order that a standing order made: the pattern leaves it alone from then on.</summary>
    public bool IsEdited { get; private set; }
    public string? Note { get; private set; }
    public string? CancelReason { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public IReadOnlyList<OrderLine> Lines => lines;

    public decimal Total => Rounding.Cents(lines.Sum(l => l.Quantity * l.UnitPrice));

    /// <summary>Counts for the bake plan.</summary>
    public bool IsDemand => Status is OrderStatus.Confirmed or OrderStatus.InProduction or OrderStatus.Ready;

    public static Order Create(Guid id, string number, OrderChannel channel, OrderKind kind, Guid customerId, Fulfilment fulfilment, DateOnly dueOn, TimeOnly? dueTime, Guid locationId, Guid? standingOrderId, DateTimeOffset now) => new()
    {
        Id = id, Number = number, Channel = channel, Kind = kind, CustomerId = customerId, Fulfilment = fulfilment, DueOn = dueOn, DueTime = dueTime, LocationId = locationId, StandingOrderId = standingOrderId, CreatedAt = now, ChangedAt = now,
    };

    /// <summary>Takes the wanted lines; returns what changed per item.</summary>
    public IReadOnlyList<LineDelta> Want(IReadOnlyList<WantedLine> wanted, Func<Guid> newId, DateTimeOffset now)
    {
        if (wanted.GroupBy(w => w.ItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "An item has one line.");
        if (wanted.Any(w => w.Quantity is < 0 or > 1_000_000 || w.UnitPrice is < 0 or > 1_000_000)) throw RuleViolation.Invalid("lines", "Quantities and prices lie between 0 and 1,000,000.");
        var deltas = new List<LineDelta>();
        foreach (var want in wanted)
        {
            var line = lines.Find(l => l.ItemId == want.ItemId);
            if (line is null) lines.Add(line = new OrderLine(newId(), Id, want.ItemId));
            deltas.Add(new LineDelta(want.ItemId, line.Quantity, want.Quantity, want.UnitPrice));
            line.Set(want);
        }
        foreach (var gone in lines.Where(l => wanted.All(w => w.ItemId != l.ItemId)).ToList())
        {
            deltas.Add(new LineDelta(gone.ItemId, gone.Quantity, 0m, gone.UnitPrice));
            lines.Remove(gone);
        }
        ChangedAt = now;
        return deltas;
    }

    public void Describe(Fulfilment fulfilment, TimeOnly? dueTime, OrderPriority priority, string? note) => (Fulfilment, DueTime, Priority, Note) = (fulfilment, dueTime, priority, note);

    public void Edited() => IsEdited = true;

    /// <summary>Leaves on a shipment, however far its baking was noted.</summary>
    public void Ship(DateTimeOffset now)
    {
        if (!IsDemand || Fulfilment == Fulfilment.Pickup) throw RuleViolation.Transition($"Order {Number}", Status, OrderStatus.OutForDelivery);
        (Status, ChangedAt) = (OrderStatus.OutForDelivery, now);
    }

    public void Go(OrderStatus to, string? reason, bool planApproved, DateTimeOffset now)
    {
        if (!Allowed[Status].Contains(to)) throw RuleViolation.Transition($"Order {Number}", Status, to);
        if (to == OrderStatus.OutForDelivery && Fulfilment == Fulfilment.Pickup) throw RuleViolation.Transition($"Order {Number}", Status, to);
        if (to == OrderStatus.Cancelled && planApproved && string.IsNullOrWhiteSpace(reason)) throw RuleViolation.Invalid("reason", "The plan of that day is approved: say why.");
        if (to is OrderStatus.Pending or OrderStatus.Confirmed && lines.All(l => l.Quantity == 0)) throw new RuleViolation("order_empty", "The order has no pieces.");
        (Status, ChangedAt) = (to, now);
        if (to == OrderStatus.Cancelled) CancelReason = reason;
    }
}

/// <summary>How a line's quantity changed.</summary>
internal sealed record LineDelta(Guid ItemId, decimal Previous, decimal Quantity, decimal UnitPrice);

/// <summary>An item of an order.</summary>
internal sealed class OrderLine : ITenantOwned
{
    private OrderLine() { }

    public OrderLine(Guid id, Guid orderId, Guid itemId) => (Id, OrderId, ItemId) = (id, orderId, itemId);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid OrderId { get; private set; }
    public Guid ItemId { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal UnitPrice { get; private set; }
    public string? Note { get; private set; }

    public void Set(WantedLine want) => (Quantity, UnitPrice, Note) = (want.Quantity, want.UnitPrice, want.Note);
}

/// <summary>What orders know of a bake day: whether its plan is approved and which products are begun.</summary>
internal sealed class BakeDay : ITenantOwned
{
    public Guid TenantId { get; init; }
    public DateOnly Day { get; init; }
    public bool PlanApproved { get; private set; }
    public List<Guid> StartedItems { get; private set; } = [];

    public void Approved() => PlanApproved = true;

    public void Started(IEnumerable<Guid> items) => StartedItems = [.. StartedItems.Union(items)];
}
