using Bakery.Contracts.External;
using Bakery.Contracts.Sales;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Events;

/// <summary>How much more or less was sold on the days of an event than on the same weekdays before it.</summary>
internal static class EventEffect
{
    public const int WeeksBefore = 8;
    private const int FewestDays = 2;
    private const decimal Least = -100, Most = 500;

    /// <summary>
    /// Σ demand on the event's days / Σ mean demand of the same weekdays of the eight weeks before, minus 1, in percent. Days without data and
    /// weekdays with fewer than two ordinary days are left out; null when no day is left.
    /// </summary>
    /// <param name="demand">Demand of the days with data, in pieces.</param>
    /// <param name="isOrdinary">False on days with another event.</param>
    public static decimal? Of(IReadOnlyDictionary<DateOnly, decimal> demand, DateOnly from, DateOnly to, Func<DateOnly, bool> isOrdinary)
    {
        decimal actual = 0, usual = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (!demand.TryGetValue(day, out var sold)) continue;
            var before = Enumerable.Range(1, WeeksBefore + (day.DayNumber - from.DayNumber) / 7 + 1).Select(w => day.AddDays(-7 * w)).Where(d => d < from && d >= from.AddDays(-7 * WeeksBefore) && isOrdinary(d) && demand.ContainsKey(d)).Select(d => demand[d]).ToList();
            if (before.Count < FewestDays) continue;
            actual += sold;
            usual += before.Average();
        }
        return usual == 0 ? null : Rounding.FourDecimals(Math.Clamp((actual / usual - 1) * 100, Least, Most));
    }
}

/// <summary>Learns from the sales of events that are over.</summary>
internal static class LearnEffect
{
    /// <summary>Events whose last occurrence touches the period and is over by its end.</summary>
    public static async Task From(DateOnly from, DateOnly to, ExternalDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var events = await db.Events.Where(e => e.From <= to && (e.To >= from || e.RepeatsYearly)).ToListAsync(ct);
        var all = events.Count == 0 ? [] : await db.Events.AsNoTracking().ToListAsync(ct);
        foreach (var known in events)
        {
            if (known.LastOccurrence(to) is not { } last || last.To < from) continue;
            var series = await queries.Ask(new SalesSeries([], known.LocationIds, last.From.AddDays(-7 * EventEffect.WeeksBefore), last.To), ct);
            var demand = series.SelectMany(s => s.Days).Where(d => d.IsOpen).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.Sum(d => d.DemandEstimate));
            bool IsOrdinary(DateOnly day) => !all.Any(e => e.Id != known.Id && Touches(e, day, known.LocationIds));
            if (EventEffect.Of(demand, last.From, last.To, IsOrdinary) is not { } effect || (known.LearnedEffectPercent, known.LearnedOn) == (effect, last.To)) continue;
            known.Learn(effect, last.To);
            bus.Publish(new LocalEventChanged(known.Id, known.From, known.To, known.LocationIds));
        }
    }

    private static bool Touches(LocalEvent other, DateOnly day, IReadOnlyList<Guid> locations) =>
        locations.Count == 0 || other.LocationIds.Count == 0 ? other.IsOn(day, other.LocationIds.FirstOrDefault()) : locations.Any(l => other.IsOn(day, l));
}

internal static class OnDayClosed
{
    internal static Task Handle(DayClosed message, ExternalDb db, IQueryBus queries, IBus bus, CancellationToken ct) => LearnEffect.From(message.BusinessDay, message.BusinessDay, db, queries, bus, ct);
}

internal static class OnSalesImported
{
    internal static Task Handle(SalesImported message, ExternalDb db, IQueryBus queries, IBus bus, CancellationToken ct) => LearnEffect.From(message.From, message.To, db, queries, bus, ct);
}
