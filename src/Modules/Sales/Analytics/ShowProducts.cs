using System.Text.Json.Serialization;
using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

/// <summary>Sums per item, the best seller by revenue first.</summary>
internal static class ItemSums
{
    public sealed record Sum(Guid ItemId, decimal Quantity, decimal Revenue, decimal Discount, int DaysSold);

    public static async Task<List<Sum>> Of(SalesPeriod period, SalesDb db, CancellationToken ct) =>
        [.. (await period.Of(db).GroupBy(r => r.ItemId)
            .Select(g => new { g.Key, Quantity = g.Sum(r => r.Quantity), Revenue = g.Sum(r => r.Revenue), Discount = g.Sum(r => r.Discount), Days = g.Select(r => r.BusinessDay).Distinct().Count() }).ToListAsync(ct))
            .Select(g => new Sum(g.Key, g.Quantity, g.Revenue, g.Discount, g.Days)).OrderByDescending(s => s.Revenue).ThenBy(s => s.ItemId)];

    /// <summary>What is known of the items; sales of an item that was deleted have no name.</summary>
    public static async Task<IReadOnlyDictionary<Guid, ItemAnswer>> Names(IEnumerable<Guid> items, IQueryBus queries, CancellationToken ct)
    {
        var ids = items.Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<Guid, ItemAnswer>() : (await queries.Ask(new Items(ids), ct)).ToDictionary(i => i.Id);
    }
}

internal static class ShowProducts
{
    /// <param name="Name">Null when the item is not there any more.</param>
    /// <param name="AveragePrice">Revenue per piece.</param>
    /// <param name="SharePercent">Of the period's revenue.</param>
    /// <param name="Class">A: the best sellers that make the first 80 % of the revenue, B: up to 95 %, C: the rest.</param>
    public sealed record Row(Guid ItemId, string? Name, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Revenue, [property: JsonConverter(typeof(CentsText))] decimal Discount,
        decimal? AveragePrice, decimal SharePercent, string Class, int DaysSold);

    public sealed record Response(DateOnly From, DateOnly To, [property: JsonConverter(typeof(CentsText))] decimal Revenue, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        var sums = await ItemSums.Of(period.Checked(), db, ct);
        var names = await ItemSums.Names(sums.Select(s => s.ItemId), queries, ct);
        var classes = Classes([.. sums.Select(s => s.Revenue)]);
        var total = sums.Sum(s => s.Revenue);
        return new Response(period.From, period.To, total, [.. sums.Select((s, i) => new Row(s.ItemId, names.GetValueOrDefault(s.ItemId)?.Name, s.Quantity, s.Revenue, s.Discount,
            s.Quantity == 0 ? null : Rounding.FourDecimals(s.Revenue / s.Quantity), Groups.Share(s.Revenue, total), classes[i], s.DaysSold))]);
    }

    /// <summary>ABC classes of falling revenues: an item belongs to the class in which it begins.</summary>
    internal static IReadOnlyList<string> Classes(IReadOnlyList<decimal> falling)
    {
        var total = falling.Where(v => v > 0).Sum();
        decimal before = 0;
        var classes = new List<string>();
        foreach (var revenue in falling)
        {
            classes.Add(total == 0 || revenue <= 0 || before >= total * 0.95m ? "C" : before < total * 0.8m ? "A" : "B");
            before += Math.Max(0, revenue);
        }
        return classes;
    }
}
