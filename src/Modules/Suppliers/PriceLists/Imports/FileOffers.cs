using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Bakery.SalesFiles.Prices;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists.Imports;

/// <summary>What a row of a list would do.</summary>
public enum OfferChange { Added, Changed, Unchanged, LeftOut, UnknownProduct, Refused }

/// <summary>A row of a list as a price of this bakery.</summary>
/// <param name="Data">Null while the item is not known or the row is refused.</param>
internal sealed record FileOffer(PriceListRow Source, OfferChange Change, ItemAnswer? Item, PriceForm.Data? Data, DateOnly From, PriceRow? Now);

/// <summary>Reads a list as this bakery's prices: items by name or reference, packs and prices in stock units, compared with the prices in force.</summary>
internal sealed class FileOffers
{
    private readonly PriceImportSettings settings;
    private readonly Dictionary<string, Guid?> names;
    private readonly IReadOnlyList<ItemAnswer> items;

    // A list has thousands of rows: what they are looked up by is prepared once. Of two that share a name or a reference the first counts.
    private readonly Dictionary<Guid, ItemAnswer> itemsById;
    private readonly Dictionary<string, Guid> itemsByName;
    private readonly Dictionary<string, Guid> itemsByReference;

    private FileOffers(PriceImportSettings settings, Dictionary<string, Guid?> names, IReadOnlyList<ItemAnswer> items, List<PriceRow> prices)
    {
        (this.settings, this.names, this.items) = (settings, names, items);
        itemsById = items.ToDictionary(i => i.Id);
        itemsByName = items.DistinctBy(i => ProductNames.Plain(i.Name)).ToDictionary(i => ProductNames.Plain(i.Name), i => i.Id);
        Prices = prices.ToLookup(p => p.ItemId);
        itemsByReference = Prices.SelectMany(p => p).Where(p => p.SupplierSku is not null).DistinctBy(p => p.SupplierSku, StringComparer.OrdinalIgnoreCase).ToDictionary(p => p.SupplierSku!, p => p.ItemId, StringComparer.OrdinalIgnoreCase);
        LastPosition = prices.Select(p => p.Position).DefaultIfEmpty().Max();
    }

    /// <summary>The supplier's prices by item, tracked.</summary>
    public ILookup<Guid, PriceRow> Prices { get; }

    public int LastPosition { get; }

    public static async Task<FileOffers> For(PriceImport import, SuppliersDb db, IQueryBus queries, CancellationToken ct) => new(
        import.ReadSettings(),
        await db.ItemNames.AsNoTracking().Where(n => n.SupplierId == import.SupplierId).ToDictionaryAsync(n => n.Name, n => n.ItemId, ct),
        [.. (await queries.Ask(new Items([]), ct)).Where(i => i.ItemType != "finished_product")],
        await db.Prices.Where(p => p.SupplierId == import.SupplierId).ToListAsync(ct));

    /// <summary>The items a name may mean, the likeliest first; null when none is like it.</summary>
    public (ItemAnswer Item, double Confidence)? Suggest(string name) =>
        ProductNames.Suggest(name, items.Select(i => i.Name)) is { } found ? (items.First(i => i.Name == found.Name), Math.Round(found.Confidence, 2)) : null;

    /// <summary>Every row with what it would do. Rows that cannot be are reported.</summary>
    public IReadOnlyList<FileOffer> Read(PriceListReader reader, Action<RowError> onError)
    {
        var taken = new HashSet<(Guid, DateOnly)>();
        return [.. reader.Rows(onError).Select(row => Offer(row, taken, code => onError(new RowError(row.Row, "", code, row.Product))))];
    }

    private FileOffer Offer(PriceListRow row, HashSet<(Guid, DateOnly)> taken, Action<string> refuse)
    {
        var from = row.ValidFrom ?? settings.EffectiveFrom;
        if (!TryItem(row, out var itemId)) return new FileOffer(row, OfferChange.UnknownProduct, null, null, from, null);
        if (itemId is not { } id || !itemsById.TryGetValue(id, out var item)) return new FileOffer(row, OfferChange.LeftOut, null, null, from, null);
        var rows = Prices[item.Id].ToList();
        var now = PriceBook.InForce(rows, from);
        FileOffer Refused(string code)
        {
            refuse(code);
            return new FileOffer(row, OfferChange.Refused, item, null, from, now);
        }

        if (!taken.Add((item.Id, from))) return Refused(SalesFileCodes.RepeatedProduct);
        if (Content(row, item, now) is not { } content) return Refused("conversion_unknown");
        if (row.ValidTo < from) return Refused(SalesFileCodes.BadDate);
        decimal PerUnit(decimal price) => Rounding.FourDecimals(row.IsPerPack ? price / content : price);
        var data = new PriceForm.Data(item.Id, row.PackUnit ?? now?.PackUnit ?? "pack", content, PerUnit(row.Price), row.MinPacks, [.. row.Tiers.Select(t => new PriceForm.Tier(t.FromPacks, PerUnit(t.Price)))],
            from, row.ValidTo, Reference(row) ?? now?.SupplierSku, now?.IsContract ?? false);
        if (PriceRow.Broken(data, from) is not null) return Refused(SalesFileCodes.BadNumber);
        if (now is not null && Same(now, data)) return new FileOffer(row, OfferChange.Unchanged, item, data, from, now);
        var others = rows.Where(p => p.EffectiveFrom != from && !(p == now && p.EffectiveTo is null));
        if (PriceBook.Overlaps(others, from, data.EffectiveTo)) return Refused("price_overlap");
        return new FileOffer(row, now is null ? OfferChange.Added : OfferChange.Changed, item, data, from, now);
    }

    /// <summary>What a pack holds in stock units: as the list says, else as it was, else one. Null when its measure cannot become the stock unit.</summary>
    private static decimal? Content(PriceListRow row, ItemAnswer item, PriceRow? now)
    {
        if (row.PackQuantity is not { } quantity) return now?.PackQuantity ?? 1m;
        if (row.PackMeasure is null) return quantity;
        try
        {
            return Rounding.FourDecimals(new Quantity(quantity, Unit.Of(row.PackMeasure)).To(Unit.Of(item.StockUnit), item.Factors()).Amount);
        }
        catch (RuleViolation e) when (e.Code is "conversion_unknown" or "unit_unknown")
        {
            return null;
        }
    }

    private static string? Reference(PriceListRow row) => row.Sku is { Length: > 60 } sku ? sku[..60] : row.Sku;

    private static bool Same(PriceRow now, PriceForm.Data data) => now.PackUnit == data.PackUnit && now.PackQuantity == data.PackQuantity && now.UnitPrice == data.UnitPrice && now.MinPacks == data.MinPacks
        && (data.EffectiveTo is null || data.EffectiveTo == now.EffectiveTo) && now.PriceTiers.Select(t => (t.FromPacks, t.UnitPrice)).SequenceEqual(data.Tiers!.Select(t => (t.FromPacks, t.UnitPrice)));

    /// <summary>False when nobody knows the name; null means left out on purpose.</summary>
    private bool TryItem(PriceListRow row, out Guid? item)
    {
        var plain = ProductNames.Plain(row.Product);
        if (settings.Products.TryGetValue(row.Product, out item) || names.TryGetValue(plain, out item)) return true;
        item = row.Sku is { } sku && itemsByReference.TryGetValue(sku, out var referred) ? referred : itemsByName.TryGetValue(plain, out var named) ? named : null;
        return item is not null;
    }
}
