using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AlertProcessor.Alerts;

/// <summary>The same event of the same thing within 24 hours is one alert.</summary>
internal static class OnAlertRaised
{
    private static readonly TimeSpan SameWithin = TimeSpan.FromHours(24);
    private const int RevenueDays = 28;

    internal static async Task Handle(AlertRaised raised, AlertProcessorDb db, IBus bus, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var key = Alert.KeyOf(raised);
        await db.LockAsync(key, ct);
        var revenue = await AverageRevenue(queries, now, ct);
        var since = now - SameWithin;
        var known = await db.Alerts.FirstOrDefaultAsync(a => a.DedupKey == key && a.LastSeen >= since
            && (a.Status == AlertStatus.Active || a.Status == AlertStatus.Acknowledged || a.Status == AlertStatus.Snoozed), ct);
        if (known is not null)
        {
            var worse = known.Repeat(raised, revenue, now);
            if (worse) bus.Publish(Created(known));
            else bus.Publish(new AlertUpdated(known.Id, Wire.Name(known.Status), known.Score));
            return;
        }
        var alert = Alert.Create(Ids.New(clock), raised, revenue, now);
        db.Add(alert);
        bus.Publish(Created(alert));
    }

    private static AlertCreated Created(Alert a) => new(a.Id, a.EventType, Wire.Name(a.Severity), Wire.Name(a.TypeClass), a.Score, Wire.Name(a.Level), new EntityRef(a.EntityType, a.EntityId), a.Reason());

    // The day before today in the tenant's zone: today's sales are not complete.
    private static async Task<decimal> AverageRevenue(IQueryBus queries, DateTimeOffset now, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        return (await queries.Ask(new AverageDailyRevenue(BusinessTime.BusinessDay(now, profile.TimeZone).AddDays(-1), RevenueDays), ct)).Average;
    }
}

internal static class OnAlertCleared
{
    internal static Task Handle(AlertCleared cleared, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) =>
        Resolve(db, bus, clock, Alert.KeyOf(cleared.EventType, cleared.Entity, cleared.DedupKey), ct);

    internal static async Task Resolve(AlertProcessorDb db, IBus bus, TimeProvider clock, string key, CancellationToken ct)
    {
        foreach (var alert in await db.Alerts.Where(a => a.DedupKey == key).ToListAsync(ct))
        {
            if (!alert.IsOpen) continue;
            alert.Resolve(db.Scope.Actor.Name, clock.GetUtcNow());
            bus.Publish(new AlertResolved(alert.Id, alert.EventType));
        }
    }
}
