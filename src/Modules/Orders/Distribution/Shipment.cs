using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orders.Distribution;

/// <summary>Life of a shipment.</summary>
internal enum ShipmentStatus { Pending, Packed, InTransit, Delivered, Failed, Cancelled }

/// <summary>One trip of a day: to a shop, or to the customers that a site serves. Its stops are settled one by one or together.</summary>
internal sealed class Shipment : ITenantOwned, IVersioned
{
    private readonly List<ShipmentStop> stops = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public DateOnly Day { get; private set; }
    public Guid FromLocationId { get; private set; }

    /// <summary>The shop it goes to; null for a trip to customers.</summary>
    public Guid? ShopId { get; private set; }
    public ShipmentStatus Status { get; private set; }
    public string? Reason { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? PackedAt { get; private set; }
    public DateTimeOffset? DispatchedAt { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public IReadOnlyList<ShipmentStop> Stops => stops;

    /// <summary>Its goods are taken: nobody else may have them.</summary>
    public bool IsTaken => Status is ShipmentStatus.Packed or ShipmentStatus.InTransit or ShipmentStatus.Delivered;

    public static Shipment Create(Guid id, string number, DateOnly day, Guid from, Guid? shop, DateTimeOffset now) => new() { Id = id, Number = number, Day = day, FromLocationId = from, ShopId = shop, CreatedAt = now };

    /// <summary>What a pending shipment is to bring, in place of what it was to bring before.</summary>
    public void Plan(IEnumerable<ShipmentStop> wanted)
    {
        stops.Clear();
        stops.AddRange(wanted);
    }

    public void Pack(DateTimeOffset at)
    {
        Need(ShipmentStatus.Packed, ShipmentStatus.Pending);
        (Status, PackedAt) = (ShipmentStatus.Packed, at);
    }

    public void Dispatch(DateTimeOffset at)
    {
        Need(ShipmentStatus.InTransit, ShipmentStatus.Packed);
        (Status, DispatchedAt) = (ShipmentStatus.InTransit, at);
    }

    /// <summary>Hands the goods of one stop over, or of all that are open; returns those that got theirs now.</summary>
    public IReadOnlyList<ShipmentStop> Deliver(Guid? stopId, string? receivedBy, DateTimeOffset at)
    {
        var now = Open(stopId, ShipmentStatus.Delivered);
        foreach (var stop in now) stop.Deliver(receivedBy, at);
        Settle(at);
        return now;
    }

    /// <summary>The goods of one stop, or of all that are open, come home again.</summary>
    public IReadOnlyList<ShipmentStop> Fail(Guid? stopId, string reason, DateTimeOffset at)
    {
        var now = Open(stopId, ShipmentStatus.Failed);
        foreach (var stop in now) stop.Fail(reason);
        Settle(at);
        return now;
    }

    public void Cancel(string reason)
    {
        Need(ShipmentStatus.Cancelled, ShipmentStatus.Pending, ShipmentStatus.Packed);
        (Status, Reason) = (ShipmentStatus.Cancelled, reason);
    }

    /// <summary>Refuses a step that this state does not allow.</summary>
    public void Need(ShipmentStatus to, params ShipmentStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition($"Shipment {Number}", Status, to);
    }

    private List<ShipmentStop> Open(Guid? stopId, ShipmentStatus to)
    {
        Need(to, ShipmentStatus.InTransit);
        if (stopId is not { } id) return [.. stops.Where(s => s.IsOpen)];
        var stop = stops.Find(s => s.Id == id) ?? throw RuleViolation.NotFound("The stop");
        return stop.IsOpen ? [stop] : throw RuleViolation.Transition($"Stop {stop.NoteNumber}", stop.DeliveredAt is null ? ShipmentStatus.Failed : ShipmentStatus.Delivered, to);
    }

    private void Settle(DateTimeOffset at)
    {
        if (stops.Any(s => s.IsOpen)) return;
        if (stops.Any(s => s.DeliveredAt is not null)) (Status, DeliveredAt) = (ShipmentStatus.Delivered, at);
        else (Status, Reason) = (ShipmentStatus.Failed, stops[0].FailReason);
    }
}

/// <summary>Where a shipment stops: a shop, or a customer's order. Each has a delivery note of its own.</summary>
internal sealed class ShipmentStop : ITenantOwned
{
    private readonly List<ShipmentLine> lines = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ShipmentId { get; private set; }
    public int Position { get; private set; }

    /// <summary>Given when it is packed.</summary>
    public string? NoteNumber { get; private set; }
    public Guid? LocationId { get; private set; }
    public Guid? OrderId { get; private set; }
    public Guid? CustomerId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Language of its delivery note: es, eu or en.</summary>
    public string Language { get; private set; } = "es";
    public DateTimeOffset? DeliveredAt { get; private set; }
    public string? ReceivedBy { get; private set; }
    public string? FailReason { get; private set; }
    public IReadOnlyList<ShipmentLine> Lines => lines;

    public bool IsOpen => DeliveredAt is null && FailReason is null;

    public static ShipmentStop ToShop(Guid id, Guid shipmentId, Guid shop, string name, string language) => new() { Id = id, ShipmentId = shipmentId, LocationId = shop, Name = name, Language = language };

    public static ShipmentStop ToCustomer(Guid id, Guid shipmentId, int position, Guid orderId, Guid customerId, string name, string language) =>
        new() { Id = id, ShipmentId = shipmentId, Position = position, OrderId = orderId, CustomerId = customerId, Name = name, Language = language };

    public ShipmentStop With(IEnumerable<ShipmentLine> goods)
    {
        lines.AddRange(goods);
        return this;
    }

    public void Note(string number) => NoteNumber = number;

    public void Deliver(string? receivedBy, DateTimeOffset at) => (DeliveredAt, ReceivedBy) = (at, receivedBy);

    public void Fail(string reason) => FailReason = reason;
}

/// <summary>An item of a stop.</summary>
internal sealed class ShipmentLine : ITenantOwned
{
    private ShipmentLine() { }

    public ShipmentLine(Guid id, Guid stopId, Guid itemId, decimal wanted, decimal quantity) => (Id, StopId, ItemId, Wanted, Quantity) = (id, stopId, itemId, wanted, quantity);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid StopId { get; private set; }
    public Guid ItemId { get; private set; }

    /// <summary>What the order or the shop asked for.</summary>
    public decimal Wanted { get; private set; }

    /// <summary>What it gets: its part of what was baked, or what a person packed instead.</summary>
    public decimal Quantity { get; private set; }

    public string Body { get; private set; } = "[]";

    /// <summary>The lots it is packed from.</summary>
    public IReadOnlyList<PackedLot> Lots => JsonSerializer.Deserialize<List<PackedLot>>(Body, Wire.Lenient)!;

    public void Send(decimal quantity)
    {
        if (quantity is < 0 or > 1_000_000) throw RuleViolation.Invalid("quantity", "Between 0 and 1,000,000.");
        Quantity = Rounding.FourDecimals(quantity);
    }

    public void Take(IEnumerable<PackedLot> from) => Body = JsonSerializer.Serialize(from, Wire.Lenient);
}

/// <summary>A part of a line out of one lot, in the stock unit.</summary>
internal sealed record PackedLot(Guid LotId, string LotCode, DateOnly? ExpiresOn, decimal Quantity, bool IsDeviation);
