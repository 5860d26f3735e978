namespace Bakery.Planning.Purchasing;

/// <summary>Which quantity steps are on, and their figures.</summary>
public sealed record QuantitySettings
{
    /// <summary>Raise to the reorder quantity.</summary>
    public bool ReorderRule { get; init; } = true;

    /// <summary>Raise to the supplier's minimum.</summary>
    public bool SupplierMinimum { get; init; } = true;

    /// <summary>Raise to a better price.</summary>
    public bool PriceTier { get; init; } = true;

    /// <summary>Cut to the storage room.</summary>
    public bool StorageLimit { get; init; } = true;

    /// <summary>Cut to the shelf life.</summary>
    public bool ShelfLifeLimit { get; init; } = true;

    /// <summary>Cost of holding stock, percent of its value a year.</summary>
    public decimal HoldingPercentPerYear { get; init; } = 20m;
}

/// <summary>A line to order.</summary>
/// <param name="Item">What is known of the item.</param>
/// <param name="Offer">The supplier's row.</param>
/// <param name="Requirement">The net requirement.</param>
/// <param name="Packs">Whole packs to order.</param>
/// <param name="Flags">Steps that changed the quantity.</param>
/// <param name="LastsUntil">First day that is short after the order, or null within the horizon.</param>
public sealed record PlannedLine(ItemOutlook Item, Offer Offer, NetRequirement Requirement, int Packs, QuantityFlags Flags, DateOnly? LastsUntil)
{
    /// <summary>Quantity in stock units.</summary>
    public decimal Quantity => Packs * Offer.PackQuantity;

    /// <summary>Price of one stock unit in EUR at this quantity.</summary>
    public decimal UnitPrice => Offer.PriceFor(Packs);

    /// <summary>Line total in EUR, to the cent.</summary>
    public decimal Total => Offer.TotalFor(Packs);

    /// <summary>Codes of the set flags in the order of the steps.</summary>
    public IReadOnlyList<string> FlagCodes => QuantityCodes.Of(Flags);

    /// <summary>The reason for the quantity: the last step that changed it, or null.</summary>
    public string? Reason => QuantityCodes.ReasonOf(Flags);
}

/// <summary>One purchase order to create: a supplier and a delivery date.</summary>
/// <param name="SupplierId">The supplier.</param>
/// <param name="SupplierCode">Its code.</param>
/// <param name="Coverage">Delivery, window and latest order moment.</param>
/// <param name="Lines">Lines in the order of the price list.</param>
/// <param name="MinimumMet">False when the supplier's minimum amount could not be reached.</param>
public sealed record PlannedOrder(Guid SupplierId, string SupplierCode, Coverage Coverage, IReadOnlyList<PlannedLine> Lines, bool MinimumMet)
{
    /// <summary>Net total in EUR.</summary>
    public decimal Total => Lines.Sum(line => line.Total);

    /// <summary>The line that runs out first without this order; ties go to the earlier line.</summary>
    public PlannedLine Tightest => Lines.OrderBy(line => line.Requirement.RunOutOn ?? DateOnly.MaxValue).First();
}

/// <summary>Stable codes for the flags of a line.</summary>
public static class QuantityCodes
{
    private static readonly (QuantityFlags Flag, string Code, string Reason)[] All =
    [
        (QuantityFlags.PackRounding, "pack_rounding", "pack_rounding"),
        (QuantityFlags.ReorderRule, "reorder_rule_applied", "reorder_rule_applied"),
        (QuantityFlags.SupplierMinimum, "supplier_minimum_applied", "supplier_minimum_applied"),
        (QuantityFlags.PriceTier, "price_tier_applied", "price_tier_upgraded"),
        (QuantityFlags.StorageLimit, "storage_limit_applied", "storage_limit_applied"),
        (QuantityFlags.StorageConflict, "storage_conflict", "storage_conflict"),
        (QuantityFlags.ShelfLifeLimit, "shelf_life_limit_applied", "shelf_life_limit_applied"),
    ];

    /// <summary>The codes of set flags, in the order of the steps.</summary>
    public static IReadOnlyList<string> Of(QuantityFlags flags) => [.. All.Where(entry => flags.HasFlag(entry.Flag)).Select(entry => entry.Code)];

    /// <summary>The reason code of the last set flag, or null.</summary>
    public static string? ReasonOf(QuantityFlags flags) => All.LastOrDefault(entry => flags.HasFlag(entry.Flag)).Reason;
}
