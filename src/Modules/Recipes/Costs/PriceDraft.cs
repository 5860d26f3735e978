using Bakery.Kernel.Values;
using Bakery.Recipes.Formulas;

namespace Bakery.Recipes.Costs;

/// <summary>What a recipe costs while it is being written, beside what is in force. Nothing is stored.</summary>
internal static class PriceDraft
{
    /// <param name="RecipeId">The recipe whose draft it is; null for a new one.</param>
    public sealed record Request(RecipeKind Kind, RecipeForm.Content Content, Guid? RecipeId = null);

    /// <param name="CostBefore">Variable cost by the version in force; null when the product has none.</param>
    /// <param name="MarginPercent">Of the net price; null without a price.</param>
    /// <param name="PriceToRestore">Retail price that brings the margin back to the target; null when it is met.</param>
    public sealed record Row(Guid ProductItemId, string Name, decimal VariableCost, decimal? CostBefore, decimal? Price, decimal? MarginPercent, decimal TargetMarginPercent, decimal? PriceToRestore, decimal? SaltGPer100G, bool SaltWarning);

    /// <param name="CostPerKg">Of the dough mixed, or of what is made.</param>
    public sealed record Response(decimal CostPerKg, IReadOnlyList<Row> Products);

    internal static async Task<Response> Handle(Request request, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var (id, today) = (request.RecipeId ?? Ids.New(clock), await WriteRecipe.Today(kitchen, clock, ct));
        await kitchen.Check(id, request.Kind, request.Content, ct);
        var recipe = Recipe.Create(id, "draft", request.Kind, request.Content, today, "", clock);
        var day = await kitchen.On(today, new Cooked(recipe, request.Content), ct);
        if (request.Kind == RecipeKind.PreFerment) return new Response(ProductCosts.PerKilogram(FormulaOf.Preferment(id, request.Content, day.Items).Ingredients(1m), day), []);
        var profile = await kitchen.Profile(ct);
        var (costs, target) = (ProductCosts.Of(id, recipe.Name, day, profile), profile.Number("production", "target_margin_percent"));
        var before = (await ProductCosts.Facts(new(today, []), kitchen, ct)).ToDictionary(f => f.ProductItemId, f => f.VariableCost);
        return new Response(costs.DoughCostPerKg, [.. costs.Products.Select(p =>
        {
            var (item, was) = (day.Items[p.ProductItemId], before.TryGetValue(p.ProductItemId, out var cost) ? cost : (decimal?)null);
            var margin = Margin.Of(item, p.VariableCost, target);
            return new Row(p.ProductItemId, p.Name, p.VariableCost, was, item.Price, margin is null ? null : Rounding.FourDecimals(margin.MarginPercent), target, margin?.PriceToRestore, p.SaltGPer100G, p.SaltWarning);
        })]);
    }
}
