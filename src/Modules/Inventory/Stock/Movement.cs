using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Stock;

/// <summary>Why stock moved.</summary>
internal enum MovementType
{
    Purchase, ProductionUse, ProductionOutput, Sale, Waste, Donation, Adjustment, TransferOut, TransferIn, ReturnIn, ReturnOut, Opening,
    TransformationOut, TransformationIn, Correction,
}

/// <summary>One change of stock; never changed or deleted. The sum of an item's movements is its stock.</summary>
[NotAudited("Movements are themselves the append-only record and name their actor.")]
internal sealed class Movement : ITenantOwned, IAppendOnly
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid ItemId { get; init; }
    public Guid? LotId { get; init; }
    public MovementType Type { get; init; }

    /// <summary>Signed, in the stock unit.</summary>
    public decimal Quantity { get; init; }
    public decimal UnitCost { get; init; }
    public decimal QuantityBefore { get; init; }
    public decimal QuantityAfter { get; init; }
    public Guid LocationId { get; init; }
    public string? ReferenceType { get; init; }
    public Guid? ReferenceId { get; init; }
    public string? ReasonCode { get; init; }

    /// <summary>A person chose this lot although another one expires first.</summary>
    public bool IsDeviation { get; init; }
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public Guid? ActorId { get; init; }
    public string ActorName { get; init; } = "";
}
