using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Orchestrator;

/// <summary>
/// Asks the owner of a step to do its part of a run once. Subscribers look at <c>Step</c> and ignore the others' steps.
/// </summary>
/// <param name="RunType">scheduled, refresh, weekly, monthly, manual.</param>
/// <param name="Step">forecast, production, procurement, notify, validate, insights.</param>
/// <param name="Action">run or compensate.</param>
/// <param name="BusinessDay">The tenant-local day on which the run happens; the bake day is the next day.</param>
[Message("orchestrator.step.requested")]
public sealed record StepRequested(Guid RunId, string RunType, string Step, int Attempt, string Action, DateOnly BusinessDay, DateOnly BakeDay, int HorizonDays) : IMessage;

/// <summary>The owner's answer.</summary>
/// <param name="Outcome">completed, failed or skipped.</param>
/// <param name="Counts">forecasts, plan_lines, batches, requirements, purchase_orders, auto_approved, notifications.</param>
[Message("orchestrator.step.answered")]
public sealed record StepAnswered(Guid RunId, string Step, int Attempt, string Outcome, string? OutputRef, IReadOnlyDictionary<string, int> Counts, string? Error) : IMessage;

[Message("orchestrator.run.started", External = true, Live = "run_progress")]
public sealed record RunStarted(Guid RunId, string RunNumber, string RunType, DateOnly BusinessDay) : IMessage;

[Message("orchestrator.run.step_completed", External = true, Live = "run_progress")]
public sealed record RunStepCompleted(Guid RunId, string Step, string Status) : IMessage;

[Message("orchestrator.run.completed", External = true, Live = "run_progress")]
public sealed record RunCompleted(Guid RunId, string RunNumber, string Status) : IMessage;

[Message("orchestrator.run.failed", External = true, Live = "run_progress")]
public sealed record RunFailed(Guid RunId, string RunNumber, string Step, string Error) : IMessage;

/// <summary>What a run has done so far, for the summary to people.</summary>
public sealed record RunSummary(Guid RunId) : IQuery<RunSummaryAnswer>;
public sealed record RunSummaryAnswer(string RunNumber, string RunType, string Status, bool IsLate, IReadOnlyDictionary<string, int> Counts);
