using System.Text.Json.Serialization;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

internal static class ShowHours
{
    /// <param name="Weekday">ISO: 1 = Monday, of the business day.</param>
    /// <param name="Hour">Local hour, 0 to 23.</param>
    /// <param name="AverageQuantity">Per such weekday with sales.</param>
    public sealed record Cell(int Weekday, int Hour, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Revenue, decimal AverageQuantity);

    /// <param name="SharePercent">Of the day's pieces.</param>
    public sealed record HourRow(int Hour, decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Revenue, decimal SharePercent);

    /// <param name="WithoutTime">Pieces of daily files, which name no time; they are in no hour.</param>
    public sealed record Response(DateOnly From, DateOnly To, decimal WithoutTime, IReadOnlyList<HourRow> Hours, IReadOnlyList<Cell> Cells);

    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        var zone = (await queries.Ask(new TenantProfile(), ct)).TimeZone;
        var (from, to, location, channel, tenant) = (period.Checked().From, period.To, period.LocationId, period.ReadChannel() is { } c ? Wire.Name(c) : null, db.Scope.Require());
        // The import puts rows of a daily file at noon to the second.
        var rows = await db.Database.SqlQuery<Counted>($"""
            SELECT extract(isodow FROM business_day)::int AS weekday, extract(hour FROM sold_at AT TIME ZONE {zone})::int AS hour, (source = 'import' AND external_id IS NULL AND (sold_at AT TIME ZONE {zone})::time = time '12:00:00') AS is_daily,
                   sum(quantity) AS quantity, sum(revenue) AS revenue
            FROM sales.sale_record WHERE tenant_id = {tenant} AND business_day BETWEEN {from} AND {to} AND ({location}::uuid IS NULL OR location_id = {location}) AND ({channel}::text IS NULL OR channel = {channel})
            GROUP BY 1, 2, 3
            """).ToListAsync(ct);
        var days = (await period.Of(db).Select(r => r.BusinessDay).Distinct().ToListAsync(ct)).CountBy(d => d.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)d.DayOfWeek).ToDictionary();
        var timed = rows.Where(r => !r.IsDaily).ToList();
        var total = timed.Sum(r => r.Quantity);
        return new Response(from, to, rows.Where(r => r.IsDaily).Sum(r => r.Quantity),
            [.. timed.GroupBy(r => r.Hour).OrderBy(g => g.Key).Select(g => new HourRow(g.Key, g.Sum(r => r.Quantity), g.Sum(r => r.Revenue), Groups.Share(g.Sum(r => r.Quantity), total)))],
            [.. timed.OrderBy(r => r.Weekday).ThenBy(r => r.Hour).Select(r => new Cell(r.Weekday, r.Hour, r.Quantity, r.Revenue, Rounding.FourDecimals(r.Quantity / days[r.Weekday])))]);
    }

    private sealed record Counted(int Weekday, int Hour, bool IsDaily, decimal Quantity, decimal Revenue);
}
