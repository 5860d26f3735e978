using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Training.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState { Pending, Running, Completed, CompletedWithErrors, Failed, Cancelled }

/// <summary>Why models are trained; also the order in the queue.</summary>
public enum TrainingReason { Onboarding, Manual, Accuracy, Weekly }

/// <summary>The training of some or all series of a bakery.</summary>
internal sealed class TrainingJob : ITenantOwned, IVersioned
{
    private const int MaximumAttempts = 3;

    private TrainingJob() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public TrainingReason Reason { get; private set; }
    public JobState State { get; private set; } = JobState.Pending;
    public List<Guid> ItemIds { get; private set; } = [];
    public List<Guid> LocationIds { get; private set; } = [];
    public int Series { get; private set; }
    public int Succeeded { get; private set; }
    public int Failed { get; private set; }
    public int Attempts { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsOver => State is JobState.Completed or JobState.CompletedWithErrors or JobState.Failed or JobState.Cancelled;

    /// <summary>0 waiting, 20 history read, 20 to 80 while series are trained, 100 over.</summary>
    public int Progress => State switch
    {
        JobState.Pending or JobState.Cancelled or JobState.Failed => 0,
        JobState.Running => Series == 0 ? 20 : 20 + (Succeeded + Failed) * 60 / Series,
        _ => 100,
    };

    public static TrainingJob Create(Guid id, TrainingReason reason, IEnumerable<Guid> items, IEnumerable<Guid> locations, DateTimeOffset now) =>
        new() { Id = id, Reason = reason, ItemIds = [.. items.Distinct()], LocationIds = [.. locations.Distinct()], CreatedAt = now };

    public void Start(int series, DateTimeOffset now)
    {
        if (State != JobState.Pending) throw RuleViolation.Transition("The job", State, JobState.Running);
        (State, Series, Succeeded, Failed, StartedAt, Error) = (series == 0 ? JobState.Completed : JobState.Running, series, 0, 0, now, null);
        Attempts++;
        if (series == 0) CompletedAt = now;
    }

    /// <summary>True when this part was the last one.</summary>
    public bool Advance(int succeeded, int failed, DateTimeOffset now)
    {
        (Succeeded, Failed) = (Succeeded + succeeded, Failed + failed);
        if (Succeeded + Failed < Series) return false;
        (State, CompletedAt) = (Failed == 0 ? JobState.Completed : Succeeded > 0 ? JobState.CompletedWithErrors : JobState.Failed, now);
        return true;
    }

    public void Cancel(DateTimeOffset now)
    {
        if (IsOver) throw RuleViolation.Transition("The job", State, JobState.Cancelled);
        (State, CompletedAt) = (JobState.Cancelled, now);
    }

    public void Retry()
    {
        if (State is not (JobState.Failed or JobState.CompletedWithErrors)) throw RuleViolation.Transition("The job", State, JobState.Pending);
        if (Attempts >= MaximumAttempts) throw new RuleViolation("retries_used_up", "A job is tried three times.", 409);
        (State, CompletedAt) = (JobState.Pending, null);
    }

    public void Explain(string error) => Error = error.Length > 500 ? error[..500] : error;
}

/// <summary>A job as people see it.</summary>
public sealed record JobView(Guid JobId, TrainingReason Reason, JobState State, int Progress, int Series, int Succeeded, int Failed, int Attempts, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt, int Version) : IVersioned
{
    internal static JobView Of(TrainingJob j) => new(j.Id, j.Reason, j.State, j.Progress, j.Series, j.Succeeded, j.Failed, j.Attempts, j.Error, j.CreatedAt, j.StartedAt, j.CompletedAt, j.Version);
}
