using System.Diagnostics;
using Bakery.Scheduling;

namespace Bakery.Tests.Unit.Scheduling;

public sealed class SchedulerTests
{
    private const int Hour = 60;
    private static bool Long => Environment.GetEnvironmentVariable("BAKERY_LONG") is "all" or "schedule";

    private static Guid New(int number) => new($"00000000-0000-0000-0000-{number:000000000000}");

    private static Work Step(int number, string? kind, int minutes, int[] after, int? due = null, decimal load = 1, int people = 0, decimal? temp = null, params string[] allergens) =>
        new(New(number), kind, minutes, load, people, [.. after.Select(New)], 0, due, temp, allergens);

    private static Machine Exclusive(int number, string kind) => new(New(number), kind, 100, false, null, null, []);

    [Fact]
    public void Sixteen_hours_cold_dough_for_Saturday_starts_on_Friday()
    {
        // The origin is Friday 00:00; the shop opens on Saturday at seven.
        var opens = 31 * Hour;
        var problem = new ScheduleProblem([Exclusive(1, "mixer"), new(New(2), "retarder", 200, true, -5, 8, []), new(New(3), "oven", 200, true, null, null, [])],
            [Step(10, "mixer", 20, [], people: 1), Step(11, "retarder", 16 * Hour, [10], load: 100, temp: 4), Step(12, "oven", 40, [11], opens, 100)], 2);
        var schedule = BackScheduler.Plan(problem);
        Assert.Equal((0, opens), (schedule.Lateness(problem), schedule.End(problem[New(12)])));
        Assert.Equal(31 * Hour - 40 - 16 * Hour - 20, schedule.Places[New(10)].Start);
        Assert.InRange(schedule.Places[New(10)].Start, 12 * Hour, 24 * Hour - 1);
    }

    [Fact]
    public void What_is_free_of_allergens_goes_first_and_needs_no_cleaning()
    {
        var problem = new ScheduleProblem([Exclusive(1, "mixer")], [Step(10, "mixer", 20, [], 200, allergens: ["gluten", "nuts"]), Step(11, "mixer", 20, [], 200, allergens: ["gluten"])], 1);
        var schedule = SolverScheduler.Plan(problem, 1, 0.5);
        Assert.True(schedule.Places[New(11)].Start < schedule.Places[New(10)].Start);
        Assert.Equal(40, schedule.Makespan(problem));
        Assert.Equal(15, problem.Cleaning(problem[New(10)], problem[New(11)]));
    }

    [Fact]
    public void Loads_more_than_ten_degrees_apart_do_not_share_an_oven()
    {
        var oven = new Machine(New(1), "oven", 100, true, 150, 280, []);
        var problem = new ScheduleProblem([oven], [Step(10, "oven", 30, [], 300, 20, temp: 210), Step(11, "oven", 30, [], 300, 20, temp: 220), Step(12, "oven", 30, [], 300, 20, temp: 240)], 1);
        var schedule = SolverScheduler.Plan(problem, 1, 0.5);
        Assert.Empty(Conflicts.Of(problem, schedule.Places));
        Assert.Equal(60, schedule.Makespan(problem));
    }

    [Fact]
    public void What_follows_late_work_comes_later_and_what_follows_early_work_earlier_by_as_much()
    {
        // Two doughs and their pieces; each dough rests for a while before the divider takes it.
        var problem = new ScheduleProblem([Exclusive(1, "mixer"), Exclusive(2, "divider")],
            [Step(10, "mixer", 30, []), Step(11, "divider", 20, [10], 300), Step(20, "mixer", 30, []), Step(21, "divider", 20, [20], 300)], 2);
        var planned = new Dictionary<Guid, Place> { [New(10)] = new(0, New(1)), [New(11)] = new(60, New(2)), [New(20)] = new(30, New(1)), [New(21)] = new(100, New(2)) };
        IReadOnlyDictionary<Guid, Place> After(int started, int gained, int now, params int[] pinned) => Retiming.Follow(problem, new Dictionary<Guid, Place>(planned) { [New(10)] = new(started, New(1)) }, new HashSet<Guid> { New(10) }, pinned.Select(New).ToHashSet(), new Dictionary<Guid, int> { [New(10)] = gained }, now);

        // Begun fifty minutes late: its pieces wait for it, the other dough for the mixer, and its pieces for that.
        var late = After(50, -50, 50);
        Assert.Equal([50, 80, 80, 110], new[] { 10, 11, 20, 21 }.Select(n => late[New(n)].Start));
        Assert.Empty(Conflicts.Of(problem, late));
        // Ten minutes early: the pieces keep their half hour of rest, and what does not wait for it stays.
        var early = After(-10, 10, 20);
        Assert.Equal([-10, 50, 30, 100], new[] { 10, 11, 20, 21 }.Select(n => early[New(n)].Start));
        // What a person put somewhere stays while it can.
        Assert.Equal(60, After(-10, 10, 20, pinned: 11)[New(11)].Start);
        Assert.Equal(80, After(50, -50, 50, pinned: 11)[New(11)].Start);
    }

    [Fact]
    public void In_random_days_that_run_late_or_early_nothing_is_booked_twice_and_what_has_begun_stays()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var (problem, random) = (Days.Any(seed), new Random(seed));
            var planned = BackScheduler.Plan(problem);
            var now = planned.Places.Values.OrderBy(p => p.Start).ElementAt(planned.Places.Count / 3).Start;
            var begun = problem.Works.Where(w => planned.Places[w.Id].Start < now).Select(w => w.Id).ToHashSet();
            // Begun work took between half and twice its time.
            var works = problem.Works.Select(w => begun.Contains(w.Id) ? w with { Minutes = Math.Max(1, w.Minutes * random.Next(50, 200) / 100) } : w).ToList();
            var real = problem with { Works = works };
            var gained = begun.ToDictionary(id => id, id => problem[id].Minutes - works.Single(w => w.Id == id).Minutes);
            var after = Retiming.Follow(real, planned.Places, begun, new HashSet<Guid>(), gained, now);
            Assert.All(begun, id => Assert.Equal(planned.Places[id], after[id]));
            Assert.All(after.Where(p => !begun.Contains(p.Key)), p => Assert.True(p.Value.Start >= now));
            // Begun work may meet itself; nothing that is re-timed meets anything.
            Assert.DoesNotContain(Conflicts.Of(real, after), c => !begun.Contains(c.WorkId) && c.Kind is not ConflictKind.TooFewPeople || c.OtherId is { } other && !begun.Contains(other));
        }
    }

    [Fact]
    public void Nobody_works_while_the_site_is_closed_but_dough_rests()
    {
        var problem = new ScheduleProblem([Exclusive(1, "mixer")], [Step(10, "mixer", 30, [], people: 1), Step(11, null, 10 * Hour, [10], people: 0), Step(12, "mixer", 30, [11], 30 * Hour, people: 1)], 1, Away: [new Span(18 * Hour, 25 * Hour)]);
        var schedule = BackScheduler.Plan(problem);
        Assert.Empty(Conflicts.Of(problem, schedule.Places));
        Assert.Equal(18 * Hour - 30, schedule.Places[New(10)].Start);
        Assert.Equal(29 * Hour + 30, schedule.Places[New(12)].Start);
    }

    [Fact]
    public void A_moved_task_moves_what_follows_and_what_is_in_its_way_and_nothing_else()
    {
        var problem = new ScheduleProblem([Exclusive(1, "mixer"), Exclusive(2, "divider")],
            [Step(10, "mixer", 30, []), Step(11, "divider", 20, [10], 100), Step(12, "mixer", 30, []), Step(13, "divider", 20, [12], 160), Step(14, "divider", 10, [], 300)], 1);
        var before = new Dictionary<Guid, Place> { [New(10)] = new(0, New(1)), [New(11)] = new(30, New(2)), [New(12)] = new(30, New(1)), [New(13)] = new(60, New(2)), [New(14)] = new(250, New(2)) };
        var after = Retiming.Move(problem, before, New(10), new Place(40, New(1)), new HashSet<Guid>());
        Assert.Equal([40, 70, 70, 100, 250], new[] { 10, 11, 12, 13, 14 }.Select(n => after[New(n)].Start));
        Assert.Empty(Conflicts.Of(problem, after));
        Assert.Equal(0, new Schedule(after, "").Lateness(problem));
        Assert.Equal(20 + 10, new Schedule(Retiming.Move(problem, before, New(10), new Place(80, New(1)), new HashSet<Guid>()), "").Lateness(problem));
    }

    [Fact]
    public void Work_in_a_circle_or_for_no_machine_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BackScheduler.Plan(new ScheduleProblem([], [Step(10, null, 5, [11]), Step(11, null, 5, [10])], 1)));
        Assert.Throws<ArgumentException>(() => BackScheduler.Plan(new ScheduleProblem([Exclusive(1, "mixer")], [Step(10, "mixer", 5, [], load: 101)], 1)));
        Assert.Throws<ArgumentException>(() => BackScheduler.Plan(new ScheduleProblem([Exclusive(1, "mixer")], [Step(10, "oven", 5, [])], 1)));
        Assert.Empty(SolverScheduler.Plan(new ScheduleProblem([], [], 1), 1, 1).Places);
    }

    [Fact]
    public void Work_that_has_begun_stays_where_it_is()
    {
        var problem = new ScheduleProblem([Exclusive(1, "mixer")], [Step(10, "mixer", 30, []) with { Fixed = new Place(50, New(1)) }, Step(11, "mixer", 30, [10], 200), Step(12, "mixer", 30, [], 200)], 1);
        foreach (var schedule in new[] { BackScheduler.Plan(problem), SolverScheduler.Plan(problem, 1, 0.5) })
        {
            Assert.Equal(50, schedule.Places[New(10)].Start);
            Assert.Empty(Conflicts.Of(problem, schedule.Places));
        }
    }

    [Fact]
    public void The_reference_day_is_solved_without_a_conflict()
    {
        var problem = Days.Reference();
        var watch = Stopwatch.StartNew();
        var schedule = SolverScheduler.Plan(problem, 1, 0.8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{problem.Works.Count} tasks, {watch.ElapsedMilliseconds} ms, {schedule.Method}, {schedule.Lateness(problem)} min late, {schedule.Makespan(problem)} min long; by hand {BackScheduler.Plan(problem).Lateness(problem)} and {BackScheduler.Plan(problem).Makespan(problem)}");
        Assert.Empty(Conflicts.Of(problem, schedule.Places));
    }

    /// <summary>Fifty days; five hundred with <c>./bakery test --long schedule</c>.</summary>
    [Fact, Trait("Long", "schedule")]
    public void Random_days_book_nothing_twice_and_are_never_worse_than_by_hand()
    {
        var (days, seconds, better, late, watch) = (Long ? 500 : 50, Long ? 0.5 : 0.2, 0, 0, Stopwatch.StartNew());
        for (var seed = 1; seed <= days; seed++)
        {
            var problem = Days.Any(seed);
            var (byHand, solved) = (BackScheduler.Plan(problem), SolverScheduler.Plan(problem, seed, seconds));
            Assert.True(Conflicts.Of(problem, byHand.Places) is [], $"Day {seed}, by hand: {string.Join(", ", Conflicts.Of(problem, byHand.Places))}");
            Assert.True(Conflicts.Of(problem, solved.Places) is [], $"Day {seed}: {string.Join(", ", Conflicts.Of(problem, solved.Places))}");
            Assert.False(byHand.IsBetterThan(solved, problem), $"Day {seed} is worse than by hand.");
            if (solved.IsBetterThan(byHand, problem)) better++;
            if (solved.Lateness(problem) > 0) late++;
            if (seed % 25 == 0) Assert.Equal(solved.Places, SolverScheduler.Plan(problem, seed, seconds).Places);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{days} days, {better} better than by hand, {late} late, {watch.Elapsed.TotalSeconds / days:0.00} s each");
    }

    [Fact]
    public void Moves_of_any_task_leave_no_conflict_but_its_own()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var problem = Days.Any(seed);
            var places = BackScheduler.Plan(problem).Places;
            var random = new Random(seed);
            var work = problem.Works[random.Next(problem.Works.Count)];
            var after = Retiming.Move(problem, places, work.Id, places[work.Id] with { Start = places[work.Id].Start + random.Next(0, 180) }, new HashSet<Guid>());
            Assert.All(Conflicts.Of(problem, after), c => Assert.True(c.WorkId == work.Id || c.OtherId == work.Id, $"Day {seed}: {c}"));
            Assert.All(problem.Works.Where(w => w.Id != work.Id), w => Assert.True(after[w.Id].Start >= places[w.Id].Start));
        }
    }
}
