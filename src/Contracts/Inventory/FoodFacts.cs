using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Inventory;

/// <summary>What is known of an item as food has changed: labels, sign-offs and lights above it are worked out again.</summary>
[Message("inventory.item.food_changed", External = true, Live = "item_changed")]
public sealed record FoodChanged(Guid ItemId) : IMessage;

/// <summary>What is known of items as food; of an item nobody has described everything is unknown.</summary>
public sealed record FoodFacts(IReadOnlyList<Guid> ItemIds) : IQuery<IReadOnlyList<FoodFact>>;

/// <param name="Allergens">Code → contains, traces, unknown or free; what is not there is unknown.</param>
/// <param name="Species">Cereals and nuts by name (wheat, rye, hazelnut …), as Annex II asks.</param>
/// <param name="LabelName">Name on labels in Spanish, allergens between asterisks; null = the item's name.</param>
/// <param name="LabelNameEu">The same in Basque.</param>
/// <param name="Parts">What a bought compound is made of, in order.</param>
/// <param name="BreadKind">common, special, gluten_free or not_bread; of products only.</param>
/// <param name="MinTempC">What it may measure at least; null = what counts for its kind.</param>
/// <param name="MaxTempC">What it may measure at most.</param>
/// <param name="SourceDocumentId">The supplier's paper that the allergens were read from.</param>
public sealed record FoodFact(Guid ItemId, IReadOnlyDictionary<string, string> Allergens, IReadOnlyList<string> Species, NutritionFact? Nutrition, string? LabelName, string? LabelNameEu, string? Parts, string? PartsEu,
    bool IsWholemeal, string? BreadKind, string? VerifiedBy, DateTimeOffset? VerifiedAt, string StorageCondition, string ExpiryKind,
    decimal? MinTempC = null, decimal? MaxTempC = null, Guid? SourceDocumentId = null);

/// <summary>Per 100 g: energy in kJ and kcal, the rest in g.</summary>
public sealed record NutritionFact(decimal EnergyKj, decimal EnergyKcal, decimal Fat, decimal Saturates, decimal Carbohydrate, decimal Sugars, decimal Protein, decimal Salt, decimal Fibre);
