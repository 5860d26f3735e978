using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Orchestrator.Runs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Schedules;

/// <summary>
/// Every minute: which tenants' local time has passed their daily run or evening refresh without a run of that day? Each gets one message. A
/// process that was off starts the run once when it is back, marked as late.
/// </summary>
internal static class StartDueRuns
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Overdue = TimeSpan.FromHours(1);
    private static readonly Guid Space = new("0c1d6a1e-6b0e-4a5e-8f6d-2f0b6f7d9d21");

    internal static async Task Handle(JobTicked tick, OrchestratorDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants(); // looks at every tenant's clock
        var now = clock.GetUtcNow();
        var tenants = await queries.Ask(new ActiveTenants(), ct);
        var since = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        var done = (await db.Runs.Where(r => r.BusinessDay >= since && r.Repeat == 0).Select(r => new { r.TenantId, r.RunType, r.BusinessDay, r.Status }).ToListAsync(ct)).ToDictionary(r => (r.TenantId, r.RunType, r.BusinessDay), r => r.Status);
        var overdue = 0;
        foreach (var tenant in tenants)
        {
            var today = BusinessTime.Today(now, tenant.TimeZone);
            foreach (var (type, at) in new[] { (RunType.Scheduled, tenant.DailyRunTime), (RunType.Refresh, tenant.EveningRefreshTime) })
            {
                var due = BusinessTime.Instant(today, at, tenant.TimeZone);
                if (now < due || tenant.CreatedAt > due) continue;
                if (type == RunType.Scheduled && now > due + Overdue && done.GetValueOrDefault((tenant.Id, type, today)) is not (RunStatus.Completed or RunStatus.PartialSuccess)) overdue++;
                if (done.ContainsKey((tenant.Id, type, today))) continue;
                if (type == RunType.Refresh && !done.ContainsKey((tenant.Id, RunType.Scheduled, today))) continue; // nothing to refresh
                db.Scope.Enter(tenant.Id, Actor.System, null, db.Scope.CorrelationId, db.Scope.CausationId);
                // One message per tenant, kind, day and quarter of an hour: a run refused because another goes on is tried again.
                bus.Publish(new RunDue(type, today, now > due + Grace), id: Ids.From(Space, $"{tenant.Id}:{type}:{today:O}:{now.ToUnixTimeSeconds() / 900}"));
            }
        }
        RunMeasures.SetOverdue(overdue, clock);
        db.Scope.Enter(null, Actor.System, null, db.Scope.CorrelationId, db.Scope.CausationId);
        await db.SaveChangesAsync(ct); // while the view is open: the messages belong to several tenants
    }
}

/// <summary>Starts the due run; while another one goes on it looks again a minute later.</summary>
internal static class OnRunDue
{
    internal static async Task Handle(RunDue due, OrchestratorDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await StartRun.Create(due.RunType, due.BusinessDay, false, due.IsLate, "schedule", await queries.Ask(new TenantProfile(), ct), db, bus, clock, ct);
        }
        catch (RuleViolation busy) when (busy.Code == "run_in_progress")
        {
            bus.Publish(due, dueAt: clock.GetUtcNow().AddMinutes(1));
        }
    }
}

internal static class ListSchedules
{
    public sealed record Row(RunType RunType, TimeOnly LocalTime, DateTimeOffset NextAt);
    public sealed record Response(string TimeZone, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle(IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var now = clock.GetUtcNow();
        return new Response(profile.TimeZone, [Next(RunType.Scheduled, "daily_run_time"), Next(RunType.Refresh, "evening_refresh_time")]);

        Row Next(RunType type, string key)
        {
            var time = profile.Time("general", key);
            var today = BusinessTime.Today(now, profile.TimeZone);
            var at = BusinessTime.Instant(today, time, profile.TimeZone);
            return new Row(type, time, at > now ? at : BusinessTime.Instant(today.AddDays(1), time, profile.TimeZone));
        }
    }
}
