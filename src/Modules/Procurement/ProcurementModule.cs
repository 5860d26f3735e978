using Bakery.Contracts.Notification;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Procurement;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Procurement.Approval;
using Bakery.Procurement.Analytics;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.Invoices;
using Bakery.Procurement.Plans;
using Bakery.Procurement.PurchaseOrders;
using Bakery.Procurement.Returns;
using Bakery.Procurement.Templates;
using Bakery.Procurement.Transfers;
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
        module.Services.AddScoped<ReceivingRules>();
        module.Services.AddScoped<ShortDelivery>();

        module.TenantRoutes(r =>
        {
            r.Post("plans/generate", GeneratePlan.Handle, "Plans requirements and writes purchase orders, once per run").Permit(Role.Member, "plans.write");
            r.Get("plans", GeneratePlan.List, "Lists procurement plans").Permit(Role.Viewer, "plans.read");
            r.Get("plans/{id:guid}", GeneratePlan.One, "Shows a procurement plan").Permit(Role.Viewer, "plans.read");
            r.Get("plans/{id:guid}/requirements", GeneratePlan.Requirements, "Lists the requirements of a plan").Permit(Role.Viewer, "plans.read");
            r.Patch("requirements/{id:guid}", AdjustRequirement.Handle, "Orders another quantity, or from another supplier, than the plan suggests").Permit(Role.Member, "plans.write").Problems(409, "invalid_state_transition").Problems(422, "supplier_blacklisted");
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
            r.Post("deliveries", ReceiveGoods.Handle, "Writes down a delivery").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition", "delivery_note_exists").Problems(422, "over_delivery", "no_production_site", "goods_expired", "temperature_missing", "temperature_out_of_limit", "event_in_future");
            r.Post("deliveries/photos", KeepPhoto.Handle, "Keeps a photo taken at the door").Permit(Role.Member, "deliveries.write").Upload().Problems(422, "file_kind_unknown");
            r.Get("deliveries/photos/{id:guid}", KeepPhoto.Show, "Shows a photo taken at the door").Permit(Role.Viewer, "deliveries.read").Produces(200, contentType: "image/jpeg");
            r.Get("deliveries/{id:guid}", ReceiveGoods.Show, "Shows a delivery").Permit(Role.Viewer, "deliveries.read");
            r.Put("deliveries/{id:guid}", ReceiveGoods.Change, "Corrects a delivery before it is booked").Permit(Role.Member, "deliveries.write").Versioned().Problems(409, "invalid_state_transition", "delivery_note_exists").Problems(422, "over_delivery", "goods_expired", "temperature_missing", "temperature_out_of_limit", "event_in_future");
            r.Post("deliveries/{id:guid}/complete", ReceiveGoods.Complete, "Books the accepted goods").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition").Problems(422, "over_delivery");
            r.Post("deliveries/{id:guid}/reject", ReceiveGoods.Reject, "Sends a delivery back").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition");

            r.Get("purchase-orders/{id:guid}/receipt-proposal", ProposeReceipt.Handle, "Proposes what a receipt of an order starts from").Permit(Role.Viewer, "deliveries.read").Problems(409, "invalid_state_transition");
            r.Get("receiving-limits", KeepReceivingLimits.List, "Lists the temperature limits on arrival").Permit(Role.Viewer, "deliveries.read");
            r.Post("receiving-limits", KeepReceivingLimits.Handle, "Sets a temperature limit on arrival from a day on").Permit(Role.Admin, "limits.write").Problems(409, "duplicate");
            r.Get("returns", ReturnGoods.List, "Lists what went back to suppliers").Permit(Role.Viewer, "deliveries.read");
            r.Post("returns", ReturnGoods.Handle, "Sends received goods back to their supplier").Permit(Role.Member, "deliveries.write").Problems(409, "invalid_state_transition").Problems(422, "insufficient_stock", "return_exceeds_delivery");

            r.Get("invoices", KeepInvoices.List, "Lists suppliers' invoices").Permit(Role.Viewer, "invoices.read");
            r.Post("invoices", KeepInvoices.Handle, "Captures a supplier's invoice").Permit(Role.Member, "invoices.write").Problems(409, "duplicate_invoice");
            r.Get("invoices/{id:guid}", KeepInvoices.Show, "Shows an invoice").Permit(Role.Viewer, "invoices.read");
            r.Put("invoices/{id:guid}", KeepInvoices.Change, "Corrects an invoice nobody has approved").Permit(Role.Member, "invoices.write").Versioned().Problems(409, "duplicate_invoice", "invalid_state_transition");
            r.Post("invoices/{id:guid}/file", KeepInvoices.Upload, "Keeps the scanned invoice").Permit(Role.Member, "invoices.write").Upload().Problems(422, "file_kind_unknown");
            r.Get("invoices/{id:guid}/file", KeepInvoices.Download, "Downloads the scanned invoice").Permit(Role.Viewer, "invoices.read").Produces(200, contentType: "application/pdf");
            r.Post("invoices/{id:guid}/match", JudgeInvoice.Match, "Compares an invoice with its order and receipts").Permit(Role.Member, "invoices.write").Problems(409, "invalid_state_transition");
            r.Post("invoices/{id:guid}/approve", JudgeInvoice.Approve, "Approves an invoice; one that differs needs a reason").Permit(Role.Admin, "invoices.approve").Problems(409, "invalid_state_transition").Problems(422, "invoice_disputed");
            r.Post("invoices/{id:guid}/dispute", JudgeInvoice.Dispute, "Disputes an invoice with a reason").Permit(Role.Member, "invoices.write").Problems(409, "invalid_state_transition");
            r.Post("invoices/{id:guid}/pay", JudgeInvoice.Pay, "Notes that an invoice was paid").Permit(Role.Admin, "invoices.approve").Problems(409, "invalid_state_transition");

            r.Get("templates", KeepTemplates.List, "Lists order templates").Permit(Role.Viewer, "templates.read");
            r.Post("templates", KeepTemplates.Handle, "Adds an order template").Permit(Role.Member, "templates.write");
            r.Get("templates/{id:guid}", KeepTemplates.Show, "Shows an order template").Permit(Role.Viewer, "templates.read");
            r.Put("templates/{id:guid}", KeepTemplates.Change, "Changes an order template").Permit(Role.Member, "templates.write").Versioned();
            r.Delete("templates/{id:guid}", KeepTemplates.Delete, "Deletes an order template").Permit(Role.Member, "templates.write").Versioned();
            r.Post("templates/{id:guid}/order", KeepTemplates.Order, "Writes a draft of a template at today's prices").Permit(Role.Member, "orders.write").Problems(422, "supplier_blacklisted");

            r.Get("internal-transfers", MoveGoods.List, "Lists transfers between sites").Permit(Role.Viewer, "transfers.read");
            r.Post("internal-transfers", MoveGoods.Handle, "Asks another site, or the bakery this one belongs to, for goods").Permit(Role.Member, "transfers.write").Problems(402, "upgrade_required");
            r.Post("internal-transfers/{id:guid}/approve", MoveGoods.Approve, "Approves a transfer").Permit(Role.Admin, "transfers.approve").Problems(409, "invalid_state_transition");
            r.Post("internal-transfers/{id:guid}/reject", MoveGoods.Reject, "Rejects a transfer with a reason").Permit(Role.Admin, "transfers.approve").Problems(409, "invalid_state_transition");
            r.Post("internal-transfers/{id:guid}/dispatch", MoveGoods.Dispatch, "Says that the goods are on their way").Permit(Role.Member, "transfers.write").Problems(409, "invalid_state_transition");
            r.Post("internal-transfers/{id:guid}/deliver", MoveGoods.Deliver, "Says that the goods have come; their lots move").Permit(Role.Member, "transfers.write").Problems(409, "invalid_state_transition").Problems(422, "insufficient_stock");

            r.Get("analytics/spend", ShowSpend.Handle, "Sums what was bought by supplier, item and month").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/spend-file", ShowSpend.File, "Exports the spend as CSV").Permit(Role.Viewer, "analytics.read").Produces(200, contentType: "text/csv");
            r.Get("analytics/savings", ShowSpend.Savings, "Compares paid prices with the last ones paid before").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/lead-times", ShowLeadTimes.Handle, "Compares agreed and real delivery times").Permit(Role.Viewer, "analytics.read");
            r.Get("analytics/stockouts", ShowLeadTimes.Stockouts, "Lists items that plans saw running out").Permit(Role.Viewer, "analytics.read");

            r.Get("approval-rules", KeepApprovalRules.Handle, "Shows the limits for approval by rule").Permit(Role.Viewer, "rules.read");
            r.Put("approval-rules", KeepApprovalRules.Change, "Changes the limits for approval by rule").Permit(Role.Admin, "rules.write").Versioned();
            r.Get("calendar", ShowCalendar.Handle, "Shows deliveries and last order moments").Permit(Role.Viewer, "orders.read");
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<MessageSent>(OnMessageSent.Handle);
        module.On<OrderCheckRequested>(WatchOrders.Handle);
        module.Cron("watch-orders", "*/15 * * * *", WatchOrders.FanOut);

        module.Answer<OpenOrders, IReadOnlyList<OpenOrderAnswer>>(AnswerOrders.Open);
        module.Answer<PendingApprovals, IReadOnlyList<PendingApproval>>(AnswerOrders.Pending);
    }
}
