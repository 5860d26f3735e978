using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Security;
using Bakery.Kernel.Values;
using Bakery.Training.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Models;

/// <summary>The end of a job: one pooled model over all series, the choice for each series of the job, and what becomes active.</summary>
internal static class OnTrainingPoolRequested
{
    /// <summary>Pooled models that serve nothing are kept this long, so that an older version can be activated.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(84);

    /// <summary>A training that lasts leaves the other half to people and to the night run; the result does not depend on it.</summary>
    private static readonly PooledOptions HalfOfTheMachine = new() { Threads = Math.Max(1, Environment.ProcessorCount / 2) };

    internal static async Task Handle(TrainingPoolRequested message, TrainingDb db, IQueryBus queries, IBus bus, Secrets secrets, TimeProvider clock, CancellationToken ct)
    {
        var state = await db.Jobs.AsNoTracking().Where(j => j.Id == message.JobId).Select(j => (JobState?)j.State).FirstOrDefaultAsync(ct);
        if (state != JobState.Running) return;
        // Versions are numbered: two jobs of a bakery end one after the other.
        await db.LockAsync("registry", ct);
        var data = await TrainingData.Read(queries, clock, ct);
        var pooled = Train(data, ct);
        var artifact = pooled is null ? null : Artifact.Create(Ids.New(clock), db.Scope.Require(), message.JobId, pooled, secrets, clock.GetUtcNow());
        var rows = await db.JobSeries.Where(s => s.JobId == message.JobId && s.State == SeriesState.Trained).ToListAsync(ct);
        var active = await db.Models.Where(m => m.State == ModelState.Active).ToListAsync(ct);
        var usesPool = await Register(rows, active, data, pooled, artifact, message.JobId, db, secrets, clock, ct);
        if (artifact is not null && usesPool) db.Add(artifact);
        await Finish(message.JobId, db, bus, clock, ct);
        await db.SaveChangesAsync(ct);
        var old = clock.GetUtcNow() - Kept;
        await db.Artifacts.Where(a => a.CreatedAt < old && !db.Models.Any(m => m.ArtifactId == a.Id && m.State == ModelState.Active)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Null while no series has the eight weeks that end the cold start.</summary>
    private static PooledModel? Train(TrainingData data, CancellationToken ct) =>
        data.Series.Any(s => s.History.Weeks >= ColdStart.WeeksNeeded) ? PooledForecaster.Train(data.Series, data.Calendar, HalfOfTheMachine, ct: ct) : null;

    /// <summary>True when a series is served by the pooled model.</summary>
    private static async Task<bool> Register(List<JobSeries> rows, List<ForecastModel> active, TrainingData data, PooledModel? pooled, Artifact? artifact, Guid job, TrainingDb db, Secrets secrets, TimeProvider clock, CancellationToken ct)
    {
        var numbers = (await db.Models.GroupBy(m => new { m.ItemId, m.LocationId }).Select(g => new { g.Key, Last = g.Max(m => m.Number) }).ToListAsync(ct)).ToDictionary(n => (n.Key.ItemId, n.Key.LocationId), n => n.Last);
        var served = active.ToDictionary(m => (m.ItemId, m.LocationId));
        var activation = await Activation.Prepare(data, pooled, active, db, secrets, ct);
        var (tenant, now, usesPool) = (db.Scope.Require(), clock.GetUtcNow(), false);
        var known = data.Series.Select(s => s.Key).ToHashSet();
        foreach (var row in rows.Where(r => known.Contains(TrainingData.Key(r.ItemId, r.LocationId))))
        {
            var (chosen, choice) = ModelChooser.Choose(row.ReadOwn(), pooled, TrainingData.Key(row.ItemId, row.LocationId));
            var isPooled = choice == ModelChoice.PooledWon;
            var model = ForecastModel.Create(Ids.New(clock), tenant, row.ItemId, row.LocationId, numbers.GetValueOrDefault((row.ItemId, row.LocationId)) + 1, chosen, choice, isPooled ? artifact!.Id : null, job, secrets, now);
            var before = served.GetValueOrDefault((row.ItemId, row.LocationId));
            // An active model that was tampered with is no measure.
            if (before is not null && before.IsSigned(secrets) && !activation.Replaces(before, chosen)) model.Reject();
            else
            {
                before?.Retire();
                model.Activate();
            }
            usesPool |= isPooled;
            db.Add(model);
        }
        return usesPool;
    }

    private static async Task Finish(Guid id, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync($"job:{id}", ct);
        var job = await db.Jobs.FirstAsync(j => j.Id == id, ct);
        await db.Entry(job).ReloadAsync(ct);
        if (job.State != JobState.Running) return;
        job.Complete(clock.GetUtcNow());
        if (job.State == JobState.Failed) bus.Publish(new TrainingFailed(job.Id, job.Error ?? "No series could be trained."));
        bus.Publish(new TrainingCompleted(job.Id, job.Succeeded, job.Failed));
        await TrainingQueue.CallNext(job.Id, db, bus, ct);
    }
}
