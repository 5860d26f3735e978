using System.Text.Json;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orchestrator.Runs;

/// <summary>
/// Takes a run one step further. The step's row, the request to its owner and the watch over its time are one transaction, so a kill leaves
/// either all or nothing of them and the message comes again.
/// </summary>
internal static class OnRunAdvanced
{
    internal static async Task Handle(RunAdvanced message, OrchestratorDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var run = await db.Runs.FirstOrDefaultAsync(r => r.Id == message.RunId, ct);
        if (run is not { IsOpen: true }) return;
        var now = clock.GetUtcNow();
        if (run.Status == RunStatus.Compensating)
        {
            Undo(run, bus, clock);
            return;
        }
        run.Begin();
        if (run.Next() is not { } step)
        {
            run.Complete(now);
            bus.Publish(new RunCompleted(run.Id, run.RunNumber, Wire.Name(run.Status)));
            return;
        }
        if (step.Status == StepStatus.Running) return; // its answer or its time-out goes on
        if (run.CancelRequested)
        {
            run.Cancel(now);
            bus.Publish(new RunCompleted(run.Id, run.RunNumber, Wire.Name(run.Status)));
            return;
        }
        step.Start(now);
        if (step.Name == Saga.SnapshotStep)
        {
            await TakeSnapshot(run, step, queries, bus, clock, ct);
            return;
        }
        Ask(run, step, "run", bus, clock);
        bus.Publish(new StepTimedOut(run.Id, step.Name, step.Attempt), dueAt: now + Saga.Rule(run.RunType, step.Name).Timeout);
    }

    /// <summary>The id is made of run, step, attempt and action: asked twice, it is the same message.</summary>
    private static void Ask(Run run, RunStep step, string action, IBus bus, TimeProvider clock) => bus.Publish(
        new StepRequested(run.Id, Wire.Name(run.RunType), step.Name, step.Attempt, action, run.BusinessDay, run.BakeDay, run.HorizonDays), id: Ids.From(run.Id, $"{step.Name}:{step.Attempt}:{action}"));

    private static async Task TakeSnapshot(Run run, RunStep step, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var stock = queries.Ask(new StockSnapshot(run.BusinessDay), ct);
        var suppliers = queries.Ask(new SupplierCatalog(run.BusinessDay), ct);
        var demand = queries.Ask(new Demand(run.BakeDay, run.BakeDay.AddDays(run.HorizonDays - 1)), ct);
        var profile = queries.Ask(new TenantProfile(), ct);
        await Task.WhenAll(stock, suppliers, demand, profile);
        run.Keep(JsonSerializer.Serialize(new { taken_at = clock.GetUtcNow(), stock = await stock, suppliers = await suppliers, demand = await demand, settings = (await profile).Settings }, Wire.Lenient));
        step.Complete(null, clock.GetUtcNow());
        bus.Publish(new RunStepCompleted(run.Id, step.Name, Wire.Name(step.Status)));
        bus.Publish(new RunAdvanced(run.Id, $"after:{step.Name}:{step.Attempt}"));
    }

    /// <summary>Undoes the completed steps backwards, each once; then the run has failed.</summary>
    private static void Undo(Run run, IBus bus, TimeProvider clock)
    {
        var step = run.Steps.OrderByDescending(s => s.Position).FirstOrDefault(s => s.Status == StepStatus.Completed && Saga.Rule(run.RunType, s.Name).Compensates);
        if (step is not null)
        {
            Ask(run, step, "compensate", bus, clock);
            return;
        }
        var failed = run.Steps.FirstOrDefault(s => s.Status == StepStatus.Failed);
        run.EndFailure(run.Steps.Any(s => s.Status == StepStatus.Compensated), clock.GetUtcNow());
        bus.Publish(new RunFailed(run.Id, run.RunNumber, failed?.Name ?? "", run.Error ?? ""));
        bus.Publish(new AlertRaised("orchestrator.run_failed", "high", "action_needed", new EntityRef("run", run.Id), null, null, 100, 100,
            new ReasoningData("orchestrator.run_failed", new Dictionary<string, object?> { ["run_number"] = run.RunNumber, ["step"] = failed?.Name ?? "" }, new Consequence("production_delay", "high"))));
    }
}
