using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Plans;

/// <summary>What the machine would have baked and what was planned instead, with the money of a piece.</summary>
internal static class AnswerOverrideOutcomes
{
    internal static async Task<IReadOnlyList<OverrideOutcome>> Handle(OverrideOutcomes query, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var lines = await db.Plans.AsNoTracking().Where(p => p.PlanDate >= query.From && p.PlanDate <= query.To)
            .SelectMany(p => p.Lines.Where(l => l.OverrideQuantity != null && l.OverrideQuantity != l.MachineQuantity), (p, l) => new { p.PlanDate, l.ProductItemId, l.MachineQuantity, l.PlannedQuantity }).ToListAsync(ct);
        if (lines.Count == 0) return [];
        var products = lines.Select(l => l.ProductItemId).Distinct().ToList();
        var facts = (await queries.Ask(new ProductFacts(query.To, products), ct)).ToDictionary(f => f.ProductItemId);
        var items = (await queries.Ask(new Items(products), ct)).ToDictionary(i => i.Id);
        return [.. lines.Where(l => facts.ContainsKey(l.ProductItemId)).Select(l => new OverrideOutcome(l.PlanDate, l.ProductItemId, l.MachineQuantity, l.PlannedQuantity, facts[l.ProductItemId].VariableCost, NetPrice(items.GetValueOrDefault(l.ProductItemId))))];
    }

    private static decimal NetPrice(ItemAnswer? item) => item?.Price is { } price ? Rounding.FourDecimals(price / (1 + (item.TaxRatePercent ?? 0) / 100m)) : 0;
}
