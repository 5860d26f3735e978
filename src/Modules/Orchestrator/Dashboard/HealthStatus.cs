using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Dashboard;

internal static class HealthStatus
{
    /// <param name="State">ok, attention or problem.</param>
    public sealed record Check(string Code, string State, int Count);

    /// <param name="Status">green, yellow or red.</param>
    public sealed record Response(string Status, string HeadlineKey, IReadOnlyDictionary<string, int> Parameters, IReadOnlyList<Check> Checklist, RunView? LastRun, DateTimeOffset NextRunAt, DateTimeOffset UpdatedAt);

    internal static async Task<Response> Handle(OrchestratorDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var alerts = await queries.TryAsk(new OpenAlerts(), ct) ?? [];
        var approvals = await queries.TryAsk(new PendingApprovals(), ct) ?? [];
        var run = await db.Runs.AsNoTracking().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(ct);
        var urgent = alerts.Count(a => a.Severity == "urgent");
        var high = alerts.Count(a => a.Severity == "high");
        var shortages = alerts.Count(a => a.EventType == "inventory.critical_stock_shortage");
        var failed = run is { Status: RunStatus.Failed or RunStatus.Compensated };
        var stale = run is null || run.StartedAt < now.AddHours(-24);
        Check[] checks =
        [
            new("last_run", failed ? "problem" : stale ? "attention" : "ok", failed ? 1 : 0),
            new("urgent_alerts", urgent > 0 ? "problem" : "ok", urgent),
            new("stock_for_next_bake", shortages > 0 ? "problem" : "ok", shortages),
            new("high_alerts", high > 0 ? "attention" : "ok", high),
            new("approvals_pending", approvals.Count > 0 ? "attention" : "ok", approvals.Count),
        ];
        var status = checks.Any(c => c.State == "problem") ? "red" : checks.Any(c => c.State == "attention") ? "yellow" : "green";
        var profile = await queries.Ask(new TenantProfile(), ct);
        var next = NextRun(profile, now);
        return new Response(status, run is null ? "no_run_yet" : status, new Dictionary<string, int> { ["problems"] = checks.Count(c => c.State == "problem"), ["open"] = checks.Count(c => c.State == "attention") },
            checks, run is null ? null : RunView.Of(run), next, now);
    }

    private static DateTimeOffset NextRun(TenantProfileAnswer profile, DateTimeOffset now)
    {
        var today = BusinessTime.Today(now, profile.TimeZone);
        var at = BusinessTime.Instant(today, profile.Time("general", "daily_run_time"), profile.TimeZone);
        return at > now ? at : BusinessTime.Instant(today.AddDays(1), profile.Time("general", "daily_run_time"), profile.TimeZone);
    }
}
