using System.Text.Json;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Procurement.Transfers;

/// <summary>Life of a transfer.</summary>
internal enum TransferStatus { Requested, Approved, Rejected, InTransit, Delivered }

/// <summary>What is moved.</summary>
internal enum TransferType { FinishedGoods, RawMaterials }

/// <summary>
/// Goods that one site of the bakery asks of another, or that a bakery asks of the one it belongs to. The row is the giver's. Values in EUR at cost plus
/// the markup.
/// </summary>
internal sealed class InternalTransfer : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public TransferType Type { get; private set; }
    public Guid FromLocationId { get; private set; }

    /// <summary>A location of the buyer, where there is one.</summary>
    public Guid ToLocationId { get; private set; }

    /// <summary>The bakery of the organisation that asks; null between sites of one bakery.</summary>
    public Guid? BuyerTenantId { get; private set; }
    public string? BuyerName { get; private set; }
    public DateOnly NeededOn { get; private set; }
    public TransferStatus Status { get; private set; }
    public decimal MarkupPercent { get; private set; }
    public decimal Total { get; private set; }
    public string? Note { get; private set; }
    public string RequestedBy { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public string? RejectionReason { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<MoveGoods.Line> Lines => JsonSerializer.Deserialize<List<MoveGoods.Line>>(Body, Wire.Lenient)!;

    public static InternalTransfer Request(Guid id, string number, MoveGoods.Request request, Guid from, FamilyMember? buyer, decimal markupPercent, IReadOnlyList<MoveGoods.Line> lines, string by, DateTimeOffset now)
    {
        if (from == request.ToLocationId) throw RuleViolation.Invalid("to_location_id", "Another location.");
        if (markupPercent is < 0 or > 500) throw RuleViolation.Invalid("markup_percent", "Between 0 and 500.");
        if (lines.GroupBy(l => l.ItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "An item has one line.");
        return new()
        {
            Id = id, Number = number, Type = request.TransferType, FromLocationId = from, ToLocationId = request.ToLocationId, BuyerTenantId = buyer?.TenantId, BuyerName = buyer?.Name, NeededOn = request.NeededOn, MarkupPercent = markupPercent, Note = request.Note,
            RequestedBy = by, RequestedAt = now, Total = lines.Sum(l => Rounding.Cents(l.Quantity * l.UnitPrice)), Body = JsonSerializer.Serialize(lines, Wire.Lenient),
        };
    }

    public void Approve(string by)
    {
        Need(TransferStatus.Approved, TransferStatus.Requested);
        (Status, DecidedBy) = (TransferStatus.Approved, by);
    }

    public void Reject(string reason, string by)
    {
        Need(TransferStatus.Rejected, TransferStatus.Requested);
        (Status, RejectionReason, DecidedBy) = (TransferStatus.Rejected, reason, by);
    }

    public void Dispatch()
    {
        Need(TransferStatus.InTransit, TransferStatus.Approved);
        Status = TransferStatus.InTransit;
    }

    public void Deliver(DateTimeOffset at)
    {
        Need(TransferStatus.Delivered, TransferStatus.InTransit, TransferStatus.Approved);
        (Status, DeliveredAt) = (TransferStatus.Delivered, at);
    }

    private void Need(TransferStatus to, params TransferStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition($"Transfer {Number}", Status, to);
    }
}
