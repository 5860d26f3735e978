namespace Bakery.Scheduling;

/// <summary>Moves one work by hand; what it gets in the way of moves later, never earlier, and on its own machine.</summary>
public static class Retiming
{
    /// <summary>Places after the move. The moved work and fixed work stay where they are put: <see cref="Conflicts"/> says what that breaks.</summary>
    /// <param name="fixedIds">Begun, or put there by a person before.</param>
    public static IReadOnlyDictionary<Guid, Place> Move(ScheduleProblem problem, IReadOnlyDictionary<Guid, Place> places, Guid id, Place to, IReadOnlySet<Guid> fixedIds)
    {
        var table = new Timetable(problem);
        var after = new Dictionary<Guid, Place> { [id] = to };
        table.Book(problem[id], to);
        foreach (var work in problem.Works.Where(w => w.Id != id && fixedIds.Contains(w.Id))) table.Book(work, after[work.Id] = places[work.Id]);
        var machines = problem.Machines.ToDictionary(m => m.Id);
        // In their present order, so that nobody overtakes; a work waits for what it follows even when that starts at the same minute.
        var rank = problem.InOrder().Select((w, i) => (w.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var open = problem.Works.Where(w => !after.ContainsKey(w.Id)).OrderBy(w => places[w.Id].Start).ThenBy(w => rank[w.Id]).ToList();
        while (open.Count > 0)
        {
            var work = open.Find(w => w.After.All(after.ContainsKey)) ?? throw new ArgumentException("Work waits for itself.");
            open.Remove(work);
            var from = work.After.Select(a => after[a].Start + problem[a].Minutes).Append(places[work.Id].Start).Max();
            table.Book(work, after[work.Id] = table.First(work, from, places[work.Id].MachineId is { } machine ? machines[machine] : null));
        }
        return after;
    }
}
