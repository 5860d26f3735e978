using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Schedule;

/// <summary>Moves a task by hand: what follows it, and what it gets in the way of, is re-timed; the last move can be taken back.</summary>
internal static class MoveTask
{
    /// <param name="EquipmentId">Another machine of the kind; without it the task stays on its own.</param>
    public sealed record Request(DateTimeOffset Start, Guid? EquipmentId = null);
    public sealed record UndoRequest(DateOnly Date);

    /// <param name="Retimed">Tasks that moved with it.</param>
    /// <param name="Late">Tasks that are late now.</param>
    public sealed record Response(IReadOnlyList<Guid> Retimed, IReadOnlyList<Guid> Late, ReadSchedule.Response Schedule);

    internal static Task<Response> Handle(Guid id, Request request, ProductionDb db, ScheduleBook book, CancellationToken ct) => db.Atomically(async () =>
    {
        var day = (await db.Tasks.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, ct) ?? throw RuleViolation.NotFound("The task")).Day;
        await db.LockAsync($"schedule:{day:yyyy-MM-dd}", ct);
        var (problem, tasks) = await book.Stand(day, ct);
        var (task, work, places) = (tasks.Single(t => t.Id == id), problem.Problem[id], ScheduleBook.Places(problem, tasks));
        var batches = await db.Batches.Where(b => b.BakeDay == day).ToDictionaryAsync(b => b.Id, ct);
        if (batches[task.BatchId] is { Status: not BatchStatus.Pending } begun) throw RuleViolation.Transition(begun.Number, begun.Status, BatchStatus.Pending);
        var to = new Place(problem.Minute(request.Start), request.EquipmentId ?? task.EquipmentId);
        if (Math.Abs((request.Start - task.Start).TotalDays) > 3) throw RuleViolation.Invalid("start", "At most three days away.");
        if (to.MachineId is { } machine && problem.Problem.Fit(work).All(m => m.Id != machine) || to.MachineId is not null && work.Kind is null) throw new RuleViolation("machine_not_fit", "This machine cannot do it.");
        if (work.After.Any(a => places[a].Start + problem.Problem[a].Minutes > to.Start)) throw new RuleViolation("task_before_predecessor", "What comes before it is not done by then.");
        var held = tasks.Where(t => t.IsPinned || batches[t.BatchId].Status != BatchStatus.Pending).Select(t => t.Id).ToHashSet();
        var move = await book.Keep(day, id, tasks, Retiming.Move(problem.Problem, places, id, to, held), problem, ct);
        await db.SaveChangesAsync(ct);
        return new Response([.. move.Places.Select(p => p.TaskId).Where(t => t != id)], Late(tasks), await ReadSchedule.Of(day, db, book, ct));
    }, ct);

    internal static Task<Response> Undo(UndoRequest request, ProductionDb db, ScheduleBook book, CancellationToken ct) => db.Atomically(async () =>
    {
        await db.LockAsync($"schedule:{request.Date:yyyy-MM-dd}", ct);
        var (_, tasks) = await book.Stand(request.Date, ct);
        var move = await book.Undo(request.Date, tasks, ct);
        await db.SaveChangesAsync(ct);
        return new Response([.. move.Places.Select(p => p.TaskId)], Late(tasks), await ReadSchedule.Of(request.Date, db, book, ct));
    }, ct);

    private static IReadOnlyList<Guid> Late(IEnumerable<ScheduledTask> tasks) => [.. tasks.Where(t => t.IsLate).Select(t => t.Id)];
}
