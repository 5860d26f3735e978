namespace Bakery.Scheduling;

/// <summary>What is booked so far: finds the first or the last place in which a work breaks no rule.</summary>
internal sealed class Timetable(ScheduleProblem problem)
{
    private readonly Dictionary<Guid, List<(Work Work, Span Time)>> onMachine = problem.Machines.ToDictionary(m => m.Id, _ => new List<(Work, Span)>());
    private readonly List<(int People, Span Time)> staffed = [];

    public void Book(Work work, Place place)
    {
        var time = new Span(place.Start, place.Start + work.Minutes);
        if (place.MachineId is { } id && onMachine.TryGetValue(id, out var booked)) booked.Add((work, time));
        if (work.People > 0) staffed.Add((work.People, time));
    }

    public void Remove(Work work, Place place)
    {
        var time = new Span(place.Start, place.Start + work.Minutes);
        if (place.MachineId is { } id) onMachine[id].Remove((work, time));
        if (work.People > 0) staffed.Remove((work.People, time));
    }

    /// <summary>The place that starts first, not before <paramref name="from"/>. There always is one: after everything.</summary>
    public Place First(Work work, int from, Machine? only = null)
    {
        Place? best = null;
        foreach (var machine in Machines(work, only))
        {
            var after = Booked(machine).Select(b => b.Time.End + (machine!.IsShared ? 0 : problem.Cleaning(b.Work, work))).Concat(machine?.Closed.Select(c => c.End) ?? []).Concat(work.People == 0 ? [] : staffed.Select(s => s.Time.End).Concat(problem.Away.Select(a => a.End)));
            foreach (var start in after.Where(t => t > from).Prepend(from).Distinct().Order())
            {
                if (best is not null && start >= best.Start) break;
                if (Fits(work, machine, start)) best = new Place(start, machine?.Id);
            }
        }
        return best ?? throw new ArgumentException($"No machine takes work {work.Id}.");
    }

    /// <summary>The place that ends last, not after <paramref name="until"/> and not starting before the work may; null when there is none.</summary>
    public Place? Last(Work work, int until, Machine? only = null)
    {
        Place? best = null;
        foreach (var machine in Machines(work, only))
        {
            var before = Booked(machine).Select(b => b.Time.Start - (machine!.IsShared ? 0 : problem.Cleaning(work, b.Work))).Concat(machine?.Closed.Select(c => c.Start) ?? []).Concat(work.People == 0 ? [] : staffed.Select(s => s.Time.Start).Concat(problem.Away.Select(a => a.Start)));
            foreach (var end in before.Where(t => t < until).Prepend(until).Distinct().OrderDescending())
            {
                var start = end - work.Minutes;
                if (start < work.NotBefore || (best is not null && start <= best.Start)) break;
                if (Fits(work, machine, start)) best = new Place(start, machine?.Id);
            }
        }
        return best;
    }

    // Work that needs no machine has one place: nowhere.
    private IEnumerable<Machine?> Machines(Work work, Machine? only)
    {
        if (work.Kind is null || only is not null) return [work.Kind is null ? null : only];
        return problem.Fit(work);
    }

    private List<(Work Work, Span Time)> Booked(Machine? machine) => machine is null ? [] : onMachine[machine.Id];

    private bool Fits(Work work, Machine? machine, int start)
    {
        var time = new Span(start, start + work.Minutes);
        if (machine is not null)
        {
            foreach (var closed in machine.Closed)
                if (closed.Overlaps(time)) return false;
            var booked = onMachine[machine.Id];
            if (!machine.IsShared)
            {
                foreach (var (other, taken) in booked)
                    if (time.Start < taken.End + problem.Cleaning(other, work) && taken.Start < time.End + problem.Cleaning(work, other)) return false;
            }
            else if (!Shares(work, machine, time, booked)) return false;
        }
        return work.People == 0 || !problem.Away.Any(a => a.Overlaps(time)) && Peak(staffed, time, s => s.Item1) + work.People <= problem.Staff;
    }

    private bool Shares(Work work, Machine machine, Span time, List<(Work Work, Span Time)> booked)
    {
        foreach (var (other, taken) in booked)
            if (taken.Overlaps(time) && !problem.Agree(other, work)) return false;
        return Peak(booked.Select(b => (b.Work.Load, b.Time)), time, b => b.Item1) + work.Load <= machine.Capacity;
    }

    // The sum is highest where something starts.
    private static decimal Peak<T>(IEnumerable<(T, Span Time)> booked, Span time, Func<(T, Span Time), decimal> load)
    {
        var near = booked.Where(b => b.Time.Overlaps(time)).ToList();
        return near.Count == 0 ? 0m : near.Max(b => Math.Max(b.Time.Start, time.Start) is var at ? near.Where(o => o.Time.Start <= at && at < o.Time.End).Sum(load) : 0m);
    }
}
