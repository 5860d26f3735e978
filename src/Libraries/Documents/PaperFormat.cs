using System.Globalization;

namespace Bakery.Documents;

/// <summary>How a paper that a person reads writes days, numbers and units in its language. Exports are data and keep ISO days and the codes of units: <see cref="Data"/>.</summary>
public sealed class PaperFormat
{
    private readonly string day;
    private readonly string shortDay;
    private readonly string month;
    private readonly char mark;
    private readonly IReadOnlyDictionary<string, (string One, string More)> units;

    private PaperFormat(string day, string shortDay, string month, char mark, IReadOnlyDictionary<string, (string One, string More)> units) => (this.day, this.shortDay, this.month, this.mark, this.units) = (day, shortDay, month, mark, units);

    private static readonly PaperFormat Spanish = new("dd/MM/yyyy", "dd/MM", "MM/yyyy", ',', Units(("pieza", "piezas"), ("unidad", "unidades")));

    // After a number Basque keeps the singular.
    private static readonly PaperFormat Basque = new("yyyy/MM/dd", "MM/dd", "yyyy/MM", ',', Units(("pieza", "pieza"), ("unitate", "unitate")));
    private static readonly PaperFormat English = new("yyyy-MM-dd", "MM-dd", "yyyy-MM", '.', Units(("piece", "pieces"), ("unit", "units")));

    /// <summary>Of an export: ISO days, decimal comma (as spreadsheets in Spain read it), units by their codes.</summary>
    public static PaperFormat Data { get; } = new("yyyy-MM-dd", "MM-dd", "yyyy-MM", ',', new Dictionary<string, (string, string)>());

    /// <summary>Of a language: es, eu or en; any other reads Spanish.</summary>
    public static PaperFormat Of(string language) => language switch { "eu" => Basque, "en" => English, _ => Spanish };

    /// <summary>26/11/2026, 2026/11/26 or 2026-11-26; empty for null.</summary>
    public string Day(DateOnly? value) => value?.ToString(Literal(day), CultureInfo.InvariantCulture) ?? "";

    /// <summary>Month and year.</summary>
    public string Month(DateOnly value) => value.ToString(Literal(month), CultureInfo.InvariantCulture);

    /// <summary>A day with its time, both local.</summary>
    public string Moment(DateTime local) => local.ToString($"{Literal(day)} HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same without the year, for papers of one day.</summary>
    public string ShortMoment(DateTime local) => local.ToString($"{Literal(shortDay)} HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A number with the language's decimal mark; empty for null.</summary>
    public string Number(decimal? value, string format = "0.###") => value?.ToString(format, CultureInfo.InvariantCulture).Replace('.', mark) ?? "";

    /// <summary>A quantity with its unit: what is counted by its word, weights and volumes by their sign.</summary>
    public string Quantity(decimal value, string? unit, string format = "0.###") =>
        string.IsNullOrEmpty(unit) ? Number(value, format) : $"{Number(value, format)} {(units.TryGetValue(unit, out var word) ? value == 1m ? word.One : word.More : unit)}";

    // A slash of a pattern stands for the culture's own separator.
    private static string Literal(string pattern) => pattern.Replace("/", "'/'", StringComparison.Ordinal);

    private static Dictionary<string, (string, string)> Units((string, string) piece, (string, string) unit) => new() { ["piece"] = piece, ["unit"] = unit };
}
