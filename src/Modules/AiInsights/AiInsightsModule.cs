using Bakery.AiInsights.Insights;
using Bakery.AiInsights.Producers;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Orchestrator;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;

namespace Bakery.AiInsights;

/// <summary>Scored suggestions with their life cycle and what became of them.</summary>
public sealed class AiInsightsModule : IModule
{
    public string Name => "ai-insights";

    public void Configure(ModuleBuilder module)
    {
        module.Store<AiInsightsDb>();
        module.TenantRoutes(r =>
        {
            r.Get("insights", ListInsights.Handle, "Lists suggestions by falling confidence").Permit(Role.Viewer, "insights.read");
            r.Get("insights/{id:guid}", GetInsight.Handle, "Shows a suggestion").Permit(Role.Viewer, "insights.read");
            r.Post("insights/{id:guid}/acknowledge", ActOnInsight.Acknowledge, "Says that somebody has seen it").Permit(Role.Member, "insights.write").Problems(409, "invalid_state_transition");
            r.Post("insights/{id:guid}/apply", ActOnInsight.Apply, "Records that it was done; its outcome is measured").Permit(Role.Member, "insights.write").Problems(409, "invalid_state_transition");
            r.Post("insights/{id:guid}/dismiss", ActOnInsight.Dismiss, "Puts it away").Permit(Role.Member, "insights.write").Problems(409, "invalid_state_transition");
            r.Post("insights/{id:guid}/feedback", RecordFeedback.Handle, "Says what it brought").Permit(Role.Member, "insights.write").Problems(409, "invalid_state_transition");
            r.Delete("insights/{id:guid}", DeleteInsight.Handle, "Deletes a suggestion").Permit(Role.Admin, "insights.delete");
            r.Get("orchestration-ready", OrchestrationReady.Handle, "Lists what a phase of the run may take into account").Permit(Role.Viewer, "insights.read");
            r.Get("metrics/summary", InsightMetrics.Handle, "Counts suggestions by state and their success").Permit(Role.Viewer, "insights.read");
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<ValidationCompleted>(OnValidationCompleted.Handle);
        module.Cron("expire", "7 * * * *", ExpireInsights.Handle);
        module.Answer<ActionableInsights, IReadOnlyList<InsightAnswer>>(OrchestrationReady.Answer);
    }
}
