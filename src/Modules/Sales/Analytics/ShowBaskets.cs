using System.Text.Json.Serialization;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

internal static class ShowBaskets
{
    private const int LongestPeriod = 400;
    private const int PairsShown = 50;

    /// <summary>Two items bought together.</summary>
    /// <param name="SupportPercent">Share of all baskets that hold both.</param>
    /// <param name="ConfidencePercent">Share of the baskets with A that hold B as well.</param>
    /// <param name="Lift">Times more often than if the two had nothing to do with each other.</param>
    public sealed record Pair(Guid ItemA, string? NameA, Guid ItemB, string? NameB, int Baskets, decimal SupportPercent, decimal ConfidencePercent, decimal Lift);

    /// <param name="Baskets">Tickets; sales without a ticket number are in none.</param>
    /// <param name="AverageItems">Different items per basket.</param>
    /// <param name="CoveragePercent">Share of the period's revenue that has a ticket.</param>
    public sealed record Response(DateOnly From, DateOnly To, int Baskets, [property: JsonConverter(typeof(CentsText))] decimal AverageValue, decimal AveragePieces, decimal AverageItems, decimal CoveragePercent, IReadOnlyList<Pair> Pairs);

    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        var (from, to, location, channel, tenant) = (period.Checked(LongestPeriod).From, period.To, period.LocationId, period.ReadChannel() is { } c ? Wire.Name(c) : null, db.Scope.Require());
        // A till's line is "ticket#line", a file's line the ticket alone; a ticket number comes again every day.
        var totals = await db.Database.SqlQuery<Sums>($"""
            SELECT count(*)::int AS baskets, coalesce(sum(revenue), 0) AS revenue, coalesce(sum(pieces), 0) AS pieces, coalesce(sum(items), 0) AS items FROM (
                SELECT sum(revenue) AS revenue, sum(quantity) AS pieces, count(DISTINCT item_id)::numeric AS items FROM sales.sale_record
                WHERE tenant_id = {tenant} AND business_day BETWEEN {from} AND {to} AND ({location}::uuid IS NULL OR location_id = {location}) AND ({channel}::text IS NULL OR channel = {channel})
                  AND source IN ('pos', 'till', 'import') AND external_id IS NOT NULL
                GROUP BY location_id, business_day, split_part(external_id, '#', 1)) b
            """).SingleAsync(ct);
        var pairs = await db.Database.SqlQuery<Together>($"""
            WITH line AS MATERIALIZED (
                SELECT DISTINCT location_id, business_day, split_part(external_id, '#', 1) AS ticket, item_id FROM sales.sale_record
                WHERE tenant_id = {tenant} AND business_day BETWEEN {from} AND {to} AND ({location}::uuid IS NULL OR location_id = {location}) AND ({channel}::text IS NULL OR channel = {channel})
                  AND source IN ('pos', 'till', 'import') AND external_id IS NOT NULL AND quantity > 0),
            item AS (SELECT item_id, count(*)::int AS baskets FROM line GROUP BY item_id)
            SELECT a.item_id AS item_a, b.item_id AS item_b, count(*)::int AS baskets, min(x.baskets) AS with_a, min(y.baskets) AS with_b
            FROM line a JOIN line b USING (location_id, business_day, ticket) JOIN item x ON x.item_id = a.item_id JOIN item y ON y.item_id = b.item_id
            WHERE a.item_id <> b.item_id AND (x.baskets, a.item_id) < (y.baskets, b.item_id)
            GROUP BY a.item_id, b.item_id HAVING count(*) > 1 ORDER BY count(*) DESC, a.item_id, b.item_id LIMIT {PairsShown}
            """).ToListAsync(ct);
        var all = await period.Of(db).SumAsync(r => r.Revenue, ct);
        var names = await ItemSums.Names(pairs.SelectMany(p => new[] { p.ItemA, p.ItemB }), queries, ct);
        decimal Average(decimal sum) => totals.Baskets == 0 ? 0 : Rounding.FourDecimals(sum / totals.Baskets);
        return new Response(from, to, totals.Baskets, Average(totals.Revenue), Average(totals.Pieces), Average(totals.Items), Groups.Share(totals.Revenue, all),
            [.. pairs.Select(p => new Pair(p.ItemA, names.GetValueOrDefault(p.ItemA)?.Name, p.ItemB, names.GetValueOrDefault(p.ItemB)?.Name, p.Baskets, Groups.Share(p.Baskets, totals.Baskets), Groups.Share(p.Baskets, p.WithA),
                Rounding.FourDecimals((decimal)p.Baskets * totals.Baskets / ((decimal)p.WithA * p.WithB))))]);
    }

    private sealed record Sums(int Baskets, decimal Revenue, decimal Pieces, decimal Items);
    private sealed record Together(Guid ItemA, Guid ItemB, int Baskets, int WithA, int WithB);
}
