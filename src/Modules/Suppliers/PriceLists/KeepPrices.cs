using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists;

/// <summary>Price lists, the comparison of suppliers, and what follows when a price moves.</summary>
internal static class KeepPrices
{
    private const decimal NoticePercent = 5m;
    private const decimal HighPercent = 15m;

    public sealed record PriceList(IReadOnlyList<PriceForm.View> Items);
    public sealed record Compared(Guid SupplierId, string SupplierCode, string SupplierName, string Status, decimal TrustScore, int LeadTimeDays, PriceForm.View Price);
    public sealed record Comparison(Guid ItemId, IReadOnlyList<Compared> Suppliers);

    internal static async Task<PriceList> List(Guid id, SuppliersDb db, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        var rows = await db.Prices.AsNoTracking().Where(p => p.SupplierId == id).OrderBy(p => p.Position).ThenByDescending(p => p.EffectiveFrom).ToListAsync(ct);
        return new([.. rows.Select(PriceForm.Of)]);
    }

    internal static async Task<Created<PriceForm.View>> Handle(Guid id, PriceForm.Data request, SuppliersDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        var item = (await queries.Ask(new Contracts.Inventory.Items([request.ItemId]), ct)).FirstOrDefault() ?? throw RuleViolation.Invalid("item_id", "Unknown item.");
        var from = request.EffectiveFrom ?? await Today(queries, clock, ct);
        var rows = await db.Prices.Where(p => p.SupplierId == id && p.ItemId == request.ItemId).ToListAsync(ct);
        var before = rows.Where(p => p.EffectiveFrom < from && (p.EffectiveTo is null || p.EffectiveTo >= from)).MaxBy(p => p.EffectiveFrom);
        // An open-ended row ends the day before the new one; any other overlap is refused.
        if (before is { EffectiveTo: null }) before.EndOn(from.AddDays(-1));
        NoOverlap(rows, from, request.EffectiveTo);
        var position = request.Position ?? before?.Position ?? (await db.Prices.Where(p => p.SupplierId == id).MaxAsync(p => (int?)p.Position, ct) ?? 0) + 1;
        var row = PriceRow.Create(Ids.New(clock), id, request, from, position);
        db.Add(row);
        if (before is not null) Tell(supplier, item, before.UnitPrice, row.UnitPrice, bus);
        else bus.Publish(new PriceChanged(id, item.Id, 0m, row.UnitPrice, 0m));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"suppliers/{id}/price-lists/{row.Id}", PriceForm.Of(row));
    }

    internal static async Task<PriceForm.View> Change(Guid id, Guid price_id, PriceForm.Data request, IfMatch match, SuppliersDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        var row = await Row(id, price_id, db, ct);
        match.Require(row, () => PriceForm.Of(row));
        var from = request.EffectiveFrom ?? row.EffectiveFrom;
        NoOverlap(await db.Prices.Where(p => p.SupplierId == id && p.ItemId == row.ItemId && p.Id != price_id).ToListAsync(ct), from, request.EffectiveTo);
        var old = row.UnitPrice;
        row.Change(request, from, request.Position ?? row.Position);
        var item = (await queries.Ask(new Contracts.Inventory.Items([row.ItemId]), ct)).FirstOrDefault() ?? throw RuleViolation.Invalid("item_id", "Unknown item.");
        Tell(supplier, item, old, row.UnitPrice, bus);
        await db.SaveChangesAsync(ct);
        return PriceForm.Of(row);
    }

    internal static async Task<NoContent> Delete(Guid id, Guid price_id, IfMatch match, SuppliersDb db, CancellationToken ct)
    {
        var row = await Row(id, price_id, db, ct);
        match.Require(row, () => PriceForm.Of(row));
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static async Task<Comparison> Compare([FromQuery(Name = "item_id")] Guid itemId, SuppliersDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var today = await Today(queries, clock, ct);
        var rows = await db.Prices.AsNoTracking().Where(p => p.ItemId == itemId && p.EffectiveFrom <= today && (p.EffectiveTo == null || p.EffectiveTo >= today)).OrderBy(p => p.UnitPrice).ToListAsync(ct);
        var suppliers = await db.Suppliers.AsNoTracking().ToDictionaryAsync(s => s.Id, ct);
        return new Comparison(itemId, [.. rows.Select(p => (Row: p, Supplier: suppliers[p.SupplierId]))
            .Select(p => new Compared(p.Supplier.Id, p.Supplier.Code, p.Supplier.Name, Wire.Name(p.Supplier.Status), p.Supplier.TrustScore, p.Supplier.LeadTimeDays, PriceForm.Of(p.Row)))]);
    }

    /// <summary>Every supplier with its calendar and the prices in force on a day.</summary>
    internal static async Task<IReadOnlyList<SupplierAnswer>> Catalog(SupplierCatalog query, SuppliersDb db, CancellationToken ct)
    {
        var prices = (await db.Prices.AsNoTracking().Where(p => p.EffectiveFrom <= query.Day && (p.EffectiveTo == null || p.EffectiveTo >= query.Day)).OrderBy(p => p.Position).ToListAsync(ct)).ToLookup(p => p.SupplierId);
        return [.. (await db.Suppliers.AsNoTracking().OrderBy(s => s.Code).ToListAsync(ct)).Select(s => new SupplierAnswer(s.Id, s.Code, s.Name, Wire.Name(s.Status), s.Email, Wire.Name(s.Channel), s.Language, s.LeadTimeDays,
            s.CutoffTime, s.DeliveryWeekdays, s.ClosedDates, s.MinimumOrderAmount, s.TrustScore, s.DeliveriesSoFar,
            [.. prices[s.Id].Select(p => new PriceAnswer(p.ItemId, p.PackUnit, p.PackQuantity, p.UnitPrice, p.MinPacks, p.PriceTiers, p.Position, p.IsContract))], Wire.Name(s.PaymentTerms)))];
    }

    private static async Task<DateOnly> Today(IQueryBus queries, TimeProvider clock, CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone);

    private static async Task<PriceRow> Row(Guid id, Guid priceId, SuppliersDb db, CancellationToken ct) =>
        await db.Prices.FirstOrDefaultAsync(p => p.Id == priceId && p.SupplierId == id, ct) ?? throw RuleViolation.NotFound("The price");

    private static void NoOverlap(IEnumerable<PriceRow> rows, DateOnly from, DateOnly? to)
    {
        if (rows.Any(p => p.EffectiveFrom <= (to ?? DateOnly.MaxValue) && (p.EffectiveTo ?? DateOnly.MaxValue) >= from)) throw new RuleViolation("price_overlap", "Another price of this item covers these dates.", 409);
    }

    private static void Tell(Directory.Supplier supplier, ItemAnswer item, decimal old, decimal now, IBus bus)
    {
        if (old == now) return;
        var percent = old == 0 ? 100m : Math.Round((now - old) / old * 100m, 2, MidpointRounding.AwayFromZero);
        bus.Publish(new PriceChanged(supplier.Id, item.Id, old, now, percent));
        if (Math.Abs(percent) <= NoticePercent) return;
        var severity = Math.Abs(percent) > HighPercent ? "high" : "medium";
        bus.Publish(new AlertRaised("suppliers.price_changed", severity, percent > 0 ? "action_needed" : "information", new EntityRef("item", item.Id), null, null, 100, 100,
            new ReasoningData("suppliers.price_changed", new Dictionary<string, object?>
            {
                ["supplier_name"] = supplier.Name, ["product_name"] = item.Name, ["old"] = Text(old), ["new"] = Text(now), ["percent"] = percent.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
            }, new Consequence("cost_increase", severity))));
    }

    private static string Text(decimal value) => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
