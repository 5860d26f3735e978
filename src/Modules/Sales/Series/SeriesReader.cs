using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Series;

/// <summary>Sales of one item at one location in time order, day by day.</summary>
internal static class SellingDays
{
    public static async Task<List<SellingDay>> Of(SalesDb db, Guid item, Guid location, DateOnly from, DateOnly to, string zone, CancellationToken ct)
    {
        var rows = await db.Records.AsNoTracking().Where(r => r.ItemId == item && r.LocationId == location && r.BusinessDay >= from && r.BusinessDay <= to && r.Source != SaleSource.Order)
            .Select(r => new { r.BusinessDay, r.SoldAt, r.Quantity }).ToListAsync(ct);
        var marked = await db.SoldOutMarks.AsNoTracking().Where(m => m.ItemId == item && m.LocationId == location && !m.IsCleared && m.BusinessDay >= from && m.BusinessDay <= to).Select(m => m.BusinessDay).ToListAsync(ct);
        return [.. rows.GroupBy(r => r.BusinessDay).OrderBy(g => g.Key).Select(g => new SellingDay(
            g.Key, [.. g.OrderBy(r => r.SoldAt).Select(r => (Minute(r.SoldAt, g.Key, zone), (double)r.Quantity))], marked.Contains(g.Key)))];
    }

    /// <summary>Minutes of local time since the business day's midnight; beyond 1,440 after midnight.</summary>
    public static int Minute(DateTimeOffset at, DateOnly day, string zone) => (int)(BusinessTime.Local(at, zone) - day.ToDateTime(TimeOnly.MinValue)).TotalMinutes;
}

/// <summary>Clean daily series: what each location sold over the counter, closed days missing, sold-out days with their estimated demand.</summary>
internal static class SeriesReader
{
    /// <summary>Days on either side of a sell-out that show how a day usually sells.</summary>
    public const int ProfileDays = 70;

    private const decimal PromotionShare = 0.1m;

    public static async Task<IReadOnlyList<SeriesAnswer>> Read(SalesSeries query, SalesDb db, TenantProfileAnswer profile, IReadOnlyList<LocationAnswer> locations, CancellationToken ct)
    {
        var (items, places) = (query.ItemIds, query.LocationIds);
        var sums = await db.Records.AsNoTracking()
            .Where(r => r.BusinessDay >= query.From && r.BusinessDay <= query.To && r.Source != SaleSource.Order && (items.Count == 0 || items.Contains(r.ItemId)) && (places.Count == 0 || places.Contains(r.LocationId)))
            .GroupBy(r => new { r.ItemId, r.LocationId, r.BusinessDay }).Select(g => new { g.Key.ItemId, g.Key.LocationId, g.Key.BusinessDay, Quantity = g.Sum(r => r.Quantity), Revenue = g.Sum(r => r.Revenue), Discount = g.Sum(r => r.Discount) }).ToListAsync(ct);
        if (sums.Count == 0) return [];
        var selling = items.Count == 0
            ? sums.Select(s => (s.LocationId, s.BusinessDay)).ToHashSet()
            : (await db.Records.AsNoTracking().Where(r => r.BusinessDay >= query.From && r.BusinessDay <= query.To && r.Source != SaleSource.Order && (places.Count == 0 || places.Contains(r.LocationId)))
                .Select(r => new { r.LocationId, r.BusinessDay }).Distinct().ToListAsync(ct)).Select(r => (r.LocationId, r.BusinessDay)).ToHashSet();
        var marks = (await db.SoldOutMarks.AsNoTracking().Where(m => !m.IsCleared && m.BusinessDay >= query.From && m.BusinessDay <= query.To && (items.Count == 0 || items.Contains(m.ItemId))).ToListAsync(ct))
            .ToLookup(m => (m.ItemId, m.LocationId));
        var answers = new List<SeriesAnswer>();
        foreach (var series in sums.GroupBy(s => (s.ItemId, s.LocationId)).OrderBy(g => g.Key))
        {
            var own = marks[series.Key].ToDictionary(m => m.BusinessDay);
            var days = own.Count == 0 ? [] : await SellingDays.Of(db, series.Key.ItemId, series.Key.LocationId, query.From.AddDays(-ProfileDays), query.To, profile.TimeZone, ct);
            var quantities = series.ToDictionary(s => s.BusinessDay, s => s.Quantity);
            var promotions = series.Where(s => IsPromotion(s.Revenue, s.Discount)).Select(s => s.BusinessDay).ToHashSet();
            answers.Add(Build(series.Key.ItemId, series.Key.LocationId, quantities, promotions, query.To, locations.FirstOrDefault(l => l.Id == series.Key.LocationId), selling, own, days, profile.TimeZone));
        }
        return answers;
    }

    /// <summary>A day on which a tenth of the price or more was taken off what was sold.</summary>
    public static bool IsPromotion(decimal revenue, decimal discount) => discount > 0 && discount >= PromotionShare * (revenue + discount);

    /// <summary>Estimated demand of a marked day from how such days usually sell.</summary>
    public static double Estimate(double quantity, IEnumerable<SellingDay> days, SoldOutMark mark, string zone) =>
        SoldOut.Estimate(quantity, SoldOut.ShareUntil(days.Where(d => d.Date != mark.BusinessDay), mark.BusinessDay.DayOfWeek, SellingDays.Minute(mark.At, mark.BusinessDay, zone))).Demand;

    private static SeriesAnswer Build(Guid item, Guid location, Dictionary<DateOnly, decimal> quantities, HashSet<DateOnly> promotions, DateOnly to, LocationAnswer? place, HashSet<(Guid, DateOnly)> selling,
        Dictionary<DateOnly, SoldOutMark> marks, List<SellingDay> days, string zone)
    {
        var first = quantities.Keys.Min();
        var built = new List<Contracts.Sales.SeriesDay>();
        for (var date = first; date <= to; date = date.AddDays(1))
        {
            var quantity = quantities.GetValueOrDefault(date);
            // A day without any sale at the location is closed, or its data are missing: both are unknown, not zero.
            var isOpen = selling.Contains((location, date));
            var estimate = marks.TryGetValue(date, out var mark) ? (decimal)Estimate((double)quantity, days, mark, zone) : quantity;
            built.Add(new Contracts.Sales.SeriesDay(date, quantity, isOpen, mark is not null, Rounding.FourDecimals(estimate), false, promotions.Contains(date)));
        }
        var outliers = DemandSeries.From(built.Select(d => new Forecast.SeriesDay(d.Date, (double)d.Quantity, d.IsOpen)), int.MaxValue - 2).Outliers().ToHashSet();
        return new SeriesAnswer(item, location, first, [.. built.Select(d => outliers.Contains(d.Date) ? d with { IsOutlier = true } : d)]);
    }
}
