using Bakery.Contracts.Orders;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;
using Bakery.Planning.StandingOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Standing;

/// <summary>Asks for the orders that a tenant's standing orders make in the next days.</summary>
[Message("orders.standing_orders.due")]
public sealed record StandingOrdersDue : IMessage;

/// <summary>
/// Makes the orders of the coming days, once per standing order and date, and follows a changed pattern as long as nobody edited the order and
/// its day is still open.
/// </summary>
internal static class CreateStandingOrders
{
    internal static async Task FanOut(JobTicked tick, TenantScope scope, OrdersDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        // Only tenants that have standing orders are woken.
        using var all = scope.AllTenants();
        var due = await db.StandingOrders.Where(s => s.IsActive).Select(s => s.TenantId).Distinct().ToHashSetAsync(ct);
        await db.FanOut(queries, bus, _ => new StandingOrdersDue(), due, ct);
    }

    internal static async Task Handle(StandingOrdersDue due, OrdersDb db, OrderBook book, Resolver resolver, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync("standing-orders", ct);
        var from = (await book.Today(ct)).AddDays(1);
        var to = from.AddDays((int)(await book.Profile(ct)).Number("orders", "days_ahead") - 1);
        var existing = (await db.Orders.AsSplitQuery().Where(o => o.StandingOrderId != null && o.DueOn >= from && o.DueOn <= to).ToListAsync(ct)).ToDictionary(o => (o.StandingOrderId!.Value, o.DueOn));
        var wanted = (await resolver.Resolve(from, to, ct)).GroupBy(r => (r.Order.Id, r.Date)).ToDictionary(g => g.Key, g => g.ToList());
        foreach (var (key, lines) in wanted.OrderBy(w => w.Key.Date))
        {
            var pieces = lines.Where(l => l.Resolved.Quantity > 0).Select(l => new WantedLine(l.ItemId, l.Resolved.Quantity, l.UnitPrice, null)).ToList();
            if (existing.TryGetValue(key, out var order)) await Follow(order, pieces, db, book, bus, clock, ct);
            else if (pieces.Count > 0) await Make(lines[0].Order, key.Date, pieces, db, book, bus, clock, ct);
        }
        // Patterns that ended or were switched off.
        foreach (var (key, order) in existing.Where(e => !wanted.ContainsKey(e.Key))) await Follow(order, [], db, book, bus, clock, ct);
    }

    private static async Task Make(StandingOrder standing, DateOnly date, IReadOnlyList<WantedLine> pieces, OrdersDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var order = Order.Create(Ids.New(clock), await book.NextNumber(ct), OrderChannel.Wholesale, OrderKind.Standing, standing.CustomerId, Fulfilment.Delivery, date, null, standing.LocationId, standing.Id, now);
        var deltas = order.Want(pieces, () => Ids.New(clock), now);
        order.Go(OrderStatus.Pending, null, false, now);
        order.Go(OrderStatus.Confirmed, null, false, now);
        db.Add(order);
        bus.Publish(new OrderConfirmed(await book.Facts(order, deltas, ct)), book.SubjectOf(order));
    }

    private static async Task Follow(Order order, IReadOnlyList<WantedLine> pieces, OrdersDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (order.IsEdited || order.Status != OrderStatus.Confirmed || await book.Phase(order.DueOn, null, ct) != EditPhase.Editable) return;
        var now = clock.GetUtcNow();
        if (pieces.Count == 0)
        {
            var gone = order.Lines.Select(l => new LineDelta(l.ItemId, l.Quantity, 0m, l.UnitPrice)).ToList();
            order.Go(OrderStatus.Cancelled, "standing_order", false, now);
            bus.Publish(new OrderCancelled(await book.Facts(order, gone, ct)), book.SubjectOf(order));
            return;
        }
        if (pieces.Count == order.Lines.Count && pieces.All(p => order.Lines.Any(l => l.ItemId == p.ItemId && l.Quantity == p.Quantity && l.UnitPrice == p.UnitPrice))) return;
        var deltas = order.Want(pieces, () => Ids.New(clock), now);
        db.Touch(order);
        bus.Publish(new OrderChanged(await book.Facts(order, deltas, ct)), book.SubjectOf(order));
    }
}
