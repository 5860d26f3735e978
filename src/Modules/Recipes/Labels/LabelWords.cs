using Bakery.Planning.Food;

namespace Bakery.Recipes.Labels;

/// <summary>The fixed words of labels and counter cards. Consumer information is Spanish, with Basque beside it (legal.md §1).</summary>
internal sealed record LabelWords(string Ingredients, string Traces, string NetWeight, string Lot, string BestBefore, string UseBy, string Ambient, string Chilled, string Frozen, string Thawed, string Operator, string PerPiece, string PerKilogram,
    string Nutrition, string Energy, string Fat, string Saturates, string Carbohydrate, string Sugars, string Fibre, string Protein, string Salt, string Common, string Special, string GlutenFree, string DayOld, IReadOnlyDictionary<string, string> Allergens)
{
    public static readonly LabelWords Spanish = new("Ingredientes", "Puede contener trazas de", "Peso neto", "Lote", "Consumir preferentemente antes del", "Fecha de caducidad", "Conservar en lugar fresco y seco.", "Conservar refrigerado.",
        "Conservar a -18 °C.", "Descongelado: no volver a congelar.", "Elaborado por", "pieza", "kg", "Información nutricional por 100 g", "Valor energético", "Grasas", "de las cuales saturadas", "Hidratos de carbono", "de los cuales azúcares",
        "Fibra alimentaria", "Proteínas", "Sal", "Pan común", "Pan especial", "Pan sin gluten", "Pan del día anterior", AllergenNames.Of("es"));

    public static readonly LabelWords Basque = new("Osagaiak", "Aztarnak izan ditzake:", "Pisu garbia", "Sorta", "Hobe data honen aurretik kontsumitzea:", "Iraungitze-data:", "Leku fresko eta lehorrean gorde.", "Hozkailuan gorde.",
        "-18 °C-an gorde.", "Desizoztua: ez izoztu berriro.", "Egilea:", "pieza", "kg", "Nutrizio-informazioa 100 g-ko", "Energia-balioa", "Gantzak", "horietatik aseak", "Karbohidratoak", "horietatik azukreak", "Zuntza", "Proteinak",
        "Gatza", "Ogi arrunta", "Ogi berezia", "Glutenik gabeko ogia", "Bezperako ogia", AllergenNames.Of("eu"));

    public string Kind(string? breadKind) => breadKind switch { "common" => Common, "special" => Special, "gluten_free" => GlutenFree, _ => "" };

    public string Storage(string condition) => condition switch { "chilled" => Chilled, "frozen" => Frozen, _ => Ambient };
}
