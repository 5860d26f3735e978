using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Training.Models;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

/// <summary>Reads which series a job has and sends them out in parts, so that several processes share the work.</summary>
internal static class OnTrainingJobRequested
{
    public const int HistoryDays = 1100;
    private const int PartSize = 25;

    internal static async Task Handle(TrainingJobRequested message, TrainingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var job = await db.Jobs.FirstOrDefaultAsync(j => j.Id == message.JobId, ct);
        if (job is not { State: JobState.Pending }) return;
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone);
        // A month is enough to see what is still on sale.
        var series = await queries.Ask(new SalesSeries(job.ItemIds, job.LocationIds, today.AddDays(-60), today.AddDays(-1)), ct);
        var parts = series.Select(s => new TrainingSeries(s.ItemId, s.LocationId)).Chunk(PartSize).ToList();
        job.Start(series.Count, clock.GetUtcNow());
        bus.Publish(new TrainingStarted(job.Id, series.Count));
        bus.Publish(new TrainingDataAnalyzed(job.Id, series.Count, parts.Count));
        foreach (var part in parts) bus.Publish(new TrainingSeriesRequested(job.Id, part));
        if (parts.Count == 0) bus.Publish(new TrainingCompleted(job.Id, 0, 0));
    }
}

/// <summary>Trains the series of one part and counts them in the job.</summary>
internal static class OnTrainingSeriesRequested
{
    internal static async Task Handle(TrainingSeriesRequested message, TrainingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var state = await db.Jobs.AsNoTracking().Where(j => j.Id == message.JobId).Select(j => (JobState?)j.State).FirstOrDefaultAsync(ct);
        if (state != JobState.Running) return;
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone);
        var wanted = message.Series.Select(s => (s.ItemId, s.LocationId)).ToHashSet();
        var histories = await queries.Ask(new SalesSeries([.. wanted.Select(w => w.ItemId).Distinct()], [.. wanted.Select(w => w.LocationId).Distinct()], today.AddDays(-OnTrainingJobRequested.HistoryDays), today.AddDays(-1)), ct);
        var found = histories.Where(h => wanted.Contains((h.ItemId, h.LocationId))).ToList();
        var trained = new TrainedModel[found.Count];
        Parallel.For(0, found.Count, new ParallelOptions { CancellationToken = ct }, i => trained[i] = Forecaster.Train(History.Of(found[i])));
        for (var i = 0; i < found.Count; i++)
        {
            var model = await Registry.Add(found[i].ItemId, found[i].LocationId, trained[i], message.JobId, db, clock, ct);
            bus.Publish(new TrainingSeriesCompleted(message.JobId, model.ItemId, model.LocationId, model.Algorithm, 0));
        }
        // Parts of one job finish side by side: the count is taken under a lock.
        await db.LockAsync($"job:{message.JobId}", ct);
        var job = await db.Jobs.FirstAsync(j => j.Id == message.JobId, ct);
        var missing = wanted.Count - found.Count;
        if (missing > 0) job.Explain($"{missing} series have no history any more.");
        if (job.State == JobState.Running && job.Advance(found.Count, missing, clock.GetUtcNow()))
        {
            if (job.State == JobState.Failed) bus.Publish(new TrainingFailed(job.Id, job.Error ?? "No series could be trained."));
            bus.Publish(new TrainingCompleted(job.Id, job.Succeeded, job.Failed));
        }
    }
}

/// <summary>The history of a series as the forecast library wants it.</summary>
internal static class History
{
    public static DemandSeries Of(SeriesAnswer answer) => DemandSeries.From(answer.Days.Select(d =>
        new Forecast.SeriesDay(d.Date, (double)d.Quantity, d.IsOpen, d.IsSoldOut, d.IsSoldOut ? (double)d.DemandEstimate : null)));
}

internal static class OnSalesImported
{
    internal static async Task Handle(SalesImported message, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (message.Rows == 0) return;
        var isFirst = !await db.Models.AnyAsync(ct);
        StartTraining.Queue(Ids.New(clock), isFirst ? TrainingReason.Onboarding : TrainingReason.Manual, message.ItemIds, message.LocationIds, db, bus, clock);
    }
}

internal static class OnRetrainingRequested
{
    internal static Task Handle(RetrainingRequested message, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        StartTraining.Queue(Ids.New(clock), TrainingReason.Accuracy, message.Series.Select(s => s.ItemId), message.Series.Select(s => s.LocationId), db, bus, clock);
        return Task.CompletedTask;
    }
}

/// <summary>Sunday night: every active bakery gets its message, so that replicas share them.</summary>
internal static class FanOutWeeklyTraining
{
    internal static async Task Handle(JobTicked tick, TrainingDb db, TenantScope scope, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        // The list of bakeries is the platform's, and so is the save that holds messages of several of them.
        using var all = scope.AllTenants();
        foreach (var tenant in await queries.Ask(new ActiveTenants(), ct))
        {
            scope.Enter(tenant.Id, Actor.System);
            bus.Publish(new WeeklyTrainingDue());
        }
        scope.Enter(null, Actor.System);
        await db.SaveChangesAsync(ct);
    }
}

internal static class OnWeeklyTrainingDue
{
    internal static Task Handle(WeeklyTrainingDue message, TrainingDb db, IBus bus, TimeProvider clock)
    {
        StartTraining.Queue(Ids.New(clock), TrainingReason.Weekly, [], [], db, bus, clock);
        return Task.CompletedTask;
    }
}
