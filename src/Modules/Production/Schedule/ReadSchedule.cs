using Bakery.Contracts.Production;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Machines;
using Bakery.Production.Sheets;
using Bakery.Scheduling;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Schedule;

/// <summary>The schedule of a bake day: its tasks on machines, what is late, and what is in the way of what.</summary>
internal static class ReadSchedule
{
    public sealed record MachineRow(Guid Id, string Name, EquipmentKind Kind, decimal Capacity, EquipmentStatus Status, int BusyMinutes);
    public sealed record TaskView(Guid Id, Guid BatchId, string BatchNumber, string BatchName, BatchKind BatchKind, BatchStatus BatchStatus, int Position, string Stage, Guid? EquipmentId, DateTimeOffset Start, DateTimeOffset End, int Minutes,
        DateTimeOffset? DueAt, decimal Load, bool IsPinned, bool IsLate, IReadOnlyList<Guid> After);

    /// <param name="Kind">before_predecessor, booked_twice, over_capacity, temperature, closed, machine_not_fit, too_few_people or too_early.</param>
    public sealed record ConflictView(string Kind, Guid TaskId, Guid? OtherTaskId, Guid? EquipmentId);

    /// <param name="Minutes">By which the batch ends later than planned; below zero when earlier.</param>
    public sealed record RetimedView(DateTimeOffset At, Guid BatchId, string Name, int Minutes, IReadOnlyList<BatchRetimed> Moved);

    /// <param name="Retimed">The last time that a late or early batch moved others.</param>
    public sealed record Response(DateOnly Date, string Method, int Seed, DateTimeOffset MadeAt, int LatenessMinutes, int MakespanMinutes, int SolveMilliseconds, IReadOnlyList<MachineRow> Machines, IReadOnlyList<TaskView> Tasks,
        IReadOnlyList<ConflictView> Conflicts, bool CanUndo, RetimedView? Retimed, int Version);
    public sealed record CapacityRow(Guid EquipmentId, string Name, EquipmentKind Kind, int BusyMinutes, int OpenMinutes, decimal LoadPercent);
    public sealed record CapacityResponse(DateOnly Date, IReadOnlyList<CapacityRow> Items);

    // Beyond this a due time is only the end of counting.
    private static readonly TimeSpan NotDue = TimeSpan.FromDays(30);

    internal static Task<Response> Handle(ProductionDb db, ScheduleBook book, [FromQuery(Name = "date")] DateOnly date, CancellationToken ct) => Of(date, db, book, ct);

    internal static async Task<Response> Of(DateOnly date, ProductionDb db, ScheduleBook book, CancellationToken ct)
    {
        var (day, tasks) = await book.Stand(date, ct);
        var row = await db.Schedules.AsNoTracking().FirstAsync(s => s.Day == date, ct);
        var machines = await db.Equipment.AsNoTracking().Where(e => e.IsActive).OrderBy(e => e.Kind).ThenBy(e => e.Name).ToListAsync(ct);
        var batches = await db.Batches.AsNoTracking().Where(b => b.BakeDay == date).ToDictionaryAsync(b => b.Id, ct);
        var busy = tasks.ToLookup(t => t.EquipmentId);
        return new Response(date, row.Method, row.Seed, row.MadeAt, row.LatenessMinutes, row.MakespanMinutes, row.SolveMilliseconds,
            [.. machines.OrderBy(e => e.Kind).ThenBy(e => e.Name, StringComparer.Ordinal).Select(e => new MachineRow(e.Id, e.Name, e.Kind, e.Capacity, e.Status, Busy(busy[e.Id])))],
            [.. tasks.Where(t => batches.ContainsKey(t.BatchId)).Select(t => Of(t, batches[t.BatchId]))],
            [.. Conflicts.Of(day.Problem, ScheduleBook.Places(day, tasks)).Select(c => new ConflictView(Wire.Name(c.Kind), c.WorkId, c.OtherId, c.MachineId))],
            await db.Moves.AnyAsync(m => m.Day == date && m.UndoneAt == null, ct), Of(row, batches), row.Version);
    }

    internal static async Task<CapacityResponse> Capacity(ProductionDb db, IQueryBus queries, [FromQuery(Name = "date")] DateOnly date, CancellationToken ct)
    {
        var hours = (await queries.Ask(new Locations(), ct)).FirstOrDefault(l => l.Type == "central_production" && l.IsActive)?.On(date);
        var open = hours is null ? 24 * 60 : (int)(hours.Closes > hours.Opens ? hours.Closes - hours.Opens : TimeSpan.FromDays(1) - (hours.Opens - hours.Closes)).TotalMinutes;
        var tasks = (await db.Tasks.AsNoTracking().Where(t => t.Day == date && t.EquipmentId != null).ToListAsync(ct)).ToLookup(t => t.EquipmentId!.Value);
        var machines = await db.Equipment.AsNoTracking().Where(e => e.IsActive).ToListAsync(ct);
        return new CapacityResponse(date, [.. machines.OrderBy(e => e.Kind).ThenBy(e => e.Name, StringComparer.Ordinal).Select(e =>
        {
            var minutes = Busy(tasks[e.Id].Select(t => t));
            return new CapacityRow(e.Id, e.Name, e.Kind, minutes, open, Rounding.Cents(minutes * 100m / Math.Max(1, open)));
        })]);
    }

    internal static async Task<IResult> Print(ProductionDb db, ScheduleBook book, IQueryBus queries, TimeProvider clock, [FromQuery(Name = "date")] DateOnly date, [FromQuery(Name = "size")] string? size, CancellationToken ct)
    {
        var (schedule, profile) = (await Of(date, db, book, ct), await queries.Ask(new TenantProfile(), ct));
        var (words, format) = (ScheduleWords.Of(profile.Language), PaperFormat.Of(profile.Language));
        string Time(DateTimeOffset at) => format.ShortMoment(BusinessTime.Local(at, profile.TimeZone));
        var rows = schedule.Tasks.ToLookup(t => t.EquipmentId);
        SheetTable Table(string title, IEnumerable<TaskView> tasks) => new(title, [new(words.From, 2.1), new(words.Until, 2.1), new(words.Stage, 2.6), new(words.Batch, 3.8), new(words.Late, 1.2)],
            [.. tasks.Select(t => (IReadOnlyList<string>)[Time(t.Start), Time(t.End), words.Stages[Array.IndexOf(Stages.All, t.Stage)], t.BatchName, t.IsLate ? "!" : ""])]);
        var tables = schedule.Machines.Where(m => rows[m.Id].Any()).Select(m => Table(m.Name, rows[m.Id])).ToList();
        if (rows[null].Any()) tables.Add(Table(words.ByHand, rows[null]));
        var note = $"{profile.Name}   {words.Printed} {format.Moment(BusinessTime.Local(clock.GetUtcNow(), profile.TimeZone))}";
        return TypedResults.File(TableSheet.Print($"{words.Schedule} {format.Day(date)}", [note], tables, profile.Name, SheetFormat.Size(size)), "application/pdf", $"schedule-{date:yyyy-MM-dd}.pdf");
    }

    // Minutes in which anything is on it.
    private static int Busy(IEnumerable<ScheduledTask> tasks)
    {
        var (total, until) = (0.0, DateTimeOffset.MinValue);
        foreach (var task in tasks.OrderBy(t => t.Start))
        {
            var from = task.Start > until ? task.Start : until;
            if (task.End > from) total += (task.End - from).TotalMinutes;
            if (task.End > until) until = task.End;
        }
        return (int)total;
    }

    internal static RetimedView? Of(DaySchedule? row, IReadOnlyDictionary<Guid, Batch> batches) =>
        row is { RetimedAt: { } at, Cause: { } cause } && batches.TryGetValue(cause, out var batch) ? new RetimedView(at, cause, batch.Name, row.CauseMinutes, row.Retimed) : null;

    private static TaskView Of(ScheduledTask t, Batch batch) => new(t.Id, t.BatchId, batch.Number, batch.Name, batch.Kind, batch.Status, t.Position, t.Stage, t.EquipmentId, t.Start, t.End, t.Minutes,
        t.DueAt - t.End > NotDue ? null : t.DueAt, t.Load, t.IsPinned, t.IsLate, t.After);
}
