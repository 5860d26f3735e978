using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Recipes.Formulas;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Food;

/// <summary>What is still missing before a product can be costed and labelled, and how many recipes there are.</summary>
internal static class ShowCompleteness
{
    /// <summary>One light: on when the data is there.</summary>
    /// <param name="Missing">Names of the ingredients that keep it off.</param>
    public sealed record Light(bool IsOn, IReadOnlyList<string> Missing);
    public sealed record Row(Guid RecipeId, Guid ProductItemId, string Product, Light Cost, Light Weight, Light Allergens, Light Nutrition);
    public sealed record Rows(IReadOnlyList<Row> Items);
    public sealed record Statistics(int Recipes, int Active, int Drafts, int Archived, int Doughs, int PreFerments, int Fillings, int Fixed, int Products, int LabelReady);
    public sealed record Category(string Name, int Products);
    public sealed record Categories(IReadOnlyList<Category> Items);

    internal static async Task<Rows> Handle(Pantry pantry, CancellationToken ct) => new([.. (await pantry.All(ct)).Select(Of)]);

    internal static async Task<Statistics> Count(RecipesDb db, Pantry pantry, CancellationToken ct)
    {
        var counts = await db.Recipes.IgnoreAutoIncludes().GroupBy(r => new { r.Status, r.Kind }).Select(g => new { g.Key.Status, g.Key.Kind, Count = g.Count() }).ToListAsync(ct);
        int Where(RecipeStatus? status, RecipeKind? kind) => counts.Where(c => (status is null || c.Status == status) && (kind is null || c.Kind == kind)).Sum(c => c.Count);
        var rows = (await pantry.All(ct)).Select(Of).ToList();
        return new Statistics(Where(null, null), Where(RecipeStatus.Active, null), Where(RecipeStatus.Draft, null), Where(RecipeStatus.Archived, null), Where(null, RecipeKind.Dough), Where(null, RecipeKind.PreFerment), Where(null, RecipeKind.Filling), Where(null, RecipeKind.Fixed),
            rows.Count, rows.Count(r => r.Allergens.IsOn));
    }

    internal static async Task<Categories> ByCategory(Pantry pantry, CancellationToken ct) =>
        new([.. (await pantry.All(ct)).GroupBy(p => p.Product.Category ?? "other_products").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Category(g.Key, g.Count()))]);

    private static Row Of(ProductFood product)
    {
        Light Lit(Func<PieceIngredient, bool> isMissing)
        {
            var missing = product.Ingredients.Where(isMissing).Select(i => i.Item.Name).Distinct().ToList();
            return new Light(missing.Count == 0, missing);
        }
        return new Row(product.Shape.RecipeId, product.Product.Id, product.Product.Name, Lit(i => Kitchen.Cost(i.Item) == 0 && i.Item.StockTracked), Lit(i => Kitchen.KilogramsPerUnit(i.Item) is null),
            Lit(i => Allergens.Codes.Any(c => i.States.GetValueOrDefault(c, AllergenState.Unknown) == AllergenState.Unknown)), Lit(i => i.PerHundred is null));
    }
}
