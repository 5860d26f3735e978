using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Sensors;

/// <summary>Asks for a bakery's old sensor readings to be forgotten.</summary>
[Message("production.readings.outdated")]
public sealed record ReadingsOutdated : IMessage;

/// <summary>
/// Every night: readings older than the tenant's <c>retention.logs_months</c> go. What belongs to a control point was sealed by inventory, which keeps it
/// for as long as the law asks.
/// </summary>
internal static class ForgetReadings
{
    internal static async Task FanOut(JobTicked tick, TenantScope scope, ProductionDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        using var all = scope.AllTenants();
        // Only bakeries that have sensors.
        var with = (await db.Sensors.Select(s => s.TenantId).Distinct().ToListAsync(ct)).ToHashSet();
        await db.FanOut(queries, bus, _ => new ReadingsOutdated(), with, ct);
    }

    internal static async Task Handle(ReadingsOutdated outdated, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddMonths(-(int)(await queries.Ask(new TenantProfile(), ct)).Number("retention", "logs_months"));
        await db.Readings.Where(r => r.At < before).ExecuteDeleteAsync(ct);
    }
}
