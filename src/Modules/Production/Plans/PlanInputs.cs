using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Production.Plans;

/// <summary>Everything plans are made of, asked once for a range of bake days.</summary>
internal sealed record PlanInputs(
    TenantProfileAnswer Profile,
    IReadOnlyList<LocationAnswer> Locations,
    IReadOnlyDictionary<Guid, ItemAnswer> Items,
    ILookup<(DateOnly Day, Guid Item), ForecastAnswer> Forecasts,
    ILookup<(DateOnly Day, Guid Item), DemandAnswer> Demand,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<ProductFact>> Facts,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<FinishedStockAnswer>> Finished)
{
    public decimal AutoAcceptPercent => Profile.Number("production", "auto_accept_plan_changes_percent");
    public decimal MarginPercent => Profile.Number("production", "preferment_margin_percent");

    /// <summary>The site that bakes. Throws when the tenant has none.</summary>
    public Guid Obrador(Guid? wanted) => wanted is { } id
        ? Locations.Any(l => l.Id == id && l.Type == "central_production") ? id : throw RuleViolation.Invalid("location_id", "Not a production site.")
        : Locations.FirstOrDefault(l => l.Type == "central_production" && l.IsActive)?.Id ?? throw new RuleViolation("no_production_site", "Add a location of type central_production first.");

    /// <summary>Whether anybody needs bread that day: an open shop or an order.</summary>
    public bool IsBakeDay(DateOnly day) => Locations.Any(l => l.Type == "retail_outlet" && l.On(day) is not null) || Demand.Any(d => d.Key.Day == day && d.Any(x => x.Firm + x.Standing > 0));

    public static async Task<PlanInputs> Ask(IQueryBus queries, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var locations = await queries.Ask(new Locations(), ct);
        var items = await queries.Ask(new Items([]), ct);
        var forecasts = await queries.Ask(new Forecasts(from, to), ct);
        var demand = await queries.Ask(new Demand(from, to), ct);
        var facts = new Dictionary<DateOnly, IReadOnlyList<ProductFact>>();
        var finished = new Dictionary<DateOnly, IReadOnlyList<FinishedStockAnswer>>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            facts[day] = await queries.Ask(new ProductFacts(day, []), ct);
            // Stock is counted for the first bake day only: it will be gone by the next.
            finished[day] = day == from ? await queries.Ask(new FinishedStock(day), ct) : [];
        }
        return new PlanInputs(profile, locations, items.ToDictionary(i => i.Id), forecasts.ToLookup(f => (f.Date, f.ItemId)), demand.ToLookup(d => (d.Date, d.ItemId)), facts, finished);
    }
}
