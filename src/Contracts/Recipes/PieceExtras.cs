using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Recipes;

/// <summary>What is taken for each piece of a product besides its dough, by the recipes in force on a day.</summary>
public sealed record PieceExtras(DateOnly Day) : IQuery<IReadOnlyList<PieceExtraAnswer>>;

/// <param name="Quantity">Per piece in the item's stock unit.</param>
public sealed record PieceExtraAnswer(Guid ProductItemId, Guid ItemId, decimal Quantity, string Unit);
