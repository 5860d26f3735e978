using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Plans;

/// <summary>Plans what to buy and writes the orders.</summary>
internal static class GeneratePlan
{
    private static readonly Sorting<ProcurementPlan> Sort = new Sorting<ProcurementPlan>(p => p.Id, "-created_at").By("created_at", p => p.CreatedAt);

    public sealed record Request(Guid? RunId = null, int? HorizonDays = null);
    public sealed record RequirementView(Guid Id, Guid ItemId, string Name, string Sku, string Unit, DateOnly? CoversUntil, decimal Needed, decimal SafetyStock, SafetyStockMethod? SafetyMethod, decimal UsableStock, decimal OpenOrders, decimal Net,
        int Packs, decimal? PackQuantity, Guid? SupplierId, SupplierReason? SupplierReason, decimal? UnitPrice, DateOnly? RunOutOn, DateOnly? DeliveryOn, DateTimeOffset? OrderBy, IReadOnlyList<string> Flags, CalculationMethod? CalculationMethod,
        decimal SuggestedQuantity, decimal? AdjustedQuantity, string? AdjustmentReason, decimal? EconomicQuantity, PriceTrend? PriceTrend, ReasoningData ReasoningData);
    public sealed record View(Guid Id, string PlanNumber, DateOnly PlanDate, int HorizonDays, Guid? RunId, ProcurementPlanStatus Status, int PurchaseOrders, decimal Total, DateTimeOffset CreatedAt, int Version) : IVersioned;
    public sealed record RequirementList(IReadOnlyList<RequirementView> Items);

    internal static async Task<View> Handle(Request request, ProcurementDb db, PlanBook book, CancellationToken ct)
    {
        if (request.HorizonDays is < 1 or > 30) throw RuleViolation.Invalid("horizon_days", "Between 1 and 30.");
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            var result = await book.Make(request.RunId, null, request.HorizonDays, ct);
            await db.SaveChangesAsync(ct);
            if (own is not null) await own.CommitAsync(ct);
            return Of(result.Plan);
        }
    }

    internal static Task<Page<View>> List(ProcurementDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.Plans.AsNoTracking().IgnoreAutoIncludes().ToPage(page, Sort, p => Of(p), ct);

    internal static async Task<View> One(Guid id, ProcurementDb db, CancellationToken ct) => Of(await db.FindPlan(id, ct));

    internal static async Task<RequirementList> Requirements(Guid id, ProcurementDb db, CancellationToken ct) => new([.. (await db.FindPlan(id, ct)).Requirements.OrderBy(r => r.Position).Select(Of)]);

    internal static async Task<View> Approve(Guid id, ProcurementDb db, CancellationToken ct)
    {
        var plan = await db.FindPlan(id, ct);
        plan.Approve();
        await db.SaveChangesAsync(ct);
        return Of(plan);
    }

    /// <summary>Cancels a plan and the orders of it that no supplier knows yet.</summary>
    internal static async Task<View> Cancel(Guid id, ProcurementDb db, OrderBook orders, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var plan = await db.FindPlan(id, ct);
        await Withdraw(plan, "plan_cancelled", db, orders, bus, clock, ct);
        await db.SaveChangesAsync(ct);
        return Of(plan);
    }

    internal static async Task Withdraw(ProcurementPlan plan, string reason, ProcurementDb db, OrderBook orders, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        plan.Cancel();
        foreach (var order in await db.Orders.Where(o => o.PlanId == plan.Id && (o.Status == PurchaseOrderStatus.Draft || o.Status == PurchaseOrderStatus.PendingApproval)).ToListAsync(ct))
        {
            order.Cancel(reason, clock.GetUtcNow());
            bus.Publish(new PurchaseOrderCancelled(order.Facts(), reason), OrderBook.SubjectOf(order));
            orders.Settled(order);
        }
    }

    /// <summary>Plans go on with their orders; one that is still a draft after seven days is cancelled.</summary>
    internal static async Task Follow(DateOnly today, ProcurementDb db, OrderBook orders, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        foreach (var plan in await db.Plans.IgnoreAutoIncludes().WhereOpen().ToListAsync(ct))
        {
            if (plan.Status == ProcurementPlanStatus.Draft && plan.PlanDate < today.AddDays(-7)) await Withdraw(plan, "plan_expired", db, orders, bus, clock, ct);
            else plan.Follow(await db.Orders.Where(o => o.PlanId == plan.Id).Select(o => o.Status).ToListAsync(ct));
        }
    }

    private static View Of(ProcurementPlan p) => new(p.Id, p.Number, p.PlanDate, p.HorizonDays, p.RunId, p.Status, p.PurchaseOrders, p.Total, p.CreatedAt, p.Version);

    internal static RequirementView Of(Requirement r) => new(r.Id, r.ItemId, r.Name, r.Sku, r.Unit, r.CoversUntil, r.Needed, r.SafetyStock, r.SafetyMethod, r.UsableStock, r.OpenOrders, r.Net, r.Packs, r.PackQuantity, r.SupplierId, r.SupplierReason,
        r.UnitPrice, r.RunOutOn, r.DeliveryOn, r.OrderBy, r.Flags, r.Method, r.SuggestedQuantity, r.AdjustedQuantity, r.AdjustmentReason, r.EconomicQuantity, r.Trend, r.Reasoning);
}

internal static class PlanQueries
{
    /// <summary>Plans that are neither completed nor cancelled.</summary>
    public static IQueryable<ProcurementPlan> WhereOpen(this IQueryable<ProcurementPlan> plans) => plans.Where(p => p.Status != ProcurementPlanStatus.Completed && p.Status != ProcurementPlanStatus.Cancelled);
}

/// <summary>The orchestrator's step <c>procurement</c>. Sent orders are never recalled by machine.</summary>
internal static class OnStepRequested
{
    internal static async Task Handle(StepRequested step, ProcurementDb db, PlanBook book, OrderBook orders, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (step.Step != "procurement") return;
        if (step.Action == "compensate")
        {
            if (await db.Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.RunId == step.RunId && p.Status != ProcurementPlanStatus.Cancelled && p.Status != ProcurementPlanStatus.Completed, ct) is { } plan)
                await GeneratePlan.Withdraw(plan, "run_compensated", db, orders, bus, clock, ct);
            bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", null, new Dictionary<string, int>(), null));
            return;
        }
        var result = await book.Make(step.RunId, step.BusinessDay, step.HorizonDays, ct);
        bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", result.Plan.Id.ToString(),
            new Dictionary<string, int> { ["requirements"] = result.Plan.Requirements.Count, ["purchase_orders"] = result.Orders, ["auto_approved"] = result.AutoApproved }, null));
    }
}
