using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Queries;

namespace Bakery.Orchestrator.Dashboard;

/// <summary>At most seven things that need a person, by falling score, no two about the same thing for the same reason.</summary>
internal static class ActionQueue
{
    private const int Most = 7;

    /// <param name="Level">critical, important or normal.</param>
    /// <param name="EstimatedMinutes">How long the decision usually takes.</param>
    public sealed record Item(Guid Id, string Type, string Level, int Score, ReasoningData ReasoningData, Consequence? Consequence, decimal? Amount, DateTimeOffset? DeadlineAt, IReadOnlyList<AlertLink> Actions, int EstimatedMinutes, EntityRef Entity, string Status);
    public sealed record Response(int Total, int Critical, int Important, int Normal, IReadOnlyList<Item> Items, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var items = (await queries.TryAsk(new OpenAlerts(), ct) ?? []).Where(a => a.TypeClass is "action_needed" or "escalation").DistinctBy(a => (a.EventType, a.Entity.Type, a.Entity.Id))
            .Select(a => new Item(a.Id, a.EventType, a.Level is "critical" or "important" ? a.Level : "normal", a.Score, a.ReasoningData, a.ReasoningData.Consequence, a.MoneyAtRisk, a.DeadlineAt, a.Links,
                a.EventType.StartsWith("procurement", StringComparison.Ordinal) ? 3 : 2, a.Entity, a.Status)).ToList();
        return new Response(items.Count, items.Count(i => i.Level == "critical"), items.Count(i => i.Level == "important"), items.Count(i => i.Level == "normal"), [.. items.Take(Most)], clock.GetUtcNow());
    }
}
