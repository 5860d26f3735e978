using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Kernel.Http;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Production.Analytics;
using Bakery.Production.Batches;
using Bakery.Production.Floor;
using Bakery.Production.Machines;
using Bakery.Production.Plans;
using Bakery.Production.Quality;
using Bakery.Production.Schedule;
using Bakery.Production.Sensors;
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
        module.Services.AddScoped<QualityBook>();
        module.Services.AddScoped<ScheduleBook>();
        module.Services.AddScoped<FloorBook>();
        module.Services.AddSingleton<SensorReader>();
        module.Services.AddHostedService<SensorLoop>();

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
            r.Get("bake-sheet/{date}/changes", SheetChanges.Handle, "Shows what has changed since a sheet was printed").Permit(Role.Viewer, "plans.read");
            r.Get("mix-cards/{date}", MixCards.Handle, "Shows or prints the mix cards").Permit(Role.Viewer, "plans.read").Produces<MixCards.Response>();
            r.Get("requirements", MaterialRequirements.Handle, "Lists material needs per bake day").Permit(Role.Viewer, "plans.read");

            r.Get("allocations", AllocatePieces.Handle, "Shows who gets how many of the baked pieces").Permit(Role.Viewer, "plans.read");
            r.Put("allocations", AllocatePieces.Change, "Divides products by hand").Permit(Role.Member, "plans.write").Problems(422, "allocation_not_whole");

            r.Get("batches", KeepBatches.Handle, "Lists batches").Permit(Role.Viewer, "batches.read");
            r.Post("batches", KeepBatches.Add, "Adds a batch beside the plan").Permit(Role.Member, "batches.write").Problems(409, "recipe_not_active").Problems(422, "no_production_site");
            r.Get("batches/{id:guid}", KeepBatches.One, "Shows a batch with its materials and lots").Permit(Role.Viewer, "batches.read");
            r.Get("batches/{id:guid}/mix-card", MixCards.One, "Shows the mix card of a batch").Permit(Role.Viewer, "batches.read").OnFloor();
            r.Post("batches/{id:guid}/transitions", KeepBatches.Transition, "Moves a batch to another status").Permit(Role.Member, "batches.write").Problems(409, "invalid_state_transition", "recipe_not_active", "quality_check_due", "quality_failed");
            r.Post("batches/{id:guid}/stages", WorkOnBatch.Stage, "Enters a stage of a batch").Permit(Role.Member, "batches.write").Problems(409, "invalid_state_transition").Problems(422, "stage_unknown");
            r.Post("batches/{id:guid}/scrap", WorkOnBatch.Scrap, "Throws a part of a batch away").Permit(Role.Member, "batches.write").Problems(409, "invalid_state_transition");
            r.Post("batches/{id:guid}/parts", WorkOnBatch.Part, "Parts a batch in two").Permit(Role.Member, "batches.write").Problems(409, "invalid_state_transition");
            r.Put("batches/{id:guid}/sources", WorkOnBatch.Sources, "Says which batches went into this one").Permit(Role.Member, "batches.write").Versioned().Problems(409, "invalid_state_transition").Problems(422, "source_not_possible");
            r.Put("batches/{id:guid}/assignment", WorkOnBatch.Assign, "Sets machines, people and priority of a batch").Permit(Role.Member, "batches.write").Versioned().Problems(409, "invalid_state_transition");

            r.Get("quality/templates", KeepTemplates.Handle, "Lists quality templates").Permit(Role.Viewer, "quality.read");
            r.Post("quality/templates", KeepTemplates.Add, "Adds a quality template").Permit(Role.Admin, "quality.plan").Problems(422, "stage_unknown");
            r.Get("quality/templates/{id:guid}", KeepTemplates.One, "Shows a quality template").Permit(Role.Viewer, "quality.read");
            r.Put("quality/templates/{id:guid}", KeepTemplates.Change, "Changes a quality template").Permit(Role.Admin, "quality.plan").Versioned().Problems(422, "stage_unknown");
            r.Get("quality/checks", KeepChecks.Handle, "Lists quality checks").Permit(Role.Viewer, "quality.read");
            r.Post("quality/checks", KeepChecks.Add, "Adds a check of a batch").Permit(Role.Member, "quality.write").Problems(409, "invalid_state_transition");
            r.Get("quality/checks/{id:guid}", KeepChecks.One, "Shows a quality check").Permit(Role.Viewer, "quality.read");
            r.Post("quality/checks/{id:guid}/result", KeepChecks.Record, "Records what a check found").Permit(Role.Member, "quality.write").Problems(409, "invalid_state_transition");
            r.Post("quality/checks/{id:guid}/release", KeepChecks.Release, "Releases what a failed check holds").Permit(Role.Admin, "quality.release").Problems(409, "invalid_state_transition", "critical_check_failed");

            r.Get("equipment", KeepEquipment.Handle, "Lists machines").Permit(Role.Viewer, "equipment.read");
            r.Post("equipment", KeepEquipment.Add, "Adds a machine").Permit(Role.Admin, "equipment.write");
            r.Get("equipment/{id:guid}", KeepEquipment.One, "Shows a machine").Permit(Role.Viewer, "equipment.read");
            r.Put("equipment/{id:guid}", KeepEquipment.Change, "Changes a machine").Permit(Role.Admin, "equipment.write").Versioned();
            r.Post("equipment/{id:guid}/status", KeepEquipment.Status, "Takes a machine out of use, or back into it").Permit(Role.Member, "equipment.status").Problems(409, "invalid_state_transition");
            r.Post("equipment/{id:guid}/hours", KeepEquipment.Hours, "Notes the hour counter of a machine").Permit(Role.Member, "equipment.status");
            r.Get("equipment/{id:guid}/downtimes", KeepEquipment.Downtimes, "Lists when a machine stood still").Permit(Role.Viewer, "equipment.read");
            r.Get("equipment/{id:guid}/iot-config", KeepSensors.Handle, "Shows the sensor of a machine").Permit(Role.Viewer, "equipment.read");
            r.Put("equipment/{id:guid}/iot-config", KeepSensors.Set, "Connects the sensor of a machine").Permit(Role.Admin, "equipment.write").Versioned();
            r.Post("equipment/{id:guid}/test-connection", KeepSensors.Test, "Reads a sensor once").Permit(Role.Admin, "equipment.write").Repeats("It asks the sensor anew.");
            r.Get("equipment/{id:guid}/realtime-data", KeepSensors.Now, "Shows the last reading of a machine").Permit(Role.Viewer, "equipment.read");
            r.Get("equipment/{id:guid}/sensor-history", KeepSensors.History, "Lists readings of a machine").Permit(Role.Viewer, "equipment.read");
            r.Get("maintenance", KeepMaintenance.Handle, "Lists maintenance plans").Permit(Role.Viewer, "equipment.read");
            r.Post("maintenance", KeepMaintenance.Add, "Adds a maintenance plan").Permit(Role.Admin, "equipment.write");
            r.Get("maintenance/{id:guid}", KeepMaintenance.One, "Shows a maintenance plan").Permit(Role.Viewer, "equipment.read");
            r.Put("maintenance/{id:guid}", KeepMaintenance.Change, "Changes a maintenance plan").Permit(Role.Admin, "equipment.write").Versioned();
            r.Post("maintenance/{id:guid}/done", KeepMaintenance.Done, "Notes that maintenance was done").Permit(Role.Member, "equipment.status");

            r.Get("schedule", ReadSchedule.Handle, "Shows the schedule of a bake day").Permit(Role.Viewer, "schedule.read");
            r.Get("schedule/sheet", ReadSchedule.Print, "Prints the schedule of a bake day").Permit(Role.Viewer, "schedule.read").Produces(200, contentType: "application/pdf");
            r.Post("schedule/generate", MakeSchedule.Handle, "Schedules a bake day").Permit(Role.Member, "schedule.write").Problems(422, "no_equipment", "schedule_impossible");
            r.Patch("schedule/tasks/{id:guid}", MoveTask.Handle, "Moves a task and re-times what follows").Permit(Role.Member, "schedule.write").Problems(422, "task_before_predecessor", "machine_not_fit").Repeats("The task is put where it is said.");
            r.Post("schedule/undo", MoveTask.Undo, "Takes the last move of a day back").Permit(Role.Member, "schedule.write").Problems(409, "nothing_to_undo");
            r.Get("capacity", ReadSchedule.Capacity, "Shows the load of each machine").Permit(Role.Viewer, "schedule.read");

            r.Get("dashboard-summary", ReadAnalytics.Summary, "Shows the floor of today at a glance").Permit(Role.Viewer, "batches.read");
            r.Get("analytics/yield", ReadAnalytics.Yield, "Shows what was made of what was planned").Permit(Role.Viewer, "batches.read");
            r.Get("analytics/delays", ReadAnalytics.Delays, "Shows how late batches began and ended").Permit(Role.Viewer, "batches.read");
            r.Get("analytics/waste", ReadAnalytics.Waste, "Shows what was thrown away on the floor").Permit(Role.Viewer, "batches.read");

            r.Get("floor/day", ReadFloor.Handle, "Gives a tablet everything for two days").Permit(Role.Member, "floor.read").OnFloor();
            r.Post("floor/sync", SyncFloor.Handle, "Takes the acts a device has collected").Permit(Role.Member, "floor.write").OnFloor();
        });

        module.On<StepRequested>(OnStepRequested.Handle);
        module.On<OrderConfirmed>(OnOrderConfirmed.Handle);
        module.On<OrderChanged>(OnOrderChanged.Handle);
        module.On<OrderCancelled>(OnOrderCancelled.Handle);
        module.On<ScheduleRequested>(OnScheduleRequested.Handle);
        module.On<ScheduleDrifted>(OnScheduleDrifted.Handle);
        module.On<FloorCheckRequested>(WatchFloor.Handle);
        module.On<ReadingsOutdated>(ForgetReadings.Handle);
        module.On<StockConsumed>(OnStockConsumed.Handle);
        module.On<StockRejected>(OnStockRejected.Handle);

        module.Answer<PlansBetween, IReadOnlyList<PlanAnswer>>(AnswerPlans.Handle);
        module.Answer<PieceAllocation, PieceAllocationAnswer>(AllocatePieces.Answer);
        module.Answer<MaterialNeeds, IReadOnlyList<MaterialNeed>>(MaterialRequirements.Answer);
        module.Answer<BatchesOn, IReadOnlyList<BatchAnswer>>(AnswerBatches.Handle);
        module.Answer<OverrideOutcomes, IReadOnlyList<OverrideOutcome>>(AnswerOverrideOutcomes.Handle);
        module.Answer<PrefermentMargins, IReadOnlyList<PrefermentMargin>>(AnswerPrefermentMargins.Handle);

        module.Cron("forget-readings", "40 3 * * *", ForgetReadings.FanOut);
        module.Cron("watch-floor", "*/10 * * * *", WatchFloor.FanOut);
    }
}
