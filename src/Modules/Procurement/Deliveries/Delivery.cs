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
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<DeliveryForm.Line> Lines => JsonSerializer.Deserialize<List<DeliveryForm.Line>>(Body, Wire.Lenient)!;

    public static Delivery Create(Guid id, string number, Guid purchaseOrderId, Guid supplierId, Guid locationId) => new() { Id = id, Number = number, PurchaseOrderId = purchaseOrderId, SupplierId = supplierId, LocationId = locationId, Status = DeliveryStatus.Arrived };

    public void Check(DeliveryForm.Data data, IReadOnlyDictionary<Guid, decimal> remaining, DateTimeOffset receivedAt, string receivedBy)
    {
        if (Status is DeliveryStatus.Completed or DeliveryStatus.Rejected) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Checked);
        foreach (var line in data.Lines)
        {
            if (!remaining.TryGetValue(line.PoItemId, out var open)) throw RuleViolation.Invalid("po_item_id", "The order has no such line.");
            if (line.Delivered < 0 || line.Accepted < 0 || line.Accepted > line.Delivered) throw RuleViolation.Invalid("accepted", "Accepted lies between 0 and delivered.");
            if (line.Accepted < line.Delivered && string.IsNullOrWhiteSpace(line.RejectionReason)) throw RuleViolation.Invalid("rejection_reason", "Say why goods were rejected.");
            if (line.Accepted > open * (1m + OverDeliveryPercent / 100m) && string.IsNullOrWhiteSpace(data.Reason)) throw new RuleViolation("over_delivery", "More than 10 % above the order needs a reason.");
        }
        if (data.Lines.GroupBy(l => (l.PoItemId, l.LotCode)).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "A lot of a line is written once.");
        (ReceivedAt, ReceivedBy, Carrier, TemperatureC, Reason, Status) = (receivedAt, receivedBy, data.Carrier, data.TemperatureC, data.Reason, DeliveryStatus.Checked);
        Body = JsonSerializer.Serialize(data.Lines, Wire.Lenient);
    }

    public void Complete()
    {
        if (Status != DeliveryStatus.Checked) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Completed);
        Status = DeliveryStatus.Completed;
    }

    public void Reject(string reason)
    {
        if (Status is DeliveryStatus.Completed or DeliveryStatus.Rejected) throw RuleViolation.Transition($"Delivery {Number}", Status, DeliveryStatus.Rejected);
        (Status, Reason) = (DeliveryStatus.Rejected, reason);
    }
}
