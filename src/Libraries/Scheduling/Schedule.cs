namespace Bakery.Scheduling;

/// <summary>Where every work is.</summary>
/// <param name="Method">solver, or back_scheduling when that was as good or the solver could not be used.</param>
public sealed record Schedule(IReadOnlyDictionary<Guid, Place> Places, string Method)
{
    /// <summary>Sum of the minutes by which due work ends too late.</summary>
    public int Lateness(ScheduleProblem problem) => problem.Works.Where(w => w.Due is not null).Sum(w => Math.Max(0, End(w) - w.Due!.Value));

    /// <summary>Minutes from the first start to the last end.</summary>
    public int Makespan(ScheduleProblem problem) => problem.Works.Count == 0 ? 0 : problem.Works.Max(End) - Places.Values.Min(p => p.Start);

    /// <summary>Minutes in which anything is on a machine.</summary>
    public int BusyMinutes(ScheduleProblem problem, Guid machineId)
    {
        var (total, until) = (0, int.MinValue);
        foreach (var (start, end) in problem.Works.Where(w => Places[w.Id].MachineId == machineId).Select(w => (Places[w.Id].Start, End(w))).Order())
        {
            total += Math.Max(0, end - Math.Max(start, until));
            until = Math.Max(until, end);
        }
        return total;
    }

    /// <summary>Less late, or as late and shorter.</summary>
    public bool IsBetterThan(Schedule other, ScheduleProblem problem) => (Lateness(problem), Makespan(problem)).CompareTo((other.Lateness(problem), other.Makespan(problem))) < 0;

    public int End(Work work) => Places[work.Id].Start + work.Minutes;
}

/// <summary>A rule that is broken.</summary>
public enum ConflictKind { BeforePredecessor, TooEarly, BookedTwice, OverCapacity, Temperature, Closed, MachineNotFit, TooFewPeople }

/// <param name="WorkId">The work that breaks it.</param>
/// <param name="OtherId">The other work, where there is one.</param>
public sealed record Conflict(ConflictKind Kind, Guid WorkId, Guid? OtherId, Guid? MachineId);

/// <summary>Looks at a finished schedule minute by minute, and knows nothing of how it was made.</summary>
public static class Conflicts
{
    /// <summary>Every broken rule; none in what the schedulers make, unless fixed work itself breaks one.</summary>
    public static IReadOnlyList<Conflict> Of(ScheduleProblem problem, IReadOnlyDictionary<Guid, Place> places)
    {
        var found = new List<Conflict>();
        Span Time(Work work) => new(places[work.Id].Start, places[work.Id].Start + work.Minutes);
        foreach (var work in problem.Works)
        {
            var place = places[work.Id];
            if (place.Start < work.NotBefore) found.Add(new(ConflictKind.TooEarly, work.Id, null, place.MachineId));
            foreach (var before in work.After.Where(a => Time(problem[a]).End > place.Start)) found.Add(new(ConflictKind.BeforePredecessor, work.Id, before, place.MachineId));
            if (work.Kind is not null && problem.Fit(work).All(m => m.Id != place.MachineId)) found.Add(new(ConflictKind.MachineNotFit, work.Id, null, place.MachineId));
        }
        foreach (var machine in problem.Machines)
        {
            var on = problem.Works.Where(w => places[w.Id].MachineId == machine.Id).OrderBy(w => places[w.Id].Start).ThenBy(w => w.Id).ToList();
            foreach (var work in on.Where(w => machine.Closed.Any(c => c.Overlaps(Time(w))))) found.Add(new(ConflictKind.Closed, work.Id, null, machine.Id));
            for (var i = 0; i < on.Count; i++)
                for (var j = i + 1; j < on.Count; j++)
                    if (machine.IsShared)
                    {
                        if (Time(on[i]).Overlaps(Time(on[j])) && !problem.Agree(on[i], on[j])) found.Add(new(ConflictKind.Temperature, on[j].Id, on[i].Id, machine.Id));
                    }
                    else if (Time(on[j]).Start < Time(on[i]).End + problem.Cleaning(on[i], on[j]))
                    {
                        found.Add(new(ConflictKind.BookedTwice, on[j].Id, on[i].Id, machine.Id));
                    }
            if (!machine.IsShared) continue;
            foreach (var work in on.Where(w => on.Where(o => Time(o).Start <= Time(w).Start && Time(w).Start < Time(o).End).Sum(o => o.Load) > machine.Capacity)) found.Add(new(ConflictKind.OverCapacity, work.Id, null, machine.Id));
        }
        var hands = problem.Works.Where(w => w.People > 0).ToList();
        foreach (var work in hands.Where(w => problem.Away.Any(a => a.Overlaps(Time(w))) || hands.Where(o => Time(o).Start <= Time(w).Start && Time(w).Start < Time(o).End).Sum(o => o.People) > problem.Staff)) found.Add(new(ConflictKind.TooFewPeople, work.Id, null, null));
        return found;
    }
}
