namespace Bakery.DemoData;

/// <summary>What a generated ingredient is as food. Energy and nutrients are round typical values of its kind, per 100 g.</summary>
/// <param name="LabelName">Allergens between asterisks.</param>
/// <param name="Contains">Allergens it holds; all others are free, but for the traces.</param>
/// <param name="Nutrition">kJ, kcal, fat, saturates, carbohydrate, sugars, protein, salt, fibre.</param>
public sealed record FoodEntry(string LabelName, string LabelNameEu, string[] Contains, string[] Species, decimal[] Nutrition, string[]? Traces = null, bool IsWholemeal = false, string? Parts = null, string? PartsEu = null);

/// <summary>Food facts of the generated ingredients, by code.</summary>
public static class FoodCatalog
{
    public static readonly string[] Allergens = ["gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs"];

    public static readonly IReadOnlyDictionary<string, FoodEntry> All = new Dictionary<string, FoodEntry>
    {
        ["W180"] = Flour("harina de *trigo*", "*gari* irina", "wheat", [1456, 343, 1.1m, 0.2m, 71, 0.7m, 10.5m, 0, 3.4m]), ["W300"] = Flour("harina de fuerza de *trigo*", "*gari* irin indartsua", "wheat", [1448, 341, 1.3m, 0.2m, 68, 0.7m, 13, 0, 3.2m]),
        ["RYE"] = Flour("harina integral de *centeno*", "*zekale* irin osokoa", "rye", [1356, 321, 1.7m, 0.3m, 59, 1, 9, 0, 14]) with { IsWholemeal = true }, ["MALT"] = Flour("harina de *cebada* malteada", "*garagar* maltatuaren irina", "barley", [1490, 352, 1.8m, 0.3m, 71, 7, 10, 0, 7]),
        ["SPELT"] = Flour("harina de *espelta*", "*espelta* irina", "spelt", [1440, 340, 2, 0.3m, 65, 1, 13, 0, 5]), ["WHOLE"] = Flour("harina integral de *trigo*", "*gari* irin osokoa", "wheat", [1390, 329, 2.2m, 0.4m, 60, 0.6m, 12, 0, 11]) with { IsWholemeal = true },
        ["WATER"] = Free("agua", "ura", []), ["SALT"] = Free("sal marina", "itsas gatza", [0, 0, 0, 0, 0, 0, 0, 100, 0]), ["YEAST"] = Free("levadura", "legamia", [440, 105, 1.9m, 0.3m, 7, 0.5m, 13, 0.1m, 7]),
        ["SUGAR"] = Free("azúcar", "azukrea", [1700, 400, 0, 0, 100, 100, 0, 0, 0]), ["HONEY"] = Free("miel", "eztia", [1350, 318, 0, 0, 79, 78, 0.4m, 0, 0]), ["OIL"] = Free("aceite de oliva", "oliba-olioa", [3700, 900, 100, 14, 0, 0, 0, 0, 0]),
        ["MILK"] = Of("*leche* entera", "*esne* osoa", ["milk"], [265, 63, 3.6m, 2.4m, 4.7m, 4.7m, 3.1m, 0.1m, 0]), ["BUTTER"] = Of("*mantequilla*", "*gurina*", ["milk"], [3060, 744, 82, 55, 0.6m, 0.6m, 0.7m, 0, 0]),
        ["EGG"] = Of("*huevo* pasteurizado", "*arrautza* pasteurizatua", ["eggs"], [600, 143, 9.7m, 2.9m, 0.7m, 0.7m, 12.5m, 0.36m, 0]),
        ["CHOC"] = Of("chocolate", "txokolatea", ["soybeans"], [2160, 517, 29, 17, 56, 50, 5, 0, 8], ["milk", "nuts"]) with { Parts = "azúcar, pasta de cacao, manteca de cacao, emulgente (lecitina de *soja*)", PartsEu = "azukrea, kakao-orea, kakao-gurina, emultsionatzailea (*soja*-lezitina)" },
        ["SEEDS"] = Of("semillas", "haziak", ["sesame"], [2300, 555, 45, 6, 12, 1.5m, 21, 0, 11]) with { Parts = "girasol, lino, *sésamo*", PartsEu = "ekilorea, lihoa, *sesamoa*" }, ["WALNUT"] = Of("*nueces*", "*intxaurrak*", ["nuts"], [2738, 654, 65, 6, 7, 2.6m, 15, 0, 6.7m]) with { Species = ["walnut"] },
        ["ALMOND"] = Of("*almendra*", "*almendra*", ["nuts"], [2423, 579, 50, 3.8m, 9, 4.4m, 21, 0, 12.5m]) with { Species = ["almond"] }, ["RAISIN"] = Free("pasas", "mahaspasak", [1260, 299, 0.5m, 0.1m, 69, 66, 3, 0.03m, 4]), ["COCOA"] = Free("cacao en polvo", "kakao-hautsa", [1470, 355, 21, 13, 14, 1, 20, 0.05m, 30]),
        ["STARCH"] = Free("almidón de maíz", "arto-almidoia", [1460, 349, 0.2m, 0, 86, 0, 0.3m, 0.02m, 0.9m]), ["APPLE"] = Free("manzana", "sagarra", [220, 52, 0.2m, 0, 11.4m, 10.4m, 0.3m, 0, 2.4m]),
        ["HAM"] = Free("jamón cocido", "urdaiazpiko egosia", [500, 119, 4.5m, 1.6m, 1, 1, 18.5m, 2.1m, 0]) with { Parts = "jamón de cerdo, agua, sal, dextrosa, conservador (nitrito sódico)", PartsEu = "txerri-urdaiazpikoa, ura, gatza, dextrosa, kontserbagarria (sodio nitritoa)" },
        ["CHEESE"] = Of("*queso* Idiazabal", "Idiazabal *gazta*", ["milk"], [1800, 434, 36, 24, 1, 0.5m, 26, 1.6m, 0]), ["LEMON"] = Free("ralladura de limón", "limoi-azala", [200, 47, 0.3m, 0, 5.4m, 4.2m, 1.5m, 0, 10.6m]),
    };

    private static FoodEntry Flour(string es, string eu, string species, decimal[] nutrition) => new(es, eu, ["gluten"], [species], nutrition);

    private static FoodEntry Of(string es, string eu, string[] contains, decimal[] nutrition, string[]? traces = null) => new(es, eu, contains, [], nutrition, traces);

    private static FoodEntry Free(string es, string eu, decimal[] nutrition) => new(es, eu, [], [], nutrition);
}
