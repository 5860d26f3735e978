using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

internal static class ShowSummary
{
    /// <param name="Key">Day, week, month, year, location or channel.</param>
    public sealed record Row(string Key, SalesTotals Totals);

    /// <param name="DaysWithSales">Business days with at least one record.</param>
    public sealed record Response(DateOnly From, DateOnly To, SalesGrouping By, int DaysWithSales, SalesTotals Totals, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle([AsParameters] SalesPeriod period, [FromQuery] string? by, SalesDb db, CancellationToken ct)
    {
        var grouping = Wire.ParseOptional<SalesGrouping>(by, "by") ?? SalesGrouping.Day;
        var rows = await period.Checked().Of(db).GroupBy(r => new { r.BusinessDay, r.LocationId, r.Channel }).Select(g => new
        {
            g.Key.BusinessDay, g.Key.LocationId, g.Key.Channel,
            Quantity = g.Sum(r => r.Quantity), Revenue = g.Sum(r => r.Revenue), Discount = g.Sum(r => r.Discount), Refunded = g.Sum(r => r.Quantity < 0 ? -r.Quantity : 0), RefundedRevenue = g.Sum(r => r.Quantity < 0 ? -r.Revenue : 0), Records = g.Count(),
        }).ToListAsync(ct);
        var items = rows.GroupBy(r => Groups.Key(grouping, r.BusinessDay, r.LocationId, r.Channel)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Row(g.Key, SalesTotals.Of(g.Select(r => new SalesTotals(r.Quantity, r.Revenue, r.Discount, r.Refunded, r.RefundedRevenue, r.Records))))).ToList();
        return new Response(period.From, period.To, grouping, rows.Select(r => r.BusinessDay).Distinct().Count(), SalesTotals.Of(items.Select(i => i.Totals)), items);
    }
}
