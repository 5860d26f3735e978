using System.Globalization;
using Bakery.Documents;
using Bakery.Kernel.Values;

namespace Bakery.Production.Sheets;

/// <summary>The words of printed sheets in the tenant's language.</summary>
internal sealed record SheetWords(string BakeSheet, string MixCards, string Product, string Pieces, string Orders, string Preferments, string Name, string Needed, string ToMake, string Version, string Printed,
    string ChangesSince, string Ingredient, string OneMix, string AllMixes, string Total,
    string Lot, string Steps, string Measured, string By, string WaterTemperature, string DoughTemperature, string Filling, string Fixed, string Inside, string LastMix)
{
    private static readonly SheetWords Spanish = new("Hoja de horneado", "Fichas de amasada", "Producto", "Piezas", "Pedidos", "Prefermentos", "Nombre", "Necesario", "A preparar", "versión", "impreso", "{0} cambios desde las {1}",
        "Ingrediente", "Una amasada", "Todas", "Total", "Lote", "Pasos", "Medido", "Hecho por", "Temperatura del agua", "Temperatura de la masa", "Relleno", "Sin masa", "Para otros", "La última");
    private static readonly SheetWords Basque = new("Labe-orria", "Oratze-fitxak", "Produktua", "Piezak", "Eskaerak", "Aurre-hartzigarriak", "Izena", "Behar dena", "Prestatzeko", "bertsioa", "inprimatua", "{0} aldaketa {1}(e)tatik",
        "Osagaia", "Oratze bat", "Denak", "Guztira", "Sorta", "Urratsak", "Neurtua", "Nork", "Uraren tenperatura", "Orearen tenperatura", "Betegarria", "Orerik gabe", "Besteetarako", "Azkena");
    private static readonly SheetWords English = new("Bake sheet", "Mix cards", "Product", "Pieces", "Orders", "Pre-ferments", "Name", "Needed", "To make", "version", "printed", "{0} changes since {1}", "Ingredient", "One mix", "All mixes", "Total", "Lot", "Steps",
        "Measured", "Done by", "Water temperature", "Dough temperature", "Filling", "Without dough", "For others", "The last one");

    public static SheetWords Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };
}

internal static class SheetFormat
{
    public static bool IsJson(string? format) => format switch
    {
        null or "json" => true,
        "pdf" => false,
        _ => throw RuleViolation.Invalid("format", "json or pdf."),
    };

    public static string Size(string? size) => size switch
    {
        null or "a4" => "a4",
        "a5" => "a5",
        _ => throw RuleViolation.Invalid("size", "a4 or a5."),
    };

    public static string Kg(decimal kg, PaperFormat format) => $"{format.Number(kg, "0.000")} kg";

    public static string Grams(int grams) => $"{grams.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ')} g";
}
