using Bakery.Kernel.Messaging;

namespace Bakery.Orchestrator.Runs;

/// <summary>Go on with a run at its first unfinished step. <paramref name="Mark"/> makes each call another message.</summary>
[Message("orchestrator.run.advanced")]
internal sealed record RunAdvanced(Guid RunId, string Mark) : IMessage;

/// <summary>A step's time is over; it counts as failed if it has not been answered.</summary>
[Message("orchestrator.step.timed_out")]
internal sealed record StepTimedOut(Guid RunId, string Step, int Attempt) : IMessage;

/// <summary>A tenant's run is due.</summary>
[Message("orchestrator.run.due")]
internal sealed record RunDue(RunType RunType, DateOnly BusinessDay, bool IsLate) : IMessage;
