using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Bakery.Planning.Plans;
using Bakery.Production.Batches;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Plans;

/// <summary>What a planning pass looks at again.</summary>
internal enum PlanMode
{
    /// <summary>Forecasts, orders, and stock that no shop counted.</summary>
    Full,

    /// <summary>As full, with the day-old stock the shops counted at closing.</summary>
    Refresh,

    /// <summary>Orders alone: stock and forecasts stay as the last pass saw them.</summary>
    Orders,
}

/// <summary>Makes and re-makes bake plans.</summary>
internal sealed class PlanBook(ProductionDb db, BatchBook batches, IBus bus, TimeProvider clock)
{
    /// <summary>Plans one day. A run does it once; a second call with the same run changes nothing.</summary>
    public async Task<BakePlan> Make(DateOnly day, Guid locationId, PlanMode mode, Guid? runId, PlanInputs inputs, CancellationToken ct)
    {
        await db.LockAsync($"plan:{day:yyyy-MM-dd}", ct);
        var now = clock.GetUtcNow();
        var plan = await db.Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == day && p.LocationId == locationId, ct);
        if (plan is not null && runId is not null && plan.LastRunId == runId) return plan;
        var isNew = plan is null;
        if (plan is null) db.Add(plan = BakePlan.Create(Ids.New(clock), day, locationId));
        var started = await batches.Started(day, ct);
        var changes = new List<LineChange>();
        foreach (var fact in inputs.Facts[day])
        {
            var line = plan.LineFor(fact.ProductItemId);
            if (line is null) db.Add(line = plan.Add(Ids.New(clock), fact.ProductItemId));
            if (Replan(plan, line, fact, mode, inputs, started.Contains(fact.ProductItemId), now) is { } change) changes.Add(change);
        }
        foreach (var change in changes.Where(c => plan.Changes.Contains(c))) db.Add(change);
        plan.Planned(runId, now);
        db.Touch(plan);
        await Tell(plan, changes, isNew, ct);
        return plan;
    }

    private LineChange? Replan(BakePlan plan, PlanLine line, ProductFact fact, PlanMode mode, PlanInputs inputs, bool started, DateTimeOffset now)
    {
        var (day, item) = (plan.PlanDate, inputs.Items.GetValueOrDefault(fact.ProductItemId));
        var before = (line.FirmOrders + line.StandingOrders, line.FinishedStock);
        var shops = mode == PlanMode.Orders ? line.ShopNeeds : Shops(line, day, inputs);
        var finished = mode == PlanMode.Orders ? line.FinishedStock : Finished(fact.ProductItemId, day, mode, inputs);
        var (firm, standing) = (inputs.Demand[(day, fact.ProductItemId)].Sum(d => d.Firm), inputs.Demand[(day, fact.ProductItemId)].Sum(d => d.Standing));
        var demand = new LineDemand([.. shops.Select(s => s.Quantity)], firm + standing, finished);
        var rounding = Wire.Parse<MultipleRounding>(fact.Rounding, "rounding");
        var economics = Economics(fact, day, inputs);
        var machine = BakeQuantity.Round(demand, fact.Multiple, rounding, economics);
        line.Sources(shops, firm, standing, finished, demand.Net, Why(line, item?.Name ?? "", shops, firm + standing, machine, demand, economics));
        var cause = before.Item1 != firm + standing ? "orders" : before.FinishedStock != finished ? "day_old_stock" : "forecast";
        var reason = new ReasoningData("plan_change", new Dictionary<string, object?>
        {
            ["product_name"] = item?.Name, ["old_quantity"] = Text(line.PlannedQuantity), ["new_quantity"] = Text(machine), ["cause"] = cause,
        });
        return plan.Propose(line, machine, started, inputs.AutoAcceptPercent, reason, Ids.New(clock), now);
    }

    // A shop's wish stays until the owner takes it back; the machine's own figures are renewed beside it.
    private static IReadOnlyList<ShopNeed> Shops(PlanLine line, DateOnly day, PlanInputs inputs)
    {
        var wishes = line.ShopNeeds.Where(s => s.IsWish).ToDictionary(s => s.LocationId, s => s.Quantity);
        var byHand = line.ShopNeeds.ToDictionary(s => s.LocationId, s => s.Allocated);
        return [.. inputs.Forecasts[(day, line.ProductItemId)].OrderBy(f => inputs.Locations.FirstOrDefault(l => l.Id == f.LocationId)?.Name, StringComparer.Ordinal).Select(f => new ShopNeed(f.LocationId,
            wishes.TryGetValue(f.LocationId, out var wish) ? wish : (int)Math.Ceiling(f.NewsvendorQuantity ?? f.P50), f.P50, f.Mean, f.CriticalRatio, wishes.ContainsKey(f.LocationId), byHand.GetValueOrDefault(f.LocationId)))];
    }

    private static decimal Finished(Guid item, DateOnly day, PlanMode mode, PlanInputs inputs) =>
        inputs.Finished[day].Where(s => s.ItemId == item && (mode == PlanMode.Refresh || !s.IsCountedDayOld)).Sum(s => s.Quantity);

    private static LineEconomics? Economics(ProductFact fact, DateOnly day, PlanInputs inputs)
    {
        var forecasts = inputs.Forecasts[(day, fact.ProductItemId)].ToList();
        if (!inputs.Items.TryGetValue(fact.ProductItemId, out var item) || forecasts.Count == 0 || forecasts.Any(f => f.Quantiles.Count == 0)) return null;
        var news = Newsvendor.For(item.Price, item.TaxRatePercent ?? 0m, fact.VariableCost, item.Salvage, inputs.Profile.Number("forecasting", "substitution_rate"));
        // The same quantile of every shop at once: shops sell well on the same days.
        var demand = Enumerable.Range(0, forecasts.Min(f => f.Quantiles.Count)).Select(i => forecasts.Sum(f => f.Quantiles[i])).ToList();
        return new LineEconomics(news.Underage, news.Overage, demand);
    }

    private static ReasoningData Why(PlanLine line, string name, IReadOnlyList<ShopNeed> shops, decimal orders, int machine, LineDemand demand, LineEconomics? economics)
    {
        if (line.OverrideQuantity is { } kept)
            return new("override_kept", new Dictionary<string, object?> { ["machine_quantity"] = Text(machine), ["kept_quantity"] = Text(kept), ["user_name"] = line.OverrideByName });
        if (shops.Count == 0) return new("order_only", new Dictionary<string, object?> { ["quantity"] = Text(orders) });
        var forShops = machine + demand.UsableFinished - orders;
        var (waste, lost) = economics is { Demand.Count: > 0 }
            ? (economics.Demand.Average(d => Math.Max(0m, forShops - d)), economics.Demand.Average(d => Math.Max(0m, d - forShops)))
            : (0m, 0m);
        return new("newsvendor", new Dictionary<string, object?>
        {
            ["product_name"] = name, ["forecast_median"] = Text(shops.Sum(s => s.P50)),
            ["lower"] = economics is { Demand.Count: > 0 } ? Text(economics.Demand[0]) : null, ["upper"] = economics is { Demand.Count: > 0 } ? Text(economics.Demand[^1]) : null,
            ["service_ratio"] = shops[0].CriticalRatio is { } ratio ? Text(ratio) : null, ["quantity"] = Text(machine), ["expected_waste"] = Text(waste), ["expected_lost_sales"] = Text(lost),
        });
    }

    private async Task Tell(BakePlan plan, IReadOnlyList<LineChange> changes, bool isNew, CancellationToken ct)
    {
        var lines = changes.Select(c => new PlanLineChange(c.ProductItemId, c.FromQuantity, c.ToQuantity, c.Reasoning)).ToList();
        var subject = new Subject("bake_plan", plan.Id, plan.Version + 1);
        if (isNew) bus.Publish(new PlanGenerated(plan.Id, plan.PlanDate, plan.Version + 1, lines), subject);
        else if (lines.Count > 0) bus.Publish(new PlanChanged(plan.Id, plan.PlanDate, plan.Version + 1, lines), subject);
        if (plan.IsApproved && changes.Any(c => c.State == LineChangeState.Accepted)) await batches.Follow(plan, ct);
    }

    private static string Text(decimal value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
}
