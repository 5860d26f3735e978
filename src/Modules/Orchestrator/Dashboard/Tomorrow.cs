using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Orchestrator.Dashboard;

/// <summary>The next bake day at a glance: pieces, whether the ingredients are there, and what the plan risks.</summary>
internal static class Tomorrow
{
    /// <param name="Uncovered">Ingredients whose usable stock is below that day's need.</param>
    /// <param name="ExpectedWaste">Pieces that the shops will probably not sell, and their cost.</param>
    /// <param name="ExpectedLostSales">Pieces that customers will probably miss, and their price.</param>
    public sealed record Response(DateOnly Date, Guid? PlanId, string? Status, int Products, decimal Pieces, int OpenChanges, int Ingredients, int Uncovered, decimal CoveragePercent,
        decimal ExpectedWaste, decimal ExpectedWasteCost, decimal ExpectedLostSales, decimal ExpectedLostRevenue, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        var day = today.AddDays(1);
        var plan = (await queries.TryAsk(new PlansBetween(day, day), ct) ?? []).FirstOrDefault();
        var needs = (await queries.TryAsk(new MaterialNeeds(day, day), ct) ?? []).GroupBy(n => n.ItemId).ToDictionary(g => g.Key, g => g.Sum(n => n.Quantity));
        var stock = (await queries.TryAsk(new StockSnapshot(day), ct) ?? []).ToDictionary(s => s.ItemId, s => s.Usable);
        var tracked = (await queries.TryAsk(new Items([.. needs.Keys]), ct) ?? []).Where(i => i.StockTracked).Select(i => i.Id).Where(needs.ContainsKey).ToList();
        var uncovered = tracked.Count(id => stock.GetValueOrDefault(id) < needs[id]);
        var forecasts = await queries.TryAsk(new Forecasts(day, day), ct) ?? [];
        var facts = (await queries.TryAsk(new ProductFacts(day, [.. forecasts.Select(f => f.ItemId).Distinct()]), ct) ?? []).ToDictionary(f => f.ProductItemId);
        var prices = (await queries.TryAsk(new Items([.. forecasts.Select(f => f.ItemId).Distinct()]), ct) ?? []).ToDictionary(i => i.Id, i => i.Price ?? 0);
        var (waste, wasteCost, lost, lostRevenue) = (0m, 0m, 0m, 0m);
        foreach (var forecast in forecasts.Where(f => f.NewsvendorQuantity is not null))
        {
            var (over, under) = Risk(forecast);
            waste += over;
            lost += under;
            wasteCost += over * (facts.GetValueOrDefault(forecast.ItemId)?.VariableCost ?? 0);
            lostRevenue += under * prices.GetValueOrDefault(forecast.ItemId);
        }
        return new Response(day, plan?.PlanId, plan?.Status, plan?.Lines.Count ?? 0, plan?.Lines.Sum(l => l.Planned) ?? 0, plan?.Lines.Count(l => l.ChangeState == "proposed") ?? 0, tracked.Count, uncovered,
            tracked.Count == 0 ? 100 : Rounding.Cents(100m * (tracked.Count - uncovered) / tracked.Count), Rounding.FourDecimals(waste), Rounding.Cents(wasteCost), Rounding.FourDecimals(lost), Rounding.Cents(lostRevenue), now);
    }

    /// <summary>Mean surplus and mean shortage of a quantity against demand that is equally likely at each stored quantile.</summary>
    private static (decimal Over, decimal Under) Risk(ForecastAnswer forecast)
    {
        if (forecast.Quantiles.Count == 0) return (0, 0);
        var quantity = forecast.NewsvendorQuantity!.Value;
        return (forecast.Quantiles.Average(q => Math.Max(0, quantity - q)), forecast.Quantiles.Average(q => Math.Max(0, q - quantity)));
    }
}
