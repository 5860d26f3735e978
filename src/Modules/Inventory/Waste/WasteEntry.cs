using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Waste;

/// <summary>Why food was discarded.</summary>
internal enum WasteReason { Expired, Damaged, Unsold, ProductionSurplus, Burnt, QualityReject, CustomerReturn, Sample, Spill, Recall }

/// <summary>Where it went, in the legal order.</summary>
internal enum WasteDestination { PreventionReuse, Donation, AnimalFeed, ByProduct, Compost, Energy, Landfill }

/// <summary>Discarded food with its value at cost and at retail, both with 4 decimals.</summary>
internal sealed class WasteEntry : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid ItemId { get; init; }
    public Guid? LotId { get; init; }
    public Guid LocationId { get; init; }
    public decimal Quantity { get; init; }
    public WasteReason Reason { get; init; }
    public WasteDestination Destination { get; init; }
    public decimal Cost { get; init; }
    public decimal Retail { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
