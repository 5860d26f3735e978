using System.Diagnostics;
using Bakery.Planning.Purchasing;
using Bakery.Planning.Stock;
using Bakery.Scheduling;
using Bakery.Tests.Unit.Scheduling;

namespace Bakery.Bench;

/// <summary>The two heavy calculations of a night: purchasing 10,000 items over 14 days, and scheduling the reference day and days nobody planned.</summary>
internal static class Floor
{
    private const int Items = 10_000;
    private const int Horizon = 14;

    public static void Run()
    {
        Planning();
        Scheduling();
    }

    private static void Planning()
    {
        var random = new Random(1);
        var first = new DateOnly(2026, 11, 11);
        Guid Id()
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }
        var suppliers = Enumerable.Range(0, 40).Select(n => (Id: Id(), Code: $"S{n}", Calendar: new SupplierCalendar(1 + n % 3, new TimeOnly(12, 0), new HashSet<DayOfWeek> { (DayOfWeek)(n % 6 + 1), (DayOfWeek)((n + 3) % 6 + 1) }, new HashSet<DateOnly>()))).ToList();
        var items = Enumerable.Range(0, Items).Select(_ => new ItemOutlook
        {
            ItemId = Id(), Lots = [.. Enumerable.Range(0, 3).Select(l => new LotView(Id(), random.Next(0, 60), first.AddDays(random.Next(2, 60)), DateTimeOffset.UnixEpoch))],
            Needs = new DailyNeeds(first, Horizon, Enumerable.Range(0, Horizon).Select(d => new DayQuantity(first.AddDays(d), random.Next(0, 200) / 10m))),
        }).ToList();
        var offers = items.SelectMany(i => Enumerable.Range(0, 3).Select(_ => suppliers[random.Next(suppliers.Count)]).DistinctBy(s => s.Id).Select(s => new Offer
        {
            SupplierId = s.Id, SupplierCode = s.Code, Standing = SupplierStanding.Approved, Trust = 85, Calendar = s.Calendar, ItemId = i.ItemId, PackQuantity = random.Next(1, 25), UnitPrice = random.Next(50, 900) / 100m,
        })).ToList();
        var watch = Stopwatch.StartNew();
        var plan = OrderPlanning.Plan(items, offers, new PlanningSettings { OrderedAt = new DateTime(2026, 11, 10, 5, 30, 0) });
        Table.Row($"planning {Items:#,0} items with {offers.Count:#,0} offers over {Horizon} days: {plan.Orders.Count} orders (target ≤ 5 s)", Table.Seconds(watch.Elapsed.TotalSeconds));
    }

    private static void Scheduling()
    {
        var reference = Days.Reference();
        var watch = Stopwatch.StartNew();
        var byHand = BackScheduler.Plan(reference);
        Table.Row($"back-schedule of the reference day: {reference.Works.Count} tasks, {byHand.Lateness(reference)} min late, {byHand.Makespan(reference)} min long", Table.Seconds(watch.Elapsed.TotalSeconds));
        for (var look = 0; look < 2; look++)
        {
            watch.Restart();
            var solved = SolverScheduler.Plan(reference, 1, 0.8);
            Table.Row($"reference day, 40 products, 3 shops{(look == 0 ? ", the solver loaded by it" : "")}: {solved.Lateness(reference)} min late, {solved.Makespan(reference)} min long (target ≤ 5 s)", Table.Seconds(watch.Elapsed.TotalSeconds));
        }
        watch.Restart();
        var better = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var problem = Days.Any(seed);
            if (SolverScheduler.Plan(problem, seed, 0.2).IsBetterThan(BackScheduler.Plan(problem), problem)) better++;
        }
        Table.Row($"a random day, mean of 20, {better} better than the back-schedule (target 0.5 s)", Table.Seconds(watch.Elapsed.TotalSeconds / 20));
        using var process = Process.GetCurrentProcess();
        Table.Row("memory of the process with the solver in it", $"{process.WorkingSet64 / 1_048_576.0:0} MiB");
    }
}
