using Bakery.Contracts.Sales;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

/// <summary>Chooses the best method of its own for a series and counts it in the job; after the last one the pooled model is asked for.</summary>
internal static class OnTrainingSeriesRequested
{
    private static readonly string Machine = Environment.MachineName;

    internal static async Task Handle(TrainingSeriesRequested message, TrainingDb db, IQueryBus queries, IBus bus, Replica replica, TimeProvider clock, CancellationToken ct)
    {
        var state = await db.Jobs.AsNoTracking().Where(j => j.Id == message.JobId).Select(j => (JobState?)j.State).FirstOrDefaultAsync(ct);
        if (state != JobState.Running) return;
        var today = await TrainingData.TodayOf(queries, clock, ct);
        foreach (var series in message.Series)
        {
            var row = await db.JobSeries.FirstOrDefaultAsync(s => s.JobId == message.JobId && s.ItemId == series.ItemId && s.LocationId == series.LocationId, ct);
            if (row is not { State: SeriesState.Pending }) continue;
            var began = clock.GetTimestamp();
            var history = (await queries.Ask(new SalesSeries([series.ItemId], [series.LocationId], today.AddDays(-TrainingData.HistoryDays), today.AddDays(-1)), ct)).FirstOrDefault();
            var model = history is null ? null : Forecaster.Train(TrainingData.Of(history));
            var took = clock.GetElapsedTime(began);
            var worker = $"{Machine}-{replica.Id:N}";
            if (model is null) row.Fail("The series has no history any more.", worker, clock.GetUtcNow());
            else if (took > TrainingQueue.SeriesLimit) row.Fail($"Took longer than {TrainingQueue.SeriesLimit.TotalSeconds:0} s.", worker, clock.GetUtcNow());
            else row.Trained(model, worker, took, clock.GetUtcNow());
            await Count(message.JobId, row, model?.Algorithm ?? "", db, bus, clock, ct);
        }
    }

    /// <summary>Series of one job finish side by side: they are counted under a lock.</summary>
    private static async Task Count(Guid jobId, JobSeries row, string algorithm, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await db.LockAsync($"job:{jobId}", ct);
        var job = await db.Jobs.FirstAsync(j => j.Id == jobId, ct);
        await db.Entry(job).ReloadAsync(ct);
        if (job.State != JobState.Running) return;
        if (row.Error is { } error) job.Explain(error);
        var isLast = job.Advance(row.ItemId, row.State == SeriesState.Trained, clock.GetUtcNow());
        bus.Publish(new TrainingSeriesCompleted(jobId, row.ItemId, row.LocationId, algorithm, job.Progress));
        if (isLast) bus.Publish(new TrainingPoolRequested(jobId));
    }
}

/// <summary>This process among those that share the work.</summary>
internal sealed class Replica(TimeProvider clock)
{
    public Guid Id { get; } = Kernel.Values.Ids.New(clock);
}
