using Bakery.Contracts.Notification;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Procurement;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Procurement.Approval;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.Plans;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Procurement;

/// <summary>What to buy, from whom, when, and what became of it.</summary>
public sealed class ProcurementModule : IModule
{
    public string Name => "procurement";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ProcurementDb>();
        module.Services.AddScoped<OrderBook>();
        module.Services.AddScoped<PlanBook>();

        module.TenantRoutes(r =>
        {
            r.Post("plans/generate", GeneratePlan.Handle, "Plans requirements and writes purchase orders, once per run").Permit(Role.Member, "plans.write");
            r.Get("plans", GeneratePlan.List, "Lists procurement plans").Permit(Role.Viewer, "plans.read");
            r.Get("plans/{id:guid}", GeneratePlan.One, "Shows a procurement plan").Permit(Role.Viewer, "plans.read");
            r.Get("plans/{id:guid}/requirements", GeneratePlan.Requirements, "Lists the requirements of a plan").Permit(Role.Viewer, "plans.read");
            r.Post("plans/{id:guid}/approve", GeneratePlan.Approve, "Approves a plan").Permit(Role.Admin, "plans.approve").Problems(409, "invalid_state_transition");
            r.Post("plans/{id:guid}/cancel", GeneratePlan.Cancel, "Cancels a plan and its unsent orders").Permit(Role.Admin, "plans.approve").Problems(409, "invalid_state_transition");

            r.Get("purchase-orders", KeepOrders.List, "Lists purchase orders").Permit(Role.Viewer, "orders.read");
            r.Post("purchase-orders", KeepOrders.Handle, "Writes a purchase order").Permit(Role.Member, "orders.write").Problems(409, "duplicate").Problems(422, "supplier_blacklisted");
            r.Get("purchase-orders/{id:guid}", KeepOrders.Show, "Shows a purchase order").Permit(Role.Viewer, "orders.read");
            r.Put("purchase-orders/{id:guid}", KeepOrders.Change, "Changes a purchase order with its full item list").Permit(Role.Member, "orders.write").Versioned().Problems(409, "invalid_state_transition");
            r.Delete("purchase-orders/{id:guid}", KeepOrders.Delete, "Deletes a draft").Permit(Role.Admin, "orders.delete").Versioned().Problems(409, "in_use");
            r.Post("purchase-orders/{id:guid}/duplicate", KeepOrders.Duplicate, "Copies a purchase order into a new draft").Permit(Role.Member, "orders.write").Problems(422, "supplier_blacklisted");
            r.Get("purchase-orders/{id:guid}/pdf", KeepOrders.Pdf, "Prints a purchase order in the supplier's language").Permit(Role.Viewer, "orders.read").Produces(200, contentType: "application/pdf");
            r.Post("purchase-orders/{id:guid}/submit", MoveOrder.Submit, "Submits a draft; rules may approve it at once").Permit(Role.Member, "orders.write").Problems(409, "invalid_state_transition").Problems(422, "order_empty", "below_supplier_minimum");
            r.Post("purchase-orders/{id:guid}/approve", MoveOrder.Approve, "Approves an order; it goes to the supplier").Permit(Role.Admin, "orders.approve").Problems(409, "invalid_state_transition").Problems(422, "order_empty", "supplier_blacklisted");
            r.Post("purchase-orders/{id:guid}/reject", MoveOrder.Reject, "Rejects an order with a reason").Permit(Role.Admin, "orders.approve").Problems(409, "invalid_state_transition");
            r.Post("purchase-orders/{id:guid}/reopen", MoveOrder.Reopen, "Makes a rejected order a draft again").Permit(Role.Member, "orders.write").Problems(409, "invalid_state_transition");
            r.Post("purchase-orders/{id:guid}/send", MoveOrder.Send, "Marks an approved order as sent by hand").Permit(Role.Member, "orders.write").Problems(409, "invalid_state_transition");
            r.Post("purchase-orders/{id:guid}/confirm", MoveOrder.Confirm, "Notes the supplier's confirmation").Permit(Role.Member, "orders.write").Problems(409, "invalid_state_transition");
            r.Post("purchase-orders/{id:guid}/cancel", MoveOrder.Cancel, "Cancels an order with a reason").Permit(Role.Admin, "orders.approve").Problems(409, "invalid_state_transition");
            r.Post("purchase-orders/{id:guid}/close", MoveOrder.Close, "Closes a received order, or gives up what is missing").Permit(Role.Admin, "orders.approve").Problems(409, "invalid_state_transition");

            r.Get("deliveries", ReceiveGoods.List, "Lists deliveries").Permit(Role.Viewer, "deliveries.read");
            r.Post("deliveries", ReceiveGoods.Handle, "Writes down a delivery").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition").Problems(422, "over_delivery", "no_production_site");
            r.Get("deliveries/{id:guid}", ReceiveGoods.Show, "Shows a delivery").Permit(Role.Viewer, "deliveries.read");
            r.Put("deliveries/{id:guid}", ReceiveGoods.Change, "Corrects a delivery before it is booked").Permit(Role.Member, "deliveries.write").Versioned().Problems(409, "invalid_state_transition").Problems(422, "over_delivery");
            r.Post("deliveries/{id:guid}/complete", ReceiveGoods.Complete, "Books the accepted goods").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition");
            r.Post("deliveries/{id:guid}/reject", ReceiveGoods.Reject, "Sends a delivery back").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition");

            r.Get("approval-rules", KeepApprovalRules.Handle, "Shows the limits for approval by rule").Permit(Role.Viewer, "rules.read");
            r.Put("approval-rules", KeepApprovalRules.Change, "Changes the limits for approval by rule").Permit(Role.Admin, "rules.write").Versioned();
            r.Get("calendar", ShowCalendar.Handle, "Shows deliveries and last order moments").Permit(Role.Viewer, "orders.read");
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<MessageSent>(OnMessageSent.Handle);

        module.Answer<OpenOrders, IReadOnlyList<OpenOrderAnswer>>(AnswerOrders.Open);
        module.Answer<PendingApprovals, IReadOnlyList<PendingApproval>>(AnswerOrders.Pending);
    }
}
