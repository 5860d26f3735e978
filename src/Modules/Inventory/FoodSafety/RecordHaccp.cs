using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.FoodSafety;

/// <summary>Readings, from people and from devices. A value out of range is accepted: it is the truth.</summary>
internal static class RecordReadings
{
    private static readonly Sorting<HaccpReading> Order = new Sorting<HaccpReading>(r => r.Id, "-event_time").By("event_time", r => r.EventTime);

    /// <param name="Ok">For points without limits.</param>
    /// <param name="Device">Name of the sensor; without it a person has read it.</param>
    public sealed record Reading(Guid PointId, decimal? Value = null, [property: MaxLength(300)] string? Text = null, bool? Ok = null, DateTimeOffset? EventTime = null, [property: MaxLength(60)] string? Device = null, Guid? CorrectsId = null);
    public sealed record Request([property: Required, Length(1, 500)] IReadOnlyList<Reading> Readings);
    public sealed record Response(IReadOnlyList<HaccpForm.ReadingView> Items);

    internal static async Task<Created<Response>> Handle(Request request, InventoryDb db, StockBook book, HaccpBook haccp, TimeProvider clock, CancellationToken ct)
    {
        var made = await db.Atomically(async () =>
        {
            await db.LockAsync("haccp", ct);
            var records = new List<(HaccpPoint Point, HaccpReading Record)>();
            foreach (var reading in request.Readings) records.Add(await Of(reading, db, book, clock, ct));
            await haccp.Seal(records.Select(r => r.Record), ct);
            foreach (var (point, record) in records.OrderBy(r => r.Record.EventTime))
            {
                await haccp.Judge(point, record, ct);
                await haccp.Done(point.Id, await book.DayOf(record.EventTime, ct), ct);
                // What one reading has opened, the next one must see.
                await db.SaveChangesAsync(ct);
            }
            return records;
        }, ct);
        return TypedResults.Created((string?)null, new Response([.. made.Select(m => HaccpForm.Of(m.Record))]));
    }

    internal static Task<Page<HaccpForm.ReadingView>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "point_id")] Guid? pointId, [FromQuery(Name = "from")] DateTimeOffset? from, [FromQuery(Name = "to")] DateTimeOffset? to, CancellationToken ct)
    {
        var rows = db.HaccpReadings.AsNoTracking();
        if (pointId is { } point) rows = rows.Where(r => r.PointId == point);
        if (from is { } f) rows = rows.Where(r => r.EventTime >= f);
        if (to is { } t) rows = rows.Where(r => r.EventTime < t);
        return rows.ToPage(page, Order, r => HaccpForm.Of(r), ct);
    }

    private static async Task<(HaccpPoint Point, HaccpReading Record)> Of(Reading reading, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var point = await ManagePoints.Find(reading.PointId, db, ct);
        if (reading.Value is < -1000 or > 100_000) throw RuleViolation.Invalid("value", "Between -1000 and 100,000.");
        if (reading.Value is null && reading.Ok is null) throw RuleViolation.Invalid("value", "A value, or whether it is in order.");
        if (reading.Value is null && (point.Min ?? point.Max) is not null) throw RuleViolation.Invalid("value", "This point has limits; a value is needed.");
        if (reading.CorrectsId is { } wrong && !await db.HaccpReadings.AnyAsync(r => r.Id == wrong && r.PointId == point.Id, ct)) throw RuleViolation.NotFound("The corrected reading");
        return (point, new HaccpReading
        {
            Id = Ids.New(clock), PointId = point.Id, Value = reading.Value is { } v ? Rounding.FourDecimals(v) : null, Text = reading.Text, Ok = (reading.Value is { } value ? point.Holds(value) : true) && reading.Ok != false,
            EventTime = Millis(book.At(reading.EventTime)), CreatedAt = Millis(clock.GetUtcNow()), ActorName = db.Scope.Actor.Name, Device = reading.Device, CorrectsId = reading.CorrectsId,
        });
    }

    // The database keeps microseconds, the seal milliseconds: both then say the same.
    internal static DateTimeOffset Millis(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}

/// <summary>Signed checklists.</summary>
internal static class RecordChecks
{
    private static readonly Sorting<HaccpCheck> Order = new Sorting<HaccpCheck>(c => c.Id, "-event_time").By("event_time", c => c.EventTime);

    /// <param name="FailedLines">Lines that were not in order; none = all are.</param>
    /// <param name="DueOn">The day it was due, today by default.</param>
    public sealed record Request(Guid ChecklistId, [property: Required, Length(2, 120)] string Signature, IReadOnlyList<string>? FailedLines = null, [property: MaxLength(500)] string? Note = null, DateOnly? DueOn = null, DateTimeOffset? EventTime = null);

    internal static async Task<Created<HaccpForm.CheckView>> Handle(Request request, InventoryDb db, StockBook book, HaccpBook haccp, TimeProvider clock, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        var check = await db.Atomically(async () =>
        {
            var list = await ManageChecklists.Find(request.ChecklistId, db, ct);
            var failed = request.FailedLines ?? [];
            if (failed.Except(list.Lines).Any()) throw RuleViolation.Invalid("failed_lines", "Lines of the checklist.");
            var record = new HaccpCheck
            {
                Id = Ids.New(clock), ChecklistId = list.Id, DueOn = request.DueOn ?? await book.DayOf(at, ct), Ok = failed.Count == 0, FailedLines = [.. failed], Signature = request.Signature, Note = request.Note,
                EventTime = RecordReadings.Millis(at), CreatedAt = RecordReadings.Millis(clock.GetUtcNow()), ActorName = db.Scope.Actor.Name,
            };
            await haccp.Seal([record], ct);
            await haccp.Done(list.Id, record.DueOn, ct);
            if (!record.Ok)
            {
                var deviation = Deviation.Start(Ids.New(clock), null, list.Id, DeviationStatus.Open, null, at);
                db.Add(deviation);
                haccp.Tell(deviation, list, failed);
            }
            await db.SaveChangesAsync(ct);
            return record;
        }, ct);
        return TypedResults.Created((string?)null, HaccpForm.Of(check));
    }

    internal static Task<Page<HaccpForm.CheckView>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "checklist_id")] Guid? checklistId, CancellationToken ct)
    {
        var rows = db.HaccpChecks.AsNoTracking();
        if (checklistId is { } list) rows = rows.Where(c => c.ChecklistId == list);
        return rows.ToPage(page, Order, c => HaccpForm.Of(c), ct);
    }
}

/// <summary>Corrective actions: the only way to close a deviation.</summary>
internal static class RecordActions
{
    private static readonly Sorting<CorrectiveAction> Order = new Sorting<CorrectiveAction>(a => a.Id, "-closed_at").By("closed_at", a => a.ClosedAt);
    private static readonly Sorting<Deviation> ByStart = new Sorting<Deviation>(d => d.Id, "-started_at").By("started_at", d => d.StartedAt);

    public sealed record Request(Guid DeviationId, [property: Required, Length(3, 500)] string Cause, [property: Required, Length(3, 1000)] string Action, ProductDecision ProductDecision, IReadOnlyList<Guid>? LotIds = null);

    internal static async Task<Created<HaccpForm.ActionView>> Handle(Request request, InventoryDb db, StockBook book, HaccpBook haccp, TimeProvider clock, CancellationToken ct)
    {
        if (request.LotIds?.Count > 200) throw RuleViolation.Invalid("lot_ids", "At most 200.");
        var made = await db.Atomically(async () =>
        {
            await book.Begin(ct);
            var deviation = await db.Deviations.FirstOrDefaultAsync(d => d.Id == request.DeviationId, ct) ?? throw RuleViolation.NotFound("The deviation");
            var lots = request.LotIds ?? [];
            if (request.ProductDecision != ProductDecision.Kept && lots.Count == 0) throw RuleViolation.Invalid("lot_ids", "Which lots?");
            foreach (var id in lots)
            {
                var lot = await db.FindLot(id, ct);
                // What is to be thrown away is blocked until its waste is booked.
                if (request.ProductDecision != ProductDecision.Kept && lot.State != LotState.Blocked) lot.Block();
            }
            var action = new CorrectiveAction
            {
                Id = Ids.New(clock), DeviationId = deviation.Id, Cause = request.Cause, Action = request.Action, ProductDecision = request.ProductDecision, LotIds = [.. lots], ClosedBy = db.Scope.Actor.Name,
                ClosedAt = RecordReadings.Millis(clock.GetUtcNow()),
            };
            deviation.Close(action.Id);
            await haccp.Seal([action], ct);
            haccp.Clear(deviation);
            await db.SaveChangesAsync(ct);
            return action;
        }, ct);
        return TypedResults.Created((string?)null, HaccpForm.Of(made));
    }

    internal static Task<Page<HaccpForm.ActionView>> List(InventoryDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.CorrectiveActions.AsNoTracking().ToPage(page, Order, a => HaccpForm.Of(a), ct);

    internal static Task<Page<HaccpForm.DeviationView>> Deviations(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Deviations.AsNoTracking();
        if (Wire.ParseOptional<DeviationStatus>(status, "status") is { } wanted) rows = rows.Where(d => d.Status == wanted);
        return rows.ToPage(page, ByStart, d => HaccpForm.Of(d), ct);
    }
}
