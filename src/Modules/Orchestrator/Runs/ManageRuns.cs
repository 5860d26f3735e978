using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Runs;

internal static class ListRuns
{
    private static readonly Sorting<Run> Order = new Sorting<Run>(r => r.Id, "-started_at").By("started_at", r => r.StartedAt);

    internal static async Task<Page<RunView>> Handle([AsParameters] PageRequest page, OrchestratorDb db, CancellationToken ct)
    {
        var found = await db.Runs.AsNoTracking().ToPage(page, Order, r => r.Id, ct);
        var runs = await db.Runs.AsNoTracking().Where(r => found.Items.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        return new Page<RunView>([.. found.Items.Select(id => RunView.Of(runs[id]))], found.Total, found.NextCursor);
    }
}

internal static class GetRun
{
    internal static async Task<RunView> Handle(Guid id, OrchestratorDb db, CancellationToken ct) => RunView.Of(await Find(id, db, ct));

    internal static async Task<Results<Ok<RunView>, NoContent>> Latest(OrchestratorDb db, CancellationToken ct) =>
        await db.Runs.AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).FirstOrDefaultAsync(ct) is { } run ? TypedResults.Ok(RunView.Of(run)) : TypedResults.NoContent();

    internal static async Task<Run> Find(Guid id, OrchestratorDb db, CancellationToken ct) => await db.Runs.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The run");
}

internal static class CancelRun
{
    internal static async Task<RunView> Handle(Guid id, OrchestratorDb db, IBus bus, CancellationToken ct)
    {
        var run = await GetRun.Find(id, db, ct);
        run.RequestCancel();
        bus.Publish(new RunAdvanced(run.Id, "cancel"));
        await db.SaveChangesAsync(ct);
        return RunView.Of(run);
    }
}

internal static class ResumeRun
{
    internal static async Task<RunView> Handle(Guid id, OrchestratorDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var run = await GetRun.Find(id, db, ct);
        if (await db.Runs.AnyAsync(r => r.Id != id && (r.Status == RunStatus.Pending || r.Status == RunStatus.Running || r.Status == RunStatus.Compensating), ct))
            throw new RuleViolation("run_in_progress", "Another run is going on; wait until it has ended.", 409);
        run.Resume();
        bus.Publish(new RunAdvanced(run.Id, $"resume:{clock.GetUtcNow():O}"));
        await db.SaveChangesAsync(ct);
        return RunView.Of(run);
    }
}

internal static class AnswerRunSummary
{
    internal static async Task<RunSummaryAnswer> Handle(RunSummary query, OrchestratorDb db, CancellationToken ct)
    {
        var run = await GetRun.Find(query.RunId, db, ct);
        return new RunSummaryAnswer(run.RunNumber, Wire.Name(run.RunType), Wire.Name(run.Status), run.IsLate, run.CountList());
    }
}
