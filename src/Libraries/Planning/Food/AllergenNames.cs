namespace Bakery.Planning.Food;

/// <summary>What the 14 allergens of Annex II and their cereals and nuts are called on paper.</summary>
public static class AllergenNames
{
    private static readonly IReadOnlyDictionary<string, string> Spanish = Named("gluten", "crustáceos", "huevo", "pescado", "cacahuete", "soja", "leche", "frutos de cáscara", "apio", "mostaza", "sésamo", "sulfitos", "altramuces", "moluscos");
    private static readonly IReadOnlyDictionary<string, string> Basque = Named("glutena", "krustazeoak", "arrautza", "arraina", "kakahuetea", "soja", "esnea", "oskoldun fruituak", "apioa", "mostaza", "sesamoa", "sulfitoak", "lupinua", "moluskuak");
    private static readonly IReadOnlyDictionary<string, string> English = Named("gluten", "crustaceans", "egg", "fish", "peanut", "soya", "milk", "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs");

    private static readonly Dictionary<string, (string Spanish, string Basque)> Species = new()
    {
        ["wheat"] = ("trigo", "garia"), ["rye"] = ("centeno", "zekalea"), ["barley"] = ("cebada", "garagarra"), ["oats"] = ("avena", "oloa"), ["spelt"] = ("espelta", "espelta"), ["khorasan"] = ("trigo khorasan", "khorasan garia"), ["almond"] = ("almendra", "almendra"),
        ["hazelnut"] = ("avellana", "hurra"), ["walnut"] = ("nuez", "intxaurra"), ["cashew"] = ("anacardo", "anakardoa"), ["pecan"] = ("nuez pecana", "pekan intxaurra"), ["brazil_nut"] = ("nuez de Brasil", "Brasilgo intxaurra"),
        ["pistachio"] = ("pistacho", "pistatxoa"), ["macadamia"] = ("macadamia", "makadamia"),
    };

    /// <summary>Names by code.</summary>
    /// <param name="language">es, eu or en; Spanish for any other.</param>
    public static IReadOnlyDictionary<string, string> Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };

    /// <summary>The name of a cereal or nut; what a person wrote in words stays as it is.</summary>
    /// <param name="species">English name as in Annex II, or a word of the person who described the ingredient.</param>
    /// <param name="language">es, eu or en.</param>
    public static string OfSpecies(string species, string language) => !Species.TryGetValue(species, out var names) ? species : language switch { "eu" => names.Basque, "en" => species.Replace('_', ' '), _ => names.Spanish };

    private static Dictionary<string, string> Named(params string[] names) => Allergens.Codes.Zip(names).ToDictionary(n => n.First, n => n.Second);
}
