using Bakery.SalesFiles;

namespace Bakery.Sales.Onboarding;

/// <summary>What a product probably is, from its name and how it is sold.</summary>
/// <param name="ItemType">finished_product or resale.</param>
/// <param name="Category">One of the item categories, e.g. bread.</param>
/// <param name="Unit">piece or kg.</param>
/// <param name="Confidence">0 to 100: 90 a word of the list, 60 the beginning of one, 30 nothing known.</param>
public sealed record ProductClass(string ItemType, string Category, string Unit, int Confidence);

/// <summary>Classifies products by words in Spanish, Basque, English and French.</summary>
internal static class ProductClassifier
{
    private const int Sure = 90, Likely = 60, Unknown = 30;
    private const decimal FractionalShare = 0.2m;

    // The first line that knows a word of the name wins: a sandwich with bread is a sandwich.
    private static readonly (string Type, string Category, string[] Words)[] Words =
    [
        ("resale", "beverages", ["agua", "ura", "water", "cola", "coca", "zumo", "juice", "refresco", "cerveza", "garagardo", "beer", "leche", "esne", "milk", "lata", "botella"]),
        ("resale", "other_products", ["miel", "ezti", "honey", "mermelada", "jam", "aceite", "huevos", "bolsa", "bag", "vela", "kandela"]),
        ("finished_product", "beverages", ["cafe", "kafe", "kafea", "kafesne", "coffee", "cortado", "espresso", "latte", "cappuccino", "infusion", "tea", "te", "the"]),
        ("finished_product", "sandwiches", ["bocadillo", "bocata", "sandwich", "ogitarteko", "empanada", "pizza", "quiche", "toast", "tostada"]),
        ("finished_product", "seasonal", ["roscon", "roscos", "turron", "panettone", "torrija", "torrijas", "bunuelo", "bunuelos", "polvoron", "mazapan", "galette", "buche"]),
        ("finished_product", "croissants", ["croissant", "croissants", "cruasan", "kruasan", "curasan"]),
        ("finished_product", "muffins", ["magdalena", "madalena", "magdalenas", "muffin", "muffins", "madeleine"]),
        ("finished_product", "cookies", ["galleta", "galletas", "cookie", "cookies", "gaileta", "biscuit", "biscuits", "sable", "pastas", "macaron"]),
        ("finished_product", "cakes", ["tarta", "tarte", "tartaleta", "tartelette", "cake", "pastel", "bizcocho", "gateau", "cheesecake", "brownie", "eclair", "opila"]),
        ("finished_product", "pastries", ["napolitana", "ensaimada", "palmera", "bollo", "donut", "berlina", "brioche", "hojaldre", "trenza", "pastry", "danish", "bun", "scone", "opil", "cana", "suizo", "chausson", "chocolatine"]),
        ("finished_product", "bread", ["pan", "barra", "baguette", "hogaza", "chapata", "ciabatta", "ogi", "ogia", "taloa", "bread", "loaf", "pain", "mollete", "molde", "centeno", "rye", "sourdough", "masa", "panecillo", "campagne", "boule", "focaccia"]),
    ];

    /// <param name="fractional">Share of the sales with a fraction of a piece, 0 to 1.</param>
    public static ProductClass Of(string name, decimal fractional)
    {
        var tokens = ProductNames.Plain(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var unit = fractional > FractionalShare || tokens.Contains("kg") ? "kg" : "piece";
        foreach (var (type, category, words) in Words)
            if (tokens.Any(words.Contains)) return new ProductClass(type, category, unit, Sure);
        foreach (var (type, category, words) in Words)
            if (tokens.Any(t => words.Any(w => w.Length >= 4 && t.StartsWith(w, StringComparison.Ordinal)))) return new ProductClass(type, category, unit, Likely);
        return new ProductClass("finished_product", "other_products", unit, Unknown);
    }
}

/// <summary>What kind of bakery the sales look like.</summary>
/// <param name="Model">production, retail, mixed or central_workshop.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Reasons">many_locations, mostly_resale, hardly_any_resale, own_and_resale, few_products_known.</param>
public sealed record BusinessGuess(string Model, int Confidence, IReadOnlyList<string> Reasons);

internal static class BusinessModels
{
    private const int ManyLocations = 3;
    private const decimal MostlyResale = 0.6m, HardlyAnyResale = 0.1m, KnownEnough = 0.5m;

    /// <param name="locations">Names of locations in the file.</param>
    /// <param name="resale">Share of the pieces that are bought in, 0 to 1.</param>
    /// <param name="known">Share of the pieces whose product was recognised.</param>
    public static BusinessGuess Of(int locations, decimal resale, decimal known)
    {
        string[] doubt = known < KnownEnough ? ["few_products_known"] : [];
        var less = doubt.Length * 30;
        if (locations >= ManyLocations) return new BusinessGuess("central_workshop", 70 - less, ["many_locations", .. doubt]);
        if (resale >= MostlyResale) return new BusinessGuess("retail", 80 - less, ["mostly_resale", .. doubt]);
        return resale <= HardlyAnyResale ? new BusinessGuess("production", 70 - less, ["hardly_any_resale", .. doubt]) : new BusinessGuess("mixed", 75 - less, ["own_and_resale", .. doubt]);
    }
}
