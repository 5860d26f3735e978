using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Days;

/// <summary>Asks for a look at one tenant's last days.</summary>
[Message("sales.day_watch.requested")]
public sealed record DayWatchRequested : IMessage;

/// <summary>
/// Every quarter of an hour: a shop that sold and has not closed its day an hour after closing time, and an open day of which no sale has arrived by
/// noon of the next. Each is told once.
/// </summary>
internal static class WatchDays
{
    private static readonly Guid Space = new("0d6c2c52-8a3f-4be5-a8d1-0b53a7f7c9d4");
    private static readonly TimeSpan AfterClosing = TimeSpan.FromMinutes(60);

    /// <summary>A shop without a sale for so long is not missing them.</summary>
    private const int DaysInUse = 28;

    /// <summary>How far back the watch looks, so that a process that was off says it when it is back.</summary>
    private const int DaysBack = 3;

    internal static async Task FanOut(JobTicked tick, TenantScope scope, SalesDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants(); // who sold anything at all lately
        var since = DateOnly.FromDateTime(tick.At.UtcDateTime).AddDays(-DaysInUse);
        foreach (var tenant in await queries.Ask(new ActiveTenants(), ct))
        {
            if (!await db.Records.AnyAsync(r => r.TenantId == tenant.Id && r.BusinessDay >= since, ct)) continue;
            scope.Enter(tenant.Id, Actor.System);
            bus.Publish(new DayWatchRequested());
        }
        await db.SaveChangesAsync(ct);
        scope.Enter(null, Actor.System);
    }

    internal static async Task Handle(DayWatchRequested request, SalesDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(now, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        var first = today.AddDays(-DaysInUse);
        // What came in a file asks for no close, unless the shop closes its days anyway.
        var live = (await db.Records.AsNoTracking().Where(r => r.BusinessDay >= first && (r.Source == SaleSource.Pos || r.Source == SaleSource.Till || r.Source == SaleSource.Manual)).Select(r => new { r.LocationId, r.BusinessDay }).Distinct().ToListAsync(ct)).Select(r => (r.LocationId, r.BusinessDay)).ToHashSet();
        var selling = (await db.Records.AsNoTracking().Where(r => r.BusinessDay >= first && r.Source != SaleSource.Order).Select(r => new { r.LocationId, r.BusinessDay }).Distinct().ToListAsync(ct)).Select(r => (r.LocationId, r.BusinessDay)).ToHashSet();
        var closed = (await db.DayCloses.AsNoTracking().Where(d => d.BusinessDay >= first && d.ReopenedAt == null).Select(d => new { d.LocationId, d.BusinessDay }).ToListAsync(ct)).Select(d => (d.LocationId, d.BusinessDay)).ToHashSet();
        foreach (var shop in (await queries.Ask(new Locations(), ct)).Where(l => l is { IsActive: true, Type: "retail_outlet" } && selling.Any(s => s.LocationId == l.Id)))
            for (var day = today.AddDays(-DaysBack); day <= today; day = day.AddDays(1))
            {
                if (shop.On(day) is not { } hours || closed.Contains((shop.Id, day))) continue;
                if (selling.Contains((shop.Id, day)))
                {
                    var isClosedUsually = live.Contains((shop.Id, day)) || closed.Any(c => c.LocationId == shop.Id && c.BusinessDay < day);
                    if (isClosedUsually && now >= CloseDay.ClosingInstant(day, hours, profile.TimeZone) + AfterClosing) Tell("day_not_closed", shop, day, db.Scope.Require(), bus);
                }
                else if (now >= BusinessTime.Instant(day.AddDays(1), new TimeOnly(12, 0), profile.TimeZone) && selling.Any(s => s.LocationId == shop.Id && s.BusinessDay < day))
                {
                    Tell("data_missing", shop, day, db.Scope.Require(), bus);
                }
            }
    }

    /// <summary>One alert per shop and day.</summary>
    internal static string Key(string kind, Guid location, DateOnly day) => $"{kind}:{location}:{day:yyyy-MM-dd}";

    private static void Tell(string kind, LocationAnswer shop, DateOnly day, Guid tenant, IBus bus)
    {
        var parameters = new Dictionary<string, object?> { ["location_name"] = shop.Name, ["date"] = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        var (entity, key) = (new EntityRef("location", shop.Id), Key(kind, shop.Id, day));
        var alert = kind == "data_missing"
            ? new AlertRaised("sales.data_missing", "medium", "action_needed", entity, null, null, 100, 100, new ReasoningData("sales.data_missing", parameters), key)
            : new AlertRaised("sales.day_not_closed", "medium", "action_needed", entity, null, null, 100, 100, new ReasoningData("sales.day_not_closed", parameters), key);
        bus.Publish(alert, id: Ids.From(Space, $"{tenant:N}:{key}"));
    }
}
