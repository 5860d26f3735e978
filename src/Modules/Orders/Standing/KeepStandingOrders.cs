using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Orders;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Orders.Ordering;
using Bakery.Planning.StandingOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Standing;

/// <summary>Standing orders, their exceptions and what they will give.</summary>
internal static class KeepStandingOrders
{
    private const int LongestPreview = 92;
    private static readonly Sorting<StandingOrder> Sort = new Sorting<StandingOrder>(s => s.Id, "name").By("name", s => s.Name);

    public sealed record ExceptionRequest(DateOnly Date, Guid ItemId, decimal Quantity, [property: MaxLength(200)] string? Note = null);
    public sealed record PreviewLine(Guid StandingOrderId, Guid CustomerId, DateOnly Date, Guid ItemId, decimal Quantity, ResolvedBy ResolvedBy);
    public sealed record Preview(IReadOnlyList<PreviewLine> Items);
    public sealed record DemandLine(Guid ItemId, DateOnly Date, Guid? LocationId, decimal Firm, decimal Standing);
    public sealed record DemandList(IReadOnlyList<DemandLine> Items);

    internal static Task<Page<StandingForm.View>> List(OrdersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "customer_id")] Guid? customerId, CancellationToken ct)
    {
        var rows = db.StandingOrders.AsNoTracking();
        if (customerId is { } customer) rows = rows.Where(s => s.CustomerId == customer);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(s => EF.Functions.ILike(s.Name, $"%{q}%"));
        return rows.ToPage(page, Sort, s => StandingForm.Of(s), ct);
    }

    internal static async Task<StandingForm.View> Show(Guid id, OrdersDb db, CancellationToken ct) => StandingForm.Of(await db.FindStanding(id, ct));

    internal static async Task<Created<StandingForm.View>> Handle(StandingForm.Data request, OrdersDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.FindCustomer(request.CustomerId, ct);
        await KeepOrders.KnownItems([.. request.Lines.Select(l => new OrderForm.Line(l.ItemId, 0m, 0m))], queries, ct);
        var standing = StandingOrder.Create(Ids.New(clock), request, request.LocationId ?? await KeepOrders.Site(queries, ct), clock.GetUtcNow());
        db.Add(standing);
        bus.Publish(new StandingOrdersDue());
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"orders/standing-orders/{standing.Id}", StandingForm.Of(standing));
    }

    internal static async Task<StandingForm.View> Change(Guid id, StandingForm.Data request, IfMatch match, OrdersDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var standing = await db.FindStanding(id, ct);
        match.Require(standing, () => StandingForm.Of(standing));
        await KeepOrders.KnownItems([.. request.Lines.Select(l => new OrderForm.Line(l.ItemId, 0m, 0m))], queries, ct);
        standing.Change(request, request.LocationId ?? standing.LocationId, clock.GetUtcNow());
        return await Save(standing, db, bus, ct);
    }

    /// <summary>Ends the pattern; orders already made for open days are cancelled.</summary>
    internal static async Task<StandingForm.View> End(Guid id, IfMatch match, OrdersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var standing = await db.FindStanding(id, ct);
        match.Require(standing, () => StandingForm.Of(standing));
        standing.End(clock.GetUtcNow());
        return await Save(standing, db, bus, ct);
    }

    internal static async Task<StandingForm.View> Except(Guid id, ExceptionRequest request, OrdersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var standing = await db.FindStanding(id, ct);
        standing.Except(Ids.New(clock), request.Date, request.ItemId, request.Quantity, request.Note, clock.GetUtcNow());
        return await Save(standing, db, bus, ct);
    }

    internal static async Task<Preview> ShowPreview([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, Resolver resolver, CancellationToken ct)
    {
        if (to < from || to > from.AddDays(LongestPreview)) throw RuleViolation.Invalid("to", $"From the first day to {LongestPreview} days later.");
        return new([.. (await resolver.Resolve(from, to, ct)).OrderBy(r => r.Date).Select(r => new PreviewLine(r.Order.Id, r.Order.CustomerId, r.Date, r.ItemId, r.Resolved.Quantity, r.Resolved.By))]);
    }

    internal static async Task<DemandList> ShowDemand([FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, OrdersDb db, Resolver resolver, CancellationToken ct)
    {
        if (to < from || to > from.AddDays(LongestPreview)) throw RuleViolation.Invalid("to", $"From the first day to {LongestPreview} days later.");
        return new([.. (await Answer(new Demand(from, to), db, resolver, ct)).Select(d => new DemandLine(d.ItemId, d.Date, d.LocationId, d.Firm, d.Standing))]);
    }

    /// <summary>Orders where they exist; standing orders further ahead as they will resolve.</summary>
    internal static async Task<IReadOnlyList<DemandAnswer>> Answer(Demand query, OrdersDb db, Resolver resolver, CancellationToken ct)
    {
        var orders = await db.Orders.AsNoTracking().AsSplitQuery().Where(o => o.DueOn >= query.From && o.DueOn <= query.To).ToListAsync(ct);
        var made = orders.Where(o => o.StandingOrderId is not null).Select(o => (o.StandingOrderId!.Value, o.DueOn)).ToHashSet();
        var lines = orders.Where(o => o.IsDemand).SelectMany(o => o.Lines.Select(l => (l.ItemId, o.DueOn, o.LocationId, IsStanding: o.Kind == OrderKind.Standing, l.Quantity)));
        var ahead = (await resolver.Resolve(query.From, query.To, ct)).Where(r => r.Resolved.Quantity > 0 && !made.Contains((r.Order.Id, r.Date))).Select(r => (r.ItemId, DueOn: r.Date, r.Order.LocationId, IsStanding: true, r.Resolved.Quantity));
        return [.. lines.Concat(ahead).GroupBy(l => (l.ItemId, l.DueOn, l.LocationId)).OrderBy(g => g.Key.DueOn)
            .Select(g => new DemandAnswer(g.Key.ItemId, g.Key.DueOn, g.Key.LocationId, g.Where(l => !l.IsStanding).Sum(l => l.Quantity), g.Where(l => l.IsStanding).Sum(l => l.Quantity)))];
    }

    private static async Task<StandingForm.View> Save(StandingOrder standing, OrdersDb db, IBus bus, CancellationToken ct)
    {
        db.Touch(standing);
        bus.Publish(new StandingOrdersDue());
        await db.SaveChangesAsync(ct);
        return StandingForm.Of(standing);
    }
}
