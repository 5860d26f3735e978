using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AiInsights.Insights;

/// <summary>Suggestions below the tenant's minimum confidence are stored but not shown.</summary>
internal static class ListInsights
{
    private static readonly Sorting<Insight> Order = new Sorting<Insight>(i => i.Id, "-confidence").By("confidence", i => i.Confidence).By("created_at", i => i.CreatedAt);

    internal static async Task<Page<InsightView>> Handle([AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "category")] string? category, AiInsightsDb db, IQueryBus queries, CancellationToken ct)
    {
        var least = await Minimum(queries, ct);
        var rows = db.Insights.AsNoTracking().Where(i => i.Confidence >= least);
        if (Wire.ParseOptional<InsightStatus>(status, "status") is { } s) rows = rows.Where(i => i.Status == s);
        else rows = rows.Where(i => i.Status == InsightStatus.New || i.Status == InsightStatus.Acknowledged || i.Status == InsightStatus.InProgress);
        if (Wire.ParseOptional<InsightCategory>(category, "category") is { } c) rows = rows.Where(i => i.Category == c);
        var found = await rows.ToPage(page, Order, i => i, ct);
        return new Page<InsightView>([.. found.Items.Select(InsightView.Of)], found.Total, found.NextCursor);
    }

    internal static async Task<int> Minimum(IQueryBus queries, CancellationToken ct) => (int)(await queries.Ask(new TenantProfile(), ct)).Number("ai", "min_confidence");
}

internal static class GetInsight
{
    internal static async Task<InsightView> Handle(Guid id, AiInsightsDb db, CancellationToken ct) => InsightView.Of(await Find(id, db, ct));

    internal static async Task<Insight> Find(Guid id, AiInsightsDb db, CancellationToken ct) => await db.Insights.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The insight");
}

internal static class OrchestrationReady
{
    private const int Most = 100;

    internal static async Task<Page<InsightView>> Handle([FromQuery(Name = "phase")] string? phase, AiInsightsDb db, IQueryBus queries, CancellationToken ct)
    {
        var rows = await Ready(phase, await ListInsights.Minimum(queries, ct), db, ct);
        return new Page<InsightView>([.. rows.Select(InsightView.Of)], rows.Count, null);
    }

    internal static async Task<IReadOnlyList<InsightAnswer>> Answer(ActionableInsights query, AiInsightsDb db, IQueryBus queries, CancellationToken ct) =>
        [.. (await Ready(query.Phase, await ListInsights.Minimum(queries, ct), db, ct)).Select(i => new InsightAnswer(i.Id, Wire.Name(i.Type), Wire.Name(i.Category), i.Confidence, i.ImpactValue, i.ImpactUnit, i.Reason()))];

    private static Task<List<Insight>> Ready(string? phase, int least, AiInsightsDb db, CancellationToken ct) => db.Insights.AsNoTracking()
        .Where(i => (phase == null || i.Phase == phase) && i.Confidence >= least && (i.Status == InsightStatus.New || i.Status == InsightStatus.Acknowledged)).OrderByDescending(i => i.Confidence).ThenBy(i => i.Id).Take(Most).ToListAsync(ct);
}

internal static class InsightMetrics
{
    public sealed record Row(InsightStatus Status, InsightCategory Category, int Count);
    public sealed record Response(IReadOnlyList<Row> Rows, int FeedbackCount, int Successes);

    internal static async Task<Response> Handle(AiInsightsDb db, CancellationToken ct) => new(
        await db.Insights.GroupBy(i => new { i.Status, i.Category }).Select(g => new Row(g.Key.Status, g.Key.Category, g.Count())).ToListAsync(ct), await db.Feedback.CountAsync(ct), await db.Feedback.CountAsync(f => f.Success, ct));
}
