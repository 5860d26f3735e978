using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Planning.Formulas;
using Bakery.Recipes.Formulas;

namespace Bakery.Recipes.Food;

/// <summary>An ingredient of a baked piece.</summary>
/// <param name="Grams">Weight at mixing in one piece; what stays in the bowl is not in it.</param>
/// <param name="MadeOf">Of a product of our own: what is in that part of it. Then the item itself is only its name.</param>
internal sealed record PieceIngredient(ItemAnswer Item, decimal Grams, FoodFact Fact, IReadOnlyList<PieceIngredient>? MadeOf = null)
{
    public IEnumerable<PieceIngredient> Flat => MadeOf is null ? [this] : MadeOf.SelectMany(i => i.Flat);

    public IReadOnlyDictionary<string, AllergenState> States => Fact.Allergens.ToDictionary(a => a.Key, a => Wire.Parse<AllergenState>(a.Value, "allergens"));

    /// <summary>What 100 g hold: as described; water holds nothing and salt is salt; else unknown.</summary>
    public Nutrition? PerHundred => Fact.Nutrition is { } n
        ? new Nutrition(n.EnergyKj, n.EnergyKcal, n.Fat, n.Saturates, n.Carbohydrate, n.Sugars, n.Protein, n.Salt, n.Fibre)
        : Item.Category == "salt" ? Nutrition.OfSalt : Item.StockTracked ? null : Nutrition.None;
}

/// <summary>A product as food: what is in a piece of it.</summary>
/// <param name="Parts">As they are put in; a product of our own is one of them.</param>
internal sealed record ProductFood(ItemAnswer Product, FoodFact Fact, Shape Shape, IReadOnlyList<PieceIngredient> Parts)
{
    /// <summary>What it is made of in the end.</summary>
    public IReadOnlyList<PieceIngredient> Ingredients { get; } = [.. Parts.SelectMany(p => p.Flat)];

    public IReadOnlyDictionary<string, AllergenState> Allergens => Planning.Food.Allergens.RollUp(Ingredients.Select(i => i.States));

    public IReadOnlyList<string> WithoutNutrition => [.. Ingredients.Where(i => i.PerHundred is null).Select(i => i.Item.Name).Distinct()];

    /// <summary>Per 100 g baked; ingredients that nobody has described count nothing and are named in <see cref="WithoutNutrition"/>.</summary>
    public Nutrition Nutrition => Planning.Food.Nutrition.PerHundred(Ingredients.Where(i => i.PerHundred is not null).Select(i => (i.Grams, i.PerHundred!)), Shape.BakedWeightG);
}

/// <summary>The recipes in force today as food. What is known of the ingredients is asked from inventory once per scope.</summary>
internal sealed class Pantry(Kitchen kitchen, IQueryBus queries, TimeProvider clock)
{
    /// <summary>The products of a dough or fixed recipe, those of every dough that holds a pre-ferment, and those that hold a filling or another product at any level.</summary>
    public async Task<IReadOnlyList<ProductFood>> Of(Recipe recipe, CancellationToken ct)
    {
        var products = await All(ct);
        return [.. products.Where(p => Day!.Book.Within(p.Product.Id).Any(w => w.Shape.RecipeId == recipe.Id || Day.Book.Doughs.TryGetValue(w.Shape.RecipeId, out var dough) && dough.Preferment?.RecipeId == recipe.Id
            || (w.Shape.Fillings ?? []).SelectMany(f => Day.Book.Fillings.Needs(f.FillingId, f.Kilograms)).Any(n => n.FillingId == recipe.Id)))];
    }

    public KitchenDay? Day { get; private set; }

    /// <summary>Every product that is made.</summary>
    public async Task<IReadOnlyList<ProductFood>> All(CancellationToken ct)
    {
        var day = Day = await kitchen.On(await WriteRecipe.Today(kitchen, clock, ct), ct);
        var ids = day.Book.Shapes.Keys.SelectMany(p => day.ItemsIn(p).Append(p)).Distinct().ToList();
        var facts = (await queries.Ask(new FoodFacts(ids), ct)).ToDictionary(f => f.ItemId);
        return [.. day.Book.Shapes.Values.Select(shape => new ProductFood(day.Items[shape.ProductItemId], facts[shape.ProductItemId], shape, Parts(shape, 1m, day, facts))).OrderBy(p => p.Product.Name, StringComparer.Ordinal)];
    }

    private static List<PieceIngredient> Parts(Shape shape, decimal pieces, KitchenDay day, Dictionary<Guid, FoodFact> facts) =>
        [.. (day.Book.Doughs.TryGetValue(shape.RecipeId, out var dough) ? dough.Ingredients(shape.RawWeightG * pieces / 1000m) : []).Select(w => new PieceIngredient(day.Items[w.ItemId!.Value], w.Kilograms * 1000m, facts[w.ItemId!.Value])),
            .. shape.Extras.Where(e => Kitchen.IsEaten(day.Items[e.ItemId])).Select(e => new PieceIngredient(day.Items[e.ItemId], e.Quantity * pieces * (Kitchen.KilogramsPerUnit(day.Items[e.ItemId]) ?? 0m) * 1000m, facts[e.ItemId],
                day.Book.Shapes.TryGetValue(e.ItemId, out var held) ? Parts(held, e.Quantity * pieces, day, facts) : null))];
}
