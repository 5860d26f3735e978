using Bakery.Contracts.Inventory;
using Bakery.Contracts.Orders;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>What the acts on shipments share: numbers, lots and the orders they bring.</summary>
internal sealed class ShipmentBook(OrdersDb db, IQueryBus queries, TimeProvider clock)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>When a person says it happened, now by default. Throws <c>event_in_future</c> beyond five minutes of clock difference.</summary>
    public DateTimeOffset At(DateTimeOffset? eventTime)
    {
        var now = clock.GetUtcNow();
        return eventTime > now + ClockSkew ? throw new RuleViolation("event_in_future", "This has not happened yet; check the clock.") : eventTime ?? now;
    }

    /// <summary>PREFIX-YYYYMMDD-0001, counting on from what there is. Call inside a transaction that holds the lock of <see cref="Alone"/>.</summary>
    public async Task<Func<string>> Numbers(string prefix, DateOnly day, CancellationToken ct)
    {
        var start = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}-{day:yyyyMMdd}-");
        var count = prefix switch
        {
            "SHP" => await db.Shipments.CountAsync(s => s.Number.StartsWith(start), ct),
            "DN" => await db.Stops.CountAsync(s => s.NoteNumber!.StartsWith(start), ct),
            _ => await db.Returns.CountAsync(r => r.Number.StartsWith(start), ct),
        };
        return () => $"{start}{++count:0000}";
    }

    /// <summary>One act on the tenant's shipments at a time, so that neither numbers nor lots are given twice.</summary>
    public Task<T> Alone<T>(Func<Task<T>> act, CancellationToken ct) => db.Atomically(async () =>
    {
        await db.LockAsync("shipments", ct);
        return await act();
    }, ct);

    /// <summary>The orders that a shipment brings, by id.</summary>
    public async Task<Dictionary<Guid, Order>> OrdersOf(Shipment shipment, CancellationToken ct)
    {
        var ids = shipment.Stops.Where(s => s.OrderId is not null).Select(s => s.OrderId!.Value).ToList();
        return await db.Orders.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
    }

    /// <summary>Refuses to go on with what a customer no longer wants so.</summary>
    public static void NeedCurrent(Shipment shipment, Dictionary<Guid, Order> orders)
    {
        foreach (var stop in shipment.Stops.Where(s => s.OrderId is not null))
            if (orders[stop.OrderId!.Value] is var order && (!order.IsDemand || order.Lines.Any(l => l.Quantity != stop.Lines.Where(s => s.ItemId == l.ItemId).Sum(s => s.Wanted))))
                throw new RuleViolation("shipment_outdated", $"Order {order.Number} has changed since the shipment was made.", 409);
    }

    /// <summary>Lots for wishes, besides those that lie packed or are on their way from the same site. Throws why a lot may not be taken.</summary>
    public async Task<IReadOnlyList<LotProposalAnswer>> Lots(Shipment shipment, IReadOnlyList<LotWish> wishes, CancellationToken ct)
    {
        var others = await db.Shipments.AsNoTracking().AsSplitQuery().Where(s => s.FromLocationId == shipment.FromLocationId && s.Id != shipment.Id && (s.Status == ShipmentStatus.Packed || s.Status == ShipmentStatus.InTransit)).ToListAsync(ct);
        var promised = others.SelectMany(s => s.Stops).Where(s => s.IsOpen).SelectMany(s => s.Lines).SelectMany(l => l.Lots).Select(l => new PromisedLot(l.LotId, l.Quantity)).ToList();
        var answers = await queries.Ask(new LotProposal(shipment.FromLocationId, shipment.Day, wishes, promised), ct);
        foreach (var (answer, wish) in answers.Zip(wishes))
            if (answer.Refusal is { } code) throw new RuleViolation(code, $"A lot of item {wish.ItemId} may not be taken.", code == "not_found" ? 404 : 422);
        var missing = answers.Zip(wishes).Where(a => a.First.Missing > 0).GroupBy(a => a.Second.ItemId).ToDictionary(g => g.Key.ToString(), g => g.Sum(a => a.First.Missing).ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture));
        if (missing.Count > 0) throw new RuleViolation("insufficient_stock", "There is not enough stock to pack this.", 422, new Dictionary<string, object?> { ["missing"] = missing });
        return answers;
    }

    /// <summary>Stops as other modules hear of them.</summary>
    public static IReadOnlyList<ShippedStop> Facts(Shipment shipment, IEnumerable<ShipmentStop> stops) => [.. stops.Select(s => new ShippedStop(s.Id, s.NoteNumber!, s.LocationId, s.OrderId, s.CustomerId, s.Name, shipment.Day,
        [.. s.Lines.SelectMany(l => l.Lots.Select(p => new ShippedLot(l.ItemId, p.LotId, p.Quantity, p.IsDeviation)))]))];
}
