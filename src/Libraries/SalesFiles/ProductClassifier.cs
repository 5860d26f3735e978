namespace Bakery.SalesFiles;

/// <summary>What something probably is, from its name.</summary>
/// <param name="ItemType">ingredient, finished_product, resale, packaging or cleaning.</param>
/// <param name="Category">One of the item categories, e.g. bread or flour.</param>
/// <param name="Unit">piece, kg or l.</param>
/// <param name="Confidence">0 to 100: 90 a word of the dictionary, 60 the beginning of one, 30 nothing known.</param>
public sealed record ProductClass(string ItemType, string Category, string Unit, int Confidence);

/// <summary>
/// Classifies by the word that says what it is: the first one in Spanish and French (<c>pan de leche</c> is bread), the last one in Basque and English
/// (<c>bread flour</c> is flour).
/// </summary>
public static class ProductClassifier
{
    private const int Sure = 90, Likely = 60, Unknown = 30, ShortestBeginning = 4;
    private const decimal FractionalShare = 0.2m;
    private static readonly IReadOnlyList<WordRow> Everything = [.. ProductWords.Kept, .. ProductWords.Sold];

    // Words that stand behind the one that matters.
    private static readonly HashSet<string> Joints = ["de", "del", "con", "al", "y", "of", "with"];

    /// <summary>Anything kept in stock.</summary>
    public static ProductClass Of(string name)
    {
        var tokens = Tokens(name);
        return Known(tokens, Everything) is { } found ? new ProductClass(found.Row.ItemType, found.Row.Category, found.Row.Unit, found.Confidence) : new ProductClass("ingredient", "other", UnitOf(tokens, 0m), Unknown);
    }

    /// <summary>Something that was sold.</summary>
    /// <param name="fractional">Share of the sales with a fraction of a piece, 0 to 1.</param>
    public static ProductClass OfSold(string name, decimal fractional)
    {
        var tokens = Tokens(name);
        return Known(tokens, ProductWords.Sold) is { } found
            ? new ProductClass(found.Row.ItemType, found.Row.Category, UnitOf(tokens, fractional), found.Confidence)
            : new ProductClass("finished_product", "other_products", UnitOf(tokens, fractional), Unknown);
    }

    private static string[] Tokens(string name) => ProductNames.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string UnitOf(string[] tokens, decimal fractional) => fractional > FractionalShare || tokens.Contains("kg") ? "kg" : "piece";

    private static (WordRow Row, int Confidence)? Known(string[] tokens, IReadOnlyList<WordRow> rows)
    {
        var hits = tokens.Select(t => rows.FirstOrDefault(r => r.Knows(t))).ToList();
        if (hits.Exists(r => r is not null))
        {
            var isHeadFirst = tokens.Zip(hits).Any(t => Joints.Contains(t.First) || (t.Second is { } row && !row.HeadLast.Contains(t.First)));
            return (isHeadFirst ? hits.First(r => r is not null) : hits.Last(r => r is not null)) is { } sure ? (sure, Sure) : null;
        }

        var likely = rows.FirstOrDefault(r => r.HeadFirst.Concat(r.HeadLast).Any(w => w.Length >= ShortestBeginning && tokens.Any(t => t.StartsWith(w, StringComparison.Ordinal))));
        return likely is null ? null : (likely, Likely);
    }
}
