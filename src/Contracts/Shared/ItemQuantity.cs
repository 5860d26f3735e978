namespace Bakery.Contracts.Shared;

/// <summary>A quantity of one item.</summary>
public sealed record ItemQuantity(Guid ItemId, decimal Quantity);
