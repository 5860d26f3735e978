using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
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
    internal static async Task Handle(JobTicked tick, ForecastingDb db, TenantScope scope, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        // The list of bakeries is the platform's, and so is the save that holds messages of several of them.
        using var all = scope.AllTenants();
        foreach (var tenant in await queries.Ask(new ActiveTenants(), ct))
        {
            scope.Enter(tenant.Id, Actor.System);
            bus.Publish(new WeeklyDemandDue());
        }
        scope.Enter(null, Actor.System);
        await db.SaveChangesAsync(ct);
    }
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
        var items = (await queries.Ask(new Items([.. unusual.Select(d => d.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id, i => i.Name);
        var locations = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id, l => l.Name);
        foreach (var alert in DemandAlerts.Unusual(unusual, new AlertNames(id => items.GetValueOrDefault(id, "–"), id => locations.GetValueOrDefault(id, "–")))) bus.Publish(alert);
    }
}
