using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>Asks for a look at one tenant's self-control.</summary>
[Message("inventory.haccp_check.requested")]
public sealed record HaccpCheckRequested(string TimeZone) : IMessage;

/// <summary>
/// Every five minutes: a check that is half an hour overdue is told (medium) and again when its day is over (high); a sensor that was too warm and then
/// fell silent is told after the minutes of its point; a deviation whose alert somebody has put away without doing anything comes back after an hour.
/// </summary>
internal static class WatchHaccp
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Reminder = TimeSpan.FromHours(1);

    internal static async Task FanOut(JobTicked tick, TenantScope scope, InventoryDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // Only tenants that have a plan are looked at.
        var planned = (await db.HaccpPoints.Where(p => p.IsActive).Select(p => p.TenantId).Union(db.Checklists.Where(c => c.IsActive).Select(c => c.TenantId)).ToListAsync(ct)).ToHashSet();
        await db.FanOut(queries, bus, tenant => new HaccpCheckRequested(tenant.TimeZone), planned, ct);
    }

    internal static async Task Handle(HaccpCheckRequested request, InventoryDb db, HaccpBook haccp, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync("haccp", ct);
        var now = clock.GetUtcNow();
        var today = BusinessTime.Today(now, request.TimeZone);
        var points = await db.HaccpPoints.ToListAsync(ct);
        var lists = await db.Checklists.ToListAsync(ct);
        foreach (var day in new[] { today.AddDays(-1), today }) await Missed(day, today, now, request.TimeZone, points, lists, db, bus, ct);
        foreach (var deviation in await db.Deviations.Where(d => d.PointId != null && (d.Status == DeviationStatus.Watching || d.Status == DeviationStatus.Open)).ToListAsync(ct))
        {
            var point = points.Single(p => p.Id == deviation.PointId);
            if (deviation.Status == DeviationStatus.Watching && now - deviation.StartedAt >= point.Patience) haccp.Tell(deviation, point, true);
            else if (deviation.Status == DeviationStatus.Open && now - deviation.ToldAt >= Reminder) haccp.Tell(deviation, point, deviation.IsUrgent);
        }
    }

    private static async Task Missed(DateOnly day, DateOnly today, DateTimeOffset now, string zone, List<HaccpPoint> points, List<Checklist> lists, InventoryDb db, IBus bus, CancellationToken ct)
    {
        var (from, until) = (BusinessTime.Instant(day, TimeOnly.MinValue, zone), BusinessTime.Instant(day.AddDays(1), TimeOnly.MinValue, zone));
        var read = (await db.HaccpReadings.Where(r => r.EventTime >= from && r.EventTime < until).Select(r => r.PointId).Distinct().ToListAsync(ct)).ToHashSet();
        var done = (await db.HaccpChecks.Where(c => c.DueOn == day).Select(c => c.ChecklistId).ToListAsync(ct)).ToHashSet();
        var told = await db.MissedChecks.Where(m => m.Day == day).ToDictionaryAsync(m => m.SubjectId, ct);
        var due = points.Where(p => p.IsDueOn(day) && !read.Contains(p.Id)).Select(p => (p.Id, p.Name, Due: p.DueTime!.Value)).Concat(lists.Where(l => l.IsDueOn(day) && !done.Contains(l.Id)).Select(l => (l.Id, l.Name, Due: l.DueTime)));
        foreach (var (id, name, time) in due)
        {
            var (at, over) = (BusinessTime.Instant(day, time, zone), day < today);
            var known = told.GetValueOrDefault(id);
            // A plan that was made today has missed nothing yesterday.
            if (now < at + Grace || (over ? known is null or { IsFinal: true } : known is not null)) continue;
            if (known is null) db.Add(new MissedCheck { TenantId = db.Scope.Require(), SubjectId = id, Day = day });
            else known.IsFinal = true;
            bus.Publish(new AlertRaised("inventory.haccp_check_missed", over ? "high" : "medium", "action_needed", new EntityRef("haccp", id), null, at, 100, 100,
                new ReasoningData("inventory.haccp_check_missed", new Dictionary<string, object?> { ["point_name"] = name, ["date"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["time"] = time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) },
                    new Consequence("food_safety", over ? "high" : "medium")), HaccpBook.MissedKey(id, day), IsFoodSafety: over));
        }
    }
}
