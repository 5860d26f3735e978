using Bakery.Inventory.Units;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Items;

/// <summary>What an item is for.</summary>
internal enum ItemType { Ingredient, FinishedProduct, Resale, Packaging, Cleaning }

/// <summary>Family of an ingredient; <c>flour</c> counts as 100 % in baker's maths.</summary>
internal enum IngredientCategory { Flour, Yeast, Dairy, Eggs, Sugar, Fats, Salt, Spices, Additives, Packaging, Cleaning, Other }

/// <summary>Family of a product.</summary>
internal enum ProductCategory { Bread, Croissants, Pastries, Cakes, Cookies, Muffins, Sandwiches, Seasonal, Beverages, OtherProducts }

/// <summary>What the date on a lot means.</summary>
internal enum ExpiryKind { UseBy, BestBefore }

/// <summary>How goods are kept.</summary>
internal enum StorageCondition { Ambient, Chilled, Frozen }

/// <summary>Anything kept in stock: ingredient, product, resale, packaging or cleaning article.</summary>
internal sealed class Item : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public string Sku { get; private set; } = "";
    public string? Barcode { get; private set; }
    public string? Brand { get; private set; }
    public string? Subcategory { get; private set; }
    public string? Description { get; private set; }
    public ItemType ItemType { get; private set; }
    public IngredientCategory? IngredientCategory { get; private set; }
    public ProductCategory? ProductCategory { get; private set; }
    public string StockUnit { get; private set; } = "kg";
    public decimal? DensityKgPerL { get; private set; }
    public decimal? UnitWeightG { get; private set; }

    /// <summary>bag, box, sack, pack or carton, with the stock units in one.</summary>
    public string? PackageUnit { get; private set; }
    public decimal? PackageQuantity { get; private set; }
    public bool StockTracked { get; private set; } = true;
    public decimal AverageCost { get; private set; }
    public decimal? LastPurchasePrice { get; private set; }
    public decimal? StandardCost { get; private set; }
    public decimal? LowStockThreshold { get; private set; }
    public decimal? ReorderPoint { get; private set; }
    public decimal? ReorderQuantity { get; private set; }
    public decimal? MaxStockLevel { get; private set; }
    public int? ShelfLifeDays { get; private set; }
    public ExpiryKind ExpiryKind { get; private set; }

    /// <summary>Days a lot keeps from the day it is frozen.</summary>
    public int? FrozenLifeDays { get; private set; }
    public int? DisplayLifeHours { get; private set; }
    public int DayOldDays { get; private set; }
    public StorageCondition StorageCondition { get; private set; }
    public decimal? MinTempC { get; private set; }
    public decimal? MaxTempC { get; private set; }
    public string? TaxClass { get; private set; }
    public decimal? TaxPercent { get; private set; }
    public decimal? NetWeightG { get; private set; }
    public decimal? Price { get; private set; }
    public decimal Salvage { get; private set; }
    public decimal DayOldPricePercent { get; private set; }
    public bool CountsAsFlour { get; private set; } = true;
    public bool IsCritical { get; private set; }
    public bool IsCulture { get; private set; }
    public bool IsActive { get; private set; } = true;
    public DateTimeOffset CreatedAt { get; private set; }

    public static Item Create(Guid id, ItemForm.Data data, string sku, DateTimeOffset now)
    {
        var item = new Item { Id = id, Sku = sku, CreatedAt = now };
        item.Change(data with { Sku = sku });
        return item;
    }

    /// <summary>Takes the edited fields. The stock unit of an item with movements is fixed: <see cref="KeepUnit"/> guards it.</summary>
    public void Change(ItemForm.Data data)
    {
        Unit.Of(data.StockUnit);
        NotNegative("standard_cost", data.StandardCost);
        NotNegative("low_stock_threshold", data.LowStockThreshold);
        NotNegative("reorder_point", data.ReorderPoint);
        NotNegative("reorder_quantity", data.ReorderQuantity);
        NotNegative("max_stock_level", data.MaxStockLevel);
        NotNegative("price", data.Price);
        NotNegative("salvage", data.Salvage);
        NotNegative("tax_percent", data.TaxPercent);
        Positive("density_kg_per_l", data.DensityKgPerL);
        Positive("unit_weight_g", data.UnitWeightG);
        Positive("net_weight_g", data.NetWeightG);
        Positive("package_quantity", data.PackageQuantity);
        if (data.PackageUnit is { } package && !ItemUnits.Packages.Contains(package)) throw RuleViolation.Invalid("package_unit", $"One of {string.Join(", ", ItemUnits.Packages)}.");
        if (data.PackageUnit is null != data.PackageQuantity is null) throw RuleViolation.Invalid("package_quantity", "A package has a unit and a quantity.");
        if (data.FrozenLifeDays is < 1 or > 3650) throw RuleViolation.Invalid("frozen_life_days", "Between 1 and 3650.");
        if (data.ShelfLifeDays is < 1 or > 36500) throw RuleViolation.Invalid("shelf_life_days", "At least 1 day.");
        if (data.DisplayLifeHours is < 1 or > 8760) throw RuleViolation.Invalid("display_life_hours", "Between 1 and 8,760.");
        if (data.MinTempC > data.MaxTempC) throw RuleViolation.Invalid("max_temp_c", "Not below min_temp_c.");
        if (data.MinTempC is < -100 or > 100 || data.MaxTempC is < -100 or > 100) throw RuleViolation.Invalid("max_temp_c", "Between -100 and 100.");
        if (data.DayOldDays is < 0 or > 30) throw RuleViolation.Invalid("day_old_days", "Between 0 and 30.");
        if (data.DayOldPricePercent is < 0 or > 100) throw RuleViolation.Invalid("day_old_price_percent", "Between 0 and 100.");
        Name = data.Name.Trim();
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
        if (!string.IsNullOrWhiteSpace(data.Sku)) Sku = data.Sku.Trim();
        (Barcode, Brand, Subcategory, Description) = (data.Barcode, data.Brand, data.Subcategory, data.Description);
        (ItemType, IngredientCategory, ProductCategory) = (data.ItemType, data.IngredientCategory, data.ProductCategory);
        (StockUnit, DensityKgPerL, UnitWeightG, StockTracked) = (data.StockUnit, data.DensityKgPerL, data.UnitWeightG, data.StockTracked);
        (PackageUnit, PackageQuantity, FrozenLifeDays) = (data.PackageUnit, data.PackageQuantity, data.FrozenLifeDays);
        (StandardCost, LowStockThreshold, ReorderPoint, ReorderQuantity, MaxStockLevel) =
            (data.StandardCost, data.LowStockThreshold, data.ReorderPoint, data.ReorderQuantity, data.MaxStockLevel);
        (ShelfLifeDays, ExpiryKind, DisplayLifeHours, DayOldDays) = (data.ShelfLifeDays, data.ExpiryKind, data.DisplayLifeHours, data.DayOldDays);
        (StorageCondition, MinTempC, MaxTempC) = (data.StorageCondition, data.MinTempC, data.MaxTempC);
        (TaxClass, TaxPercent, NetWeightG, Price, Salvage) = (data.TaxClass, data.TaxPercent, data.NetWeightG, data.Price, data.Salvage);
        (DayOldPricePercent, CountsAsFlour, IsCritical, IsCulture) = (data.DayOldPricePercent, data.CountsAsFlour, data.IsCritical, data.IsCulture);
    }

    /// <summary>Refuses another stock unit once movements exist: their quantities would change their meaning.</summary>
    public void KeepUnit(string unit, bool hasMovements)
    {
        if (hasMovements && unit != StockUnit) throw new RuleViolation("stock_unit_in_use", "The stock unit cannot change once stock has moved.", 409);
    }

    public void Archive() => IsActive = false;

    public void Restore() => IsActive = true;

    /// <summary>Moving weighted average and last price after a receipt; what was on hand before counts at the old average.</summary>
    public void Receive(decimal onHand, decimal quantity, decimal unitCost)
    {
        var before = Math.Max(0m, onHand);
        AverageCost = before + quantity <= 0 ? unitCost : Rounding.FourDecimals((before * AverageCost + quantity * unitCost) / (before + quantity));
        LastPurchasePrice = unitCost;
    }

    /// <summary>Cost of a stock unit: last price paid, else the average, else the standard cost.</summary>
    public decimal UnitCost => LastPurchasePrice ?? (AverageCost > 0 ? AverageCost : StandardCost ?? 0m);

    public ItemUnits Units => new(StockUnit, DensityKgPerL, UnitWeightG, PackageUnit, PackageQuantity);

    /// <summary>Converts a quantity into the stock unit; a missing factor is refused.</summary>
    public decimal ToStock(decimal quantity, string? unit) => unit is null || unit == StockUnit ? quantity : Units.ToStock(quantity, unit);

    /// <summary>The quantity as it is booked: converted exactly, rounded once to four decimals.</summary>
    public decimal ToBooked(decimal quantity, string? unit) => Units.ToStock(quantity, unit, 4);

    /// <summary>kg of one stock unit; a piece without a weight of its own weighs its net weight. Null when the item has no factor for it.</summary>
    public decimal? KilogramsPerUnit => (UnitWeightG is null ? Units with { UnitWeightG = NetWeightG } : Units).KilogramsPerUnit;

    /// <summary>kg of a quantity, 4 decimals, or null.</summary>
    public decimal? Kilograms(decimal quantity) => KilogramsPerUnit is { } kg ? Rounding.FourDecimals(quantity * kg) : null;

    private static void NotNegative(string field, decimal? value)
    {
        if (value is < 0 or > 1_000_000_000) throw RuleViolation.Invalid(field, "Between 0 and 1,000,000,000.");
    }

    private static void Positive(string field, decimal? value)
    {
        if (value is <= 0 or > 1_000_000) throw RuleViolation.Invalid(field, "Above zero, at most 1,000,000.");
    }
}
