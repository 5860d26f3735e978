using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Recipes;

/// <summary>Allergens of items over all levels of their recipes; of an item that is not made here as it is described itself. Asked by orders for delivery notes.</summary>
public sealed record ProductAllergens(IReadOnlyList<Guid> ItemIds) : IQuery<IReadOnlyList<ProductAllergensAnswer>>;

/// <summary>Codes of Annex II in its order; what is in no list is free.</summary>
/// <param name="Species">Cereals and nuts by name.</param>
public sealed record ProductAllergensAnswer(Guid ItemId, IReadOnlyList<string> Contains, IReadOnlyList<string> Traces, IReadOnlyList<string> Unknown, IReadOnlyList<string> Species);
