using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Orders.Standing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bakery.Orders.Customers;

/// <summary>Customers and the days they are closed.</summary>
internal static class KeepCustomers
{
    private static readonly Sorting<Customer> Order = new Sorting<Customer>(c => c.Id, "name").By("name", c => c.Name).By("code", c => c.Code);

    /// <param name="Weekdays">ISO weekdays, 1 = Monday; empty = every day of the range.</param>
    public sealed record ClosureRequest(Guid CustomerId, DateOnly FromDate, DateOnly? ToDate = null, [property: MaxLength(7)] IReadOnlyList<int>? Weekdays = null, [property: MaxLength(200)] string? Note = null);
    public sealed record ClosureView(Guid Id, Guid CustomerId, DateOnly FromDate, DateOnly? ToDate, IReadOnlyList<int> Weekdays, string? Note);
    public sealed record Closures(IReadOnlyList<ClosureView> Items);

    internal static Task<Page<CustomerForm.View>> List(OrdersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "include_inactive")] bool? includeInactive, CancellationToken ct)
    {
        var rows = db.Customers.AsNoTracking();
        if (includeInactive != true) rows = rows.Where(c => c.IsActive);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(c => EF.Functions.ILike(c.Name, $"%{q}%") || EF.Functions.ILike(c.Code, $"%{q}%"));
        return rows.ToPage(page, Order, c => CustomerForm.Of(c), ct);
    }

    internal static async Task<CustomerForm.View> Show(Guid id, OrdersDb db, CancellationToken ct) => CustomerForm.Of(await db.FindCustomer(id, ct));

    internal static Task<Created<CustomerForm.View>> Handle(CustomerForm.Data request, OrdersDb db, TimeProvider clock, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(request.Code) ? db.Atomically(async () => await Add(request, await NextCode(db, ct), db, clock, ct), ct) : Add(request, request.Code.Trim(), db, clock, ct);

    private static async Task<Created<CustomerForm.View>> Add(CustomerForm.Data request, string code, OrdersDb db, TimeProvider clock, CancellationToken ct)
    {
        var customer = Customer.Create(Ids.New(clock), request, code);
        db.Add(customer);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw RuleViolation.Duplicate($"A customer with the code {code} exists already.");
        }
        return TypedResults.Created($"orders/customers/{customer.Id}", CustomerForm.Of(customer));
    }

    // Two at once wait for each other, so that neither takes the other's number.
    private static async Task<string> NextCode(OrdersDb db, CancellationToken ct)
    {
        await db.LockAsync("customer-code", ct);
        var number = await db.Customers.CountAsync(ct);
        string code;
        do code = $"C{++number:0000}";
        while (await db.Customers.AnyAsync(c => c.Code == code, ct));
        return code;
    }

    internal static async Task<CustomerForm.View> Change(Guid id, CustomerForm.Data request, IfMatch match, OrdersDb db, CancellationToken ct)
    {
        var customer = await db.FindCustomer(id, ct);
        match.Require(customer, () => CustomerForm.Of(customer));
        if (request.Code is { } code && await db.Customers.AnyAsync(c => c.Code == code && c.Id != id, ct)) throw RuleViolation.Duplicate($"A customer with the code {code} exists already.");
        customer.Change(request);
        await db.SaveChangesAsync(ct);
        return CustomerForm.Of(customer);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, OrdersDb db, CancellationToken ct)
    {
        var customer = await db.FindCustomer(id, ct);
        match.Require(customer, () => CustomerForm.Of(customer));
        if (await db.Orders.AnyAsync(o => o.CustomerId == id, ct) || await db.StandingOrders.AnyAsync(s => s.CustomerId == id, ct)) throw new RuleViolation("in_use", "The customer has orders; set it inactive instead.", 409);
        db.Remove(customer);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<Closures> ListClosures(OrdersDb db, [FromQuery(Name = "customer_id")] Guid? customerId, CancellationToken ct) =>
        new([.. (await db.Closures.AsNoTracking().Where(c => customerId == null || c.CustomerId == customerId).OrderBy(c => c.FromDate).ThenBy(c => c.Id).ToListAsync(ct)).Select(Of)]);

    internal static async Task<Created<ClosureView>> AddClosure(ClosureRequest request, OrdersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await db.FindCustomer(request.CustomerId, ct);
        if (request.ToDate < request.FromDate) throw RuleViolation.Invalid("to_date", "Not before from_date.");
        if ((request.Weekdays ?? []).Any(d => d is < 1 or > 7)) throw RuleViolation.Invalid("weekdays", "Weekdays are 1 (Monday) to 7 (Sunday).");
        var closure = new CustomerClosure { Id = Ids.New(clock), CustomerId = request.CustomerId, FromDate = request.FromDate, ToDate = request.ToDate, Weekdays = [.. (request.Weekdays ?? []).Distinct().Order()], Note = request.Note };
        db.Add(closure);
        bus.Publish(new StandingOrdersDue());
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"orders/closures/{closure.Id}", Of(closure));
    }

    internal static async Task<NoContent> DropClosure(Guid id, OrdersDb db, IBus bus, CancellationToken ct)
    {
        db.Remove(await db.Closures.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The closure"));
        bus.Publish(new StandingOrdersDue());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static ClosureView Of(CustomerClosure c) => new(c.Id, c.CustomerId, c.FromDate, c.ToDate, c.Weekdays, c.Note);
}
