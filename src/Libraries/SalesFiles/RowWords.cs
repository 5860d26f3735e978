namespace Bakery.SalesFiles;

/// <summary>Words that tell totals, refunds and cancelled rows from sales.</summary>
internal static class RowWords
{
    private static readonly string[] Totals =
        ["total", "subtotal", "sub total", "sous-total", "suma", "guztira", "gesamt", "summe", "zwischensumme", "grand total", "i alt", "totala"];

    private static readonly string[] Cancelled =
        ["cancel", "void", "anulad", "anulac", "annul", "storn", "abgebrochen", "fehlgeschlagen", "failed", "declined", "fallid", "rechazad", "baliogabe", "bertan behera"];

    private static readonly string[] Refunds =
        ["refund", "devoluc", "reembolso", "abono", "rembours", "retour", "ruckerstatt", "rückerstatt", "erstattung", "itzulketa", "return", "refusion"];

    public static bool IsTotal(string cell)
    {
        var text = cell.AsSpan().Trim().TrimStart("*= ");
        foreach (var word in Totals)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsLetter(text[word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsCancelled(string? text) => text is not null && StartsWithAny(text, Cancelled);

    public static bool MentionsCancelling(string text) => Cancelled.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    public static bool IsRefund(string? text) => text is not null && StartsWithAny(text, Refunds);

    public static bool IsYes(string text) => text.ToUpperInvariant() is "TRUE" or "1" or "YES" or "Y" or "SI" or "SÍ" or "S" or "X" or "OUI" or "JA" or "BAI" or "VERDADERO" or "WAHR" or "VRAI";

    public static bool IsNo(string text) => text.ToUpperInvariant() is "FALSE" or "0" or "NO" or "N" or "NON" or "NEIN" or "EZ" or "FALSO" or "FALSCH" or "FAUX" or "0.0" or "0,0";

    public static bool IsNothing(string product) => product.AsSpan().Trim() is "NONE" or "None" or "none" or "NULL" or "null" or "N/A" or "n/a" or "NaN" or "nan" or "-" or "(none)" or "#N/A";

    private static bool StartsWithAny(string text, string[] words) => words.Any(w => text.StartsWith(w, StringComparison.OrdinalIgnoreCase));
}
