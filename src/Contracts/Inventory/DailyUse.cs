using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Inventory;

/// <summary>How much of each item was used or sold per day, for safety stock.</summary>
public sealed record DailyUse(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<DailyUseAnswer>>;

/// <param name="Quantity">In the stock unit.</param>
public sealed record DailyUseAnswer(Guid ItemId, DateOnly Day, decimal Quantity);
