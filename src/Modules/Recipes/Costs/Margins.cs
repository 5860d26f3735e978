using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Values;
using Bakery.Recipes.Formulas;

namespace Bakery.Recipes.Costs;

/// <summary>What is left of a product's price after its variable cost.</summary>
/// <param name="MarginPercent">(net price − variable cost) / net price.</param>
/// <param name="PriceToRestore">Retail price including tax, rounded up to the cent, that brings the margin back to the target; null when it is met.</param>
internal sealed record Margin(decimal NetPrice, decimal MarginPercent, decimal TargetPercent, decimal? PriceToRestore)
{
    public bool IsBelow => PriceToRestore is not null;

    /// <summary>Null for a product without a price.</summary>
    public static Margin? Of(ItemAnswer product, decimal variableCost, decimal targetPercent)
    {
        if (product.Price is not > 0) return null;
        var tax = 1m + (product.TaxRatePercent ?? 0m) / 100m;
        var net = product.Price.Value / tax;
        var percent = (net - variableCost) / net * 100m;
        return new Margin(net, percent, targetPercent, percent >= targetPercent ? null : Math.Ceiling(variableCost / (1m - targetPercent / 100m) * tax * 100m) / 100m);
    }
}

/// <summary>Lists the products with their margins, the worst first.</summary>
internal static class ShowMargins
{
    public sealed record Row(Guid ProductItemId, string Product, decimal? Price, decimal VariableCost, decimal MarginPercent, decimal TargetMarginPercent, bool IsBelowTarget, decimal? PriceToRestore);
    public sealed record Response(IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle(Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var today = await WriteRecipe.Today(kitchen, clock, ct);
        var (items, target) = (await kitchen.Items(ct), (await kitchen.Profile(ct)).Number("production", "target_margin_percent"));
        return new Response([.. (await ProductCosts.Facts(new ProductFacts(today, []), kitchen, ct)).Where(f => items.ContainsKey(f.ProductItemId))
            .Select(f => (Fact: f, Item: items[f.ProductItemId], Margin: Margin.Of(items[f.ProductItemId], f.VariableCost, target))).Where(r => r.Margin is not null)
            .OrderBy(r => r.Margin!.MarginPercent).Select(r => new Row(r.Item.Id, r.Item.Name, r.Item.Price, r.Fact.VariableCost, Rounding.FourDecimals(r.Margin!.MarginPercent), target, r.Margin.IsBelow, r.Margin.PriceToRestore))]);
    }
}
