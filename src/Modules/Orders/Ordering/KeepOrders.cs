using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Orders;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.StandingOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Ordering;

/// <summary>Takes, changes and lists orders.</summary>
internal static class KeepOrders
{
    private static readonly Sorting<Order> Sort = new Sorting<Order>(o => o.Id, "due_on").By("due_on", o => o.DueOn).By("created_at", o => o.CreatedAt).By("order_number", o => o.Number);

    /// <param name="LocationId">Site that serves the order; the first production site when missing.</param>
    /// <param name="Draft">Keeps the order open instead of sending it to confirmation.</param>
    public sealed record Request(Guid CustomerId, DateOnly DueOn, [property: Required, Length(1, 200)] IReadOnlyList<OrderForm.Line> Lines, OrderChannel Channel = OrderChannel.Wholesale, OrderKind Kind = OrderKind.Standard,
        Fulfilment Fulfilment = Fulfilment.Delivery, TimeOnly? DueTime = null, Guid? LocationId = null, OrderPriority Priority = OrderPriority.Standard, [property: MaxLength(1000)] string? Note = null, bool Draft = false);
    public sealed record EditRequest([property: Required, Length(1, 200)] IReadOnlyList<OrderForm.Line> Lines, Fulfilment Fulfilment = Fulfilment.Delivery, TimeOnly? DueTime = null, OrderPriority Priority = OrderPriority.Standard,
        [property: MaxLength(1000)] string? Note = null);
    public sealed record TransitionRequest(OrderStatus To, [property: MaxLength(500)] string? Reason = null);

    internal static Task<Page<OrderForm.View>> List(OrdersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "customer_id")] Guid? customerId,
        [FromQuery(Name = "from")] DateOnly? from, [FromQuery(Name = "to")] DateOnly? to, CancellationToken ct)
    {
        var rows = db.Orders.AsNoTracking();
        if (Wire.ParseOptional<OrderStatus>(status, "status") is { } wanted) rows = rows.Where(o => o.Status == wanted);
        if (customerId is { } customer) rows = rows.Where(o => o.CustomerId == customer);
        if (from is { } first) rows = rows.Where(o => o.DueOn >= first);
        if (to is { } last) rows = rows.Where(o => o.DueOn <= last);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(o => EF.Functions.ILike(o.Number, $"%{q}%"));
        return rows.ToPage(page, Sort, o => OrderForm.Of(o, null), ct);
    }

    internal static async Task<OrderForm.View> Show(Guid id, OrdersDb db, OrderBook book, CancellationToken ct) => await View(await db.FindOrder(id, ct), book, ct);

    internal static async Task<Created<OrderForm.View>> Handle(Request request, OrdersDb db, OrderBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await db.FindCustomer(request.CustomerId, ct);
        if (request.DueOn < await book.Today(ct)) throw RuleViolation.Invalid("due_on", "Not in the past.");
        if (request.Kind == OrderKind.Standing) throw RuleViolation.Invalid("kind", "Standing orders make these.");
        await KnownItems(request.Lines, queries, ct);
        var location = request.LocationId ?? await Site(queries, ct);
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            var now = clock.GetUtcNow();
            var order = Order.Create(Ids.New(clock), await book.NextNumber(ct), request.Channel, request.Kind, request.CustomerId, request.Fulfilment, request.DueOn, request.DueTime, location, null, now);
            order.Describe(request.Fulfilment, request.DueTime, request.Priority, request.Note);
            order.Want(Wanted(request.Lines), () => Ids.New(clock), now);
            if (!request.Draft) order.Go(OrderStatus.Pending, null, false, now);
            db.Add(order);
            await db.SaveChangesAsync(ct);
            if (own is not null) await own.CommitAsync(ct);
            return TypedResults.Created($"orders/{order.Id}", await View(order, book, ct));
        }
    }

    internal static async Task<OrderForm.View> Change(Guid id, EditRequest request, IfMatch match, OrdersDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        match.Require(order, () => OrderForm.Of(order, null));
        if (order.Status is not (OrderStatus.Draft or OrderStatus.Pending or OrderStatus.Confirmed or OrderStatus.InProduction)) throw new RuleViolation("order_locked", $"An order that is {Wire.Name(order.Status)} does not change.", 409);
        await KnownItems(request.Lines, queries, ct);
        var before = order.Lines.ToDictionary(l => l.ItemId, l => l.Quantity);
        foreach (var item in before.Keys.Union(request.Lines.Select(l => l.ItemId)))
            await MayChange(order, item, before.GetValueOrDefault(item), request.Lines.Where(l => l.ItemId == item).Sum(l => l.Quantity), request.Priority, db, book, ct);
        order.Describe(request.Fulfilment, request.DueTime, request.Priority, request.Note);
        var deltas = order.Want(Wanted(request.Lines), () => Ids.New(clock), clock.GetUtcNow());
        order.Edited();
        db.Touch(order);
        if (order.IsDemand)
        {
            bus.Publish(new OrderChanged(await book.Facts(order, deltas, ct)), book.SubjectOf(order));
            await book.TellLate(order, deltas, ct);
        }
        await db.SaveChangesAsync(ct);
        return await View(order, book, ct);
    }

    internal static async Task<OrderForm.View> Transition(Guid id, TransitionRequest request, OrdersDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        var wasDemand = order.IsDemand;
        var phase = await book.Phase(order.DueOn, null, ct);
        if (request.To == OrderStatus.Confirmed && phase == EditPhase.Locked && !(order.Priority == OrderPriority.Rush && db.Scope.Role >= Role.Admin))
            throw new RuleViolation("cutoff_passed", "The cut-off of that day has passed; an admin may confirm it as rush.");
        order.Go(request.To, request.Reason, phase != EditPhase.Editable, clock.GetUtcNow());
        var subject = book.SubjectOf(order);
        if (request.To == OrderStatus.Confirmed)
        {
            var added = order.Lines.Select(l => new LineDelta(l.ItemId, 0m, l.Quantity, l.UnitPrice)).ToList();
            bus.Publish(new OrderConfirmed(await book.Facts(order, added, ct)), subject);
            await book.TellLate(order, added, ct);
        }
        else if (request.To == OrderStatus.Cancelled && wasDemand)
        {
            var gone = order.Lines.Select(l => new LineDelta(l.ItemId, l.Quantity, 0m, l.UnitPrice)).ToList();
            bus.Publish(new OrderCancelled(await book.Facts(order, gone, ct)), subject);
            await book.TellLate(order, gone, ct);
        }
        else if (request.To == OrderStatus.Delivered)
        {
            bus.Publish(new OrderDelivered(await book.Facts(order, [], ct), clock.GetUtcNow()), subject);
        }
        await db.SaveChangesAsync(ct);
        return await View(order, book, ct);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, OrdersDb db, CancellationToken ct)
    {
        var order = await db.FindOrder(id, ct);
        match.Require(order, () => OrderForm.Of(order, null));
        if (order.Status != OrderStatus.Draft) throw new RuleViolation("in_use", "Only a draft is deleted; cancel the order instead.", 409);
        db.Remove(order);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    // After the cut-off only an admin's rush order may still grow, and never once its dough is begun.
    private static async Task MayChange(Order order, Guid item, decimal from, decimal to, OrderPriority priority, OrdersDb db, OrderBook book, CancellationToken ct)
    {
        if (order.Status is OrderStatus.Draft or OrderStatus.Pending) return;
        var phase = await book.Phase(order.DueOn, item, ct);
        if (phase.Allows(from, to)) return;
        var begun = (await db.BakeDays.AsNoTracking().FirstOrDefaultAsync(d => d.Day == order.DueOn, ct))?.StartedItems.Contains(item) == true;
        if (priority == OrderPriority.Rush && db.Scope.Role >= Role.Admin && !begun && to >= from) return;
        throw new RuleViolation(phase == EditPhase.AddOnly ? "order_add_only" : "order_locked", phase == EditPhase.AddOnly ? "The plan is approved: quantities may only grow." : "The order can no longer change.", 409,
            new Dictionary<string, object?> { ["edit_phase"] = Wire.Name(phase) });
    }

    private static IReadOnlyList<WantedLine> Wanted(IReadOnlyList<OrderForm.Line> lines) => [.. lines.Select(l => new WantedLine(l.ItemId, Rounding.FourDecimals(l.Quantity), Rounding.FourDecimals(l.UnitPrice), l.Note))];

    internal static async Task KnownItems(IReadOnlyList<OrderForm.Line> lines, IQueryBus queries, CancellationToken ct)
    {
        if (lines.Count == 0) throw RuleViolation.Invalid("lines", "At least one line.");
        var known = (await queries.Ask(new Contracts.Inventory.Items([.. lines.Select(l => l.ItemId).Distinct()]), ct)).Select(i => i.Id).ToHashSet();
        if (lines.FirstOrDefault(l => !known.Contains(l.ItemId)) is { } unknown) throw RuleViolation.Invalid("lines", $"{unknown.ItemId} is not an item.");
    }

    internal static async Task<Guid> Site(IQueryBus queries, CancellationToken ct) =>
        (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Type == "central_production" && l.IsActive)?.Id ?? throw new RuleViolation("no_production_site", "Add a location of type central_production first.");

    private static async Task<OrderForm.View> View(Order order, OrderBook book, CancellationToken ct) => OrderForm.Of(order, await book.Phase(order.DueOn, null, ct));
}
