using Bakery.Contracts.Recipes;
using Bakery.Kernel.Values;
using Bakery.Planning;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>What is weighed and counted for some pieces of a fixed recipe.</summary>
internal static class FixedSheet
{
    /// <summary>The lines in the order in which they are written; those that are weighed in whole grams that sum to their total.</summary>
    public static IReadOnlyList<FixedLine> Lines(Shape shape, decimal pieces, KitchenDay day)
    {
        var parts = FormulaOf.PerPiece(day.Recipes[shape.RecipeId].Content).Select(e => (Part: e, Amount: Amount(e, shape.Taken(e.Quantity) * pieces, day))).ToList();
        var grams = LargestRemainder.Round([.. parts.Select(p => p.Amount.Kg * 1000m)]);
        return [.. parts.Select((p, i) => new FixedLine(p.Part.ItemId, p.Part.RecipeId, p.Part.ItemId is { } item ? day.Items[item].Name : day.Recipes[p.Part.RecipeId!.Value].Recipe.Name, p.Amount.Kg, grams[i], p.Amount.Count))];
    }

    /// <summary>The fixed recipes behind pieces and what they bring along.</summary>
    public static IEnumerable<FixedNeed> Needs(DateOnly date, IReadOnlyDictionary<Guid, decimal> pieces, Explosion explosion, KitchenDay day)
    {
        var counts = pieces.Select(p => new PieceNeed(p.Key, p.Value)).Concat(explosion.Inside).GroupBy(p => p.ProductItemId).Select(g => (Product: g.Key, Pieces: g.Sum(p => p.Pieces)));
        return counts.Where(c => c.Pieces > 0 && day.Book.Shapes.TryGetValue(c.Product, out var shape) && day.Recipes[shape.RecipeId].Recipe.Kind == RecipeKind.Fixed).Select(c =>
        {
            var shape = day.Book.Shapes[c.Product];
            return new FixedNeed(date, shape.RecipeId, day.Recipes[shape.RecipeId].Recipe.Name, c.Product, c.Pieces, Lines(shape, c.Pieces, day), [.. shape.Extras.Select(e => Material(e, shape.Taken(e.Quantity) * c.Pieces, day))]);
        });
    }

    private static FixedMaterial Material(PieceExtra extra, decimal inStock, KitchenDay day)
    {
        var item = day.Items[extra.ItemId];
        return IsCounted(item.StockUnit) ? new FixedMaterial(item.Id, inStock, item.StockUnit) : new FixedMaterial(item.Id, inStock * Kitchen.Weighable(item), "kg");
    }

    // What is kept by the piece is counted; everything else is weighed.
    private static (decimal Kg, decimal? Count) Amount(RecipeForm.Extra part, decimal quantity, KitchenDay day)
    {
        if (part.ItemId is not { } id) return (FormulaOf.InKilograms(quantity, part.Unit, ConversionFactors.None), null);
        var (item, stock) = (day.Items[id], FormulaOf.InStock(quantity, part.Unit, day.Items[id]));
        return IsCounted(item.StockUnit) ? (0m, stock) : (stock * Kitchen.Weighable(item), null);
    }

    private static bool IsCounted(string unit) => Unit.Of(unit).Dimension == Dimension.Count;
}
