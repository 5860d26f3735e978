using Bakery.Contracts.Shared;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Production;

/// <summary>Whether the pre-ferments of a bake day are enough when more pieces are ordered. Asked by orders for a late change.</summary>
/// <param name="Extra">Pieces per product on top of the plan.</param>
public sealed record PrefermentMargins(DateOnly BakeDay, IReadOnlyList<ItemQuantity> Extra) : IQuery<IReadOnlyList<PrefermentMargin>>;

/// <param name="MadeKg">Made already, or planned to be made.</param>
public sealed record PrefermentMargin(Guid RecipeId, string Name, decimal NeededKg, decimal MadeKg, bool IsEnough);
