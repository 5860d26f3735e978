using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Items;

/// <summary>What people send and read of an item.</summary>
internal static class ItemForm
{
    /// <summary>Editable fields. Quantities in the stock unit, money in EUR.</summary>
    public record Data
    {
        [Required, Length(1, 255)] public required string Name { get; init; }
        [MaxLength(100)] public string? Sku { get; init; }
        [MaxLength(50)] public string? Barcode { get; init; }
        [MaxLength(100)] public string? Brand { get; init; }
        [MaxLength(100)] public string? Subcategory { get; init; }
        [MaxLength(2000)] public string? Description { get; init; }
        public ItemType ItemType { get; init; }
        public IngredientCategory? IngredientCategory { get; init; }
        public ProductCategory? ProductCategory { get; init; }
        [Required, MaxLength(10)] public required string StockUnit { get; init; }
        public decimal? DensityKgPerL { get; init; }
        public decimal? UnitWeightG { get; init; }
        [MaxLength(10)] public string? PackageUnit { get; init; }
        public decimal? PackageQuantity { get; init; }
        public bool StockTracked { get; init; } = true;
        public decimal? StandardCost { get; init; }
        public decimal? LowStockThreshold { get; init; }
        public decimal? ReorderPoint { get; init; }
        public decimal? ReorderQuantity { get; init; }
        public decimal? MaxStockLevel { get; init; }
        public int? ShelfLifeDays { get; init; }
        public ExpiryKind ExpiryKind { get; init; } = ExpiryKind.BestBefore;
        public int? FrozenLifeDays { get; init; }

        /// <summary>Hours that a product may lie in the display.</summary>
        public int? DisplayLifeHours { get; init; }
        public int DayOldDays { get; init; }
        public StorageCondition StorageCondition { get; init; }

        /// <summary>What it may measure on arrival and in the store, °C; without them the limits of its kind count.</summary>
        public decimal? MinTempC { get; init; }
        public decimal? MaxTempC { get; init; }
        [MaxLength(40)] public string? TaxClass { get; init; }
        public decimal? TaxPercent { get; init; }
        public decimal? NetWeightG { get; init; }
        public decimal? Price { get; init; }
        public decimal Salvage { get; init; }
        public decimal DayOldPricePercent { get; init; } = 70m;
        public bool CountsAsFlour { get; init; } = true;
        public bool IsCritical { get; init; }
        public bool IsCulture { get; init; }
    }

    /// <summary>An item with its computed fields.</summary>
    public sealed record View : Data, IVersioned
    {
        public required Guid Id { get; init; }
        public required decimal AverageCost { get; init; }
        public required decimal? LastPurchasePrice { get; init; }
        public required bool IsActive { get; init; }
        public required int Version { get; init; }
    }

    internal static View Of(Item i) => new()
    {
        Id = i.Id, Version = i.Version, Name = i.Name, Sku = i.Sku, Barcode = i.Barcode, Brand = i.Brand, Subcategory = i.Subcategory, Description = i.Description, ItemType = i.ItemType,
        IngredientCategory = i.IngredientCategory, ProductCategory = i.ProductCategory, StockUnit = i.StockUnit, DensityKgPerL = i.DensityKgPerL, UnitWeightG = i.UnitWeightG,
        PackageUnit = i.PackageUnit, PackageQuantity = i.PackageQuantity, FrozenLifeDays = i.FrozenLifeDays, StockTracked = i.StockTracked, AverageCost = i.AverageCost, LastPurchasePrice = i.LastPurchasePrice, StandardCost = i.StandardCost, LowStockThreshold = i.LowStockThreshold,
        ReorderPoint = i.ReorderPoint, ReorderQuantity = i.ReorderQuantity, MaxStockLevel = i.MaxStockLevel, ShelfLifeDays = i.ShelfLifeDays, ExpiryKind = i.ExpiryKind,
        DisplayLifeHours = i.DisplayLifeHours, DayOldDays = i.DayOldDays, StorageCondition = i.StorageCondition, MinTempC = i.MinTempC, MaxTempC = i.MaxTempC, TaxClass = i.TaxClass, TaxPercent = i.TaxPercent, NetWeightG = i.NetWeightG, Price = i.Price,
        Salvage = i.Salvage, DayOldPricePercent = i.DayOldPricePercent, CountsAsFlour = i.CountsAsFlour, IsCritical = i.IsCritical, IsCulture = i.IsCulture, IsActive = i.IsActive,
    };
}
