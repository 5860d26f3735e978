using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.Deliveries;

/// <summary>Life of a delivery.</summary>
internal enum DeliveryStatus { Scheduled, Arrived, Checked, Completed, Rejected }

/// <summary>Goods that arrived for a purchase order.</summary>
internal sealed class Delivery : ITenantOwned, IVersioned
{
    // More than this above the order needs a reason.
    private const decimal OverDeliveryPercent = 10m;

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public Guid PurchaseOrderId { get; private set; }
    public Guid SupplierId { get; private set; }
    public Guid LocationId { get; private set; }
    public DeliveryStatus Status { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public string? ReceivedBy { get; private set; }
    public string? Carrier { get; private set; }
    public decimal? TemperatureC { get; private set; }
    public string? Reason { get; private set; }
    public string? DeliveryNote { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<DeliveryForm.Line> Lines => JsonSerializer.Deserialize<List<DeliveryForm.Line>>(Body, Wire.Lenient)!;

    public static Delivery Create(Guid id, string number, Guid purchaseOrderId, Guid supplierId, Guid locationId) => new() { Id = id, Number = number, PurchaseOrderId = purchaseOrderId, SupplierId = supplierId, LocationId = locationId, Status = DeliveryStatus.Arrived };

    /// <summary>Writes down what came, after looking at each line: quantities, date and temperature.</summary>
    /// <param name="rules">What is asked of the order's lines.</param>
    /// <param name="receivedOn">The tenant's date of the receipt.</param>
    public void Check(DeliveryForm.Data data, IReadOnlyDictionary<Guid, DoorRule> rules, DateTimeOffset receivedAt, DateOnly receivedOn, string receivedBy)
    {
        if (Status is DeliveryStatus.Completed or DeliveryStatus.Rejected) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Checked);
        if (data.Lines.GroupBy(l => (l.PoItemId, l.LotCode)).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "A lot of a line is written once.");
        foreach (var line in data.Lines)
        {
            if (!rules.TryGetValue(line.PoItemId, out var rule)) throw RuleViolation.Invalid("po_item_id", "The order has no such line.");
            if (line.Delivered is < 0 or > 1_000_000_000 || line.Accepted < 0 || line.Accepted > line.Delivered) throw RuleViolation.Invalid("accepted", "Accepted lies between 0 and delivered.");
            if (line.UnitPrice is < 0 or > 1_000_000) throw RuleViolation.Invalid("unit_price", "Between 0 and 1,000,000.");
            if (line.Accepted < line.Delivered && string.IsNullOrWhiteSpace(line.RejectionReason)) throw RuleViolation.Invalid("rejection_reason", "Say why goods were rejected.");
            if (line.Accepted > 0 && line.ExpiresOn < receivedOn) throw new RuleViolation("goods_expired", $"Lot {line.LotCode} could be used until {line.ExpiresOn:yyyy-MM-dd}: it is refused.");
            Temperature(line, data.TemperatureC, rule);
        }
        (ReceivedAt, ReceivedBy, Carrier, TemperatureC, Reason, Status) = (receivedAt, receivedBy, data.Carrier, data.TemperatureC, data.Reason, DeliveryStatus.Checked);
        DeliveryNote = string.IsNullOrWhiteSpace(data.DeliveryNote) ? null : data.DeliveryNote.Trim();
        Body = JsonSerializer.Serialize(data.Lines, Wire.Lenient);
        NotTooMuch(rules);
    }

    /// <summary>Books it. Another receipt may have come in between, so what is missing is looked at again.</summary>
    public void Complete(IReadOnlyDictionary<Guid, DoorRule> rules)
    {
        if (Status != DeliveryStatus.Checked) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Completed);
        NotTooMuch(rules);
        Status = DeliveryStatus.Completed;
    }

    public void Reject(string reason)
    {
        if (Status is DeliveryStatus.Completed or DeliveryStatus.Rejected) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Rejected);
        (Status, Reason) = (DeliveryStatus.Rejected, reason);
    }

    private void NotTooMuch(IReadOnlyDictionary<Guid, DoorRule> rules)
    {
        if (!string.IsNullOrWhiteSpace(Reason)) return;
        foreach (var line in Lines.GroupBy(l => l.PoItemId))
            if (line.Sum(l => l.Accepted) > rules[line.Key].Remaining * (1m + OverDeliveryPercent / 100m)) throw new RuleViolation("over_delivery", "More than 10 % above the order needs a reason.");
    }

    private static void Temperature(DeliveryForm.Line line, decimal? ofDelivery, DoorRule rule)
    {
        if (line.TemperatureC is < -60 or > 100 || ofDelivery is < -60 or > 100) throw RuleViolation.Invalid("temperature_c", "Between -60 and 100.");
        if (rule.Limit is not { } limit || line.Accepted == 0) return;
        var extra = new Dictionary<string, object?> { ["product_name"] = rule.Line.ProductName, ["min"] = limit.MinC, ["max"] = limit.MaxC, ["legal_basis"] = limit.LegalBasis };
        if ((line.TemperatureC ?? ofDelivery) is not { } value) throw new RuleViolation("temperature_missing", $"{rule.Line.ProductName} is measured on arrival.", 422, extra);
        if (!limit.Holds(value) && string.IsNullOrWhiteSpace(line.AcceptanceReason))
            throw new RuleViolation("temperature_out_of_limit", $"{rule.Line.ProductName} measures {value:0.#} °C: refuse it, or say why it is accepted.", 422, extra);
    }
}
