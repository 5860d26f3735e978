using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Queries;
using Bakery.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Dashboard;

/// <summary>The story of the last daily run: what it counted and what it did by itself.</summary>
internal static class OrchestrationSummary
{
    public sealed record Act(ReasoningData ReasoningData, EntityRef Entity);
    public sealed record Response(RunView? Run, decimal? TookSeconds, IReadOnlyList<Act> Actions, bool ReadyToPlan, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle(OrchestratorDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var run = await db.Runs.AsNoTracking().Where(r => r.RunType != RunType.Refresh).OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        var acts = (await queries.TryAsk(new OpenAlerts(), ct) ?? []).Where(a => a.TypeClass == "prevented_issue").Select(a => new Act(a.ReasoningData, a.Entity)).ToList();
        var took = run?.CompletedAt is { } end ? (decimal?)Math.Round((decimal)(end - run.StartedAt).TotalSeconds, 1) : null;
        return new Response(run is null ? null : RunView.Of(run), took, acts, run is null, clock.GetUtcNow());
    }
}
