using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.AlertProcessor;
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

/// <summary>Maintenance plans of machines: due by days or by hours of running.</summary>
internal static class KeepMaintenance
{
    private static readonly Sorting<MaintenancePlan> Order = new Sorting<MaintenancePlan>(p => p.Id, "name").By("name", p => p.Name);

    public sealed record DoneRequest([property: MaxLength(500)] string? Note = null, decimal? HoursRun = null, DateOnly? DoneOn = null);

    internal static async Task<Page<EquipmentForm.MaintenanceView>> Handle(ProductionDb db, IQueryBus queries, TimeProvider clock, [AsParameters] PageRequest page, [FromQuery(Name = "equipment_id")] Guid? equipmentId, CancellationToken ct)
    {
        var rows = db.Maintenance.AsNoTracking();
        if (equipmentId is { } id) rows = rows.Where(p => p.EquipmentId == id);
        var (found, today) = (await rows.ToPage(page, Order, p => p, ct), await Today(queries, clock, ct));
        var machines = await db.Equipment.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        return new Page<EquipmentForm.MaintenanceView>([.. found.Items.Select(p => EquipmentForm.Of(p, machines[p.EquipmentId], today))], found.Total, found.NextCursor);
    }

    internal static async Task<EquipmentForm.MaintenanceView> One(Guid id, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct) => await Show(await Find(id, db, ct), db, queries, clock, ct);

    internal static async Task<Created<EquipmentForm.MaintenanceView>> Add(EquipmentForm.NewMaintenance request, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var machine = await db.FindEquipment(request.EquipmentId, ct);
        var plan = MaintenancePlan.Create(Ids.New(clock), machine, request, await Today(queries, clock, ct));
        db.Add(plan);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"maintenance/{plan.Id}", await Show(plan, db, queries, clock, ct));
    }

    internal static async Task<EquipmentForm.MaintenanceView> Change(Guid id, EquipmentForm.MaintenanceData request, IfMatch match, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var plan = await Find(id, db, ct);
        var before = await Show(plan, db, queries, clock, ct);
        match.Require(plan, () => before);
        plan.Change(request);
        await db.SaveChangesAsync(ct);
        return await Show(plan, db, queries, clock, ct);
    }

    internal static async Task<EquipmentForm.MaintenanceView> Done(Guid id, DoneRequest request, ProductionDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var (plan, today) = (await Find(id, db, ct), await Today(queries, clock, ct));
        if (request.DoneOn > today) throw RuleViolation.Invalid("done_on", "Not in the future.");
        var machine = await db.FindEquipment(plan.EquipmentId, ct);
        if (request.HoursRun is { } hours) machine.Ran(hours);
        plan.Do(request.DoneOn ?? today, machine.HoursRun, db.Scope.Actor.Name);
        var done = new Downtime { Id = Ids.New(clock), EquipmentId = machine.Id, Kind = EquipmentStatus.Maintenance, From = clock.GetUtcNow(), Reason = plan.Name };
        done.End(clock.GetUtcNow(), request.Note, null, db.Scope.Actor.Name);
        db.Add(done);
        bus.Publish(new AlertCleared("production.maintenance_overdue", new EntityRef("maintenance", plan.Id), $"maintenance:{plan.Id}"));
        await db.SaveChangesAsync(ct);
        return await Show(plan, db, queries, clock, ct);
    }

    private static async Task<MaintenancePlan> Find(Guid id, ProductionDb db, CancellationToken ct) => await db.Maintenance.FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw RuleViolation.NotFound("The maintenance plan");

    private static async Task<EquipmentForm.MaintenanceView> Show(MaintenancePlan plan, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct) =>
        EquipmentForm.Of(plan, await db.FindEquipment(plan.EquipmentId, ct), await Today(queries, clock, ct));

    private static async Task<DateOnly> Today(IQueryBus queries, TimeProvider clock, CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone);
}
