using Bakery.AlertProcessor.Alerts;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Procurement;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;

namespace Bakery.AlertProcessor;

/// <summary>Scores what needs attention, merges repeats, and follows each alert to its end.</summary>
public sealed class AlertProcessorModule : IModule
{
    public string Name => "alert-processor";

    public void Configure(ModuleBuilder module)
    {
        module.Store<AlertProcessorDb>();
        module.TenantRoutes("alerts", r =>
        {
            r.Get("", ListAlerts.Handle, "Lists alerts by falling score").Permit(Role.Viewer, "alerts.read");
            r.Get("summary", SummariseAlerts.Handle, "Counts open alerts by level and class").Permit(Role.Viewer, "alerts.read");
            r.Get("{id:guid}", GetAlert.Handle, "Shows an alert").Permit(Role.Viewer, "alerts.read");
            r.Get("{id:guid}/explain", ExplainAlert.Handle, "Shows the parts of an alert's score").Permit(Role.Viewer, "alerts.read");
            r.Post("{id:guid}/acknowledge", ActOnAlert.Acknowledge, "Says that somebody looks after it").Permit(Role.Member, "alerts.write").Problems(409, "invalid_state_transition");
            r.Post("{id:guid}/resolve", ActOnAlert.Resolve, "Says that it is solved").Permit(Role.Member, "alerts.write").Problems(409, "invalid_state_transition");
            r.Post("{id:guid}/ignore", ActOnAlert.Ignore, "Says that nothing will be done").Permit(Role.Member, "alerts.write").Problems(409, "invalid_state_transition");
            r.Post("{id:guid}/snooze", ActOnAlert.Snooze, "Hides it until a moment").Permit(Role.Member, "alerts.write").Problems(409, "invalid_state_transition");
            r.Post("bulk", ActOnAlert.Bulk, "Acknowledges, resolves or ignores several at once").Permit(Role.Member, "alerts.write").Problems(409, "invalid_state_transition");
        });

        module.On<AlertRaised>(OnAlertRaised.Handle);
        module.On<AlertCleared>(OnAlertCleared.Handle);
        module.On<PurchaseOrderApproved>(OnPurchaseOrderApproved.Handle);
        module.On<PurchaseOrderRejected>(OnPurchaseOrderRejected.Handle);
        module.On<PurchaseOrderCancelled>(OnPurchaseOrderCancelled.Handle);

        module.Cron("rescore", "*/15 * * * *", RescoreAlerts.Handle);
        module.Answer<OpenAlerts, IReadOnlyList<OpenAlert>>(ListAlerts.Answer);
    }
}
