using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Validation;

/// <summary>Sales that arrive late change what a day sold: days validated before are validated again.</summary>
internal static class OnSalesImported
{
    private const int LongestPeriod = 92;

    internal static async Task Handle(SalesImported message, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, MessageContext context, CancellationToken ct)
    {
        var touched = await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= message.From && v.Date <= message.To && message.ItemIds.Contains(v.ItemId)).Select(v => v.Date).Distinct().OrderBy(d => d).ToListAsync(ct);
        if (touched.Count == 0) return;
        var profile = await queries.Ask(new TenantProfile(), ct);
        var yesterday = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour")).AddDays(-1);
        var to = touched[^1] < yesterday ? touched[^1] : yesterday;
        var from = touched[0] > to.AddDays(1 - LongestPeriod) ? touched[0] : to.AddDays(1 - LongestPeriod);
        if (from <= to) await new ForecastCheck(db, queries, bus, clock).Validate(Ids.From(context.Id, "revalidate"), from, to, null, ct);
    }
}
