using Bakery.Contracts.Inventory;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

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

    /// <summary>kg, or null when the item has no weight.</summary>
    public decimal? Kg { get; init; }
    public WasteReason Reason { get; init; }
    public WasteDestination Destination { get; init; }
    public decimal Cost { get; init; }
    public decimal Retail { get; init; }
    public string? Note { get; init; }
    public Guid? PhotoId { get; init; }
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>At the cost of the lots it came from; what no lot gave counts at the item's cost.</summary>
    public static WasteEntry Of(Guid id, Item item, Guid? lotId, Guid locationId, decimal quantity, IReadOnlyList<Taken> taken, WasteReason reason, WasteDestination destination, string? note,
        DateTimeOffset eventTime, DateTimeOffset now, Guid? photoId = null) => new()
    {
        Id = id, ItemId = item.Id, LotId = lotId, LocationId = locationId, Quantity = quantity, Kg = item.Kilograms(quantity), Reason = reason, Destination = destination, Note = note, PhotoId = photoId,
        EventTime = eventTime, CreatedAt = now, Cost = Rounding.FourDecimals(taken.Sum(t => t.Quantity * t.Lot.UnitCost) + (quantity - taken.Sum(t => t.Quantity)) * item.UnitCost),
        Retail = Rounding.FourDecimals(quantity * (item.Price ?? 0m)),
    };

    public WasteLogged News() => new(ItemId, LocationId, Quantity, Wire.Name(Reason), Wire.Name(Destination), Cost, Retail);

    /// <summary>
    /// What people eat must be fit to eat: recalled, rejected or past-use-by food may not be given away or worked up again. Past its best-before date it may.
    /// Throws <c>destination_not_allowed</c>.
    /// </summary>
    public static void Allow(WasteReason reason, WasteDestination destination, Lot? lot, DateOnly day)
    {
        if (destination is not (WasteDestination.PreventionReuse or WasteDestination.Donation)) return;
        var pastUseBy = lot is { ExpiryKind: ExpiryKind.UseBy } && lot.ExpiresOn < day;
        if (pastUseBy || lot?.State == LotState.Blocked || reason is WasteReason.Recall or WasteReason.QualityReject or WasteReason.CustomerReturn)
            throw new RuleViolation("destination_not_allowed", "This food may not be eaten any more; choose feed, by-product, compost, energy or landfill.");
    }
}

/// <summary>A picture of discarded food.</summary>
[NotAudited("The picture of a waste entry, which is audited itself.")]
internal sealed class WastePhoto : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public string ContentType { get; init; } = "";
    public byte[] Content { get; init; } = [];
}
