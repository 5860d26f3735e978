using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AiInsights.Insights;

internal static class ActOnInsight
{
    internal static Task<InsightView> Acknowledge(Guid id, AiInsightsDb db, CancellationToken ct) => Act(id, db, i => i.Acknowledge(), ct);
    internal static Task<InsightView> Apply(Guid id, AiInsightsDb db, TimeProvider clock, CancellationToken ct) => Act(id, db, i => i.Apply(clock.GetUtcNow()), ct);
    internal static Task<InsightView> Dismiss(Guid id, AiInsightsDb db, CancellationToken ct) => Act(id, db, i => i.Dismiss(), ct);

    private static async Task<InsightView> Act(Guid id, AiInsightsDb db, Action<Insight> act, CancellationToken ct)
    {
        var insight = await GetInsight.Find(id, db, ct);
        act(insight);
        await db.SaveChangesAsync(ct);
        return InsightView.Of(insight);
    }
}

internal static class RecordFeedback
{
    public sealed record Request(bool Success, decimal? ExpectedValue = null, decimal? ActualValue = null, [property: MaxLength(500)] string? Note = null);

    internal static async Task<NoContent> Handle(Guid id, Request request, AiInsightsDb db, TimeProvider clock, CancellationToken ct)
    {
        var insight = await GetInsight.Find(id, db, ct);
        if (insight.Status != InsightStatus.Applied) throw RuleViolation.Transition("Feedback for the insight", insight.Status, "recorded");
        db.Add(new InsightFeedback { Id = Ids.New(clock), InsightId = id, Success = request.Success, ExpectedValue = request.ExpectedValue, ActualValue = request.ActualValue, Note = request.Note, At = clock.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class DeleteInsight
{
    internal static async Task<NoContent> Handle(Guid id, AiInsightsDb db, CancellationToken ct)
    {
        db.Remove(await GetInsight.Find(id, db, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>Suggestions that nobody took up in time.</summary>
internal static class ExpireInsights
{
    internal static async Task Handle(JobTicked tick, AiInsightsDb db, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // a sweep over every tenant
        var now = clock.GetUtcNow();
        foreach (var insight in await db.Insights.Where(i => i.ExpiresAt < now && (i.Status == InsightStatus.New || i.Status == InsightStatus.Acknowledged)).OrderBy(i => i.Id).Take(1000).ToListAsync(ct)) insight.Expire();
        await db.SaveChangesAsync(ct);
    }
}
