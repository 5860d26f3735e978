using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Training;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Contracts.Tenant;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

/// <summary>Starts the most urgent job that waits: reads which series it has and sends them out one by one, so that several processes share the work.</summary>
internal static class OnTrainingJobRequested
{
    // Two months are enough to see what is still on sale.
    private const int OnSaleDays = 60;

    internal static async Task Handle(TrainingJobRequested message, TrainingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (await TrainingQueue.Next(db, ct) is not { } job) return;
        var today = await TrainingData.TodayOf(queries, clock, ct);
        var onSale = await queries.Ask(new SalesSeries(job.ItemIds, job.LocationIds, today.AddDays(-OnSaleDays), today.AddDays(-1)), ct);
        var known = await db.JobSeries.Where(s => s.JobId == job.Id).ToListAsync(ct);
        var rows = known.Concat(onSale.Where(s => !known.Any(k => k.ItemId == s.ItemId && k.LocationId == s.LocationId)).Select(s => JobSeries.Create(Ids.New(clock), job.Id, s.ItemId, s.LocationId))).ToList();
        db.AddRange(rows.Except(known));
        var open = rows.Where(r => r.State != SeriesState.Trained).ToList();
        foreach (var row in open) row.Repeat();
        job.Start(rows.Count, rows.Count - open.Count, clock.GetUtcNow());
        bus.Publish(new TrainingStarted(job.Id, rows.Count));
        bus.Publish(new TrainingDataAnalyzed(job.Id, rows.Count, open.Count));
        foreach (var row in open) bus.Publish(new TrainingSeriesRequested(job.Id, [new TrainingSeries(row.ItemId, row.LocationId)]));
        if (job.Stage == JobStage.Pool) bus.Publish(new TrainingPoolRequested(job.Id));
        if (!job.IsOver) return;
        bus.Publish(new TrainingCompleted(job.Id, 0, 0));
        await TrainingQueue.CallNext(job.Id, db, bus, ct);
    }
}

/// <summary>The first import trains everything; a later one only what it changes much: new products, or months of history.</summary>
internal static class OnSalesImported
{
    private const int MuchHistoryDays = 28;

    internal static async Task Handle(SalesImported message, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (message.Rows == 0) return;
        var known = await db.Models.Where(m => m.State == Models.ModelState.Active).Select(m => m.ItemId).Distinct().ToListAsync(ct);
        if (known.Count == 0) StartTraining.Queue(Ids.New(clock), TrainingReason.Onboarding, message.ItemIds, message.LocationIds, db, bus, clock);
        else if (message.To.DayNumber - message.From.DayNumber >= MuchHistoryDays || message.ItemIds.Except(known).Any()) StartTraining.Queue(Ids.New(clock), TrainingReason.Manual, message.ItemIds, message.LocationIds, db, bus, clock);
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
    internal static Task Handle(JobTicked tick, TrainingDb db, IQueryBus queries, IBus bus, CancellationToken ct) => db.FanOut(queries, bus, _ => new WeeklyTrainingDue(), null, ct);
}

internal static class OnWeeklyTrainingDue
{
    internal static Task Handle(WeeklyTrainingDue message, TrainingDb db, IBus bus, TimeProvider clock)
    {
        StartTraining.Queue(Ids.New(clock), TrainingReason.Weekly, [], [], db, bus, clock);
        return Task.CompletedTask;
    }
}
