using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>Writes the self-control file: each record with its seal, one at a time per tenant, and the deviations that follow from it.</summary>
internal sealed class HaccpBook(InventoryDb db, IBus bus, TimeProvider clock)
{
    /// <summary>Adds records to the chain. Call inside a transaction.</summary>
    public async Task Seal(IEnumerable<ISealed> records, CancellationToken ct)
    {
        await db.LockAsync("haccp", ct);
        var last = await db.HaccpSeals.OrderByDescending(s => s.Position).FirstOrDefaultAsync(ct);
        var (position, hash) = (last?.Position ?? 0, last?.Hash ?? "");
        foreach (var record in records)
        {
            hash = HaccpSeal.Link(hash, record);
            db.Add(record);
            db.Add(new HaccpSeal { TenantId = db.Scope.Require(), Position = ++position, RecordId = record.Id, Hash = hash });
        }
    }

    /// <summary>What a reading means: nothing, the start of a watch, an alert, or the end of a short door opening.</summary>
    public async Task Judge(HaccpPoint point, HaccpReading reading, CancellationToken ct)
    {
        var open = await db.Deviations.FirstOrDefaultAsync(d => d.PointId == point.Id && (d.Status == DeviationStatus.Watching || d.Status == DeviationStatus.Open), ct);
        if (reading.Ok)
        {
            // Only what nobody was called for ends by itself.
            if (open is { Status: DeviationStatus.Watching } && reading.EventTime > open.LastSeenAt) open.Recover();
            return;
        }
        var warm = point.IsTemperature && reading.Value > point.Max;
        if (open is null)
        {
            open = Deviation.Start(Ids.New(clock), point.Id, null, warm && reading.Device is not null ? DeviationStatus.Watching : DeviationStatus.Open, reading.Value, reading.EventTime);
            db.Add(open);
            bus.Publish(new HaccpOutOfRange(open.Id, point.Id, reading.Value, reading.EventTime));
            if (open.Status == DeviationStatus.Open) Tell(open, point, false);
        }
        open.Again(reading.Value, point, reading.EventTime);
        if (warm && !open.IsUrgent && open.LastSeenAt - open.StartedAt >= point.Patience) Tell(open, point, true);
    }

    /// <summary>Raises the alert of a deviation at a point; repeated, it is the same alert.</summary>
    public void Tell(Deviation deviation, HaccpPoint point, bool urgent)
    {
        deviation.Raise(urgent, clock.GetUtcNow());
        bus.Publish(new AlertRaised("inventory.temperature_out_of_range", deviation.IsUrgent ? "urgent" : "high", "action_needed", new EntityRef("haccp_point", point.Id), null, deviation.LastSeenAt, 100, 100,
            new ReasoningData("inventory.temperature_out_of_range", new Dictionary<string, object?>
            {
                ["point_name"] = point.Name, ["value"] = Text(deviation.WorstValue), ["min"] = Text(point.Min), ["max"] = Text(point.Max), ["unit"] = point.Unit ?? "",
            }, new Consequence("food_safety", deviation.IsUrgent ? "urgent" : "high")), Key(deviation), IsFoodSafety: true, Links: [new AlertLink("record_corrective_action", "POST", "/inventory/haccp/corrective-actions", true)]));
    }

    /// <summary>Raises the alert of a failed checklist.</summary>
    public void Tell(Deviation deviation, Checklist list, IReadOnlyList<string> failed)
    {
        deviation.Raise(false, clock.GetUtcNow());
        bus.Publish(new AlertRaised("inventory.haccp_check_failed", "high", "action_needed", new EntityRef("haccp_checklist", list.Id), null, deviation.LastSeenAt, 100, 100,
            new ReasoningData("inventory.haccp_check_failed", new Dictionary<string, object?> { ["point_name"] = list.Name, ["lines"] = string.Join(", ", failed) }, new Consequence("food_safety", "high")),
            Key(deviation), IsFoodSafety: true, Links: [new AlertLink("record_corrective_action", "POST", "/inventory/haccp/corrective-actions", true)]));
    }

    public void Clear(Deviation deviation) => bus.Publish(deviation.PointId is { } point
        ? new AlertCleared("inventory.temperature_out_of_range", new EntityRef("haccp_point", point), Key(deviation))
        : new AlertCleared("inventory.haccp_check_failed", new EntityRef("haccp_checklist", deviation.ChecklistId!.Value), Key(deviation)));

    /// <summary>A check that was missed and is now done needs nobody any more.</summary>
    public async Task Done(Guid subjectId, DateOnly day, CancellationToken ct)
    {
        if (await db.MissedChecks.FirstOrDefaultAsync(m => m.SubjectId == subjectId && m.Day == day, ct) is null) return;
        bus.Publish(new AlertCleared("inventory.haccp_check_missed", new EntityRef("haccp", subjectId), MissedKey(subjectId, day)));
    }

    public static string MissedKey(Guid subjectId, DateOnly day) => $"haccp-missed:{subjectId}:{day:yyyyMMdd}";

    private static string Key(Deviation deviation) => $"haccp:{deviation.Id}";

    private static string Text(decimal? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "–";
}
