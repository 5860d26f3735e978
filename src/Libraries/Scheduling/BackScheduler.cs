namespace Bakery.Scheduling;

/// <summary>
/// Back-scheduling: from the last step of each chain to the first, each as late as its due time, what follows it, its machine and the hands allow.
/// What does not fit that way is scheduled forward, the most urgent first (a serial schedule generation scheme; Kolisch and Hartmann 1999).
/// </summary>
public static class BackScheduler
{
    public const string Method = "back_scheduling";

    /// <summary>Throws <see cref="ArgumentException"/> when a work fits no machine or waits for itself.</summary>
    public static Schedule Plan(ScheduleProblem problem)
    {
        var order = problem.InOrder();
        return new Schedule(Backward(problem, order) ?? Forward(problem, order), Method);
    }

    private static Dictionary<Guid, Place>? Backward(ScheduleProblem problem, IReadOnlyList<Work> order)
    {
        var (places, table) = Begin(problem);
        var horizon = problem.Works.Select(w => w.Due ?? 0).DefaultIfEmpty(0).Max();
        foreach (var work in order.Reverse().Where(w => w.Fixed is null))
        {
            var until = problem.Following(work.Id).Select(f => places[f.Id].Start).Append(work.Due ?? horizon).Min();
            if (table.Last(work, until) is not { } place || work.After.Any(a => problem[a].Fixed is { } before && before.Start + problem[a].Minutes > place.Start)) return null;
            table.Book(work, places[work.Id] = place);
        }
        return places;
    }

    private static Dictionary<Guid, Place> Forward(ScheduleProblem problem, IReadOnlyList<Work> order)
    {
        var (places, table) = Begin(problem);
        foreach (var work in order.Where(w => w.Fixed is null))
            table.Book(work, places[work.Id] = table.First(work, work.After.Select(a => places[a].Start + problem[a].Minutes).Append(work.NotBefore).Max()));
        Later(problem, order, places, table);
        return places;
    }

    /// <summary>Nothing begins earlier than it must: each work moves towards what waits for it, on its own machine; no end of a chain moves, and the whole is not longer.</summary>
    private static void Later(ScheduleProblem problem, IReadOnlyList<Work> order, Dictionary<Guid, Place> places, Timetable table)
    {
        var machines = problem.Machines.ToDictionary(m => m.Id);
        foreach (var work in order.Reverse().Where(w => w.Fixed is null && w.Due is null && problem.Following(w.Id).Any()))
        {
            var place = places[work.Id];
            table.Remove(work, place);
            var until = problem.Following(work.Id).Min(f => places[f.Id].Start);
            var moved = table.Last(work, until, place.MachineId is { } id ? machines[id] : null);
            table.Book(work, places[work.Id] = moved is not null && moved.Start > place.Start ? moved : place);
        }
    }

    private static (Dictionary<Guid, Place> Places, Timetable Table) Begin(ScheduleProblem problem)
    {
        var (places, table) = (new Dictionary<Guid, Place>(), new Timetable(problem));
        foreach (var work in problem.Works.Where(w => w.Fixed is not null)) table.Book(work, places[work.Id] = work.Fixed!);
        return (places, table);
    }
}
