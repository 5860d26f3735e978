using System.Globalization;
using Bakery.AiInsights.Insights;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.AiInsights.Producers;

/// <summary>After a validation: learned demand rules that differ from the assumption by more than a tenth.</summary>
internal static class OnValidationCompleted
{
    private const decimal WorthSaying = 0.10m;

    internal static async Task Handle(ValidationCompleted message, AiInsightsDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var differences = (await queries.Ask(new RuleDifferences(), ct)).Where(r => Math.Abs(r.Learned / r.Assumed - 1m) > WorthSaying).ToList();
        var names = (await queries.Ask(new Items([.. differences.Select(d => d.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id, i => i.Name);
        var success = await Findings.PastSuccess(InsightCategory.Forecasting, db, ct);
        await Findings.Store([.. differences.Select(d => new InsightDraft(InsightType.Recommendation, InsightCategory.Forecasting, "forecast", InsightConfidence.Of(90, d.Confidence, d.Samples, 1, success),
            ImpactKind.Quality, Math.Round(100m * (d.Learned / d.Assumed - 1m), 1), "percent", "forecasting", $"rule:{d.RuleId}",
            new ReasoningData("rule_difference", new Dictionary<string, object?>
            {
                ["product_name"] = names.GetValueOrDefault(d.ItemId, ""), ["kind"] = d.Kind, ["assumed"] = d.Assumed.ToString("0.00", CultureInfo.InvariantCulture),
                ["learned"] = d.Learned.ToString("0.00", CultureInfo.InvariantCulture), ["samples"] = d.Samples.ToString(CultureInfo.InvariantCulture),
            }), [new InsightAction("open_rules", "forecasting", "/app/analytics/forecasting")]))], db, bus, clock, ct);
        await db.SaveChangesAsync(ct);
    }
}
