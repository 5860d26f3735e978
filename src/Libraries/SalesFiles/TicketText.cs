using System.Globalization;
using System.Text.RegularExpressions;

namespace Bakery.SalesFiles;

/// <summary>The products of a ticket in one cell: <c>2 x Barra de pan, 1 x Empanada de atún, ración</c>.</summary>
internal static partial class TicketText
{
    public static bool LooksLike(string text) => Start().IsMatch(text);

    /// <summary>Quantities and names; a comma counts as separator only before the next "n x".</summary>
    public static IReadOnlyList<(decimal Quantity, string Product)> Split(string text)
    {
        var parts = new List<(decimal, string)>();
        foreach (var part in Separator().Split(text))
        {
            var match = Start().Match(part);
            if (match.Success && decimal.TryParse(match.Groups[1].Value.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var quantity))
            {
                parts.Add((quantity, part[match.Length..].Trim()));
            }
        }

        return parts;
    }

    [GeneratedRegex(@"^\s*(\d{1,6}(?:[.,]\d{1,4})?)\s*[x×]\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@",\s+(?=\d{1,6}(?:[.,]\d{1,4})?\s*[x×]\s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separator();
}
