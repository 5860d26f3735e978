using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Batches;

/// <summary>Friday afternoon: every active bakery gets its message.</summary>
internal static class FanOutWeeklyDemand
{
    internal static Task Handle(JobTicked tick, ForecastingDb db, IQueryBus queries, IBus bus, CancellationToken ct) => db.FanOut(queries, bus, _ => new WeeklyDemandDue(), null, ct);
}

/// <summary>The coming week beside what is usual: the five days that differ by most pieces are worth a word before the weekend.</summary>
internal static class OnWeeklyDemandDue
{
    private const int Days = 7;
    private const int AtMost = 5;

    internal static async Task Handle(WeeklyDemandDue message, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone);
        var rows = await db.Forecasts.AsNoTracking().Where(f => f.SupersededAt == null && f.Date > today && f.Date <= today.AddDays(Days)).Select(f => new { f.ItemId, f.LocationId, f.Date, f.P50, f.Baseline, f.Confidence }).ToListAsync(ct);
        var week = rows.Select(f => new ExpectedDay(f.ItemId, f.LocationId, f.Date, f.P50, f.Baseline, f.Confidence, []));
        var unusual = DemandAlerts.Strongest(week, AtMost);
        if (unusual.Count == 0) return;
        foreach (var alert in DemandAlerts.Unusual(unusual, await AlertNames.Of(unusual.Select(d => d.ItemId), queries, ct))) bus.Publish(alert);
    }
}
