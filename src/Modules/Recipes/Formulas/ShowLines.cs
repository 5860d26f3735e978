using Bakery.Contracts.Inventory;
using Bakery.Kernel.Values;
using Bakery.Recipes.Food;

namespace Bakery.Recipes.Formulas;

/// <summary>The lines of a recipe as a baker reads them: how much that is in stock units, and what may take the place of each.</summary>
internal static class ShowLines
{
    /// <param name="QuantityInBaseUnit">In the item's stock unit, of a filling in kg; null for a percent.</param>
    public sealed record Row(int Order, Guid? ItemId, Guid? RecipeId, string Name, decimal Quantity, string Unit, decimal? QuantityInBaseUnit, string? BaseUnit, string? Group, string? PreparationMethod, string? Notes, bool IsOptional,
        IReadOnlyList<Substitute> Substitutions);

    /// <param name="Number">The open draft if there is one, else the version put in force last.</param>
    public sealed record Response(Guid VersionId, int Number, bool IsDraft, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle(Guid id, RecipesDb db, Kitchen kitchen, Substitutes substitutes, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        var version = recipe.OpenDraft ?? recipe.Newest;
        var lines = version.Content.Lines;
        var (items, held) = (await kitchen.Items(ct), await db.Names(lines.Select(l => l.RecipeId).OfType<Guid>(), ct));
        var replaced = await substitutes.Of(lines, ct);
        return new Response(version.Id, version.Number, !version.IsActivated, [.. lines.Select((l, i) =>
        {
            var item = l.ItemId is { } known ? items.GetValueOrDefault(known) : null;
            return new Row(i + 1, l.ItemId, l.RecipeId, item?.Name ?? (l.RecipeId is { } filling ? held.GetValueOrDefault(filling, "") : ""), l.Quantity, l.Unit, InBase(l, item), l.Unit == "%" ? null : l.RecipeId is not null ? "kg" : item?.StockUnit,
                l.Group, l.PreparationMethod, l.Notes, l.IsOptional, replaced.GetValueOrDefault(l, []));
        })]);
    }

    // An item may have lost its density since; then there is nothing to say.
    private static decimal? InBase(RecipeForm.Line line, ItemAnswer? item)
    {
        if (line.Unit == "%") return null;
        if (line.RecipeId is not null) return FormulaOf.InKilograms(line.Quantity, line.Unit, ConversionFactors.None);
        try
        {
            return item is null ? null : FormulaOf.InStock(line.Quantity, line.Unit, item);
        }
        catch (RuleViolation unknown) when (unknown.Code == "conversion_unknown")
        {
            return null;
        }
    }
}
