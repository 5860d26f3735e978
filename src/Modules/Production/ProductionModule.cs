using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Production.Batches;
using Bakery.Production.Floor;
using Bakery.Production.Plans;
using Bakery.Production.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bakery.Production;

/// <summary>Bake plans, the owner's word on them, batches, and what the floor records.</summary>
public sealed class ProductionModule : IModule
{
    public string Name => "production";

    public void Configure(ModuleBuilder module)
    {
        module.Store<ProductionDb>();
        module.Services.AddScoped<PlanBook>();
        module.Services.AddScoped<BatchBook>();

        module.TenantRoutes(r =>
        {
            r.Post("plans/generate", GeneratePlan.Handle, "Makes or refreshes the plan of a day").Permit(Role.Member, "plans.write").Problems(422, "no_production_site");
            r.Get("plans", ReadPlans.Handle, "Lists plans").Permit(Role.Viewer, "plans.read");
            r.Get("plans/{id:guid}", ReadPlans.One, "Shows a plan with its sources and reasons").Permit(Role.Viewer, "plans.read");
            r.Patch("plans/{id:guid}/lines/{line_id:guid}", DecidePlan.Override, "Sets or takes back an override of a line or of a shop's wish").Permit(Role.Member, "plans.write").Versioned().Problems(409, "invalid_state_transition", "recipe_not_active");
            r.Post("plans/{id:guid}/approve", DecidePlan.Approve, "Approves a plan and makes its batches").Permit(Role.Admin, "plans.approve").Problems(409, "invalid_state_transition");
            r.Post("plans/{id:guid}/changes/{change_id:guid}/accept", DecidePlan.Accept, "Accepts a proposed change").Permit(Role.Admin, "plans.approve").Problems(409, "invalid_state_transition");
            r.Post("plans/{id:guid}/changes/{change_id:guid}/refuse", DecidePlan.Refuse, "Refuses a proposed change").Permit(Role.Admin, "plans.approve").Problems(409, "invalid_state_transition");
            r.Get("bake-sheet/{date}", BakeSheet.Handle, "Shows or prints the bake sheet").Permit(Role.Viewer, "plans.read").Produces<BakeSheet.Response>();
            r.Get("mix-cards/{date}", MixCards.Handle, "Shows or prints the mix cards").Permit(Role.Viewer, "plans.read").Produces<MixCards.Response>();
            r.Get("requirements", MaterialRequirements.Handle, "Lists material needs per bake day").Permit(Role.Viewer, "plans.read");

            r.Get("batches", KeepBatches.Handle, "Lists batches").Permit(Role.Viewer, "batches.read");
            r.Post("batches", KeepBatches.Add, "Adds a batch beside the plan").Permit(Role.Member, "batches.write").Problems(409, "recipe_not_active").Problems(422, "no_production_site");
            r.Get("batches/{id:guid}", KeepBatches.One, "Shows a batch with its materials and lots").Permit(Role.Viewer, "batches.read");
            r.Post("batches/{id:guid}/transitions", KeepBatches.Transition, "Moves a batch to another status").Permit(Role.Member, "batches.write").Problems(409, "invalid_state_transition");

            r.Get("floor/day", ReadFloor.Handle, "Gives a tablet everything for two days").Permit(Role.Member, "floor.read");
            r.Post("floor/sync", SyncFloor.Handle, "Takes the acts a device has collected").Permit(Role.Member, "floor.write");
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<OrderConfirmed>(OnOrderConfirmed.Handle);
        module.On<OrderChanged>(OnOrderChanged.Handle);
        module.On<OrderCancelled>(OnOrderCancelled.Handle);
        module.On<StockConsumed>(OnStockConsumed.Handle);
        module.On<StockRejected>(OnStockRejected.Handle);

        module.Answer<PlansBetween, IReadOnlyList<PlanAnswer>>(AnswerPlans.Handle);
        module.Answer<MaterialNeeds, IReadOnlyList<MaterialNeed>>(MaterialRequirements.Answer);
        module.Answer<BatchesOn, IReadOnlyList<BatchAnswer>>(AnswerBatches.Handle);
        module.Answer<OverrideOutcomes, IReadOnlyList<OverrideOutcome>>(AnswerOverrideOutcomes.Handle);
        module.Answer<PrefermentMargins, IReadOnlyList<PrefermentMargin>>(AnswerPrefermentMargins.Handle);
    }
}
