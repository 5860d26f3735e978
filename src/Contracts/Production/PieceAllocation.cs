using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Production;

/// <summary>Who gets how many of a day's pieces, as baked so far, else as planned. Asked by orders for shipments.</summary>
public sealed record PieceAllocation(DateOnly Date) : IQuery<PieceAllocationAnswer>;

/// <param name="LocationId">The site that bakes; null when that day has no plan.</param>
public sealed record PieceAllocationAnswer(Guid? LocationId, IReadOnlyList<AllocatedItem> Items);

/// <param name="Pieces">Baked as far as its batches are done, else planned.</param>
/// <param name="Ordered">Pieces that customers want.</param>
/// <param name="Customers">Of them those that are there.</param>
public sealed record AllocatedItem(Guid ItemId, int Pieces, bool IsBaked, int Ordered, int Customers, IReadOnlyList<AllocatedShop> Shops);

/// <param name="Need">After its day-old stock.</param>
public sealed record AllocatedShop(Guid LocationId, int Need, int Quantity);
