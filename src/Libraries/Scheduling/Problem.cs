namespace Bakery.Scheduling;

/// <summary>A stretch of time in minutes from the problem's origin: start included, end not.</summary>
public readonly record struct Span(int Start, int End)
{
    public bool Overlaps(Span other) => Start < other.End && other.Start < End;
}

/// <summary>A machine.</summary>
/// <param name="Kind">mixer, oven …; work asks for a kind.</param>
/// <param name="Capacity">Largest load: of one work on an exclusive machine, of all work at one time on a shared one.</param>
/// <param name="IsShared">Holds several loads at once (oven, proofer, retarder, cooler).</param>
/// <param name="MinTemp">Lowest temperature it keeps; null = any.</param>
/// <param name="Closed">Times in which nothing may be on it.</param>
public sealed record Machine(Guid Id, string Kind, decimal Capacity, bool IsShared, decimal? MinTemp, decimal? MaxTemp, IReadOnlyList<Span> Closed);

/// <summary>Where and when a work is done.</summary>
/// <param name="Start">Minutes from the origin.</param>
/// <param name="MachineId">Null when it needs none.</param>
public sealed record Place(int Start, Guid? MachineId);

/// <summary>One step of a batch: a mix, a rest, an oven load.</summary>
/// <param name="Kind">Kind of machine; null for a rest on the bench.</param>
/// <param name="Load">In the machine's unit.</param>
/// <param name="People">Hands it takes for its whole time; 0 for what works by itself.</param>
/// <param name="After">Work that ends before this one starts.</param>
/// <param name="NotBefore">Earliest start.</param>
/// <param name="Due">When it should have ended; null when only what follows is due.</param>
/// <param name="TempC">Temperature it needs; work further apart than the tolerance does not share a machine at one time.</param>
/// <param name="Allergens">What it leaves behind on an exclusive machine.</param>
/// <param name="Fixed">Already begun, or put there by a person.</param>
public sealed record Work(Guid Id, string? Kind, int Minutes, decimal Load, int People, IReadOnlyList<Guid> After, int NotBefore, int? Due, decimal? TempC, IReadOnlyList<string> Allergens, Place? Fixed = null);

/// <summary>A day of work on machines with people.</summary>
/// <param name="Staff">Hands that are there.</param>
/// <param name="CleaningMinutes">Between work on an exclusive machine when the next one may not meet an allergen of the one before.</param>
/// <param name="TempTolerance">Degrees by which loads of one oven may differ.</param>
/// <param name="Away">Times in which nobody is there: what needs hands does not reach into them, what rests or bakes by itself may.</param>
public sealed record ScheduleProblem(IReadOnlyList<Machine> Machines, IReadOnlyList<Work> Works, int Staff, int CleaningMinutes = 15, decimal TempTolerance = 10m, IReadOnlyList<Span>? Away = null)
{
    /// <summary>Times in which nobody is there.</summary>
    public IReadOnlyList<Span> Away { get; } = Away ?? [];

    private Dictionary<Guid, Work>? byId;
    private ILookup<Guid, Work>? followers;

    public Work this[Guid id] => (byId ??= Works.ToDictionary(w => w.Id))[id];

    /// <summary>Work that waits for this one.</summary>
    public IEnumerable<Work> Following(Guid id) => (followers ??= Works.SelectMany(w => w.After.Select(a => (Before: a, Work: w))).ToLookup(p => p.Before, p => p.Work))[id];

    /// <summary>Machines that can do it: its kind, its load, its temperature.</summary>
    public IEnumerable<Machine> Fit(Work work) => Machines.Where(m => m.Kind == work.Kind && work.Load <= m.Capacity && !(work.TempC < m.MinTemp) && !(work.TempC > m.MaxTemp));

    /// <summary>Minutes of cleaning when <paramref name="next"/> follows <paramref name="before"/> on one machine: none when it holds the same allergens and more, so what is free of them goes first.</summary>
    public int Cleaning(Work before, Work next) => before.Allergens.All(next.Allergens.Contains) ? 0 : CleaningMinutes;

    /// <summary>Whether the two may be in one oven at the same time.</summary>
    public bool Agree(Work one, Work other) => one.TempC is not { } a || other.TempC is not { } b || Math.Abs(a - b) <= TempTolerance;

    /// <summary>Every work after what it waits for; ties by due time, then by the given order. Throws <see cref="ArgumentException"/> on a circle, an unknown predecessor or work that no machine can do.</summary>
    public IReadOnlyList<Work> InOrder()
    {
        foreach (var work in Works)
        {
            if (work.Minutes < 1) throw new ArgumentException($"Work {work.Id} takes no time.");
            if (work.People > Staff) throw new ArgumentException($"Work {work.Id} needs {work.People} people; there are {Staff}.");
            if (work.Kind is not null && work.Fixed is null && !Fit(work).Any()) throw new ArgumentException($"No {work.Kind} can take work {work.Id} with a load of {work.Load}.");
        }
        var due = Dues();
        var waiting = Works.ToDictionary(w => w.Id, w => w.After.Distinct().Count());
        var position = Works.Select((w, i) => (w.Id, i)).ToDictionary(p => p.Id, p => p.i);
        var ready = new PriorityQueue<Work, (int, int)>();
        foreach (var work in Works.Where(w => w.After.Count == 0)) ready.Enqueue(work, (due[work.Id], position[work.Id]));
        var order = new List<Work>();
        while (ready.TryDequeue(out var work, out _))
        {
            order.Add(work);
            foreach (var next in Following(work.Id).Distinct())
                if (--waiting[next.Id] == 0) ready.Enqueue(next, (due[next.Id], position[next.Id]));
        }
        return order.Count == Works.Count ? order : throw new ArgumentException("Work waits for itself, or for work that is not there.");
    }

    /// <summary>Latest end of each work that lets everything behind it be in time; <see cref="int.MaxValue"/> when nothing behind it is due.</summary>
    private Dictionary<Guid, int> Dues()
    {
        var dues = new Dictionary<Guid, int>();
        int Of(Work work, int depth)
        {
            if (depth > Works.Count) throw new ArgumentException("Work waits for itself.");
            if (dues.TryGetValue(work.Id, out var known)) return known;
            var due = work.Due ?? int.MaxValue;
            foreach (var next in Following(work.Id)) due = Math.Min(due, Of(next, depth + 1) is var d && d == int.MaxValue ? d : d - next.Minutes);
            return dues[work.Id] = due;
        }
        foreach (var work in Works) Of(work, 0);
        return dues;
    }
}
