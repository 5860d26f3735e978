using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Orchestrator.Dashboard;

/// <summary>Four figures with their working: revenue, value of stock, cost of last week's overrides, deliveries of the coming week.</summary>
internal static class DashboardInsights
{
    private const int Week = 7;
    private const int Month = 28;

    /// <param name="Value">Null while there are no data.</param>
    /// <param name="Comparison">The figure it is compared with, or null.</param>
    /// <param name="How">Key of the text that explains the working, with its parameters.</param>
    public sealed record Figure(string Code, decimal? Value, string Unit, decimal? Comparison, string How, IReadOnlyDictionary<string, string> Parameters);
    public sealed record Response(IReadOnlyList<Figure> Items, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.Today(now, profile.TimeZone);
        var week = await queries.TryAsk(new AverageDailyRevenue(today.AddDays(-1), Week), ct);
        var month = await queries.TryAsk(new AverageDailyRevenue(today.AddDays(-1), Month), ct);
        var stock = await queries.TryAsk(new StockSnapshot(today), ct);
        var overrides = await queries.TryAsk(new OverrideOutcomes(today.AddDays(-Week), today.AddDays(-1)), ct);
        var orders = await queries.TryAsk(new OpenOrders(), ct) ?? [];
        var coming = orders.Where(o => o.ExpectedOn >= today && o.ExpectedOn < today.AddDays(Week)).Select(o => o.PoId).Distinct().Count();
        return new Response(
        [
            new("revenue", week is { DaysWithSales: > 0 } ? Rounding.Cents(week.Average) : null, "EUR", month is { DaysWithSales: > 0 } ? Rounding.Cents(month.Average) : null, "revenue_mean", Days(Week, Month)),
            new("inventory", stock is null ? null : Rounding.Cents(stock.SelectMany(s => s.Lots).Where(l => l.State == "available").Sum(l => l.Quantity * l.UnitCost)), "EUR", null, "stock_at_cost", Days(0, 0)),
            new("overrides", overrides is null ? null : Rounding.Cents(overrides.Sum(o => Math.Max(0, o.Planned - o.Machine) * o.VariableCost)), "EUR", null, "override_cost", Days(Week, 0)),
            new("deliveries", coming, "deliveries", orders.Select(o => o.PoId).Distinct().Count(), "deliveries_expected", Days(Week, 0)),
        ], now);
    }

    private static Dictionary<string, string> Days(int days, int compared) => new() { ["days"] = days.ToString(System.Globalization.CultureInfo.InvariantCulture), ["compared"] = compared.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
