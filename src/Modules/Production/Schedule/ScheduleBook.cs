using System.Diagnostics;
using System.Text.Json;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Production;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Machines;
using Bakery.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Schedule;

/// <summary>The tasks of a bake day as a problem for the scheduler, with the instant its minutes count from.</summary>
internal sealed record DayProblem(ScheduleProblem Problem, DateTimeOffset Origin, IReadOnlyDictionary<Guid, Guid> BatchOf, IReadOnlyDictionary<Guid, string> StageOf, IReadOnlyDictionary<Guid, int> PositionOf)
{
    public DateTimeOffset At(int minute) => Origin.AddMinutes(minute);
    public int Minute(DateTimeOffset at) => (int)Math.Round((at - Origin).TotalMinutes);
}

/// <summary>Turns batches into tasks, lets the scheduler place them, and keeps the places.</summary>
internal sealed class ScheduleBook(ProductionDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    private const double Effort = 0.8;

    /// <summary>Schedules a day anew; what a person put somewhere and what has begun stays. Throws <c>no_equipment</c> or <c>schedule_impossible</c>.</summary>
    public async Task<DaySchedule> Make(DateOnly day, int seed, CancellationToken ct)
    {
        await db.LockAsync($"schedule:{day:yyyy-MM-dd}", ct);
        if (!await db.Equipment.AnyAsync(e => e.IsActive, ct)) throw new RuleViolation("no_equipment", "Add the machines first.");
        var pinned = await db.Tasks.AsNoTracking().Where(t => t.Day == day).ToListAsync(ct);
        var made = await new RouteWork(db, queries).Of(day, pinned, clock.GetUtcNow(), ct);
        var watch = Stopwatch.StartNew();
        Bakery.Scheduling.Schedule schedule;
        try
        {
            schedule = SolverScheduler.Plan(made.Problem, seed, Effort);
        }
        catch (ArgumentException impossible)
        {
            throw new RuleViolation("schedule_impossible", impossible.Message);
        }
        // The same tasks come again under the same ids.
        await db.Tasks.Where(t => t.Day == day).ExecuteDeleteAsync(ct);
        foreach (var move in await db.Moves.Where(m => m.Day == day && m.UndoneAt == null).ToListAsync(ct)) move.Undo(clock.GetUtcNow());
        var due = DueOf(made.Problem);
        foreach (var work in made.Problem.Works)
        {
            var task = new ScheduledTask
            {
                Id = work.Id, Day = day, BatchId = made.BatchOf[work.Id], Position = made.PositionOf[work.Id], Stage = made.StageOf[work.Id], Kind = work.Kind is { } kind ? Wire.Parse<EquipmentKind>(kind, "kind") : null,
                DueAt = made.At(due[work.Id]), Minutes = work.Minutes, Load = work.Load, People = work.People, TempC = work.TempC, Allergens = [.. work.Allergens], After = [.. work.After],
            };
            var place = schedule.Places[work.Id];
            task.Put(made.At(place.Start), place.MachineId, work.Fixed is not null && pinned.Any(p => p.Id == work.Id && p.IsPinned));
            db.Add(task);
        }
        var row = await db.Schedules.FirstOrDefaultAsync(s => s.Day == day, ct);
        if (row is null) db.Add(row = DaySchedule.Create(Ids.New(clock), day));
        row.Made(schedule.Method, seed, schedule.Lateness(made.Problem), schedule.Makespan(made.Problem), (int)watch.ElapsedMilliseconds, clock.GetUtcNow());
        await Time(day, db.Tasks.Local.Where(t => t.Day == day && db.Entry(t).State == EntityState.Added).ToList(), ct);
        Warn(day, schedule, made);
        return row;
    }

    /// <summary>The day as it stands, for conflicts and for moves.</summary>
    public async Task<(DayProblem Day, List<ScheduledTask> Tasks)> Stand(DateOnly day, CancellationToken ct)
    {
        var tasks = await db.Tasks.Where(t => t.Day == day).OrderBy(t => t.Start).ThenBy(t => t.Id).ToListAsync(ct);
        if (tasks.Count == 0) throw RuleViolation.NotFound("A schedule of that day");
        return (await Problem(day, tasks, ct), tasks);
    }

    private async Task<DayProblem> Problem(DateOnly day, IReadOnlyList<ScheduledTask> tasks, CancellationToken ct)
    {
        var origin = tasks.Min(t => t.Start).AddDays(-2);
        var machines = await new RouteWork(db, queries).Machines(day, origin, ct);
        var works = tasks.Select(t => new Work(t.Id, t.Kind is { } kind ? Wire.Name(kind) : null, Math.Max(1, (int)Math.Round((t.End - t.Start).TotalMinutes)), t.Load, t.People, t.After, 0, (int)(t.DueAt - origin).TotalMinutes, t.TempC, t.Allergens)).ToList();
        var problem = new ScheduleProblem(machines, works, await RouteWork.Staff(queries, ct), Away: await RouteWork.Away(day, origin, queries, ct));
        return new DayProblem(problem, origin, tasks.ToDictionary(t => t.Id, t => t.BatchId), tasks.ToDictionary(t => t.Id, t => t.Stage), tasks.ToDictionary(t => t.Id, t => t.Position));
    }

    public static Dictionary<Guid, Place> Places(DayProblem day, IEnumerable<ScheduledTask> tasks) => tasks.ToDictionary(t => t.Id, t => new Place(day.Minute(t.Start), t.EquipmentId));

    /// <summary>Keeps new places and the ones before, and times the batches.</summary>
    public async Task<ScheduleMove> Keep(DateOnly day, Guid moved, IReadOnlyList<ScheduledTask> tasks, IReadOnlyDictionary<Guid, Place> after, DayProblem problem, CancellationToken ct)
    {
        var before = tasks.Where(t => t.Id == moved || problem.At(after[t.Id].Start) != t.Start || after[t.Id].MachineId != t.EquipmentId).Select(t => new TaskPlace(t.Id, t.Start, t.EquipmentId, t.IsPinned)).ToList();
        var move = new ScheduleMove { Id = Ids.New(clock), Day = day, TaskId = moved, At = clock.GetUtcNow(), ActorName = db.Scope.Actor.Name, Before = JsonSerializer.Serialize(before, Wire.Lenient) };
        db.Add(move);
        foreach (var task in tasks) task.Put(problem.At(after[task.Id].Start), after[task.Id].MachineId, task.IsPinned || task.Id == moved);
        await Settle(day, tasks, ct);
        return move;
    }

    /// <summary>Takes the last move back.</summary>
    public async Task<ScheduleMove> Undo(DateOnly day, IReadOnlyList<ScheduledTask> tasks, CancellationToken ct)
    {
        var last = await db.Moves.Where(m => m.Day == day && m.UndoneAt == null).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct) ?? throw new RuleViolation("nothing_to_undo", "Nothing was moved.", 409);
        var places = last.Places.ToDictionary(p => p.TaskId);
        foreach (var task in tasks)
            if (places.TryGetValue(task.Id, out var place)) task.Put(place.Start, place.EquipmentId, place.IsPinned);
        last.Undo(clock.GetUtcNow());
        await Settle(day, tasks, ct);
        return last;
    }

    /// <summary>Re-times what has not begun after a batch began or ended at another time than planned, keeps what moved with the schedule, and tells it. A day without a schedule has nothing to re-time.</summary>
    public async Task Follow(DateOnly day, Guid cause, CancellationToken ct)
    {
        await db.LockAsync($"schedule:{day:yyyy-MM-dd}", ct);
        if (await db.Tasks.Where(t => t.Day == day).OrderBy(t => t.Start).ThenBy(t => t.Id).ToListAsync(ct) is not { Count: > 0 } tasks) return;
        var batches = await db.Batches.Where(b => b.BakeDay == day).ToDictionaryAsync(b => b.Id, ct);
        var (now, planned) = (clock.GetUtcNow(), tasks.ToDictionary(t => t.Id, t => t.End));
        foreach (var own in tasks.GroupBy(t => batches[t.BatchId]).Where(g => g.Key.StartedAt is not null)) FloorFacts.Of(own.Key, [.. own], now);
        var begun = tasks.Where(t => batches[t.BatchId].Status != BatchStatus.Pending).Select(t => t.Id).ToHashSet();
        var problem = await Problem(day, tasks, ct);
        var gained = tasks.Where(t => begun.Contains(t.Id)).ToDictionary(t => t.Id, t => (int)Math.Round((planned[t.Id] - t.End).TotalMinutes));
        var after = Retiming.Follow(problem.Problem, Places(problem, tasks), begun, tasks.Where(t => t.IsPinned).Select(t => t.Id).ToHashSet(), gained, problem.Minute(now));
        var starts = tasks.GroupBy(t => t.BatchId).ToDictionary(g => g.Key, g => g.Min(t => t.Start));
        foreach (var task in tasks.Where(t => !begun.Contains(t.Id)))
            if (problem.At(after[task.Id].Start) is var start && (start != task.Start || after[task.Id].MachineId != task.EquipmentId)) task.Put(start, after[task.Id].MachineId, task.IsPinned);
        var moves = tasks.GroupBy(t => batches[t.BatchId]).Where(g => g.Min(t => t.Start) != starts[g.Key.Id] && g.Key.Status == BatchStatus.Pending)
            .Select(g => new BatchRetimed(g.Key.Id, g.Key.Name, starts[g.Key.Id], g.Min(t => t.Start), g.Any(t => t.IsLate))).OrderBy(m => m.To).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();
        var row = await Settle(day, tasks, ct, byFloor: true);
        if (moves.Count == 0) return;
        // What was moved before cannot be taken back over this.
        foreach (var move in await db.Moves.Where(m => m.Day == day && m.UndoneAt == null).ToListAsync(ct)) move.Undo(now);
        var minutes = (int)Math.Round((tasks.Where(t => t.BatchId == cause).Max(t => t.End) - (batches[cause].FirstEnd ?? batches[cause].PlannedEnd)).TotalMinutes);
        row.Follow(cause, minutes, moves, now);
        bus.Publish(new ScheduleRetimed(day, cause, minutes, moves));
    }

    private async Task<DaySchedule> Settle(DateOnly day, IReadOnlyList<ScheduledTask> tasks, CancellationToken ct, bool byFloor = false)
    {
        var row = await db.Schedules.FirstAsync(s => s.Day == day, ct);
        var last = tasks.Where(t => tasks.All(o => !o.After.Contains(t.Id)));
        row.Moved((int)last.Sum(t => Math.Max(0, (t.End - t.DueAt).TotalMinutes)), (int)(tasks.Max(t => t.End) - tasks.Min(t => t.Start)).TotalMinutes);
        await Time(day, tasks, ct, byFloor);
        return row;
    }

    private async Task Time(DateOnly day, IReadOnlyList<ScheduledTask> tasks, CancellationToken ct, bool byFloor = false)
    {
        foreach (var batch in await db.Batches.Where(b => b.BakeDay == day && b.Status == BatchStatus.Pending).ToListAsync(ct))
        {
            var own = tasks.Where(t => t.BatchId == batch.Id).ToList();
            if (own.Count == 0) continue;
            var (start, end, machines) = (own.Min(t => t.Start), own.Max(t => t.End), own.Where(t => t.EquipmentId is not null).Select(t => t.EquipmentId!.Value).Distinct().Order());
            if (!byFloor) batch.Time(start, end, machines);
            else if (start != batch.PlannedStart || end != batch.PlannedEnd) batch.Retime(start, end, machines);
        }
    }

    private void Warn(DateOnly day, Bakery.Scheduling.Schedule schedule, DayProblem made)
    {
        var (key, entity) = ($"capacity:{day:yyyy-MM-dd}", new EntityRef("schedule", Ids.From(db.Scope.Require(), $"schedule:{day:yyyy-MM-dd}")));
        var late = schedule.Lateness(made.Problem);
        if (late == 0)
        {
            bus.Publish(new AlertCleared("production.capacity_exceeded", entity, key));
            return;
        }
        // The machine that works longest is the one that is short.
        var busiest = made.Problem.Machines.MaxBy(m => schedule.BusyMinutes(made.Problem, m.Id))!;
        var name = db.Equipment.Local.First(e => e.Id == busiest.Id).Name;
        bus.Publish(new AlertRaised("production.capacity_exceeded", "high", "action_needed", entity, null, null, 100, 100,
            new ReasoningData("production.capacity_exceeded", new Dictionary<string, object?> { ["date"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["equipment"] = name, ["minutes"] = late.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                new Consequence("production_delay", "high")), key));
    }

    // A task in the middle of a chain is late when what waits for it cannot be in time any more.
    private static Dictionary<Guid, int> DueOf(ScheduleProblem problem)
    {
        var due = new Dictionary<Guid, int>();
        foreach (var work in problem.InOrder().Reverse()) due[work.Id] = problem.Following(work.Id).Select(f => due[f.Id] - f.Minutes).Append(work.Due ?? int.MaxValue / 4).Min();
        return due;
    }
}
