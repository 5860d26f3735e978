using Bakery.Contracts.Inventory;
using Bakery.Documents;
using Bakery.Planning.Food;

namespace Bakery.Orders.Distribution;

/// <summary>The tables that packing lists and delivery notes share.</summary>
internal static class NotePaper
{
    /// <param name="last">Heading of the empty column that somebody ticks.</param>
    public static SheetColumn[] Columns(NoteWords words, string last) => [new(words.Product, 3.7), new(words.Lot, 2.6), new(words.BestBefore, 1.7), new(words.Asked, 1.1, true), new(words.Quantity, 1.2, true), new(last, 1)];

    /// <summary>A row per lot; what has no lot, or is not packed yet, has one row without.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(ShipmentStop stop, IReadOnlyDictionary<Guid, ItemAnswer> items, PaperFormat format) =>
    [
        .. stop.Lines.OrderBy(l => items.GetValueOrDefault(l.ItemId)?.Sku, StringComparer.Ordinal).SelectMany(line =>
        {
            var (name, unit) = (items.GetValueOrDefault(line.ItemId)?.Name ?? "", UnitOf(line, items));
            var lots = line.Lots.Count == 0 ? [new PackedLot(Guid.Empty, "", null, line.Quantity, false)] : line.Lots;
            return lots.Select((lot, i) => (IReadOnlyList<string>)[i == 0 ? name : "", lot.LotCode, format.Day(lot.ExpiresOn), i == 0 ? format.Number(line.Wanted) : "", format.Quantity(lot.Quantity, unit), ""]);
        }),
    ];

    /// <summary>What a stop gets less than it asked for, and by which rule; null when it gets everything.</summary>
    public static SheetTable? Short(ShipmentStop stop, IReadOnlyDictionary<Guid, ItemAnswer> items, NoteWords words, PaperFormat format)
    {
        var lacking = stop.Lines.Where(l => l.Quantity < l.Wanted).ToList();
        return lacking.Count == 0 ? null : new SheetTable(stop.LocationId is null ? words.ShortForCustomer : words.ShortForShop, [new(words.Product, 4), new(words.Asked, 1.2, true), new(words.Quantity, 1.2, true), new(words.Missing, 1.2, true)],
            [.. lacking.Select(l => (IReadOnlyList<string>)[items.GetValueOrDefault(l.ItemId)?.Name ?? "", format.Number(l.Wanted), format.Number(l.Quantity), format.Number(l.Wanted - l.Quantity)])]);
    }

    /// <summary>Allergens in capitals, with the cereals and nuts by name.</summary>
    public static string Names(IReadOnlyList<string> codes, IReadOnlyList<string> species, string language)
    {
        var names = AllergenNames.Of(language);
        var kinds = string.Join(", ", species.Select(s => AllergenNames.OfSpecies(s, language)));
        // The species belong to whichever of the two groups that have some comes first.
        var bearer = codes.FirstOrDefault(c => c is "gluten") ?? codes.FirstOrDefault(c => c is "nuts");
        return string.Join(", ", codes.Select(c => names[c].ToUpperInvariant() + (c == bearer && kinds.Length > 0 ? $" ({kinds})" : "")));
    }

    // Pieces need no word: the column says what is handed over.
    private static string UnitOf(ShipmentLine line, IReadOnlyDictionary<Guid, ItemAnswer> items) => items.GetValueOrDefault(line.ItemId)?.StockUnit is { } unit and not ("piece" or "unit") ? unit : "";
}
