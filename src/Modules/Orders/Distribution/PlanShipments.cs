using Bakery.Contracts.Production;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Customers;
using Bakery.Orders.Ordering;
using Bakery.Planning.Plans;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>
/// Makes the shipments of a day from the division of its pieces and its orders: one to each shop, one trip to the customers of each site. Called
/// again it brings pending ones up to date and makes a further trip of what has come since; packed ones stay.
/// </summary>
internal static class PlanShipments
{
    public sealed record Request(DateOnly Date);
    public sealed record Response(IReadOnlyList<ShipmentForm.View> Items);

    /// <summary>What is known of a day while its shipments are made.</summary>
    private sealed record Day(DateOnly Date, PieceAllocationAnswer Pieces, IReadOnlyDictionary<Guid, LocationAnswer> Places, List<Order> Orders, List<Shipment> Shipments, string Language)
    {
        public decimal Taken(Guid item, Func<ShipmentStop, bool> stops) => Shipments.Where(s => s.IsTaken).SelectMany(s => s.Stops).Where(s => s.FailReason is null && stops(s)).SelectMany(s => s.Lines).Where(l => l.ItemId == item).Sum(l => l.Quantity);
    }

    internal static async Task<Response> Handle(Request request, OrdersDb db, ShipmentBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var pieces = await queries.Ask(new PieceAllocation(request.Date), ct);
        var places = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id);
        var language = (await queries.Ask(new TenantProfile(), ct)).Language;
        return await book.Alone(async () =>
        {
            var orders = await OrdersOn(request.Date, db).ToListAsync(ct);
            var shipments = await db.Shipments.AsSplitQuery().Where(s => s.Day == request.Date && s.Status != ShipmentStatus.Cancelled).ToListAsync(ct);
            var day = new Day(request.Date, pieces, places, orders, shipments, language);
            var number = await book.Numbers("SHP", request.Date, ct);
            foreach (var shop in pieces.Items.SelectMany(i => i.Shops).Select(s => s.LocationId).Distinct().Where(places.ContainsKey).OrderBy(id => places[id].Name, StringComparer.Ordinal))
                Replan(pieces.LocationId!.Value, shop, id => ToShop(id, shop, day, clock), day, number, db, clock);
            var customers = await db.Customers.AsNoTracking().Where(c => orders.Select(o => o.CustomerId).Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
            // A site whose last order was cancelled has a pending trip to give up.
            foreach (var site in orders.Select(o => o.LocationId).Concat(shipments.Where(s => s.ShopId is null).Select(s => s.FromLocationId)).Distinct().Order().ToList())
                Replan(site, null, id => ToCustomers(id, site, day, customers, clock), day, number, db, clock);
            await db.SaveChangesAsync(ct);
            return new Response([.. shipments.Where(s => s.Status != ShipmentStatus.Cancelled).OrderBy(s => s.Number, StringComparer.Ordinal).Select(ShipmentForm.Of)]);
        }, ct);
    }

    private static void Replan(Guid from, Guid? shop, Func<Guid, IReadOnlyList<ShipmentStop>> plan, Day day, Func<string> number, OrdersDb db, TimeProvider clock)
    {
        var pending = day.Shipments.Find(s => s.Status == ShipmentStatus.Pending && s.FromLocationId == from && s.ShopId == shop);
        var id = pending?.Id ?? Ids.New(clock);
        var stops = plan(id);
        if (pending is null ? stops.Count == 0 : Same(pending.Stops, stops)) return;
        var shipment = pending ?? Shipment.Create(id, number(), day.Date, from, shop, clock.GetUtcNow());
        if (pending is null)
        {
            db.Add(shipment);
            day.Shipments.Add(shipment);
        }
        else db.Touch(shipment);
        db.RemoveRange(shipment.Stops.ToList());
        shipment.Plan(stops);
        db.AddRange(stops);
        if (stops.Count == 0) shipment.Cancel("nothing_left");
    }

    // A shop gets its part as far as it has not gone there yet, and never more than nobody has.
    private static IReadOnlyList<ShipmentStop> ToShop(Guid shipmentId, Guid shop, Day day, TimeProvider clock)
    {
        var stopId = Ids.New(clock);
        var lines = new List<ShipmentLine>();
        foreach (var item in day.Pieces.Items)
        {
            if (item.Shops.FirstOrDefault(s => s.LocationId == shop) is not { } part) continue;
            var sent = day.Taken(item.ItemId, s => s.LocationId == shop);
            var left = Math.Min(part.Quantity - sent, item.Pieces - day.Taken(item.ItemId, _ => true));
            if (left > 0) lines.Add(new ShipmentLine(Ids.New(clock), stopId, item.ItemId, Math.Max(part.Need - sent, 0m), left));
        }
        return lines.Count == 0 ? [] : [ShipmentStop.ToShop(stopId, shipmentId, shop, day.Places[shop].Name, day.Language).With(lines)];
    }

    private static IReadOnlyList<ShipmentStop> ToCustomers(Guid shipmentId, Guid site, Day day, Dictionary<Guid, Customer> customers, TimeProvider clock)
    {
        var carried = day.Shipments.Where(s => s.IsTaken).SelectMany(s => s.Stops).Select(s => s.OrderId).ToHashSet();
        var stops = new List<ShipmentStop>();
        foreach (var order in day.Orders.Where(o => o.LocationId == site && o.IsDemand && o.Fulfilment == Fulfilment.Delivery && !carried.Contains(o.Id)))
        {
            var id = Ids.New(clock);
            var lines = order.Lines.Where(l => l.Quantity > 0).OrderBy(l => l.Id).Select(l => new ShipmentLine(Ids.New(clock), id, l.ItemId, l.Quantity, PartOf(order, l, day.Pieces, day.Orders))).ToList();
            if (lines.Count > 0) stops.Add(ShipmentStop.ToCustomer(id, shipmentId, stops.Count, order.Id, order.CustomerId, customers[order.CustomerId].Name, customers[order.CustomerId].Language).With(lines));
        }
        return stops;
    }

    /// <summary>An order gets what it asks for; when the customers' pieces do not reach, all of the day's orders give in proportion, by largest remainder. What is not baked is not divided.</summary>
    internal static decimal PartOf(Order order, OrderLine line, PieceAllocationAnswer pieces, IReadOnlyList<Order> orders)
    {
        if (pieces.Items.FirstOrDefault(i => i.ItemId == line.ItemId) is not { } item) return line.Quantity;
        var wishes = orders.SelectMany(o => o.Lines.Where(l => l.ItemId == line.ItemId).Select(l => new CustomerWish(o.Id, (int)Math.Ceiling(l.Quantity)))).ToList();
        return wishes.Sum(w => w.Quantity) <= item.Customers ? line.Quantity : Math.Min(line.Quantity, Allocation.Divide(item.Customers, wishes, []).Customers[order.Id]);
    }

    /// <summary>The orders that have a part in what a day bakes.</summary>
    internal static IQueryable<Order> OrdersOn(DateOnly day, OrdersDb db) =>
        db.Orders.Where(o => o.DueOn == day && o.Status != OrderStatus.Draft && o.Status != OrderStatus.Pending && o.Status != OrderStatus.Cancelled).OrderBy(o => o.DueTime).ThenBy(o => o.Number);

    private static bool Same(IReadOnlyList<ShipmentStop> old, IReadOnlyList<ShipmentStop> wanted) => old.OrderBy(s => s.Position).Select(Key).SequenceEqual(wanted.Select(Key));

    private static string Key(ShipmentStop stop) => $"{stop.LocationId}{stop.OrderId}{stop.Name}{stop.Language}:{string.Join(';', stop.Lines.OrderBy(l => l.ItemId).Select(l => $"{l.ItemId}={l.Wanted:0.####}/{l.Quantity:0.####}"))}";
}
