using Bakery.Scheduling;

namespace Bakery.Tests.Unit.Scheduling;

/// <summary>Days of a bakery: the reference day, and random ones that differ in machines, people, doughs and hours.</summary>
internal static class Days
{
    private const int Hour = 60;
    private const int Midnight = 48 * Hour;

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>The machines of the generated bakery, as the demo data has them.</summary>
    public static List<Machine> ReferenceMachines(Random random) =>
    [
        new(Id(random), "mixer", 40, false, null, null, []), new(Id(random), "mixer", 60, false, null, null, []), new(Id(random), "divider", 400, false, null, null, []), new(Id(random), "laminator", 30, false, null, null, []),
        new(Id(random), "proofer", 600, true, 20, 38, []), new(Id(random), "retarder", 800, true, -5, 8, []), new(Id(random), "oven", 240, true, 150, 280, []), new(Id(random), "oven", 180, true, 150, 280, []),
        new(Id(random), "oven", 120, true, 150, 250, []), new(Id(random), "cooler", 1500, true, null, null, []),
    ];

    /// <summary>40 products of 6 doughs with 2 pre-ferments for 3 shops that open at seven.</summary>
    public static ScheduleProblem Reference() => Make(new Random(40), ReferenceMachines(new Random(4)), doughs: 6, products: 40, staff: 4, due: Midnight + 7 * Hour, Midnight + 23 * Hour);

    /// <summary>A day that nobody planned: between 3 and 16 products on few machines, sometimes too many of them.</summary>
    public static ScheduleProblem Any(int seed)
    {
        var random = new Random(seed);
        Span[] Closed() => random.Next(4) == 0 ? [new Span(Midnight - random.Next(6) * Hour, Midnight + random.Next(1, 6) * Hour)] : [];
        var machines = new List<Machine>();
        for (var i = random.Next(1, 3); i > 0; i--) machines.Add(new(Id(random), "mixer", random.Next(20, 80), false, null, null, []));
        machines.Add(new(Id(random), "divider", 500, false, null, null, Closed()));
        if (random.Next(2) == 0) machines.Add(new(Id(random), "laminator", 40, false, null, null, []));
        machines.Add(new(Id(random), "proofer", random.Next(200, 800), true, null, null, []));
        for (var i = random.Next(1, 4); i > 0; i--) machines.Add(new(Id(random), "oven", random.Next(60, 250), true, 120, 300, i > 1 ? Closed() : []));
        var due = Midnight + random.Next(5, 9) * Hour;
        return Make(random, machines, random.Next(1, 5), random.Next(3, 17), random.Next(1, 4), due, due + 10 * Hour);
    }

    private static ScheduleProblem Make(Random random, List<Machine> machines, int doughs, int products, int staff, int due, int closes)
    {
        var works = new List<Work>();
        string[] known = ["gluten", "milk", "eggs", "nuts", "sesame"];
        bool Has(string kind) => machines.Any(m => m.Kind == kind);
        Guid[] Add(string? kind, int minutes, decimal load, int people, IReadOnlyList<Guid> after, string[] allergens, decimal? temp = null, int? dueAt = null)
        {
            if (kind is not null && !Has(kind)) kind = null;
            var capacity = kind is null ? decimal.MaxValue : machines.Where(m => m.Kind == kind && !(temp < m.MinTemp) && !(temp > m.MaxTemp)).Max(m => m.Capacity);
            var parts = load <= capacity ? 1 : (int)Math.Ceiling(load / capacity);
            var made = Enumerable.Range(0, parts).Select(_ => Id(random)).ToArray();
            for (var i = 0; i < parts; i++) works.Add(new Work(made[i], kind, minutes, kind is null ? 0 : Math.Floor(load / parts), people, parts == after.Count ? [after[i]] : after, 0, dueAt, temp, allergens));
            return made;
        }
        var ferments = Enumerable.Range(0, Math.Max(1, doughs / 3)).Select(_ => Add(null, random.Next(4, 14) * Hour, 0, 0, Add("mixer", 15, random.Next(8, 20), 1, [], ["gluten"]), ["gluten"])).ToList();
        var masses = Enumerable.Range(0, doughs).Select(d =>
        {
            var allergens = known.Take(1).Concat(known.Skip(1).Where(_ => random.Next(3) == 0)).ToArray();
            var mixed = Add("mixer", 5 * random.Next(2, 6), random.Next(15, 100), 1, random.Next(3) > 0 ? ferments[d % ferments.Count] : [], allergens);
            var rested = Add(null, 10 * random.Next(3, 18), 0, 0, mixed, allergens);
            return (End: d % 4 == 3 ? Add("laminator", 40, random.Next(8, 30), 1, rested, allergens) : rested, Allergens: allergens);
        }).ToList();
        for (var p = 0; p < products; p++)
        {
            var (mass, pieces, temp) = (masses[p % masses.Count], (decimal)random.Next(12, 220), random.Next(17, 25) * 10m);
            var divided = Add("divider", 5 * random.Next(1, 4), pieces, 1, mass.End, mass.Allergens);
            var proofed = Add("proofer", 10 * random.Next(3, 9), pieces, 0, divided, mass.Allergens);
            Add("oven", 5 * random.Next(3, 10), pieces, 0, proofed, mass.Allergens, temp, due);
        }
        return new ScheduleProblem(machines, works, staff, Away: [new Span(closes - 24 * Hour, Midnight - 2 * Hour), new Span(closes, closes + 24 * Hour)]);
    }
}
