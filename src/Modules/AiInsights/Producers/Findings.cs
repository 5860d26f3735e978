using Bakery.AiInsights.Insights;
using Bakery.Contracts.AiInsights;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AiInsights.Producers;

/// <summary>Stores what producers find: the same finding that is still open is refreshed, not doubled; one that was dismissed stays away until it expires.</summary>
internal static class Findings
{
    public static async Task<int> Store(IReadOnlyList<InsightDraft> drafts, AiInsightsDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var keys = drafts.Select(d => d.DedupKey).ToList();
        var known = (await db.Insights.Where(i => keys.Contains(i.DedupKey) && i.ExpiresAt > now).ToListAsync(ct)).ToLookup(i => i.DedupKey);
        var made = 0;
        foreach (var draft in drafts)
        {
            if (known[draft.DedupKey].FirstOrDefault(i => i.IsOpen) is { } open)
            {
                open.Refresh(draft, now);
                continue;
            }
            if (known[draft.DedupKey].Any()) continue;
            var insight = Insight.Create(Ids.New(clock), draft, now);
            db.Add(insight);
            bus.Publish(new InsightCreated(insight.Id, Wire.Name(insight.Type), Wire.Name(insight.Category), insight.Confidence));
            made++;
        }
        return made;
    }

    /// <summary>Share of earlier suggestions of the category that worked, in percent; 50 before there is any feedback.</summary>
    public static async Task<decimal> PastSuccess(InsightCategory category, AiInsightsDb db, CancellationToken ct)
    {
        var results = await db.Feedback.Join(db.Insights.Where(i => i.Category == category), f => f.InsightId, i => i.Id, (f, _) => f.Success).Take(500).ToListAsync(ct);
        return results.Count == 0 ? 50m : 100m * results.Count(r => r) / results.Count;
    }
}
