using Bakery.Planning.Food;

namespace Bakery.Recipes.Food;

/// <summary>Nutrition of the products of a recipe, from its lines and the baked weight.</summary>
internal static class ShowNutrition
{
    /// <param name="PerPortion">The same for one piece.</param>
    /// <param name="Missing">Ingredients that nobody has described: without them the figures are too low.</param>
    public sealed record ProductNutrition(Guid ProductItemId, string Name, decimal BakedWeightG, Nutrition Per100G, Nutrition PerPortion, IReadOnlyList<string> Missing);
    public sealed record Response(IReadOnlyList<ProductNutrition> Products);

    internal static async Task<Response> Handle(Guid id, RecipesDb db, Pantry pantry, CancellationToken ct) =>
        new([.. (await pantry.Of(await db.FindRecipe(id, ct), ct)).Select(p =>
        {
            var each = Declared(p.Nutrition);
            return new ProductNutrition(p.Product.Id, p.Product.Name, p.Shape.BakedWeightG, each, Declared(p.Nutrition.Times(p.Shape.BakedWeightG / 100m)), p.WithoutNutrition);
        })]);

    /// <summary>As it is declared on a label.</summary>
    internal static Nutrition Declared(Nutrition n) => new(DeclaredValue.Energy(n.EnergyKj), DeclaredValue.Energy(n.EnergyKcal), DeclaredValue.Grams(n.Fat), DeclaredValue.Saturates(n.Saturates), DeclaredValue.Grams(n.Carbohydrate),
        DeclaredValue.Grams(n.Sugars), DeclaredValue.Grams(n.Protein), DeclaredValue.Salt(n.Salt), DeclaredValue.Grams(n.Fibre));
}
