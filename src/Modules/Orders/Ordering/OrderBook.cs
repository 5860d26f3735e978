using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.StandingOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Ordering;

/// <summary>Numbers, edit phases and events of orders.</summary>
internal sealed class OrderBook(OrdersDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    private TenantProfileAnswer? profile;

    public async Task<TenantProfileAnswer> Profile(CancellationToken ct) => profile ??= await queries.Ask(new TenantProfile(), ct);

    public async Task<DateOnly> Today(CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await Profile(ct)).TimeZone);

    /// <summary>ORD-YYYYMMDD-0001. Call inside a transaction.</summary>
    public async Task<string> NextNumber(CancellationToken ct)
    {
        await db.LockAsync("order-number", ct);
        var prefix = $"ORD-{await Today(ct):yyyyMMdd}-";
        var count = await db.Orders.CountAsync(o => o.Number.StartsWith(prefix), ct) + db.ChangeTracker.Entries<Order>().Count(e => e.State == EntityState.Added && e.Entity.Number.StartsWith(prefix, StringComparison.Ordinal));
        return $"{prefix}{count + 1:0000}";
    }

    public async Task<BakeDay> Day(DateOnly day, CancellationToken ct)
    {
        if (await db.BakeDays.FirstOrDefaultAsync(d => d.Day == day, ct) is { } known) return known;
        var made = new BakeDay { TenantId = db.Scope.Require(), Day = day };
        db.Add(made);
        return made;
    }

    /// <summary>The phase of an item of an order: the cut-off is on the day before, at the tenant's time.</summary>
    public async Task<EditPhase> Phase(DateOnly dueOn, Guid? itemId, CancellationToken ct)
    {
        var settings = await Profile(ct);
        var day = await db.BakeDays.AsNoTracking().FirstOrDefaultAsync(d => d.Day == dueOn, ct);
        var started = day is not null && (itemId is { } item ? day.StartedItems.Contains(item) : day.StartedItems.Count > 0);
        return EditPhases.Of(BusinessTime.Local(clock.GetUtcNow(), settings.TimeZone), dueOn.AddDays(-1).ToDateTime(settings.Time("orders", "cutoff")), day?.PlanApproved == true, started);
    }

    public async Task<OrderFacts> Facts(Order order, IReadOnlyList<LineDelta> deltas, CancellationToken ct)
    {
        var name = (await db.Customers.AsNoTracking().FirstOrDefaultAsync(c => c.Id == order.CustomerId, ct))?.Name ?? "";
        var lines = deltas.Count > 0
            ? deltas.Select(d => new OrderLineFacts(d.ItemId, d.Quantity, d.Previous, d.UnitPrice))
            : order.Lines.Select(l => new OrderLineFacts(l.ItemId, l.Quantity, l.Quantity, l.UnitPrice));
        return new OrderFacts(order.Id, order.Number, order.CustomerId, name, order.DueOn, order.LocationId, [.. lines], Wire.Name(await Phase(order.DueOn, null, ct)));
    }

    public Subject SubjectOf(Order order) => new("order", order.Id, order.Version + 1);

    /// <summary>A change for a day whose plan is approved is told to the people who bake.</summary>
    public async Task TellLate(Order order, IReadOnlyList<LineDelta> deltas, CancellationToken ct)
    {
        var changed = deltas.Where(d => d.Quantity != d.Previous).ToList();
        if (changed.Count == 0 || (await db.BakeDays.AsNoTracking().FirstOrDefaultAsync(d => d.Day == order.DueOn, ct))?.PlanApproved != true) return;
        var settings = await Profile(ct);
        var facts = await Facts(order, deltas, ct);
        var items = (await queries.Ask(new Contracts.Inventory.Items([.. changed.Select(d => d.ItemId)]), ct)).ToDictionary(i => i.Id, i => i.Name);
        var margins = await queries.Ask(new PrefermentMargins(order.DueOn, [.. changed.Select(d => new ItemQuantity(d.ItemId, d.Quantity - d.Previous))]), ct);
        var tightest = margins.OrderBy(m => m.MadeKg - m.NeededKg).FirstOrDefault();
        var opens = (await queries.Ask(new Locations(), ct)).Where(l => l.Type == "central_production").Select(l => l.On(order.DueOn)?.Opens).Where(o => o is not null).Min();
        bus.Publish(new AlertRaised("orders.late_change", "medium", "action_needed", new EntityRef("order", order.Id), Rounding.Cents(changed.Sum(d => Math.Abs(d.Quantity - d.Previous) * d.UnitPrice)),
            opens is { } time ? BusinessTime.Instant(order.DueOn, time, settings.TimeZone) : null, 100, 100,
            new ReasoningData("orders.late_change", new Dictionary<string, object?>
            {
                ["customer_name"] = facts.CustomerName, ["order_number"] = order.Number, ["date"] = order.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["product_name"] = string.Join(", ", changed.Select(d => items.GetValueOrDefault(d.ItemId, ""))),
                ["change"] = string.Join(", ", changed.Select(d => (d.Quantity - d.Previous).ToString("+0.####;-0.####", System.Globalization.CultureInfo.InvariantCulture))),
                ["preferment_name"] = tightest?.Name, ["preferment_enough"] = tightest?.IsEnough, ["preferment_needed_kg"] = tightest?.NeededKg.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                ["preferment_made_kg"] = tightest?.MadeKg.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("production_delay", "medium", 0)), Links: [new AlertLink("open_order", "GET", $"/orders/{order.Id}")]));
    }
}
