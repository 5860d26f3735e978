using Bakery.Contracts.Inventory;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists;

/// <summary>Price lists and the comparison of suppliers.</summary>
internal static class KeepPrices
{
    public sealed record PriceList(IReadOnlyList<PriceForm.View> Items);
    public sealed record Compared(Guid SupplierId, string SupplierCode, string SupplierName, string Status, decimal TrustScore, int LeadTimeDays, PriceForm.View Price);
    public sealed record Comparison(Guid ItemId, IReadOnlyList<Compared> Suppliers);

    internal static async Task<PriceList> List(Guid id, SuppliersDb db, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        var rows = await db.Prices.AsNoTracking().Where(p => p.SupplierId == id).OrderBy(p => p.Position).ThenByDescending(p => p.EffectiveFrom).ToListAsync(ct);
        return new([.. rows.Select(PriceForm.Of)]);
    }

    internal static async Task<Created<PriceForm.View>> Handle(Guid id, PriceForm.Data request, SuppliersDb db, PriceBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        var item = await Item(request.ItemId, queries, ct);
        var from = request.EffectiveFrom ?? await Today(queries, clock, ct);
        var rows = await db.Prices.Where(p => p.SupplierId == id && p.ItemId == request.ItemId).ToListAsync(ct);
        var row = book.Add(supplier, item, rows, request, from, request.Position, await db.Prices.Where(p => p.SupplierId == id).MaxAsync(p => (int?)p.Position, ct) ?? 0);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"suppliers/{id}/price-lists/{row.Id}", PriceForm.Of(row));
    }

    internal static async Task<PriceForm.View> Change(Guid id, Guid price_id, PriceForm.Data request, IfMatch match, SuppliersDb db, PriceBook book, IQueryBus queries, CancellationToken ct)
    {
        var supplier = await db.FindSupplier(id, ct);
        var row = await Row(id, price_id, db, ct);
        match.Require(row, () => PriceForm.Of(row));
        var from = request.EffectiveFrom ?? row.EffectiveFrom;
        PriceBook.NoOverlap(await db.Prices.Where(p => p.SupplierId == id && p.ItemId == row.ItemId && p.Id != price_id).ToListAsync(ct), from, request.EffectiveTo);
        var old = row.UnitPrice;
        row.Change(request, from, request.Position ?? row.Position);
        book.Tell(supplier, await Item(row.ItemId, queries, ct), old, row.UnitPrice);
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

    private static async Task<ItemAnswer> Item(Guid id, IQueryBus queries, CancellationToken ct) => (await queries.Ask(new Items([id]), ct)).FirstOrDefault() ?? throw RuleViolation.Invalid("item_id", "Unknown item.");

    private static async Task<DateOnly> Today(IQueryBus queries, TimeProvider clock, CancellationToken ct) => BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone);

    private static async Task<PriceRow> Row(Guid id, Guid priceId, SuppliersDb db, CancellationToken ct) =>
        await db.Prices.FirstOrDefaultAsync(p => p.Id == priceId && p.SupplierId == id, ct) ?? throw RuleViolation.NotFound("The price");
}
