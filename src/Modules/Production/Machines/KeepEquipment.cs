using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Production;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Machines;

/// <summary>Machines, and the times in which they stand still.</summary>
internal static class KeepEquipment
{
    private static readonly Sorting<Equipment> Order = new Sorting<Equipment>(e => e.Id, "name").By("name", e => e.Name);
    private static readonly Sorting<Downtime> ByStart = new Sorting<Downtime>(d => d.Id, "-from").By("from", d => d.From);

    /// <param name="Until">Expected end of maintenance; the scheduler books nothing before it.</param>
    /// <param name="Done">What was done, when it runs again.</param>
    public sealed record StatusRequest(EquipmentStatus To, [property: MaxLength(500)] string? Reason = null, DateTimeOffset? Until = null, [property: MaxLength(500)] string? Done = null, decimal? Cost = null);
    public sealed record HoursRequest(decimal HoursRun);

    internal static Task<Page<EquipmentForm.View>> Handle(ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "kind")] string? kind, [FromQuery(Name = "active")] bool? active, CancellationToken ct)
    {
        var rows = db.Equipment.AsNoTracking();
        if (Wire.ParseOptional<EquipmentKind>(kind, "kind") is { } wanted) rows = rows.Where(e => e.Kind == wanted);
        if (active is { } a) rows = rows.Where(e => e.IsActive == a);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(e => EF.Functions.ILike(e.Name, $"%{q}%"));
        return rows.ToPage(page, Order, e => EquipmentForm.Of(e), ct);
    }

    internal static async Task<EquipmentForm.View> One(Guid id, ProductionDb db, CancellationToken ct) => EquipmentForm.Of(await db.FindEquipment(id, ct));

    internal static async Task<Created<EquipmentForm.View>> Add(EquipmentForm.Data request, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await Check(request, queries, ct);
        var machine = Equipment.Create(Ids.New(clock), request);
        db.Add(machine);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"equipment/{machine.Id}", EquipmentForm.Of(machine));
    }

    internal static async Task<EquipmentForm.View> Change(Guid id, EquipmentForm.Data request, IfMatch match, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var machine = await db.FindEquipment(id, ct);
        match.Require(machine, () => EquipmentForm.Of(machine));
        await Check(request, queries, ct);
        machine.Change(request);
        await db.SaveChangesAsync(ct);
        return EquipmentForm.Of(machine);
    }

    /// <summary>Takes a machine out of use, or back into it.</summary>
    internal static async Task<EquipmentForm.View> Status(Guid id, StatusRequest request, ProductionDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var (machine, now) = (await db.FindEquipment(id, ct), clock.GetUtcNow());
        if (request.Until <= now) throw RuleViolation.Invalid("until", "In the future.");
        if (request.Cost is < 0 or > 1_000_000) throw RuleViolation.Invalid("cost", "Between 0 and 1,000,000.");
        machine.Turn(request.To, now);
        var open = await db.Downtimes.OrderByDescending(d => d.From).FirstOrDefaultAsync(d => d.EquipmentId == id && (d.Until == null || d.Until > now), ct);
        open?.End(now, request.Done, request.Cost, db.Scope.Actor.Name);
        if (request.To != EquipmentStatus.Operational)
        {
            if (string.IsNullOrWhiteSpace(request.Reason)) throw RuleViolation.Invalid("reason", "A reason is needed.");
            var standing = new Downtime { Id = Ids.New(clock), EquipmentId = id, Kind = request.To, From = now, Reason = request.Reason };
            standing.Expect(request.Until);
            db.Add(standing);
        }
        if (request.To == EquipmentStatus.Failed)
        {
            bus.Publish(new EquipmentFailed(id, now), new Subject("equipment", id, machine.Version + 1));
            bus.Publish(new AlertRaised("production.equipment_failed", "high", "action_needed", new EntityRef("equipment", id), null, request.Until, 60, 100,
                new ReasoningData("production.equipment_failed", new Dictionary<string, object?> { ["equipment"] = machine.Name, ["reason"] = request.Reason }, new Consequence("production_delay", "high")), $"equipment:{id}"));
        }
        else
        {
            bus.Publish(new AlertCleared("production.equipment_failed", new EntityRef("equipment", id), $"equipment:{id}"));
        }
        await db.SaveChangesAsync(ct);
        return EquipmentForm.Of(machine);
    }

    internal static async Task<EquipmentForm.View> Hours(Guid id, HoursRequest request, ProductionDb db, CancellationToken ct)
    {
        var machine = await db.FindEquipment(id, ct);
        machine.Ran(request.HoursRun);
        await db.SaveChangesAsync(ct);
        return EquipmentForm.Of(machine);
    }

    internal static async Task<Page<EquipmentForm.DowntimeView>> Downtimes(Guid id, ProductionDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        await db.FindEquipment(id, ct);
        return await db.Downtimes.AsNoTracking().Where(d => d.EquipmentId == id).ToPage(page, ByStart, d => EquipmentForm.Of(d), ct);
    }

    private static async Task Check(EquipmentForm.Data request, IQueryBus queries, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != request.LocationId)) throw RuleViolation.Invalid("location_id", "Unknown location.");
    }
}
