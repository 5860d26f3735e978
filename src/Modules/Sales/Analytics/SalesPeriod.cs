using System.Globalization;
using System.Text.Json.Serialization;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Analytics;

/// <summary>Which sales an analysis looks at: <c>[AsParameters] SalesPeriod period</c>.</summary>
public sealed record SalesPeriod
{
    private const int LongestPeriod = 1100;

    /// <summary>First business day.</summary>
    [FromQuery(Name = "from")] public DateOnly From { get; init; }

    /// <summary>Last business day.</summary>
    [FromQuery(Name = "to")] public DateOnly To { get; init; }
    [FromQuery(Name = "location_id")] public Guid? LocationId { get; init; }

    /// <summary>in_store, online, wholesale or manual.</summary>
    [FromQuery(Name = "channel")] public string? Channel { get; init; }

    internal SaleChannel? ReadChannel() => Wire.ParseOptional<SaleChannel>(Channel, "channel");

    internal SalesPeriod Checked(int longest = LongestPeriod)
    {
        if (To < From || To.DayNumber - From.DayNumber > longest) throw RuleViolation.Invalid("to", $"From the first to the last day, at most {longest} days.");
        return this;
    }

    internal IQueryable<SaleRecord> Of(SalesDb db)
    {
        var channel = ReadChannel();
        return db.Records.AsNoTracking().Where(r => r.BusinessDay >= From && r.BusinessDay <= To && (LocationId == null || r.LocationId == LocationId) && (channel == null || r.Channel == channel));
    }
}

/// <summary>Sums of some sales. Refunds are records of their own and are taken off quantity and revenue.</summary>
/// <param name="Quantity">Pieces.</param>
/// <param name="Revenue">Including tax, after discounts.</param>
/// <param name="Discount">Taken off before the revenue.</param>
/// <param name="RefundedQuantity">Pieces given back; already taken off.</param>
/// <param name="Records">Sales and refunds.</param>
public sealed record SalesTotals(decimal Quantity, [property: JsonConverter(typeof(CentsText))] decimal Revenue, [property: JsonConverter(typeof(CentsText))] decimal Discount, decimal RefundedQuantity,
    [property: JsonConverter(typeof(CentsText))] decimal RefundedRevenue, int Records)
{
    internal static SalesTotals Of(IEnumerable<SalesTotals> parts) =>
        parts.Aggregate(new SalesTotals(0, 0, 0, 0, 0, 0), (a, b) => new SalesTotals(a.Quantity + b.Quantity, a.Revenue + b.Revenue, a.Discount + b.Discount, a.RefundedQuantity + b.RefundedQuantity, a.RefundedRevenue + b.RefundedRevenue, a.Records + b.Records));
}

/// <summary>How sums are grouped.</summary>
public enum SalesGrouping { Day, Week, Month, Year, Location, Channel }

internal static class Groups
{
    /// <summary>2026-11-09, 2026-W46, 2026-11, 2026, a location's id or a channel's name.</summary>
    public static string Key(SalesGrouping by, DateOnly day, Guid location, SaleChannel channel) => by switch
    {
        SalesGrouping.Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SalesGrouping.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.ToDateTime(TimeOnly.MinValue)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue)):00}"),
        SalesGrouping.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        SalesGrouping.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
        SalesGrouping.Location => location.ToString(),
        SalesGrouping.Channel => Wire.Name(channel),
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    /// <summary>Change in percent; null when there was nothing before.</summary>
    public static decimal? Change(decimal before, decimal now) => before == 0 ? null : Rounding.FourDecimals((now / before - 1) * 100);

    /// <summary>Share in percent of a total; 0 of nothing.</summary>
    public static decimal Share(decimal part, decimal total) => total == 0 ? 0 : Rounding.FourDecimals(part / total * 100);
}
