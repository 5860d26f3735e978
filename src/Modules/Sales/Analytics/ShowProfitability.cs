using System.Text.Json.Serialization;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;

namespace Bakery.Sales.Analytics;

internal static class ShowProfitability
{
    /// <param name="NetRevenue">Without tax.</param>
    /// <param name="UnitCost">Per piece; null when neither a recipe in force nor a purchase says.</param>
    /// <param name="CostSource">recipe, average or none.</param>
    /// <param name="Margin">Net revenue − quantity × unit cost.</param>
    /// <param name="MarginPercent">Of the net revenue.</param>
    public sealed record Row(Guid ItemId, string? Name, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal NetRevenue, decimal? UnitCost, string CostSource, decimal? Margin, decimal? MarginPercent);

    /// <param name="CoveredPercent">Share of the net revenue whose cost is known; the totals hold for that part.</param>
    public sealed record Response(DateOnly From, DateOnly To, [property: JsonConverter(typeof(CentsText))] decimal NetRevenue, [property: JsonConverter(typeof(CentsText))] decimal Cost,
        [property: JsonConverter(typeof(CentsText))] decimal Margin, decimal? MarginPercent, decimal CoveredPercent, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        var sums = await ItemSums.Of(period.Checked(), db, ct);
        var names = await ItemSums.Names(sums.Select(s => s.ItemId), queries, ct);
        var recipes = sums.Count == 0 ? [] : await Recipes(period.To, [.. sums.Select(s => s.ItemId)], queries, ct);
        var rows = sums.Select(s => Of(s, names.GetValueOrDefault(s.ItemId), recipes.GetValueOrDefault(s.ItemId))).OrderByDescending(r => r.Margin ?? decimal.MinValue).ThenBy(r => r.ItemId).ToList();
        var known = rows.Where(r => r.UnitCost is not null).ToList();
        var (net, margin) = (known.Sum(r => r.NetRevenue), known.Sum(r => r.Margin!.Value));
        return new Response(period.From, period.To, net, net - margin, margin, net == 0 ? null : Rounding.FourDecimals(margin / net * 100), Groups.Share(net, rows.Sum(r => r.NetRevenue)), rows);
    }

    internal static Row Of(ItemSums.Sum sum, ItemAnswer? item, ProductFact? recipe)
    {
        var net = Rounding.Cents(sum.Revenue / (1 + (item?.TaxRatePercent ?? 0) / 100));
        var cost = recipe?.VariableCost ?? (item is { AverageCost: > 0 } ? item.AverageCost : null);
        var margin = cost is { } c ? Rounding.Cents(net - sum.Quantity * c) : (decimal?)null;
        return new Row(sum.ItemId, item?.Name, sum.Quantity, net, cost, recipe is not null ? "recipe" : cost is null ? "none" : "average", margin, margin is null || net == 0 ? null : Rounding.FourDecimals(margin.Value / net * 100));
    }

    /// <summary>Recipes may run in another process that does not answer: then the average cost has to do.</summary>
    private static async Task<Dictionary<Guid, ProductFact>> Recipes(DateOnly day, IReadOnlyList<Guid> items, IQueryBus queries, CancellationToken ct)
    {
        try
        {
            return (await queries.Ask(new ProductFacts(day, items), ct)).ToDictionary(f => f.ProductItemId);
        }
        catch (RuleViolation missing) when (missing.Status == 503)
        {
            return [];
        }
    }
}
