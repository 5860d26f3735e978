using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Contracts.Inventory;

/// <summary>An item was created, changed or archived.</summary>
[Message("inventory.item.changed", Live = "item_changed")]
public sealed record ItemChanged(Guid ItemId, string Name, string Sku, string ItemType, bool IsActive) : IMessage;

/// <summary>A lot came in.</summary>
[Message("inventory.stock.received", Live = "stock_changed")]
public sealed record StockReceived(Guid ItemId, Guid LotId, string LotCode, decimal Quantity, string Unit, decimal UnitCost, DateOnly? ExpiresOn, Guid LocationId, string SourceRef) : IMessage;

/// <summary>Lots were used; the lines say from which lot how much.</summary>
[Message("inventory.stock.consumed", Live = "stock_changed")]
public sealed record StockConsumed(string ReferenceType, Guid ReferenceId, IReadOnlyList<LotUse> Lines) : IMessage;
public sealed record LotUse(Guid ItemId, Guid LotId, string LotCode, decimal Quantity);

/// <summary>The waste, kept stock and balance of a closed day are booked.</summary>
[Message("inventory.day.booked", Live = "stock_changed")]
public sealed record DayBooked(Guid LocationId, DateOnly BusinessDay) : IMessage;

/// <summary>Items of the asking tenant; empty ids mean all active ones.</summary>
public sealed record Items(IReadOnlyList<Guid> Ids) : IQuery<IReadOnlyList<ItemAnswer>>;

/// <param name="ItemType">ingredient, finished_product, resale, packaging, cleaning.</param>
/// <param name="StockUnit">kg, l, piece …</param>
/// <param name="Price">Retail price including tax.</param>
/// <param name="TaxRatePercent">IVA by the item's tax class.</param>
/// <param name="Salvage">Value of an unsold piece, default 0.</param>
public sealed record ItemAnswer(Guid Id, string Name, string Sku, string ItemType, string? Category, string StockUnit, decimal? DensityKgPerLitre, decimal? UnitWeightG, bool StockTracked,
    decimal? Price, decimal? TaxRatePercent, decimal Salvage, decimal? LastPurchasePrice, decimal AverageCost, decimal? ReorderPoint, decimal? ReorderQuantity, decimal? MaxStockLevel,
    int? ShelfLifeDays, int DayOldDays, bool IsCritical, bool IsActive)
{
    /// <summary>What turns its volumes and pieces into weights. A method, as it is no part of the message.</summary>
    public ConversionFactors Factors() => new(DensityKgPerLitre, UnitWeightG);
}

/// <summary>Stock of every tracked item with its lots, as FEFO sees it on a day: only <c>available</c> lots not expired that day are usable.</summary>
public sealed record StockSnapshot(DateOnly Day) : IQuery<IReadOnlyList<StockAnswer>>;
public sealed record StockAnswer(Guid ItemId, decimal Usable, IReadOnlyList<LotAnswer> Lots);
public sealed record LotAnswer(Guid LotId, string LotCode, Guid LocationId, decimal Quantity, DateOnly? ExpiresOn, string State, decimal UnitCost);

/// <summary>Finished pieces that a plan may count on: counted day-old stock per shop after day close, and unallocated or frozen stock.</summary>
public sealed record FinishedStock(DateOnly BakeDay) : IQuery<IReadOnlyList<FinishedStockAnswer>>;

/// <param name="IsCountedDayOld">True for stock counted at a shop's close; the daily run leaves it out, the evening refresh takes it.</param>
public sealed record FinishedStockAnswer(Guid ItemId, Guid LocationId, decimal Quantity, bool IsCountedDayOld);
