using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Customers;
using Bakery.Planning.StandingOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Standing;

/// <summary>What a standing order gives on a date.</summary>
internal sealed record ResolvedLine(StandingOrder Order, DateOnly Date, Guid ItemId, decimal UnitPrice, Resolved Resolved);

/// <summary>Resolves standing orders for dates: exception, customer closure, location closure, holiday rule, weekly pattern.</summary>
internal sealed class Resolver(OrdersDb db, IQueryBus queries)
{
    public async Task<IReadOnlyList<ResolvedLine>> Resolve(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var orders = await db.StandingOrders.AsNoTracking().AsSplitQuery().Where(s => s.IsActive && s.ValidFrom <= to && (s.ValidTo == null || s.ValidTo >= from)).OrderBy(s => s.Id).ToListAsync(ct);
        if (orders.Count == 0) return [];
        var closures = (await db.Closures.AsNoTracking().ToListAsync(ct)).ToLookup(c => c.CustomerId);
        var locations = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id);
        var calendars = new Dictionary<Guid, IReadOnlyDictionary<DateOnly, CalendarDay>>();
        foreach (var location in orders.Select(o => o.LocationId).Distinct()) calendars[location] = await Calendar(location, from, to, ct);
        var resolved = new List<ResolvedLine>();
        foreach (var order in orders)
            for (var day = from; day <= to; day = day.AddDays(1))
            {
                var special = calendars[order.LocationId].GetValueOrDefault(day);
                var closed = Closed(order, closures[order.CustomerId], special, day);
                DateRange[] shut = locations.GetValueOrDefault(order.LocationId)?.ClosedDates.Contains(day) == true ? [new DateRange(day, day)] : [];
                foreach (var line in order.Lines) resolved.Add(new ResolvedLine(order, day, line.ItemId, line.UnitPrice, order.Pattern(line).On(day, closed, shut, special?.Holiday is not null)));
            }
        return resolved;
    }

    // A school canteen is closed when school is.
    private static DateRange[] Closed(StandingOrder order, IEnumerable<CustomerClosure> closures, CalendarDay? special, DateOnly day) =>
        closures.Any(c => c.Covers(day)) || (order.SchoolDaysOnly && special?.IsSchoolHoliday == true) ? [new DateRange(day, day)] : [];

    private async Task<IReadOnlyDictionary<DateOnly, CalendarDay>> Calendar(Guid location, DateOnly from, DateOnly to, CancellationToken ct)
    {
        try
        {
            return (await queries.Ask(new CalendarDays(location, from, to), ct)).ToDictionary(d => d.Date);
        }
        catch (RuleViolation missing) when (missing.Code == "dependency_unavailable")
        {
            // Without a calendar the weekly pattern still feeds the bakery.
            return new Dictionary<DateOnly, CalendarDay>();
        }
    }
}
