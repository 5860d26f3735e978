using Bakery.Planning.Stock;

namespace Bakery.Planning.Purchasing;

/// <summary>How a requirement came about.</summary>
public enum CalculationMethod
{
    /// <summary>Needs exceed stock and open orders.</summary>
    ForecastDrivenProactive,

    /// <summary>Stock is at or below the reorder point.</summary>
    ReorderPointTriggered,

    /// <summary>The stock runs out before the delivery is usable.</summary>
    ProjectedStockout,

    /// <summary>No needs are known; the minimum is kept.</summary>
    FallbackMinimum,
}

/// <summary>Flags of the quantity steps that changed a requirement.</summary>
[Flags]
public enum QuantityFlags
{
    /// <summary>Nothing but the need.</summary>
    None = 0,

    /// <summary>Rounded up to whole packs.</summary>
    PackRounding = 1,

    /// <summary>Raised to the reorder quantity.</summary>
    ReorderRule = 2,

    /// <summary>Raised to the supplier's minimum.</summary>
    SupplierMinimum = 4,

    /// <summary>Raised to a better price.</summary>
    PriceTier = 8,

    /// <summary>Cut to the storage room.</summary>
    StorageLimit = 16,

    /// <summary>The storage room is smaller than the supplier's minimum.</summary>
    StorageConflict = 32,

    /// <summary>Cut to what can be used before it expires.</summary>
    ShelfLifeLimit = 64,
}

/// <summary>Everything known about an item when its requirement is worked out. Quantities in the stock unit.</summary>
public sealed record ItemOutlook
{
    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Its lots.</summary>
    public required IReadOnlyList<LotView> Lots { get; init; }

    /// <summary>Needs per bake day.</summary>
    public required DailyNeeds Needs { get; init; }

    /// <summary>Open orders.</summary>
    public IReadOnlyList<Arrival> OpenOrders { get; init; } = [];

    /// <summary>Reorder point, or null.</summary>
    public decimal? ReorderPoint { get; init; }

    /// <summary>Reorder quantity, or null.</summary>
    public decimal? ReorderQuantity { get; init; }

    /// <summary>Most that may be stored, or null.</summary>
    public decimal? MaxStock { get; init; }

    /// <summary>Shelf life of a delivery in days, or null.</summary>
    public int? ShelfLifeDays { get; init; }

    /// <summary>Whether a large order needs a person.</summary>
    public bool IsCritical { get; init; }

    /// <summary>Use of the last 28 days, or null.</summary>
    public UseHistory? History { get; init; }

    /// <summary>Whether the needs come from a forecast or plan.</summary>
    public bool HasForecast { get; init; } = true;
}

/// <summary>Net requirement of an item, all quantities in the stock unit and unrounded.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Coverage">The window the order has to last for.</param>
/// <param name="Needed">Needs in the window.</param>
/// <param name="Safety">Safety stock.</param>
/// <param name="UsableStock">What FEFO can use of the lots.</param>
/// <param name="OpenOrders">Open orders due in the window.</param>
/// <param name="RunOutOn">First bake day of the horizon that stock and open orders leave short.</param>
/// <param name="ShortShare">Missing share of that day's need, 0 to 1.</param>
/// <param name="ShortQuantity">Missing quantity of that day.</param>
/// <param name="Method">How the requirement came about.</param>
/// <param name="AtReorderPoint">Whether stock and open orders are at or below the reorder point.</param>
/// <param name="ToOrder">What to order before packs; 0 = nothing.</param>
public sealed record NetRequirement(
    Guid ItemId,
    Coverage Coverage,
    decimal Needed,
    SafetyStock Safety,
    decimal UsableStock,
    decimal OpenOrders,
    DateOnly? RunOutOn,
    decimal ShortShare,
    decimal ShortQuantity,
    CalculationMethod Method,
    bool AtReorderPoint,
    decimal ToOrder)
{
    /// <summary>Needs + safety stock − usable stock − open orders; negative when there is enough.</summary>
    public decimal Net => Needed + Safety.Quantity - UsableStock - OpenOrders;

    /// <summary>Works out the net requirement of an item for one supplier's window.</summary>
    public static NetRequirement For(ItemOutlook item, Coverage coverage, SafetyStock safety)
    {
        var from = item.Needs.First;
        var until = coverage.CoversUntil < from ? from : coverage.CoversUntil;
        decimal needed = item.Needs.Through(until);
        var window = Projection.Run(item.Lots, item.Needs.Days(until), item.OpenOrders, from, until);
        decimal open = item.OpenOrders.Where(arrival => arrival.UsableFrom <= until).Sum(arrival => arrival.Quantity);
        var last = until > item.Needs.Last ? until : item.Needs.Last;
        var horizon = Projection.Run(item.Lots, item.Needs.Days(last), item.OpenOrders, from, last);
        var shortDay = horizon.Days.FirstOrDefault(day => day.Day == horizon.RunOutOn);
        decimal net = needed + safety.Quantity - window.UsableStock - open;

        decimal position = window.UsableStock + open;
        bool atReorderPoint = item.ReorderPoint is { } point && position <= point;
        var method = horizon.RunOutOn < coverage.UsableFrom ? CalculationMethod.ProjectedStockout
            : atReorderPoint ? CalculationMethod.ReorderPointTriggered
            : item.HasForecast ? CalculationMethod.ForecastDrivenProactive
            : CalculationMethod.FallbackMinimum;
        return new NetRequirement(
            item.ItemId,
            coverage with { CoversUntil = until },
            needed,
            safety,
            window.UsableStock,
            open,
            horizon.RunOutOn,
            shortDay is null || shortDay.Need == 0 ? 0m : shortDay.Missing / shortDay.Need,
            shortDay?.Missing ?? 0m,
            method,
            atReorderPoint,
            Math.Max(0m, net));
    }
}
