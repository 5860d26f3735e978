using System.Text.Json;
using Bakery.Forecast;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Jobs;

/// <summary>Where one series of a job stands.</summary>
public enum SeriesState { Pending, Trained, Failed }

/// <summary>One series of a job. A killed process loses the series it was at, and no other.</summary>
[NotAudited("Machine-made in bulk by a job, which is audited.")]
internal sealed class JobSeries : ITenantOwned
{
    private JobSeries() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid JobId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public SeriesState State { get; private set; } = SeriesState.Pending;

    /// <summary>The method that a choice among single-series methods gave, as JSON.</summary>
    public string? Own { get; private set; }

    /// <summary>The process that trained it.</summary>
    public string? Worker { get; private set; }
    public int Milliseconds { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset? FinishedAt { get; private set; }

    public static JobSeries Create(Guid id, Guid job, Guid item, Guid location) => new() { Id = id, JobId = job, ItemId = item, LocationId = location };

    public void Trained(TrainedModel model, string worker, TimeSpan took, DateTimeOffset now) =>
        (State, Own, Worker, Milliseconds, FinishedAt, Error) = (SeriesState.Trained, JsonSerializer.Serialize(model, Wire.Lenient), worker, (int)took.TotalMilliseconds, now, null);

    public void Fail(string error, string worker, DateTimeOffset now) => (State, Error, Worker, FinishedAt) = (SeriesState.Failed, error, worker, now);

    public void Repeat() => State = SeriesState.Pending;

    public TrainedModel ReadOwn() => JsonSerializer.Deserialize<TrainedModel>(Own!, Wire.Lenient)!;
}

/// <summary>A series of a job as people see it.</summary>
/// <param name="Worker">The process that trained it.</param>
public sealed record JobSeriesView(Guid ItemId, Guid LocationId, SeriesState State, string? Worker, int Milliseconds, string? Error, DateTimeOffset? FinishedAt);

internal static class ListJobSeries
{
    private static readonly Sorting<JobSeries> Order = new Sorting<JobSeries>(s => s.Id, "id").By("id", s => s.Id);

    internal static async Task<Page<JobSeriesView>> Handle(Guid id, [Microsoft.AspNetCore.Http.AsParameters] PageRequest page, TrainingDb db, CancellationToken ct)
    {
        await GetJob.Find(id, db, ct);
        return await db.JobSeries.AsNoTracking().Where(s => s.JobId == id)
            .ToPage(page, Order, s => new JobSeriesView(s.ItemId, s.LocationId, s.State, s.Worker, s.Milliseconds, s.Error, s.FinishedAt), ct);
    }
}
