using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orchestrator.Runs;

/// <summary>What starts a run and what it does (ai.md 6.1).</summary>
public enum RunType { Scheduled, Refresh, Manual }

/// <summary>Life of a run.</summary>
public enum RunStatus { Pending, Running, Completed, PartialSuccess, Failed, Cancelled, Compensating, Compensated }

/// <summary>Life of a step.</summary>
public enum StepStatus { Pending, Running, Completed, Failed, Skipped, Compensated }

/// <summary>A step's rules (ai.md 6.2).</summary>
/// <param name="Retries">Further tries after the first.</param>
internal sealed record StepRule(string Name, int Retries, TimeSpan Timeout, bool Optional, bool Compensates);

/// <summary>The steps of each kind of run, in order.</summary>
internal static class Saga
{
    public const string SnapshotStep = "snapshot";
    private static readonly StepRule Snapshot = new(SnapshotStep, 3, TimeSpan.FromSeconds(60), false, false);
    private static readonly StepRule Insights = new("insights", 1, TimeSpan.FromSeconds(20), true, false);
    private static readonly StepRule Forecast = new("forecast", 3, TimeSpan.FromSeconds(300), false, true);
    private static readonly StepRule Production = new("production", 3, TimeSpan.FromSeconds(120), false, true);
    private static readonly StepRule Procurement = new("procurement", 3, TimeSpan.FromSeconds(120), false, true);
    private static readonly StepRule Notify = new("notify", 3, TimeSpan.FromSeconds(60), true, false);
    private static readonly StepRule Validate = new("validate", 3, TimeSpan.FromSeconds(120), true, false);

    /// <summary>Waits before the second, third and fourth try.</summary>
    public static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30)];

    public static IReadOnlyList<StepRule> Of(RunType type) => type switch
    {
        RunType.Scheduled or RunType.Manual => [Snapshot, Insights, Forecast, Production, Procurement, Notify, Validate],
        RunType.Refresh => [Snapshot, Production],
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static StepRule Rule(RunType type, string step) => Of(type).First(s => s.Name == step);
}

internal sealed class Run : ITenantOwned, IVersioned
{
    private Run() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string RunNumber { get; private set; } = "";
    public RunType RunType { get; private set; }
    public RunStatus Status { get; private set; }
    public DateOnly BusinessDay { get; private set; }

    /// <summary>0 for the run of the day, counted up by forced repeats.</summary>
    public int Repeat { get; private set; }
    public bool IsLate { get; private set; }
    public string TriggeredBy { get; private set; } = "";
    public int HorizonDays { get; private set; }
    public string Counts { get; private set; } = "{}";
    public string? Snapshot { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public bool CancelRequested { get; private set; }
    public List<RunStep> Steps { get; private set; } = [];
    public int Version { get; private set; }

    public DateOnly BakeDay => BusinessDay.AddDays(1);
    public bool IsOpen => Status is RunStatus.Pending or RunStatus.Running or RunStatus.Compensating;
    public IReadOnlyDictionary<string, int> CountList() => JsonSerializer.Deserialize<Dictionary<string, int>>(Counts)!;

    public static Run Start(Guid id, string number, RunType type, DateOnly day, int repeat, bool late, string by, int horizon, TimeProvider clock)
    {
        var run = new Run { Id = id, RunNumber = number, RunType = type, BusinessDay = day, Repeat = repeat, IsLate = late, TriggeredBy = by, HorizonDays = horizon, StartedAt = clock.GetUtcNow(), Status = RunStatus.Pending };
        var position = 0;
        foreach (var rule in Saga.Of(type)) run.Steps.Add(new RunStep(Ids.New(clock), id, rule.Name, position++));
        return run;
    }

    public RunStep Step(string name) => Steps.First(s => s.Name == name);

    /// <summary>The first step that has not ended, or null.</summary>
    public RunStep? Next() => Steps.OrderBy(s => s.Position).FirstOrDefault(s => s.Status is StepStatus.Pending or StepStatus.Running);

    public void Begin() => Status = Status == RunStatus.Pending ? RunStatus.Running : Status;
    public void Keep(string snapshot) => Snapshot = snapshot;

    public void Add(IReadOnlyDictionary<string, int> counts)
    {
        var all = new Dictionary<string, int>(CountList());
        foreach (var (key, value) in counts) all[key] = value;
        Counts = JsonSerializer.Serialize(all);
    }

    public void Complete(DateTimeOffset now) => (Status, CompletedAt) = (Steps.Any(s => s.Status == StepStatus.Failed) ? RunStatus.PartialSuccess : RunStatus.Completed, now);
    public void Fail(string error) => (Status, Error) = (RunStatus.Compensating, error);

    /// <summary>Nothing is left to undo.</summary>
    public void EndFailure(bool undone, DateTimeOffset now) => (Status, CompletedAt) = (undone ? RunStatus.Compensated : RunStatus.Failed, now);

    public void RequestCancel()
    {
        if (!IsOpen) throw RuleViolation.Transition("The run", Status, RunStatus.Cancelled);
        CancelRequested = true;
    }

    public void Cancel(DateTimeOffset now)
    {
        foreach (var step in Steps.Where(s => s.Status == StepStatus.Pending)) step.Skip();
        (Status, CompletedAt) = (RunStatus.Cancelled, now);
    }

    public void Resume()
    {
        if (Status is not (RunStatus.Failed or RunStatus.Compensated)) throw RuleViolation.Transition("The run", Status, RunStatus.Running);
        foreach (var step in Steps.Where(s => s.Status is StepStatus.Failed or StepStatus.Compensated)) step.Reset();
        (Status, Error, CompletedAt, CancelRequested) = (RunStatus.Running, null, null, false);
    }
}

internal sealed class RunStep : ITenantOwned
{
    private RunStep() { }

    public RunStep(Guid id, Guid run, string name, int position) => (Id, RunId, Name, Position) = (id, run, name, position);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid RunId { get; private set; }
    public string Name { get; private set; } = "";
    public int Position { get; private set; }
    public StepStatus Status { get; private set; }

    /// <summary>Counts up over the whole life of the run, so that every request for a step is another one.</summary>
    public int Attempt { get; private set; }

    /// <summary>Tries since the step was last started afresh.</summary>
    public int Tries { get; private set; }
    public string? OutputRef { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public void Start(DateTimeOffset now) => (Status, Attempt, Tries, StartedAt, EndedAt) = (StepStatus.Running, Attempt + 1, Tries + 1, StartedAt ?? now, null);
    public void Complete(string? output, DateTimeOffset now) => (Status, OutputRef, EndedAt, Error) = (StepStatus.Completed, output, now, null);
    public void Skip() => Status = StepStatus.Skipped;
    public void Retry(string error) => (Status, Error) = (StepStatus.Pending, error);
    public void Fail(string error, DateTimeOffset now) => (Status, Error, EndedAt) = (StepStatus.Failed, error, now);
    public void Compensate(DateTimeOffset now) => (Status, EndedAt) = (StepStatus.Compensated, now);
    public void Reset() => (Status, Tries, Error, EndedAt) = (StepStatus.Pending, 0, null, null);
}

/// <summary>A run as people see it.</summary>
public sealed record RunView(Guid Id, string RunNumber, RunType RunType, RunStatus Status, DateOnly BusinessDay, DateOnly BakeDay, bool IsLate, string TriggeredBy, DateTimeOffset StartedAt, DateTimeOffset? CompletedAt,
    IReadOnlyDictionary<string, int> Counts, string? Error, IReadOnlyList<RunStepView> Steps, int Version) : IVersioned
{
    internal static RunView Of(Run r) => new(r.Id, r.RunNumber, r.RunType, r.Status, r.BusinessDay, r.BakeDay, r.IsLate, r.TriggeredBy, r.StartedAt, r.CompletedAt, r.CountList(), r.Error,
        [.. r.Steps.OrderBy(s => s.Position).Select(s => new RunStepView(s.Name, s.Status, s.Attempt, s.StartedAt, s.EndedAt, s.Error, s.OutputRef))], r.Version);
}

/// <summary>A step of a run as people see it.</summary>
public sealed record RunStepView(string Name, StepStatus Status, int Attempts, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error, string? OutputRef);
