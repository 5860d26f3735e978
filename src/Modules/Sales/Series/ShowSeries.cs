using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Series;

internal static class ShowSeries
{
    /// <param name="Coverage">Share of the days with data, 0 to 1.</param>
    public sealed record Response(Guid ItemId, Guid LocationId, DateOnly From, DateOnly To, decimal Coverage, IReadOnlyList<SeriesDay> Days);

    internal static async Task<Response> Handle([FromQuery] Guid item_id, [FromQuery] Guid location_id, [FromQuery] DateOnly from, [FromQuery] DateOnly to, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        if (to < from || to.DayNumber - from.DayNumber > 1100) throw RuleViolation.Invalid("to", "From the first to the last day, at most three years.");
        var found = await SeriesReader.Read(new SalesSeries([item_id], [location_id], from, to), db, await queries.Ask(new TenantProfile(), ct), await queries.Ask(new Locations(), ct), ct);
        var days = found.Count == 0 ? [] : found[0].Days;
        return new Response(item_id, location_id, from, to, Math.Round((decimal)days.Count(d => d.IsOpen) / (to.DayNumber - from.DayNumber + 1), 4), days);
    }
}

internal static class AnswerSeries
{
    internal static async Task<IReadOnlyList<SeriesAnswer>> Handle(SalesSeries query, SalesDb db, IQueryBus queries, CancellationToken ct) =>
        await SeriesReader.Read(query, db, await queries.Ask(new TenantProfile(), ct), await queries.Ask(new Locations(), ct), ct);
}

internal static class AnswerRevenue
{
    internal static async Task<RevenueAnswer> Handle(AverageDailyRevenue query, SalesDb db, CancellationToken ct)
    {
        var from = query.Until.AddDays(1 - Math.Max(1, query.Days));
        var days = await db.Records.AsNoTracking().Where(r => r.BusinessDay >= from && r.BusinessDay <= query.Until && r.Source != SaleSource.Order)
            .GroupBy(r => r.BusinessDay).Select(g => new { Day = g.Key, Revenue = g.Sum(r => r.Revenue) }).ToListAsync(ct);
        if (days.Count == 0) return new RevenueAnswer(0, 0);
        // A bakery younger than the window is measured from its first sale.
        var length = query.Until.DayNumber - days.Min(d => d.Day).DayNumber + 1;
        return new RevenueAnswer(Rounding.FourDecimals(days.Sum(d => d.Revenue) / length), days.Count);
    }
}

internal static class ExportSales
{
    private const int LongestPeriod = 800;

    internal static async Task<IResult> Handle([FromQuery] DateOnly from, [FromQuery] DateOnly to, [FromQuery] Guid? location_id, SalesDb db, CancellationToken ct)
    {
        if (to < from || to.DayNumber - from.DayNumber > LongestPeriod) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {LongestPeriod} days.");
        var rows = db.Records.AsNoTracking().Where(r => r.BusinessDay >= from && r.BusinessDay <= to && (location_id == null || r.LocationId == location_id)).OrderBy(r => r.BusinessDay).ThenBy(r => r.Id);
        var text = new System.Text.StringBuilder("business_day,sold_at,item_id,location_id,quantity,unit_price,revenue,discount,channel,source,external_id\n");
        await foreach (var r in rows.AsAsyncEnumerable().WithCancellation(ct))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{r.BusinessDay:yyyy-MM-dd},{r.SoldAt:yyyy-MM-ddTHH:mm:ssZ},{r.ItemId},{r.LocationId},{r.Quantity:0.####},{r.UnitPrice:0.####},{r.Revenue:0.00},{r.Discount:0.00},{Wire.Name(r.Channel)},{Wire.Name(r.Source)},\"{r.ExternalId?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"sales-{from:yyyy-MM-dd}-{to:yyyy-MM-dd}.csv");
    }
}
