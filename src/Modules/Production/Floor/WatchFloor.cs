using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Floor;

/// <summary>Asks for a look at one tenant's floor: late batches and overdue maintenance.</summary>
[Message("production.floor_check.requested")]
public sealed record FloorCheckRequested(string TimeZone) : IMessage;

/// <summary>Every ten minutes: batches more than 15 minutes late, and maintenance that is due.</summary>
internal static class WatchFloor
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    internal static async Task FanOut(JobTicked tick, TenantScope scope, ProductionDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // Only bakeries with open batches that should have moved, or with plans for their machines, are looked at.
        var now = tick.At - Grace;
        var busy = (await db.Batches.Where(b => (b.Status == BatchStatus.Pending && b.PlannedStart < now) || (b.Status == BatchStatus.InProgress && b.PlannedEnd < now)).Select(b => b.TenantId)
            .Union(db.Maintenance.Where(m => m.IsActive).Select(m => m.TenantId)).ToListAsync(ct)).ToHashSet();
        await db.FanOut(queries, bus, tenant => new FloorCheckRequested(tenant.TimeZone), busy, ct);
    }

    internal static async Task Handle(FloorCheckRequested request, ProductionDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, request.TimeZone);
        await Delays(db, bus, now, today, ct);
        var machines = await db.Equipment.ToDictionaryAsync(e => e.Id, ct);
        foreach (var plan in await db.Maintenance.Where(p => p.IsActive && (p.ToldOn == null || p.ToldOn < today)).ToListAsync(ct))
        {
            var machine = machines[plan.EquipmentId];
            if (plan.DueOn(machine.HoursRun, today) is not { } due || due > today) continue;
            plan.Tell(today);
            bus.Publish(new AlertRaised("production.maintenance_overdue", "medium", "action_needed", new EntityRef("maintenance", plan.Id), null, null, 100, 100,
                new ReasoningData("production.maintenance_overdue", new Dictionary<string, object?> { ["equipment"] = machine.Name, ["work"] = plan.Name, ["date"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                    new Consequence("production_delay", "medium")), $"maintenance:{plan.Id}"));
        }
    }

    private static async Task Delays(ProductionDb db, IBus bus, DateTimeOffset now, DateOnly today, CancellationToken ct)
    {
        var limit = now - Grace;
        var late = await db.Batches.Where(b => b.BakeDay >= today && ((b.Status == BatchStatus.Pending && b.PlannedStart < limit) || (b.Status == BatchStatus.InProgress && b.PlannedEnd < limit))).OrderBy(b => b.PlannedStart).ThenBy(b => b.Id).ToListAsync(ct);
        if (late.Count == 0) return;
        // The later it gets, the later what follows.
        foreach (var day in late.Where(b => b.IsScheduled).GroupBy(b => b.BakeDay)) bus.Publish(new ScheduleDrifted(day.Key, day.First().Id));
        var plans = await db.Plans.AsNoTracking().Where(p => p.PlanDate >= today).ToListAsync(ct);
        var ordered = plans.SelectMany(p => p.Lines.Where(l => l.FirmOrders + l.StandingOrders > 0).Select(l => (p.PlanDate, l.ProductItemId))).ToHashSet();
        foreach (var batch in late.Where(b => b.DelayToldAt is null))
        {
            var minutes = (int)(now - (batch.Status == BatchStatus.Pending ? batch.PlannedStart : batch.PlannedEnd)).TotalMinutes;
            var severity = batch.Products.Any(p => ordered.Contains((batch.BakeDay, p))) ? "high" : "medium";
            batch.TellDelay(now);
            bus.Publish(new AlertRaised("production.batch_delayed", severity, "action_needed", new EntityRef("batch", batch.Id), null, batch.PlannedEnd, 100, 100,
                new ReasoningData("production.batch_delayed", new Dictionary<string, object?> { ["product_name"] = batch.Name, ["minutes"] = minutes.ToString(CultureInfo.InvariantCulture) },
                    new Consequence(severity == "high" ? "order_at_risk" : "production_delay", severity)), $"batch-delayed:{batch.Id}"));
        }
    }
}
