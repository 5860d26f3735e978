using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;

namespace Bakery.Recipes.Food;

/// <summary>Answers what is known of the allergens of products and of what is only resold.</summary>
internal static class AnswerAllergens
{
    internal static async Task<IReadOnlyList<ProductAllergensAnswer>> Handle(ProductAllergens query, Pantry pantry, IQueryBus queries, CancellationToken ct)
    {
        var made = (await pantry.All(ct)).ToDictionary(p => p.Product.Id);
        var bought = (await queries.Ask(new FoodFacts([.. query.ItemIds.Where(id => !made.ContainsKey(id))]), ct)).ToDictionary(f => f.ItemId);
        return [.. query.ItemIds.Distinct().Select(id => made.TryGetValue(id, out var product)
            ? Of(id, product.Allergens, product.Ingredients.SelectMany(i => i.Fact.Species))
            : Of(id, Stated(bought.GetValueOrDefault(id)), bought.GetValueOrDefault(id)?.Species ?? []))];
    }

    // What nobody has said is unknown.
    private static IReadOnlyDictionary<string, AllergenState> Stated(FoodFact? fact) =>
        Allergens.RollUp([fact?.Allergens.ToDictionary(a => a.Key, a => Wire.Parse<AllergenState>(a.Value, "allergens")) ?? []]);

    private static ProductAllergensAnswer Of(Guid id, IReadOnlyDictionary<string, AllergenState> states, IEnumerable<string> species)
    {
        IReadOnlyList<string> Codes(AllergenState state) => [.. Allergens.Codes.Where(c => states[c] == state)];
        return new ProductAllergensAnswer(id, Codes(AllergenState.Contains), Codes(AllergenState.Traces), Codes(AllergenState.Unknown), [.. species.Distinct()]);
    }
}
