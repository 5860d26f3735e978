using Bakery.Kernel.Queries;
using Bakery.Contracts.Inventory;
using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Training;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

internal static class StartTraining
{
    /// <param name="ItemIds">Empty means all.</param>
    public sealed record Request([property: MaxLength(5000)] IReadOnlyList<Guid>? ItemIds = null, [property: MaxLength(500)] IReadOnlyList<Guid>? LocationIds = null, TrainingReason Reason = TrainingReason.Manual);

    /// <param name="LivePath">Progress comes as <c>training_progress</c> events on this event stream; each says that the job has moved.</param>
    public sealed record Response(Guid JobId, string LivePath);

    internal static async Task<Accepted<Response>> Handle(Request request, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var job = Queue(Ids.New(clock), request.Reason, request.ItemIds ?? [], request.LocationIds ?? [], db, bus, clock);
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted((string?)null, new Response(job.Id, "/api/events?channels=training"));
    }

    internal static TrainingJob Queue(Guid id, TrainingReason reason, IEnumerable<Guid> items, IEnumerable<Guid> locations, TrainingDb db, IBus bus, TimeProvider clock)
    {
        var job = TrainingJob.Create(id, reason, items, locations, clock.GetUtcNow());
        db.Add(job);
        bus.Publish(new TrainingJobRequested(job.Id));
        return job;
    }
}

internal static class TrainProduct
{
    internal static async Task<Accepted<StartTraining.Response>> Handle(Guid item_id, TrainingDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if ((await queries.Ask(new Items([item_id]), ct)).Count == 0) throw RuleViolation.NotFound("The product");
        return await StartTraining.Handle(new StartTraining.Request([item_id]), db, bus, clock, ct);
    }
}

internal static class ListJobs
{
    private static readonly Sorting<TrainingJob> Order = new Sorting<TrainingJob>(j => j.Id, "-created_at").By("created_at", j => j.CreatedAt);

    internal static async Task<Page<JobView>> Handle([AsParameters] PageRequest page, TrainingDb db, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.Jobs.AsNoTracking().ToPage(page, Order, j => j, ct);
        return new Page<JobView>([.. rows.Items.Select(j => JobView.Of(j, clock))], rows.Total, rows.NextCursor);
    }
}

internal static class GetJob
{
    internal static async Task<JobView> Handle(Guid id, TrainingDb db, TimeProvider clock, CancellationToken ct) => JobView.Of(await Find(id, db, ct), clock);

    internal static async Task<TrainingJob> Find(Guid id, TrainingDb db, CancellationToken ct) => await db.Jobs.FirstOrDefaultAsync(j => j.Id == id, ct) ?? throw RuleViolation.NotFound("The training job");
}

internal static class CancelJob
{
    internal static async Task<JobView> Handle(Guid id, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var job = await GetJob.Find(id, db, ct);
        job.Cancel(clock.GetUtcNow());
        await TrainingQueue.CallNext(job.Id, db, bus, ct);
        await db.SaveChangesAsync(ct);
        return JobView.Of(job, clock);
    }
}

internal static class RetryJob
{
    internal static async Task<JobView> Handle(Guid id, TrainingDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var job = await GetJob.Find(id, db, ct);
        job.Retry();
        bus.Publish(new TrainingJobRequested(job.Id));
        await db.SaveChangesAsync(ct);
        return JobView.Of(job, clock);
    }
}
