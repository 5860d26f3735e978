using Bakery.Contracts.Inventory;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists.Imports;

/// <summary>Writes a checked list into the supplier's prices, and takes it back.</summary>
internal static class CommitPriceList
{
    public sealed record Row(Guid Id, Guid SupplierId, string FileName, PriceImportState State, int Added, int Changed, int Unchanged, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

    private static readonly Sorting<PriceImport> Order = new Sorting<PriceImport>(i => i.Id, "-created_at").By("created_at", i => i.CreatedAt);

    internal static Task<Page<Row>> List([AsParameters] PageRequest page, [FromQuery(Name = "supplier_id")] Guid? supplierId, SuppliersDb db, CancellationToken ct) => db.PriceImports.AsNoTracking().Where(i => supplierId == null || i.SupplierId == supplierId)
        .ToPage(page, Order, i => new Row(i.Id, i.SupplierId, i.FileName, i.State, i.Added, i.Changed, i.Unchanged, i.CreatedAt, i.CompletedAt), ct);

    /// <summary>Adds what is new and what has changed; rows that are not understood are left out.</summary>
    internal static Task<Row> Handle(Guid id, SuppliersDb db, PriceBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        await db.LockAsync("price-import", ct);
        var import = await CheckPriceList.Find(id, db, ct);
        import.RequireChecked();
        var supplier = await db.FindSupplier(import.SupplierId, ct);
        var list = await FileOffers.For(import, db, queries, ct);
        var offers = list.Read(CheckPriceList.Open(import, await CheckPriceList.Content(id, db, ct)), _ => { });
        if (offers.All(o => o.Data is null)) throw new RuleViolation("no_prices_to_import", "Not one row has a known item and a price.");
        // A row that is touched twice is remembered as it was at first.
        var touched = new Dictionary<PriceRow, PriceForm.Data?>();
        var prices = list.Prices.ToDictionary(p => p.Key, p => p.ToList());
        var last = list.LastPosition;
        foreach (var offer in offers.Where(o => o.Change is OfferChange.Added or OfferChange.Changed).OrderBy(o => o.From))
        {
            if (offer.Now is { } now && touched.TryAdd(now, DataOf(now)) && now.EffectiveFrom == offer.From)
            {
                now.Change(offer.Data!, offer.From, now.Position);
                book.Tell(supplier, offer.Item!, touched[now]!.UnitPrice, now.UnitPrice);
                continue;
            }
            if (!prices.TryGetValue(offer.Item!.Id, out var rows)) prices[offer.Item.Id] = rows = [];
            var row = book.Add(supplier, offer.Item, rows, offer.Data!, offer.From, null, last++);
            rows.Add(row);
            touched.Add(row, null);
        }
        await Remember(import, db, ct);
        await db.SaveChangesAsync(ct);
        int Count(OfferChange change) => offers.Count(o => o.Change == change);
        import.Complete([.. touched.Select(t => new TouchedPrice(t.Key.Id, t.Key.Version, t.Value))], Count(OfferChange.Added), Count(OfferChange.Changed), Count(OfferChange.Unchanged), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Of(import);
    }, ct);

    /// <summary>New rows go, the others are what they were. Refused when one of them was changed since.</summary>
    internal static Task<Row> Undo(Guid id, SuppliersDb db, PriceBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        await db.LockAsync("price-import", ct);
        var import = await CheckPriceList.Find(id, db, ct);
        import.Undo(clock.GetUtcNow());
        var supplier = await db.FindSupplier(import.SupplierId, ct);
        var touched = import.ReadTouched();
        var ids = touched.Select(t => t.PriceId).ToList();
        var rows = await db.Prices.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        if (touched.Any(t => !rows.TryGetValue(t.PriceId, out var row) || row.Version != t.Version)) throw new RuleViolation("price_changed_since", "A price of this list was changed since; change it back by hand.", 409);
        var items = (await queries.Ask(new Items([.. rows.Values.Select(r => r.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        var added = touched.Where(t => t.Before is null).Select(t => rows[t.PriceId]).ToList();
        foreach (var (row, before) in touched.Where(t => t.Before is not null).Select(t => (rows[t.PriceId], t.Before!)))
        {
            book.Tell(supplier, items[row.ItemId], (added.Where(a => a.ItemId == row.ItemId).MinBy(a => a.EffectiveFrom) ?? row).UnitPrice, before.UnitPrice);
            row.Change(before, before.EffectiveFrom!.Value, row.Position);
        }
        db.RemoveRange(added);
        await db.SaveChangesAsync(ct);
        return Of(import);
    }, ct);

    /// <summary>The supplier's next list needs no questions about these names.</summary>
    private static async Task Remember(PriceImport import, SuppliersDb db, CancellationToken ct)
    {
        foreach (var (product, item) in import.ReadSettings().Products.DistinctBy(p => ProductNames.Plain(p.Key)))
        {
            var name = ProductNames.Plain(product);
            if (name.Length is 0 or > 200) continue;
            var known = await db.ItemNames.FirstOrDefaultAsync(n => n.SupplierId == import.SupplierId && n.Name == name, ct);
            if (known is null) db.Add(known = ItemName.Create(db.Scope.Require(), import.SupplierId, name));
            known.Means(item);
        }
    }

    private static PriceForm.Data DataOf(PriceRow p) => new(p.ItemId, p.PackUnit, p.PackQuantity, p.UnitPrice, p.MinPacks, [.. p.PriceTiers.Select(t => new PriceForm.Tier(t.FromPacks, t.UnitPrice))], p.EffectiveFrom, p.EffectiveTo, p.SupplierSku,
        p.IsContract, p.Position);

    private static Row Of(PriceImport i) => new(i.Id, i.SupplierId, i.FileName, i.State, i.Added, i.Changed, i.Unchanged, i.CreatedAt, i.CompletedAt);
}
