using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orders.Distribution;

/// <summary>Why goods come back.</summary>
internal enum GoodsReturnReason { Unsold, Damaged, QualityReject, CustomerReturn }

/// <summary>What state they are in.</summary>
internal enum GoodsReturnCondition { Intact, Damaged }

/// <summary>What becomes of them.</summary>
internal enum GoodsReturnDestination { DayOld, AnimalFeed, ByProduct, Compost, Energy, Landfill }

/// <summary>Delivered goods that came back.</summary>
internal sealed class GoodsReturn : ITenantOwned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Number { get; private set; } = "";
    public Guid ShipmentId { get; private set; }
    public Guid StopId { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public string ReceivedBy { get; private set; } = "";
    public string? Note { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<ReturnLine> Lines => JsonSerializer.Deserialize<List<ReturnLine>>(Body, Wire.Lenient)!;

    public static GoodsReturn Receive(Guid id, string number, ShipmentStop stop, IReadOnlyList<ReturnLine> lines, string? note, string by, DateTimeOffset at) => new()
    {
        Id = id, Number = number, ShipmentId = stop.ShipmentId, StopId = stop.Id, Note = note, ReceivedBy = by, ReceivedAt = at, Body = JsonSerializer.Serialize(lines, Wire.Lenient),
    };
}

/// <param name="LotId">The lot the goods left in.</param>
internal sealed record ReturnLine(Guid ItemId, Guid LotId, string LotCode, decimal Quantity, GoodsReturnReason Reason, GoodsReturnCondition Condition, GoodsReturnDestination Destination);
