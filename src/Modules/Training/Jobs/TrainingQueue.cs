using Bakery.Contracts.Training;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

/// <summary>The order of a bakery's jobs and their limits (ai.md 3.1).</summary>
internal static class TrainingQueue
{
    /// <summary>Jobs of a bakery that run side by side.</summary>
    public const int ParallelJobs = 2;

    /// <summary>A job without progress for longer is given up; a process that was away does not count against a job that moves.</summary>
    public static readonly TimeSpan JobLimit = TimeSpan.FromMinutes(30);

    /// <summary>A series that takes longer is served by the baseline.</summary>
    public static readonly TimeSpan SeriesLimit = TimeSpan.FromSeconds(120);

    /// <summary>First the more urgent reason, then the older job.</summary>
    public static IEnumerable<TrainingJob> InOrder(IEnumerable<TrainingJob> waiting) => waiting.OrderBy(j => j.Reason).ThenBy(j => j.CreatedAt).ThenBy(j => j.Id);

    /// <summary>The job that may start now, or null. The queue's lock is held until the transaction ends.</summary>
    public static async Task<TrainingJob?> Next(TrainingDb db, CancellationToken ct)
    {
        await db.LockAsync("queue", ct);
        if (await db.Jobs.CountAsync(j => j.State == JobState.Running, ct) >= ParallelJobs) return null;
        return InOrder(await db.Jobs.Where(j => j.State == JobState.Pending).ToListAsync(ct)).FirstOrDefault();
    }

    /// <summary>A place is free: whoever waits is called.</summary>
    public static async Task CallNext(Guid over, TrainingDb db, IBus bus, CancellationToken ct)
    {
        if (InOrder(await db.Jobs.AsNoTracking().Where(j => j.State == JobState.Pending && j.Id != over).ToListAsync(ct)).FirstOrDefault() is { } next) bus.Publish(new TrainingJobRequested(next.Id));
    }
}

/// <summary>Gives up jobs that no longer move.</summary>
internal static class EndOverdueJobs
{
    internal static async Task Handle(JobTicked tick, TrainingDb db, TenantScope scope, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        // Jobs of every bakery are looked at in one go.
        using var all = scope.AllTenants();
        var now = clock.GetUtcNow();
        foreach (var job in await db.Jobs.Where(j => j.State == JobState.Running && j.ProgressAt < now - TrainingQueue.JobLimit).ToListAsync(ct))
        {
            scope.Enter(job.TenantId, Actor.System);
            job.Fail($"No progress in {TrainingQueue.JobLimit.TotalMinutes:0} minutes.", now);
            bus.Publish(new TrainingFailed(job.Id, job.Error!));
            var waiting = await db.Jobs.AsNoTracking().Where(j => j.TenantId == job.TenantId && j.State == JobState.Pending).ToListAsync(ct);
            if (TrainingQueue.InOrder(waiting).FirstOrDefault() is { } next) bus.Publish(new TrainingJobRequested(next.Id));
        }
        scope.Enter(null, Actor.System);
        await db.SaveChangesAsync(ct);
    }
}
