using System.Text.RegularExpressions;

namespace Bakery.SalesFiles.Prices;

/// <summary>Packs as suppliers write them: <c>Saco 25 kg</c>, <c>Caja 12 x 1 L</c>, <c>25</c>.</summary>
internal static partial class PackText
{
    private static readonly (string Unit, string[] Words)[] Kinds =
    [
        ("sack", ["saco", "zaku", "sack", "sac "]), ("bag", ["bolsa", "poltsa", "bag", "sachet"]), ("carton", ["carton", "karton"]),
        ("box", ["caja", "kutxa", "box", "caisse", "case"]), ("pack", ["pack", "paquete", "pakete", "bandeja", "garrafa", "bidon", "cubo", "bote", "botella", "tarro", "brik"]),
    ];

    // Unit as written → the house's unit and how many of it.
    private static readonly Dictionary<string, (string Unit, decimal Factor)> Measures = new(StringComparer.Ordinal)
    {
        ["kg"] = ("kg", 1m), ["kgs"] = ("kg", 1m), ["kilo"] = ("kg", 1m), ["kilos"] = ("kg", 1m), ["g"] = ("g", 1m), ["gr"] = ("g", 1m), ["grs"] = ("g", 1m), ["gramos"] = ("g", 1m),
        ["l"] = ("l", 1m), ["lt"] = ("l", 1m), ["litro"] = ("l", 1m), ["litros"] = ("l", 1m), ["litre"] = ("l", 1m), ["litres"] = ("l", 1m), ["cl"] = ("ml", 10m), ["ml"] = ("ml", 1m),
        ["ud"] = ("piece", 1m), ["uds"] = ("piece", 1m), ["u"] = ("piece", 1m), ["unidades"] = ("piece", 1m), ["unidad"] = ("piece", 1m), ["units"] = ("piece", 1m), ["pcs"] = ("piece", 1m), ["piezas"] = ("piece", 1m), ["ale"] = ("piece", 1m),
    };

    /// <summary>Kind of pack, or null when no word is known.</summary>
    public static string? Kind(string text)
    {
        var plain = HeaderWords.Normalise(text) + " ";
        return Kinds.FirstOrDefault(kind => kind.Words.Any(word => plain.Contains(word, StringComparison.Ordinal))).Unit;
    }

    /// <summary>What a pack holds; false when the text has no number.</summary>
    public static bool TryContent(string text, bool decimalComma, out decimal quantity, out string? measure)
    {
        (quantity, measure) = (0, null);
        foreach (Match match in Content().Matches(text))
        {
            if (!Measures.TryGetValue(match.Groups["unit"].Value.ToLowerInvariant(), out var known) || !Numbers.TryParse(match.Groups["size"].Value, decimalComma, out var size))
            {
                continue;
            }

            var times = match.Groups["times"].Success && Numbers.TryParse(match.Groups["times"].Value, decimalComma, out var packs) ? packs : 1m;
            (quantity, measure) = (times * size * known.Factor, known.Unit);
            return quantity > 0;
        }

        return Numbers.TryParse(text, decimalComma, out quantity) && quantity > 0;
    }

    [GeneratedRegex(@"(?:(?<times>\d+)\s*[xX×*]\s*)?(?<size>\d+(?:[.,]\d+)*)\s*(?<unit>\p{L}+)", RegexOptions.CultureInvariant)]
    private static partial Regex Content();
}
