using Bakery.Contracts.Inventory;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;

namespace Bakery.Recipes.Formulas;

/// <summary>Turns what people write into formulas.</summary>
internal static class FormulaOf
{
    public static DoughFormula Dough(Guid id, RecipeForm.Content content, IReadOnlyDictionary<Guid, PrefermentFormula> preferments, IReadOnlyDictionary<Guid, ItemAnswer> items) =>
        Named(() => new DoughFormula(id, Lines(content, items), content.ProcessLossPercent,
            content.Preferment is { } used && preferments.TryGetValue(used.RecipeId, out var preferment) ? preferment : null, content.Preferment?.FlourSharePercent ?? 0m));

    public static PrefermentFormula Preferment(Guid id, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items) => Named(() => new PrefermentFormula(id, Lines(content, items)));

    public static FillingBook Fillings(IEnumerable<(Guid Id, RecipeForm.Content Content)> fillings, IReadOnlyDictionary<Guid, ItemAnswer> items) =>
        Named(() => new FillingBook(fillings.Select(f => new FillingFormula(f.Id, Parts(f.Content, items), f.Content.ProcessLossPercent)).ToList()));

    public static FormulaBook Book(IEnumerable<DoughFormula> doughs, IEnumerable<Shape> shapes, IReadOnlyDictionary<Guid, ItemAnswer> items, FillingBook fillings) =>
        Named(() => new FormulaBook(doughs, shapes, items.Values.Select(i => new Ingredient(i.Id, Kitchen.KilogramsPerUnit(i) ?? 0m, Kitchen.Cost(i))), fillings));

    /// <summary>A filling is an extra of all that it is made of, so that stock, costs, allergens and labels see through it.</summary>
    public static Shape Shape(Guid recipe, RecipeForm.Shape shape, IReadOnlyDictionary<Guid, ItemAnswer> items, FillingBook fillings)
    {
        var extras = shape.Extras ?? [];
        var filled = extras.Where(e => e.RecipeId is not null).Select(e => new PieceFilling(e.RecipeId!.Value, InKilograms(e.Quantity, e.Unit, ConversionFactors.None))).ToList();
        var all = extras.Where(e => e.ItemId is not null).Select(e => new PieceExtra(e.ItemId!.Value, InStock(e.Quantity, e.Unit, items[e.ItemId.Value])))
            .Concat(filled.SelectMany(f => fillings.Ingredients(f.FillingId, f.Kilograms)).Select(w => new PieceExtra(w.ItemId!.Value, w.Kilograms / Kitchen.Weighable(items[w.ItemId.Value]))));
        return new Shape(shape.ProductItemId, recipe, shape.RawWeightG, shape.BakedWeightG, shape.PiecesMultiple, shape.MultipleRounding,
            [.. all.GroupBy(e => e.ItemId).Select(g => new PieceExtra(g.Key, g.Sum(e => e.Quantity)))], filled);
    }

    /// <summary>A fixed recipe has no dough: its lines, divided by the pieces they yield, are what is added.</summary>
    public static Shape Fixed(Guid recipe, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items, FillingBook fillings)
    {
        var shape = Shape(recipe, content.Shapes![0] with { Extras = PerPiece(content) }, items, fillings);
        var raw = shape.Extras.Where(e => Kitchen.IsEaten(items[e.ItemId])).Sum(e => e.Quantity * (Kitchen.KilogramsPerUnit(items[e.ItemId]) ?? 0m) * 1000m);
        return shape with { RawWeightG = raw, ProcessLossPercent = content.ProcessLossPercent };
    }

    /// <summary>What goes into a piece by a fixed recipe, in the order in which it is written.</summary>
    public static IReadOnlyList<RecipeForm.Extra> PerPiece(RecipeForm.Content content) =>
        [.. content.Lines.Select(l => new RecipeForm.Extra(l.Quantity / content.YieldQuantity!.Value, l.Unit, l.ItemId, l.RecipeId)), .. content.Shapes![0].Extras ?? []];

    public static decimal InStock(decimal quantity, string unit, ItemAnswer item) => new Quantity(quantity, Unit.Of(unit)).To(Unit.Of(item.StockUnit), item.Factors()).Amount;

    public static decimal InKilograms(decimal quantity, string unit, ConversionFactors factors) => new Quantity(quantity, Unit.Of(unit)).To(Unit.Kilogram, factors).Amount;

    // Percents are shares of the whole: as proportions they need no other unit.
    private static IReadOnlyList<FillingPart> Parts(RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        var percents = IsInPercents(content);
        return [.. content.Lines.Select(l => new FillingPart(l.ItemId, l.RecipeId, percents ? l.Quantity : InKilograms(l.Quantity, l.Unit, Factors(items, l.ItemId))))];
    }

    private static bool IsInPercents(RecipeForm.Content content)
    {
        var percents = content.Lines.Count(l => l.Unit == "%");
        return percents == 0 || percents == content.Lines.Count ? percents > 0 : throw RuleViolation.Invalid("lines", "Either all lines are percents or none.");
    }

    // Weights become percents of the flour; percents stay.
    private static IReadOnlyList<FormulaLine> Lines(RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        if (IsInPercents(content)) return [.. content.Lines.Select(l => new FormulaLine(l.ItemId!.Value, l.Quantity, IsFlour(items, l.ItemId.Value)))];
        var weights = content.Lines.Select(l => (ItemId: l.ItemId!.Value, Kg: InKilograms(l.Quantity, l.Unit, Factors(items, l.ItemId)))).ToList();
        var flour = weights.Where(w => IsFlour(items, w.ItemId)).Sum(w => w.Kg);
        if (flour <= 0) throw new RuleViolation("flour_missing", "The formula has no flour.");
        return [.. weights.Select(w => new FormulaLine(w.ItemId, w.Kg / flour * 100m, IsFlour(items, w.ItemId)))];
    }

    public static bool IsFlour(IReadOnlyDictionary<Guid, ItemAnswer> items, Guid id) => items.TryGetValue(id, out var item) && item.Category == "flour";

    private static ConversionFactors Factors(IReadOnlyDictionary<Guid, ItemAnswer> items, Guid? id) => id is { } item && items.TryGetValue(item, out var known) ? known.Factors() : ConversionFactors.None;

    private static T Named<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FormulaException refused)
        {
            throw refused.Problem switch
            {
                FormulaProblem.PrefermentExceedsTotal => new RuleViolation("preferment_exceeds_total", refused.Message),
                FormulaProblem.RecipeCycle => new RuleViolation("recipe_cycle", refused.Message),
                FormulaProblem.TooManyLevels => new RuleViolation("recipe_too_deep", refused.Message),
                _ => new RuleViolation("formula_invalid", refused.Message),
            };
        }
    }
}
