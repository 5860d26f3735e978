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
        foreach (var work in InTurn(problem, places, after))
        {
            var from = work.After.Select(a => after[a].Start + problem[a].Minutes).Append(places[work.Id].Start).Max();
            table.Book(work, after[work.Id] = table.First(work, from, places[work.Id].MachineId is { } machine ? machines[machine] : null));
        }
        return after;
    }

    /// <summary>
    /// What has not begun, after work has begun or ended at another time than planned. It keeps its order and its machine; it comes later where it must,
    /// and earlier by as much as what it waits for has gained, so that a rest stays as long as it was. Another machine takes it only when it starts earlier
    /// there. What a person put somewhere stays unless what it waits for is not done by then.
    /// </summary>
    /// <param name="places">Of begun work as it was in fact, of the rest as planned.</param>
    /// <param name="begun">Stays where it is.</param>
    /// <param name="pinned">Put there by a person.</param>
    /// <param name="gained">Minutes by which begun work ends earlier than planned; below zero when later.</param>
    /// <param name="now">Nothing new starts before this minute.</param>
    public static IReadOnlyDictionary<Guid, Place> Follow(ScheduleProblem problem, IReadOnlyDictionary<Guid, Place> places, IReadOnlySet<Guid> begun, IReadOnlySet<Guid> pinned, IReadOnlyDictionary<Guid, int> gained, int now)
    {
        var (table, after, gain) = (new Timetable(problem), new Dictionary<Guid, Place>(), new Dictionary<Guid, int>(gained));
        foreach (var work in problem.Works.Where(w => begun.Contains(w.Id) || pinned.Contains(w.Id))) table.Book(work, places[work.Id]);
        foreach (var work in problem.Works.Where(w => begun.Contains(w.Id))) after[work.Id] = places[work.Id];
        var machines = problem.Machines.ToDictionary(m => m.Id);
        foreach (var work in InTurn(problem, places, after))
        {
            var (planned, ready) = (places[work.Id], work.After.Select(a => after[a].Start + problem[a].Minutes).Append(now).Max());
            var early = Math.Max(0, work.After.Select(a => gain.GetValueOrDefault(a)).DefaultIfEmpty(0).Max());
            if (pinned.Contains(work.Id))
            {
                if (ready <= planned.Start)
                {
                    after[work.Id] = planned;
                    continue;
                }
                table.Remove(work, planned);
                early = 0;
            }
            var from = Math.Max(ready, planned.Start - early);
            var any = table.First(work, from);
            var place = planned.MachineId is { } id && machines.TryGetValue(id, out var machine) && table.First(work, from, machine) is var own && own.Start <= any.Start ? own : any;
            table.Book(work, after[work.Id] = place);
            gain[work.Id] = planned.Start - place.Start;
        }
        return after;
    }

    /// <summary>Work without a place in <paramref name="after"/>, which the caller gives it before it asks for the next. In the present order, so that nobody overtakes; a work waits for what it follows even when that starts at the same minute.</summary>
    private static IEnumerable<Work> InTurn(ScheduleProblem problem, IReadOnlyDictionary<Guid, Place> places, IReadOnlyDictionary<Guid, Place> after)
    {
        var rank = problem.InOrder().Select((w, i) => (w.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var open = problem.Works.Where(w => !after.ContainsKey(w.Id)).OrderBy(w => places[w.Id].Start).ThenBy(w => rank[w.Id]).ToList();
        while (open.Count > 0)
        {
            var work = open.Find(w => w.After.All(after.ContainsKey)) ?? throw new ArgumentException("Work waits for itself.");
            open.Remove(work);
            yield return work;
        }
    }
}
