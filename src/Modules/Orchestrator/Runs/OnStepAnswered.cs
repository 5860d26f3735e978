using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Runs;

internal static class OnStepAnswered
{
    internal static async Task Handle(StepAnswered answer, OrchestratorDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == answer.RunId, ct);
        if (run is not { IsOpen: true }) return;
        var step = run.Step(answer.Step);
        var now = clock.GetUtcNow();
        if (run.Status == RunStatus.Compensating)
        {
            if (step.Status != StepStatus.Completed || step.Attempt != answer.Attempt) return;
            step.Compensate(now);
            bus.Publish(new RunAdvanced(run.Id, $"undone:{step.Name}:{step.Attempt}"));
            return;
        }
        if (step.Status != StepStatus.Running || step.Attempt != answer.Attempt) return; // a late answer to an earlier try
        if (answer.Outcome == "failed")
        {
            Failed(run, step, answer.Error ?? "failed", bus, now);
            return;
        }
        if (answer.Outcome == "skipped") step.Skip();
        else step.Complete(answer.OutputRef, now);
        run.Add(answer.Counts);
        bus.Publish(new RunStepCompleted(run.Id, step.Name, Wire.Name(step.Status)));
        bus.Publish(new RunAdvanced(run.Id, $"after:{step.Name}:{step.Attempt}"));
    }

    /// <summary>Tries again after 2, 8, 30 s; then an optional step is left, and a needed one ends the run.</summary>
    internal static void Failed(Run run, RunStep step, string error, IBus bus, DateTimeOffset now)
    {
        var rule = Saga.Rule(run.RunType, step.Name);
        if (step.Tries <= rule.Retries)
        {
            step.Retry(error);
            bus.Publish(new RunAdvanced(run.Id, $"retry:{step.Name}:{step.Attempt}"), dueAt: now + Saga.Waits[Math.Min(step.Tries, Saga.Waits.Length) - 1]);
            return;
        }
        step.Fail(error, now);
        bus.Publish(new RunStepCompleted(run.Id, step.Name, Wire.Name(step.Status)));
        if (!rule.Optional) run.Fail(error);
        bus.Publish(new RunAdvanced(run.Id, $"failed:{step.Name}:{step.Attempt}"));
    }
}

internal static class OnStepTimedOut
{
    internal static async Task Handle(StepTimedOut message, OrchestratorDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == message.RunId, ct);
        if (run is not { Status: RunStatus.Running }) return;
        var step = run.Step(message.Step);
        if (step.Status == StepStatus.Running && step.Attempt == message.Attempt) OnStepAnswered.Failed(run, step, "timed out", bus, clock.GetUtcNow());
    }
}
