using System.Globalization;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.Production;
using Bakery.Contracts.Sales;
using Bakery.Forecasting.Scores;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Forecasting.Overrides;

/// <summary>What it cost or saved that people baked another quantity than the recommended one.</summary>
internal static class ShowImpact
{
    /// <param name="Demand">What customers of the shops wanted that day, all shops together.</param>
    /// <param name="Machine">What the recommended quantity would have cost.</param>
    /// <param name="Person">What the quantity that was baked cost.</param>
    /// <param name="Impact">Euros the change cost; below zero: it saved.</param>
    public sealed record Line(DateOnly Date, Guid ItemId, decimal Demand, QuantityMoney Machine, QuantityMoney Person, decimal Impact);
    public sealed record Response(string Week, DateOnly From, DateOnly To, int Overrides, int Better, decimal Impact, IReadOnlyList<Line> Items);

    /// <param name="week">ISO week, e.g. 2026-W46; without it the last one that is over.</param>
    internal static async Task<Response> Handle([FromQuery] string? week, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var monday = Monday(week, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var sunday = monday.AddDays(6);
        var overrides = await queries.Ask(new OverrideOutcomes(monday, sunday), ct);
        var plans = (await queries.Ask(new PlansBetween(monday, sunday), ct)).SelectMany(p => p.Lines.Select(l => (p.Date, Line: l))).GroupBy(l => (l.Date, l.Line.ProductItemId)).ToDictionary(g => g.Key, g => g.First().Line);
        var demand = overrides.Count == 0 ? [] : (await queries.Ask(new SalesSeries([.. overrides.Select(o => o.ProductItemId).Distinct()], [], monday, sunday), ct))
            .SelectMany(s => s.Days.Where(d => d.IsOpen).Select(d => (Key: (d.Date, s.ItemId), d.DemandEstimate))).GroupBy(d => d.Key).ToDictionary(g => g.Key, g => g.Sum(d => d.DemandEstimate));
        var lines = overrides.Where(o => demand.ContainsKey((o.Date, o.ProductItemId))).OrderBy(o => o.Date).ThenBy(o => o.ProductItemId).Select(o =>
        {
            // Orders are firm and stock was there already: the rest is what the shops could sell.
            var plan = plans.GetValueOrDefault((o.Date, o.ProductItemId));
            var other = (plan?.FinishedStock ?? 0) - (plan?.Orders ?? 0);
            QuantityMoney Cost(decimal pieces) => QuantityMoney.Sum([QuantityMoney.Of(Math.Max(0, pieces + other), demand[(o.Date, o.ProductItemId)], o.VariableCost, Math.Max(0, o.NetPrice - o.VariableCost))]);
            var (machine, person) = (Cost(o.Machine), Cost(o.Planned));
            return new Line(o.Date, o.ProductItemId, Rounding.FourDecimals(demand[(o.Date, o.ProductItemId)]), machine, person, person.TotalEuros - machine.TotalEuros);
        }).ToList();
        return new Response($"{ISOWeek.GetYear(monday.ToDateTime(default))}-W{ISOWeek.GetWeekOfYear(monday.ToDateTime(default)):00}", monday, sunday, lines.Count, lines.Count(l => l.Impact < 0), lines.Sum(l => l.Impact), lines);
    }

    private static DateOnly Monday(string? week, DateOnly today)
    {
        if (week is null) return today.AddDays(-7 - ((int)today.DayOfWeek + 6) % 7);
        if (week.Split("-W") is [var y, var w] && int.TryParse(y, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 && int.TryParse(w, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= ISOWeek.GetWeeksInYear(year))
            return DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday));
        throw RuleViolation.Invalid("week", "An ISO week such as 2026-W46.");
    }
}
