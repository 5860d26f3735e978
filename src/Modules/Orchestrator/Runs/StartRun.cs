using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Runs;

internal static class StartRun
{
    /// <param name="BusinessDay">Left out: today in the tenant's zone.</param>
    /// <param name="Force">Makes another run of a day that has one.</param>
    public sealed record Request(RunType RunType = RunType.Manual, DateOnly? BusinessDay = null, bool Force = false);

    internal static async Task<Results<Accepted<RunView>, Ok<RunView>>> Handle(Request request, OrchestratorDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone);
        var day = request.BusinessDay ?? today;
        if (day < today.AddDays(-7) || day > today.AddDays(1)) throw RuleViolation.Invalid("business_day", "A day from a week ago to tomorrow.");
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var (run, isNew) = await Create(request.RunType, day, request.Force, false, db.Scope.Actor.Name, profile, db, bus, clock, ct);
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.CommitAsync(ct);
        return isNew ? TypedResults.Accepted((string?)null, RunView.Of(run)) : TypedResults.Ok(RunView.Of(run));
    }

    /// <summary>The run of that type and day, made if there is none; one open run per tenant.</summary>
    internal static async Task<(Run Run, bool IsNew)> Create(RunType type, DateOnly day, bool force, bool late, string by, TenantProfileAnswer profile, OrchestratorDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync("run", ct);
        var sameDay = await db.Runs.Where(r => r.BusinessDay == day && r.RunType == type).OrderByDescending(r => r.Repeat).FirstOrDefaultAsync(ct);
        if (sameDay is not null && !force) return (sameDay, false);
        if (await db.Runs.AnyAsync(r => r.Status == RunStatus.Pending || r.Status == RunStatus.Running || r.Status == RunStatus.Compensating, ct))
            throw new RuleViolation("run_in_progress", "Another run is going on; wait until it has ended.", 409);
        var prefix = $"RUN-{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-";
        var number = $"{prefix}{await db.Runs.CountAsync(r => r.BusinessDay == day, ct) + 1:0000}";
        var run = Run.Start(Ids.New(clock), number, type, day, sameDay is null ? 0 : sameDay.Repeat + 1, late, by, (int)profile.Number("forecasting", "horizon_days"), clock);
        db.Add(run);
        bus.Publish(new RunStarted(run.Id, number, Wire.Name(type), day));
        bus.Publish(new RunAdvanced(run.Id, "start"));
        if (late)
            bus.Publish(new AlertRaised("orchestrator.run_late", "medium", "information", new EntityRef("run", run.Id), null, null, 20, 100,
                new ReasoningData("orchestrator.run_late", new Dictionary<string, object?> { ["run_number"] = number, ["planned_time"] = profile.Text("general", type == RunType.Refresh ? "evening_refresh_time" : "daily_run_time") })));
        return (run, true);
    }
}
