using Bakery.Contracts.Orchestrator;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Plans;

/// <summary>Makes or refreshes the plan of a day.</summary>
internal static class GeneratePlan
{
    private const int FarthestDays = 30;

    public sealed record Request(DateOnly Date, Guid? LocationId = null, PlanMode Mode = PlanMode.Full, Guid? RunId = null);

    internal static async Task<PlanForm.View> Handle(Request request, ProductionDb db, PlanBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var today = BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        if (request.Date < today || request.Date > today.AddDays(FarthestDays)) throw RuleViolation.Invalid("date", $"From today to {FarthestDays} days ahead.");
        var inputs = await PlanInputs.Ask(queries, request.Date, request.Date, ct);
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            var plan = await book.Make(request.Date, inputs.Obrador(request.LocationId), request.Mode, request.RunId, inputs, ct);
            await db.SaveChangesAsync(ct);
            if (own is not null) await own.CommitAsync(ct);
            return PlanForm.Of(plan);
        }
    }
}

internal static class ReadPlans
{
    private static readonly Sorting<BakePlan> Order = new Sorting<BakePlan>(p => p.Id, "plan_date").By("plan_date", p => p.PlanDate);

    public sealed record Row(Guid Id, DateOnly PlanDate, Guid LocationId, PlanStatus Status, DateTimeOffset? ApprovedAt, int Version);

    internal static Task<Page<Row>> Handle(ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "date")] DateOnly? date, [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var rows = db.Plans.AsNoTracking().IgnoreAutoIncludes();
        if (date is { } day) rows = rows.Where(p => p.PlanDate == day);
        if (from is { } first) rows = rows.Where(p => p.PlanDate >= first);
        if (to is { } last) rows = rows.Where(p => p.PlanDate <= last);
        return rows.ToPage(page, Order, p => new Row(p.Id, p.PlanDate, p.LocationId, p.Status, p.ApprovedAt, p.Version), ct);
    }

    internal static async Task<PlanForm.View> One(Guid id, ProductionDb db, CancellationToken ct) => PlanForm.Of(await db.FindPlan(id, ct));
}

/// <summary>The orchestrator's step <c>production</c>: a daily run plans the horizon, a refresh the next bake day.</summary>
internal static class OnStepRequested
{
    internal static async Task Handle(StepRequested step, ProductionDb db, PlanBook book, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        if (step.Step != "production") return;
        if (step.Action == "compensate")
        {
            // What a person touched or approved stays.
            var mine = await db.Plans.AsSplitQuery().Where(p => p.LastRunId == step.RunId && (p.Status == PlanStatus.Draft || p.Status == PlanStatus.Proposed)).ToListAsync(ct);
            db.RemoveRange(mine.Where(p => p.Lines.All(l => l.OverrideQuantity is null)));
            bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", null, new Dictionary<string, int>(), null));
            return;
        }
        try
        {
            var days = step.RunType == "refresh" ? 1 : Math.Max(1, step.HorizonDays);
            var inputs = await PlanInputs.Ask(queries, step.BakeDay, step.BakeDay.AddDays(days - 1), ct);
            var (obrador, lines, first) = (inputs.Obrador(null), 0, (Guid?)null);
            for (var day = step.BakeDay; day < step.BakeDay.AddDays(days); day = day.AddDays(1))
            {
                if (!inputs.IsBakeDay(day)) continue;
                var plan = await book.Make(day, obrador, step.RunType == "refresh" ? PlanMode.Refresh : PlanMode.Full, step.RunId, inputs, ct);
                lines += plan.Lines.Count;
                first ??= plan.Id;
            }
            bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "completed", first?.ToString(), new Dictionary<string, int> { ["plan_lines"] = lines, ["batches"] = 0 }, null));
        }
        catch (RuleViolation refused)
        {
            db.ChangeTracker.Clear();
            bus.Publish(new StepAnswered(step.RunId, step.Step, step.Attempt, "failed", null, new Dictionary<string, int>(), $"{refused.Code}: {refused.Message}"));
        }
    }
}

/// <summary>A changed order changes the plan of its day, when there is one.</summary>
internal static class OnOrderConfirmed
{
    internal static Task Handle(OrderConfirmed confirmed, ProductionDb db, PlanBook book, IQueryBus queries, CancellationToken ct) => Replan(confirmed.Order, db, book, queries, ct);

    internal static async Task Replan(OrderFacts order, ProductionDb db, PlanBook book, IQueryBus queries, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.PlanDate == order.DueOn && p.Status != PlanStatus.Done, ct);
        if (plan is null) return;
        await book.Make(order.DueOn, plan.LocationId, PlanMode.Orders, null, await PlanInputs.Ask(queries, order.DueOn, order.DueOn, ct), ct);
    }
}

internal static class OnOrderChanged
{
    internal static Task Handle(OrderChanged changed, ProductionDb db, PlanBook book, IQueryBus queries, CancellationToken ct) => OnOrderConfirmed.Replan(changed.Order, db, book, queries, ct);
}

internal static class OnOrderCancelled
{
    internal static Task Handle(OrderCancelled cancelled, ProductionDb db, PlanBook book, IQueryBus queries, CancellationToken ct) => OnOrderConfirmed.Replan(cancelled.Order, db, book, queries, ct);
}
