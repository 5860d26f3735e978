using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Sales;

/// <summary>One sale from pos, till or a person; imports publish no single sales.</summary>
[Message("sales.sale.recorded")]
public sealed record SaleRecorded(Guid SaleId, Guid ItemId, Guid LocationId, DateTimeOffset SoldAt, DateOnly BusinessDay, decimal Quantity, string Source) : IMessage;

[Message("sales.import.completed", Live = "sales_imported")]
public sealed record SalesImported(Guid ImportId, IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds, DateOnly From, DateOnly To, int Rows) : IMessage;

[Message("sales.product.sold_out", External = true, Live = "sold_out")]
public sealed record ProductSoldOut(Guid ItemId, Guid LocationId, DateTimeOffset At, decimal EstimatedLost) : IMessage;

/// <summary>A shop closed its day; inventory books waste and kept stock.</summary>
[Message("sales.day.closed", Live = "day_closed")]
public sealed record DayClosed(Guid LocationId, DateOnly BusinessDay, IReadOnlyList<DayCloseLine> Lines) : IMessage;

/// <param name="Sold">Over the counter; orders that the shop served are not in it, they are booked when they are delivered.</param>
public sealed record DayCloseLine(Guid ItemId, decimal Sold, decimal Kept, decimal Wasted, string? Reason, string? Destination);

/// <summary>Clean daily series (ai.md 1.5) of the given items and locations; empty lists mean all.</summary>
public sealed record SalesSeries(IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds, DateOnly From, DateOnly To) : IQuery<IReadOnlyList<SeriesAnswer>>;
public sealed record SeriesAnswer(Guid ItemId, Guid LocationId, DateOnly FirstSale, IReadOnlyList<SeriesDay> Days);
public sealed record SeriesDay(DateOnly Date, decimal Quantity, bool IsOpen, bool IsSoldOut, decimal DemandEstimate, bool IsOutlier, bool IsPromotion);

/// <summary>Average daily revenue including tax of the days up to and including <c>Until</c>.</summary>
public sealed record AverageDailyRevenue(DateOnly Until, int Days) : IQuery<RevenueAnswer>;
public sealed record RevenueAnswer(decimal Average, int DaysWithSales);

/// <summary>Shops and days already closed.</summary>
public sealed record ClosedDays(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<ClosedDayAnswer>>;
public sealed record ClosedDayAnswer(Guid LocationId, DateOnly BusinessDay, DateTimeOffset ClosedAt);
