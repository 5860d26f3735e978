using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Orchestrator.Dashboard;
using Bakery.Orchestrator.Runs;
using Bakery.Orchestrator.Schedules;

namespace Bakery.Orchestrator;

/// <summary>The night run as a saga, its schedules, and the dashboard's answers.</summary>
public sealed class OrchestratorModule : IModule
{
    public string Name => "orchestrator";

    public void Configure(ModuleBuilder module)
    {
        module.Store<OrchestratorDb>();
        module.TenantRoutes(r =>
        {
            r.Get("runs", ListRuns.Handle, "Lists runs, newest first").Permit(Role.Viewer, "runs.read");
            r.Post("runs", StartRun.Handle, "Starts a run now; the same run of the same day is shown, not repeated").Permit(Role.Admin, "runs.start").Problems(409, "run_in_progress");
            r.Get("runs/latest", GetRun.Latest, "Shows the newest run").Permit(Role.Viewer, "runs.read");
            r.Get("runs/{id:guid}", GetRun.Handle, "Shows a run with its steps").Permit(Role.Viewer, "runs.read");
            r.Post("runs/{id:guid}/cancel", CancelRun.Handle, "Stops a run after its present step").Permit(Role.Admin, "runs.start").Problems(409, "invalid_state_transition");
            r.Post("runs/{id:guid}/resume", ResumeRun.Handle, "Goes on with a failed run at its failed step").Permit(Role.Admin, "runs.start").Problems(409, "invalid_state_transition", "run_in_progress");
            r.Get("schedules", ListSchedules.Handle, "Shows when runs start next, in local time").Permit(Role.Admin, "schedules.read");
        });
        module.TenantRoutes("dashboard", r =>
        {
            r.Get("health-status", HealthStatus.Handle, "Shows whether the bakery is in order, with the reasons").Permit(Role.Viewer, "dashboard.read");
            r.Get("orchestration-summary", OrchestrationSummary.Handle, "Tells what the last run did").Permit(Role.Viewer, "dashboard.read");
            r.Get("action-queue", ActionQueue.Handle, "Lists what needs a decision, at most seven").Permit(Role.Viewer, "dashboard.read");
            r.Get("production-timeline", ProductionTimeline.Handle, "Lists the batches of a day in time order").Permit(Role.Viewer, "dashboard.read");
            r.Get("insights", DashboardInsights.Handle, "Shows four figures of the bakery with their working").Permit(Role.Viewer, "dashboard.read");
            r.Get("tomorrow", Tomorrow.Handle, "Shows the next bake plan with cover, expected waste and lost sales").Permit(Role.Viewer, "dashboard.read");
        });

        module.On<RunAdvanced>(OnRunAdvanced.Handle);
        module.On<StepAnswered>(OnStepAnswered.Handle);
        module.On<StepTimedOut>(OnStepTimedOut.Handle);
        module.On<RunDue>(OnRunDue.Handle);
        module.On<DayBooked>(OnDayBooked.Handle);
        module.Cron("start-due-runs", "* * * * *", StartDueRuns.Handle);

        module.Answer<RunSummary, RunSummaryAnswer>(AnswerRunSummary.Handle);
    }
}
