using System.Globalization;
using Bakery.AiInsights.Insights;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.AiInsights.Producers;

/// <summary>The insights step of a run: what last week's overrides cost against the machine's plan, per product.</summary>
internal static class OnStepRequested
{
    private const int Days = 7;
    private const decimal WorthSaying = 1m;

    internal static async Task Handle(StepRequested step, AiInsightsDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if (step.Step != "insights" || step.Action != "run") return;
        var outcomes = await queries.Ask(new OverrideOutcomes(step.BusinessDay.AddDays(-Days), step.BusinessDay.AddDays(-1)), ct);
        var names = (await queries.Ask(new Items([.. outcomes.Select(o => o.ProductItemId).Distinct()]), ct)).ToDictionary(i => i.Id, i => i.Name);
        var success = await Findings.PastSuccess(InsightCategory.Production, db, ct);
        var drafts = outcomes.GroupBy(o => o.ProductItemId).Select(g => Draft(g.Key, [.. g], names.GetValueOrDefault(g.Key, ""), success)).OfType<InsightDraft>().ToList();
        var made = await Findings.Store(drafts, db, bus, clock, ct);
        bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", null, new Dictionary<string, int> { ["insights"] = made }, null));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Pieces above the machine's quantity cost their variable cost, pieces below it their margin; both are upper bounds and said to be so.</summary>
    internal static InsightDraft? Draft(Guid product, IReadOnlyList<OverrideOutcome> outcomes, string name, decimal success)
    {
        var surplus = outcomes.Sum(o => Math.Max(0, o.Planned - o.Machine) * o.VariableCost);
        var missed = outcomes.Sum(o => Math.Max(0, o.Machine - o.Planned) * Math.Max(0, o.NetPrice - o.VariableCost));
        var cost = Rounding.Cents(surplus + missed);
        if (cost < WorthSaying) return null;
        return new InsightDraft(InsightType.Optimization, InsightCategory.Production, "production", InsightConfidence.Of(90, 70, outcomes.Count * 10, 1, success), ImpactKind.CostSaved, cost, "EUR", "production", $"override_cost:{product}",
            new ReasoningData("override_cost", new Dictionary<string, object?>
            {
                ["product_name"] = name, ["days"] = outcomes.Select(o => o.Date).Distinct().Count().ToString(CultureInfo.InvariantCulture),
                ["surplus_cost"] = Rounding.Cents(surplus).ToString("0.00", CultureInfo.InvariantCulture), ["missed_margin"] = Rounding.Cents(missed).ToString("0.00", CultureInfo.InvariantCulture),
            }, new Consequence("waste_risk", cost >= 20 ? "medium" : "low")), [new InsightAction("open_plan", "production", "/app/tomorrow")]);
    }
}
