using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Bakery.Planning.Plans;
using Bakery.Production.Batches;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Plans;

internal static class AnswerPlans
{
    internal static async Task<IReadOnlyList<PlanAnswer>> Handle(PlansBetween query, ProductionDb db, CancellationToken ct)
    {
        var plans = await db.Plans.AsNoTracking().AsSplitQuery().Where(p => p.PlanDate >= query.From && p.PlanDate <= query.To).OrderBy(p => p.PlanDate).ToListAsync(ct);
        return [.. plans.Select(p => new PlanAnswer(p.Id, p.PlanDate, Wire.Name(p.Status), p.Version, p.ApprovedAt,
            [.. p.Lines.OrderBy(l => l.Id).Select(l => new PlanLineAnswer(l.Id, l.ProductItemId, l.ShopNeeds.Sum(s => s.Quantity), l.FirmOrders + l.StandingOrders, l.FinishedStock, l.NetQuantity, l.MachineQuantity, l.PlannedQuantity,
                l.OverrideQuantity is not null, Wire.Name(l.ChangeState)))]))];
    }
}

/// <summary>Material needs per bake day; the same over HTTP and for other modules.</summary>
internal static class MaterialRequirements
{
    public sealed record Row(DateOnly BakeDay, Guid ItemId, decimal Quantity, string Unit);
    public sealed record Response(IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle(ProductionDb db, IQueryBus queries, [FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, CancellationToken ct)
    {
        if (to < from || to > from.AddDays(60)) throw RuleViolation.Invalid("to", "From the first day to 60 days later.");
        return new([.. (await Answer(new MaterialNeeds(from, to), db, queries, ct)).Select(n => new Row(n.BakeDay, n.ItemId, n.Quantity, n.Unit))]);
    }

    internal static async Task<IReadOnlyList<MaterialNeed>> Answer(MaterialNeeds query, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var plans = await db.Plans.AsNoTracking().AsSplitQuery().Where(p => p.PlanDate >= query.From && p.PlanDate <= query.To && p.Status != PlanStatus.Done).ToListAsync(ct);
        var lines = plans.SelectMany(p => p.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(p.PlanDate, l.ProductItemId, l.PlannedQuantity))).ToList();
        var exploded = lines.Count == 0 ? [] : (await queries.Ask(new Explode(lines), ct)).Ingredients;
        return [.. exploded.Select(i => new MaterialNeed(i.BakeDay, i.ItemId, i.StockUnits, i.StockUnit)), .. await Resale(query, queries, ct)];
    }

    // Resale items are sold, not baked: the shops' medians. A day without a forecast takes the same weekday of the next week.
    private static async Task<IReadOnlyList<MaterialNeed>> Resale(MaterialNeeds query, IQueryBus queries, CancellationToken ct)
    {
        var items = (await queries.Ask(new Items([]), ct)).Where(i => i.ItemType == "resale").ToList();
        if (items.Count == 0) return [];
        var forecasts = (await queries.Ask(new Forecasts(query.From, query.To.AddDays(7)), ct)).ToLookup(f => (f.ItemId, f.Date));
        var needs = new List<MaterialNeed>();
        foreach (var item in items)
            for (var day = query.From; day <= query.To; day = day.AddDays(1))
            {
                var known = forecasts[(item.Id, day)].Any() ? forecasts[(item.Id, day)] : forecasts[(item.Id, day.AddDays(7))];
                if (known.Sum(f => f.P50) is > 0 and var sum) needs.Add(new MaterialNeed(day, item.Id, sum, item.StockUnit));
            }
        return needs;
    }
}

internal static class AnswerBatches
{
    internal static async Task<IReadOnlyList<BatchAnswer>> Handle(BatchesOn query, ProductionDb db, CancellationToken ct) =>
        [.. (await db.Batches.AsNoTracking().Where(b => b.BakeDay == query.Date && b.Status != BatchStatus.Cancelled).OrderBy(b => b.PlannedStart).ThenBy(b => b.Id).ToListAsync(ct))
            .Select(b => new BatchAnswer(b.Id, b.Number, b.Name, Wire.Name(b.Status), b.Stage, b.PlannedStart, b.PlannedEnd, b.StartedAt, b.EndedAt, b.PlannedQuantity, b.Unit))];
}

/// <summary>Whether the pre-ferments are enough for more pieces than planned.</summary>
internal static class AnswerPrefermentMargins
{
    internal static async Task<IReadOnlyList<PrefermentMargin>> Handle(PrefermentMargins query, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == query.BakeDay, ct);
        if (plan is null) return [];
        var facts = (await queries.Ask(new ProductFacts(query.BakeDay, []), ct)).ToDictionary(f => f.ProductItemId);
        var lines = plan.Lines.Where(l => facts.ContainsKey(l.ProductItemId)).Select(l => new ExplodeLine(query.BakeDay, l.ProductItemId, Pieces(l, facts[l.ProductItemId], query))).Where(l => l.Pieces > 0).ToList();
        var needs = (await queries.Ask(new Explode(lines), ct)).Preferments;
        var margin = 1m + (await queries.Ask(new TenantProfile(), ct)).Number("production", "preferment_margin_percent") / 100m;
        var made = await db.Batches.AsNoTracking().Where(b => b.BakeDay == query.BakeDay && b.Kind == BatchKind.PreFerment && b.Status != BatchStatus.Cancelled && b.Status != BatchStatus.Failed).ToListAsync(ct);
        return [.. needs.Select(n =>
        {
            // A pre-ferment that is not begun will be made for the new need.
            var batches = made.Where(b => b.RecipeId == n.RecipeId).ToList();
            var kg = batches.Count == 0 || batches.All(b => b.Status == BatchStatus.Pending) ? Bakery.Planning.Rounding.UpTo(n.Kg * margin, 0.1m) : batches.Sum(b => b.ActualQuantity ?? b.PlannedQuantity);
            return new PrefermentMargin(n.RecipeId, n.Name, n.Kg, kg, kg >= n.Kg);
        })];
    }

    private static decimal Pieces(PlanLine line, ProductFact fact, PrefermentMargins query)
    {
        var extra = query.Extra.Where(e => e.ItemId == line.ProductItemId).Sum(e => e.Quantity);
        if (extra == 0 || line.OverrideQuantity is not null) return line.PlannedQuantity;
        var demand = new LineDemand([.. line.ShopNeeds.Select(s => s.Quantity)], line.FirmOrders + line.StandingOrders + extra, line.FinishedStock);
        return BakeQuantity.Round(demand, fact.Multiple, Wire.Parse<MultipleRounding>(fact.Rounding, "rounding"));
    }
}
