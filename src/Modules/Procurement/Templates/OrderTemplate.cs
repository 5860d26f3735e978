using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Templates;

/// <summary>An order that is placed again and again; packs only, for the price of the day counts.</summary>
internal sealed class OrderTemplate : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public Guid SupplierId { get; private set; }
    public string? Notes { get; private set; }
    public string Body { get; private set; } = "[]";
    public DateOnly? LastOrderedOn { get; private set; }

    public IReadOnlyList<KeepTemplates.Line> Lines => JsonSerializer.Deserialize<List<KeepTemplates.Line>>(Body, Wire.Lenient)!;

    public static OrderTemplate Create(Guid id) => new() { Id = id };

    public void Change(KeepTemplates.Data data)
    {
        if (data.Lines.Any(l => l.Packs is < 1 or > 100_000)) throw RuleViolation.Invalid("packs", "Between 1 and 100,000 whole packs.");
        if (data.Lines.GroupBy(l => l.ItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "An item has one line.");
        (Name, SupplierId, Notes) = (data.Name.Trim(), data.SupplierId, data.Notes);
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
        Body = JsonSerializer.Serialize(data.Lines, Wire.Lenient);
    }

    public void Ordered(DateOnly day) => LastOrderedOn = day;
}

/// <summary>Keeps templates and makes orders of them.</summary>
internal static class KeepTemplates
{
    private static readonly Sorting<OrderTemplate> Sort = new Sorting<OrderTemplate>(t => t.Id, "name").By("name", t => t.Name);

    public sealed record Line(Guid ItemId, int Packs, [property: MaxLength(500)] string? ItemNotes = null);
    public sealed record Data([property: Required, Length(1, 120)] string Name, Guid SupplierId, [property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, [property: MaxLength(1000)] string? Notes = null);
    public sealed record View(Guid Id, string Name, Guid SupplierId, string? Notes, IReadOnlyList<Line> Lines, DateOnly? LastOrderedOn, int Version) : IVersioned;

    internal static Task<Page<View>> List(ProcurementDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.Templates.AsNoTracking().ToPage(page, Sort, t => Of(t), ct);

    internal static async Task<View> Show(Guid id, ProcurementDb db, CancellationToken ct) => Of(await Find(id, db, ct));

    internal static async Task<Created<View>> Handle(Data request, ProcurementDb db, OrderBook book, TimeProvider clock, CancellationToken ct)
    {
        await book.Supplier(request.SupplierId, ct);
        var template = OrderTemplate.Create(Ids.New(clock));
        template.Change(request);
        db.Add(template);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"templates/{template.Id}", Of(template));
    }

    internal static async Task<View> Change(Guid id, Data request, IfMatch match, ProcurementDb db, OrderBook book, CancellationToken ct)
    {
        var template = await Find(id, db, ct);
        match.Require(template, () => Of(template));
        await book.Supplier(request.SupplierId, ct);
        template.Change(request);
        await db.SaveChangesAsync(ct);
        return Of(template);
    }

    internal static async Task<NoContent> Delete(Guid id, IfMatch match, ProcurementDb db, CancellationToken ct)
    {
        var template = await Find(id, db, ct);
        match.Require(template, () => Of(template));
        db.Remove(template);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Makes a draft of it at today's prices, for the supplier's next delivery.</summary>
    internal static Task<Created<PurchaseOrderForm.View>> Order(Guid id, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var template = await Find(id, db, ct);
        template.Ordered(await book.Today(ct));
        return await KeepOrders.Handle(new KeepOrders.Request(template.SupplierId, [.. template.Lines.Select(l => new PurchaseOrderForm.Line(l.ItemId, l.Packs, ItemNotes: l.ItemNotes))], null, template.Notes), db, book, queries, bus, clock, ct);
    }, ct);

    private static async Task<OrderTemplate> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Templates.FirstOrDefaultAsync(t => t.Id == id, ct) ?? throw RuleViolation.NotFound("The template");

    private static View Of(OrderTemplate t) => new(t.Id, t.Name, t.SupplierId, t.Notes, t.Lines, t.LastOrderedOn, t.Version);
}
