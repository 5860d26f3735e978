using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Training.Jobs;

/// <summary>Where a job stands.</summary>
public enum JobState { Pending, Running, Completed, CompletedWithErrors, Failed, Cancelled }

/// <summary>What a running job does: its series one by one, then the pooled model and the choice.</summary>
public enum JobStage { Waiting, Series, Pool, Over }

/// <summary>Why models are trained; also the order in the queue.</summary>
public enum TrainingReason { Onboarding, Manual, Accuracy, Weekly }

/// <summary>The training of some or all series of a bakery.</summary>
internal sealed class TrainingJob : ITenantOwned, IVersioned
{
    public const int MaximumAttempts = 3;

    private TrainingJob() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public TrainingReason Reason { get; private set; }
    public JobState State { get; private set; } = JobState.Pending;
    public JobStage Stage { get; private set; } = JobStage.Waiting;
    public List<Guid> ItemIds { get; private set; } = [];
    public List<Guid> LocationIds { get; private set; } = [];
    public int Series { get; private set; }
    public int Succeeded { get; private set; }
    public int Failed { get; private set; }
    public int Attempts { get; private set; }
    public string? Error { get; private set; }
    public Guid? CurrentItemId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? ProgressAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public int Version { get; private set; }

    public bool IsOver => State is JobState.Completed or JobState.CompletedWithErrors or JobState.Failed or JobState.Cancelled;

    /// <summary>0 waiting, 20 history read, 20 to 80 while series are trained, 80 while the pooled model is, 100 over.</summary>
    public int Progress => State switch
    {
        JobState.Pending or JobState.Cancelled or JobState.Failed => 0,
        JobState.Running => Series == 0 ? 20 : 20 + (Succeeded + Failed) * 60 / Series,
        _ => 100,
    };

    public static TrainingJob Create(Guid id, TrainingReason reason, IEnumerable<Guid> items, IEnumerable<Guid> locations, DateTimeOffset now) =>
        new() { Id = id, Reason = reason, ItemIds = [.. items.Distinct()], LocationIds = [.. locations.Distinct()], CreatedAt = now };

    /// <param name="series">All of the job.</param>
    /// <param name="trained">Done by an earlier attempt and kept.</param>
    public void Start(int series, int trained, DateTimeOffset now)
    {
        if (State != JobState.Pending) throw RuleViolation.Transition("The job", State, JobState.Running);
        (State, Stage, Series, Succeeded, Failed, StartedAt, ProgressAt, Error) = (JobState.Running, trained == series ? JobStage.Pool : JobStage.Series, series, trained, 0, now, now, null);
        Attempts++;
        if (series == 0) Complete(now);
    }

    /// <summary>Counts a series; true when it was the last one and the pooled model is next.</summary>
    public bool Advance(Guid item, bool succeeded, DateTimeOffset now)
    {
        (Succeeded, Failed, CurrentItemId, ProgressAt) = (Succeeded + (succeeded ? 1 : 0), Failed + (succeeded ? 0 : 1), item, now);
        if (Succeeded + Failed < Series) return false;
        Stage = JobStage.Pool;
        return true;
    }

    public void Complete(DateTimeOffset now) =>
        (State, Stage, CompletedAt) = (Failed == 0 ? JobState.Completed : Succeeded > 0 ? JobState.CompletedWithErrors : JobState.Failed, JobStage.Over, now);

    public void Fail(string error, DateTimeOffset now) => (State, Stage, CompletedAt, Error) = (JobState.Failed, JobStage.Over, now, error);

    public void Cancel(DateTimeOffset now)
    {
        if (IsOver) throw RuleViolation.Transition("The job", State, JobState.Cancelled);
        (State, Stage, CompletedAt) = (JobState.Cancelled, JobStage.Over, now);
    }

    /// <summary>Back into the queue; what was trained stays.</summary>
    public void Retry()
    {
        if (State is not (JobState.Failed or JobState.CompletedWithErrors)) throw RuleViolation.Transition("The job", State, JobState.Pending);
        if (Attempts >= MaximumAttempts) throw new RuleViolation("retries_used_up", "A job is tried three times.", 409);
        (State, Stage, CompletedAt) = (JobState.Pending, JobStage.Waiting, null);
    }

    public void Explain(string error) => Error = error.Length > 500 ? error[..500] : error;

    /// <summary>Seconds left of the series' stage at the pace so far; null before the first and after the last one.</summary>
    public int? EtaSeconds(DateTimeOffset now)
    {
        var done = Succeeded + Failed;
        return State == JobState.Running && Stage == JobStage.Series && done > 0 && StartedAt is { } since
            ? (int)Math.Ceiling(Math.Max(0, (now - since).TotalSeconds) / done * (Series - done))
            : null;
    }
}

/// <summary>A job as people see it.</summary>
/// <param name="CurrentItemId">The product whose series was finished last.</param>
/// <param name="EtaSeconds">Until every series is trained; null when not known.</param>
public sealed record JobView(Guid JobId, TrainingReason Reason, JobState State, JobStage Stage, int Progress, int Series, int Succeeded, int Failed, int Attempts, Guid? CurrentItemId, int? EtaSeconds, string? Error, DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt, int Version) : IVersioned
{
    internal static JobView Of(TrainingJob j, TimeProvider clock) => new(j.Id, j.Reason, j.State, j.Stage, j.Progress, j.Series, j.Succeeded, j.Failed, j.Attempts, j.CurrentItemId, j.EtaSeconds(clock.GetUtcNow()), j.Error, j.CreatedAt, j.StartedAt,
        j.CompletedAt, j.Version);
}
