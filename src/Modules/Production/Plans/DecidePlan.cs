using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Bakery.Planning.Plans;
using Bakery.Production.Batches;

namespace Bakery.Production.Plans;

/// <summary>The owner's word: overrides, approval, and what becomes of proposals.</summary>
internal static class DecidePlan
{
    /// <param name="Quantity">Pieces to bake; null takes the override back.</param>
    /// <param name="LocationId">Sets one shop's wish instead of the whole line.</param>
    public sealed record OverrideRequest(int? Quantity, [property: Required, Length(2, 500)] string Reason, Guid? LocationId = null);

    internal static async Task<PlanForm.View> Override(Guid id, Guid line_id, OverrideRequest request, IfMatch match, ProductionDb db, BatchBook batches, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.FindPlan(id, ct);
        match.Require(plan, () => PlanForm.Of(plan));
        var line = plan.LineOf(line_id);
        var (old, now) = (line.PlannedQuantity, clock.GetUtcNow());
        if (request.Quantity is > 1_000_000) throw RuleViolation.Invalid("quantity", "At most 1,000,000.");
        if (request.LocationId is { } shop)
        {
            if (request.Quantity < 0) throw RuleViolation.Invalid("quantity", "Not negative.");
            line.Wish(shop, request.Quantity);
            var fact = (await queries.Ask(new ProductFacts(plan.PlanDate, [line.ProductItemId]), ct)).FirstOrDefault() ?? throw new RuleViolation("recipe_not_active", "The product has no recipe in force.", 409);
            var demand = new LineDemand([.. line.ShopNeeds.Select(s => s.Quantity)], line.FirmOrders + line.StandingOrders, line.FinishedStock);
            line.Sources(line.ShopNeeds, line.FirmOrders, line.StandingOrders, line.FinishedStock, demand.Net, line.Reasoning);
            line.Machine(BakeQuantity.Round(demand, fact.Multiple, Wire.Parse<MultipleRounding>(fact.Rounding, "rounding")));
            if (line.OverrideQuantity is null) line.Plan(line.MachineQuantity, null);
            plan.Planned(null, now);
        }
        else
        {
            plan.Override(line, request.Quantity, request.Reason, db.Scope.Actor, now);
        }
        if (line.PlannedQuantity != old)
        {
            var reason = new ReasoningData("override_kept", new Dictionary<string, object?> { ["machine_quantity"] = line.MachineQuantity.ToString(), ["kept_quantity"] = line.PlannedQuantity.ToString(), ["user_name"] = db.Scope.Actor.Name });
            bus.Publish(new PlanChanged(plan.Id, plan.PlanDate, plan.Version + 1, [new PlanLineChange(line.ProductItemId, old, line.PlannedQuantity, reason)]), new Subject("bake_plan", plan.Id, plan.Version + 1));
            if (plan.IsApproved) await batches.Follow(plan, ct);
        }
        db.Touch(plan);
        await db.SaveChangesAsync(ct);
        return PlanForm.Of(plan);
    }

    internal static async Task<PlanForm.View> Approve(Guid id, ProductionDb db, BatchBook batches, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.FindPlan(id, ct);
        plan.Approve(db.Scope.Actor, clock.GetUtcNow());
        await batches.Follow(plan, ct);
        bus.Publish(new PlanApproved(plan.Id, plan.PlanDate, plan.Version + 1), new Subject("bake_plan", plan.Id, plan.Version + 1));
        db.Touch(plan);
        await db.SaveChangesAsync(ct);
        return PlanForm.Of(plan);
    }

    internal static Task<PlanForm.View> Accept(Guid id, Guid change_id, ProductionDb db, BatchBook batches, IBus bus, TimeProvider clock, CancellationToken ct) => Decide(id, change_id, true, db, batches, bus, clock, ct);

    internal static Task<PlanForm.View> Refuse(Guid id, Guid change_id, ProductionDb db, BatchBook batches, IBus bus, TimeProvider clock, CancellationToken ct) => Decide(id, change_id, false, db, batches, bus, clock, ct);

    private static async Task<PlanForm.View> Decide(Guid id, Guid changeId, bool accept, ProductionDb db, BatchBook batches, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.FindPlan(id, ct);
        var change = plan.Decide(changeId, accept, db.Scope.Actor, clock.GetUtcNow());
        if (accept)
        {
            await batches.Follow(plan, ct);
            bus.Publish(new PlanChanged(plan.Id, plan.PlanDate, plan.Version + 1, [new PlanLineChange(change.ProductItemId, change.FromQuantity, change.ToQuantity, change.Reasoning)]), new Subject("bake_plan", plan.Id, plan.Version + 1));
        }
        db.Touch(plan);
        await db.SaveChangesAsync(ct);
        return PlanForm.Of(plan);
    }
}
