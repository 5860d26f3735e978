using Bakery.Contracts.Inventory;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Sales.Records;
using Bakery.SalesFiles;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Imports;

/// <summary>A row of a file that may become a sale.</summary>
internal readonly record struct ImportRow(SalesRow Source, Guid? ItemId, Guid? LocationId, DateTimeOffset SoldAt, SaleChannel Channel, Guid Key);

/// <summary>Reads an uploaded file as this bakery's sales: items by name, locations by name, times in the bakery's zone, a key per sale.</summary>
internal sealed class ImportRows
{
    private static readonly Guid Space = new("2c0f6c0e-92c7-4d0b-9d2e-51f0c8f7d702");

    private readonly ImportSettings settings;
    private readonly Dictionary<string, Guid?> products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid?> locations = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, Guid?> aliases;
    private readonly TenantProfileAnswer profile;
    private readonly Guid? onlyShop;

    private ImportRows(ImportSettings settings, TenantProfileAnswer profile, IReadOnlyList<ItemAnswer> items, IReadOnlyList<LocationAnswer> places, IReadOnlyDictionary<string, Guid?> aliases)
    {
        (this.settings, this.profile, this.aliases, Items, Places) = (settings, profile, aliases, items, places);
        var shops = places.Where(p => p is { IsActive: true, Type: "retail_outlet" }).ToList();
        onlyShop = shops.Count == 1 ? shops[0].Id : places.Count(p => p.IsActive) == 1 ? places.First(p => p.IsActive).Id : null;
    }

    public IReadOnlyList<ItemAnswer> Items { get; }
    public IReadOnlyList<LocationAnswer> Places { get; }

    public static async Task<ImportRows> For(ImportSettings settings, SalesDb db, IQueryBus queries, CancellationToken ct)
    {
        var aliases = await db.Aliases.AsNoTracking().ToDictionaryAsync(a => a.Name, a => a.ItemId, ct);
        return new ImportRows(settings, await queries.Ask(new TenantProfile(), ct), await queries.Ask(new Items([]), ct), await queries.Ask(new Locations(), ct), aliases);
    }

    public SalesFileOptions Options(DateTimeOffset now, LayoutMapping? saved) => new()
    {
        TimeZone = profile.TimeZone,
        CutoffHour = (int)profile.Number("sales", "business_day_start_hour"),
        Today = BusinessTime.Today(now, profile.TimeZone),
        Mapping = settings.Mapping ?? saved,
        Fixes = CellFix.ByCell(settings.Fixes),
    };

    public IEnumerable<ImportRow> Read(SalesFileReader reader, Action<RowError> onError)
    {
        var occurrences = new Dictionary<(Guid, Guid, long, decimal, decimal, SaleChannel, string), int>();
        foreach (var row in reader.Rows(onError))
        {
            if (!row.IsOpen) continue;
            var (item, location, channel) = (ItemOf(row.Product, row.Sku), LocationOf(row.Location), ChannelOf(row.Channel));
            var at = row.SoldAt is { } local ? BusinessTime.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), profile.TimeZone) : BusinessTime.Instant(row.BusinessDay, new TimeOnly(12, 0), profile.TimeZone);
            // A ticket's line is known by its number on the ticket. Other sales are known by what they are, counted: two equal rows in one file are two
            // sales, the same file again is none. A daily row is known by its day alone, so that a corrected file can replace it.
            var isDaily = row.SoldAt is null;
            var key = row.Receipt is { } receipt
                ? (Guid.Empty, location ?? Guid.Empty, (long)row.BusinessDay.DayNumber, 0m, 0m, SaleChannel.InStore, receipt)
                : (item ?? Guid.Empty, location ?? Guid.Empty, isDaily ? row.BusinessDay.DayNumber : at.UtcTicks, isDaily ? 0 : row.Quantity, isDaily ? 0 : row.UnitPrice ?? 0, channel, item is null ? row.Product : "");
            var number = occurrences[key] = occurrences.GetValueOrDefault(key) + 1;
            yield return new ImportRow(row, item, location, at, channel, KeyOf(key, number));
        }
    }

    /// <summary>The products nobody knows, with the items that are probably meant.</summary>
    public IReadOnlyList<UnknownProduct> Unknown(IReadOnlyDictionary<string, int> names) =>
    [
        .. names.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(500).Select(n =>
        {
            var suggestion = ProductNames.Suggest(n.Key, Items.Select(i => i.Name));
            var item = suggestion is null ? null : Items.First(i => i.Name == suggestion.Name);
            return new UnknownProduct(n.Key, n.Value, item is null ? null : new ItemSuggestion(item.Id, item.Name), Math.Round(suggestion?.Confidence ?? 0, 2));
        }),
    ];

    /// <summary>True when a person said that this name is left out.</summary>
    public bool IsLeftOut(string product)
    {
        if (settings.Products.TryGetValue(product, out var given)) return given is null;
        return aliases.TryGetValue(ProductNames.Plain(product), out var known) && known is null;
    }

    private Guid? ItemOf(string product, string? sku)
    {
        if (products.TryGetValue(product, out var known)) return known;
        return products[product] = Match();

        Guid? Match()
        {
            if (settings.Products.TryGetValue(product, out var given)) return given;
            var plain = ProductNames.Plain(product);
            if (aliases.TryGetValue(plain, out var alias)) return alias;
            return (Items.FirstOrDefault(i => ProductNames.Plain(i.Name) == plain) ?? Items.FirstOrDefault(i => string.Equals(i.Sku, sku ?? product, StringComparison.OrdinalIgnoreCase)))?.Id;
        }
    }

    private Guid? LocationOf(string? name)
    {
        if (name is null) return settings.LocationId ?? onlyShop;
        if (locations.TryGetValue(name, out var known)) return known;
        var plain = ProductNames.Plain(name);
        Guid? found = settings.Locations.TryGetValue(name, out var given) ? given : Places.FirstOrDefault(p => ProductNames.Plain(p.Name) == plain)?.Id;
        return locations[name] = found ?? settings.LocationId ?? onlyShop;
    }

    private static SaleChannel ChannelOf(string? text) => text?.ToLowerInvariant() switch
    {
        null => SaleChannel.InStore,
        var t when t.Contains("online") || t.Contains("web") || t.Contains("internet") => SaleChannel.Online,
        var t when t.Contains("wholesale") || t.Contains("mayor") || t.Contains("handiz") || t.Contains("gros") => SaleChannel.Wholesale,
        _ => SaleChannel.InStore,
    };

    private static Guid KeyOf((Guid Item, Guid Location, long At, decimal Quantity, decimal Price, SaleChannel Channel, string Text) k, int number) =>
        Ids.From(Space, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{k.Item:N}{k.Location:N}|{k.At}|{k.Quantity:0.####}|{k.Price:0.####}|{(int)k.Channel}|{k.Text}|{number}"));
}
