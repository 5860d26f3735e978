using System.Text.Json.Serialization;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

internal static class CompareSales
{
    /// <param name="ChangePercent">Of the revenue; null when nothing was sold before.</param>
    public sealed record Row(Guid ItemId, string? Name, decimal Quantity, decimal QuantityBefore, [property: JsonConverter(typeof(CentsText))] decimal Revenue, [property: JsonConverter(typeof(CentsText))] decimal RevenueBefore, decimal? ChangePercent);

    /// <param name="DaysWithSales">Where the two sides differ in it, their totals are not alike.</param>
    public sealed record Side(DateOnly From, DateOnly To, int DaysWithSales, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Revenue);

    public sealed record Response(Side Now, Side Before, decimal? QuantityChangePercent, decimal? RevenueChangePercent, IReadOnlyList<Row> Items);

    /// <summary>Against the period given; else against the same weekdays just before, whole weeks back.</summary>
    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, [FromQuery] DateOnly? before_from, [FromQuery] DateOnly? before_to, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        if (before_from is null != before_to is null) throw RuleViolation.Invalid("before_to", "First and last day of the period before, or neither.");
        var (from, to) = before_from is { } given ? (given, before_to!.Value) : Before(period.Checked().From, period.To);
        var earlier = (period.Checked() with { From = from, To = to }).Checked();
        var (now, before) = (await ItemSums.Of(period, db, ct), (await ItemSums.Of(earlier, db, ct)).ToDictionary(s => s.ItemId));
        var current = now.ToDictionary(s => s.ItemId);
        var names = await ItemSums.Names(current.Keys.Concat(before.Keys), queries, ct);
        var rows = current.Keys.Union(before.Keys).Select(id =>
        {
            var (a, b) = (current.GetValueOrDefault(id), before.GetValueOrDefault(id));
            return new Row(id, names.GetValueOrDefault(id)?.Name, a?.Quantity ?? 0, b?.Quantity ?? 0, a?.Revenue ?? 0, b?.Revenue ?? 0, Groups.Change(b?.Revenue ?? 0, a?.Revenue ?? 0));
        }).OrderByDescending(r => Math.Abs(r.Revenue - r.RevenueBefore)).ThenBy(r => r.ItemId).ToList();
        var (left, right) = (await Of(period, now, db, ct), await Of(earlier, [.. before.Values], db, ct));
        return new Response(left, right, Groups.Change(right.Quantity, left.Quantity), Groups.Change(right.Revenue, left.Revenue), rows);
    }

    internal static (DateOnly From, DateOnly To) Before(DateOnly from, DateOnly to)
    {
        var weeks = (to.DayNumber - from.DayNumber) / 7 + 1;
        return (from.AddDays(-7 * weeks), to.AddDays(-7 * weeks));
    }

    private static async Task<Side> Of(SalesPeriod period, IReadOnlyList<ItemSums.Sum> sums, SalesDb db, CancellationToken ct) =>
        new(period.From, period.To, await period.Of(db).Select(r => r.BusinessDay).Distinct().CountAsync(ct), sums.Sum(s => s.Quantity), sums.Sum(s => s.Revenue));
}
