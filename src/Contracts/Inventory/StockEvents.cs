using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Inventory;

/// <summary>A person corrected a lot, or a count found a difference. The change is signed, in the stock unit.</summary>
[Message("inventory.stock.adjusted", External = true, Live = "stock_changed")]
public sealed record StockAdjusted(Guid ItemId, Guid LotId, decimal Change, string ReasonCode, Guid LocationId) : IMessage;

/// <summary>Lots moved to another location; the lines name the lots they left.</summary>
[Message("inventory.stock.transferred", External = true, Live = "stock_changed")]
public sealed record StockTransferred(Guid TransferId, Guid FromLocationId, Guid ToLocationId, IReadOnlyList<LotUse> Lines) : IMessage;

/// <summary>Lots came from another bakery of the organisation, with their codes and dates. Quantities in the unit given, cost in EUR per that unit.</summary>
[Message("inventory.goods.arrived", Live = "stock_changed")]
public sealed record GoodsArrived(Guid TransferId, string SellerName, Guid LocationId, DateTimeOffset At, IReadOnlyList<ArrivedLot> Lots) : IMessage;
public sealed record ArrivedLot(Guid ItemId, string LotCode, decimal Quantity, string Unit, decimal UnitCost, DateOnly? ExpiresOn);

/// <summary>Food was discarded. Cost and retail in EUR with 4 decimals.</summary>
[Message("inventory.waste.logged", External = true, Live = "stock_changed")]
public sealed record WasteLogged(Guid ItemId, Guid LocationId, decimal Quantity, string Reason, string Destination, decimal Cost, decimal Retail) : IMessage;

/// <summary>A lot may no longer be used.</summary>
[Message("inventory.lot.blocked", External = true, Live = "stock_changed")]
public sealed record LotBlocked(Guid LotId, Guid ItemId, string LotCode, string Reason) : IMessage;

/// <summary>Goods are called back.</summary>
[Message("inventory.recall.opened", External = true, Live = "stock_changed")]
public sealed record RecallOpened(Guid RecallId, IReadOnlyList<Guid> LotIds, int Recipients) : IMessage;

/// <summary>A reading outside its limits, or a failed check.</summary>
[Message("inventory.haccp.out_of_range", External = true, Live = "haccp_changed")]
public sealed record HaccpOutOfRange(Guid DeviationId, Guid? PointId, decimal? Value, DateTimeOffset EventTime) : IMessage;
