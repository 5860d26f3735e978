using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.AlertProcessor;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.AlertProcessor.Alerts;

internal static class ActOnAlert
{
    public sealed record SnoozeRequest(DateTimeOffset Until);

    /// <param name="Action">acknowledge, resolve or ignore.</param>
    public sealed record BulkRequest([property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Guid> Ids, [property: Required] string Action);
    public sealed record BulkResponse(int Changed);

    internal static Task<AlertView> Acknowledge(Guid id, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Act(id, db, bus, a => a.Acknowledge(db.Scope.Actor.Name, clock.GetUtcNow()), ct);
    internal static Task<AlertView> Resolve(Guid id, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Act(id, db, bus, a => a.Resolve(db.Scope.Actor.Name, clock.GetUtcNow()), ct);
    internal static Task<AlertView> Ignore(Guid id, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Act(id, db, bus, a => a.Ignore(db.Scope.Actor.Name, clock.GetUtcNow()), ct);
    internal static Task<AlertView> Snooze(Guid id, SnoozeRequest request, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct) => Act(id, db, bus, a => a.Snooze(request.Until, clock.GetUtcNow()), ct);

    internal static async Task<BulkResponse> Bulk(BulkRequest request, AlertProcessorDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var (by, now) = (db.Scope.Actor.Name, clock.GetUtcNow());
        Action<Alert> act = request.Action switch
        {
            "acknowledge" => a => a.Acknowledge(by, now),
            "resolve" => a => a.Resolve(by, now),
            "ignore" => a => a.Ignore(by, now),
            _ => throw RuleViolation.Invalid("action", "One of acknowledge, resolve, ignore."),
        };
        var alerts = await db.Alerts.Where(a => request.Ids.Contains(a.Id)).ToListAsync(ct);
        foreach (var alert in alerts)
        {
            act(alert);
            Tell(alert, bus);
        }
        await db.SaveChangesAsync(ct);
        return new BulkResponse(alerts.Count);
    }

    private static async Task<AlertView> Act(Guid id, AlertProcessorDb db, IBus bus, Action<Alert> act, CancellationToken ct)
    {
        var alert = await GetAlert.Find(id, db, ct);
        act(alert);
        Tell(alert, bus);
        await db.SaveChangesAsync(ct);
        return AlertView.Of(alert);
    }

    private static void Tell(Alert alert, IBus bus)
    {
        if (alert.IsOpen) bus.Publish(new AlertUpdated(alert.Id, Wire.Name(alert.Status), alert.Score));
        else bus.Publish(new AlertResolved(alert.Id, alert.EventType));
    }
}
