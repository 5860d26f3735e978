using System.Text;

namespace Bakery.SalesFiles;

/// <summary>A known product that an unknown name may mean.</summary>
/// <param name="Name">The known name.</param>
/// <param name="Confidence">0 to 1; 1 = equal but for capitals, accents and signs.</param>
public sealed record NameSuggestion(string Name, double Confidence);

/// <summary>Comparison of product names as people type them.</summary>
public static class ProductNames
{
    private const double Weakest = 0.45;

    /// <summary>Lower case, without accents and signs, single spaces.</summary>
    public static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                result.Append(char.ToLowerInvariant(HeaderWords.WithoutAccent(c)));
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>The known name that is most alike, or null when none is.</summary>
    public static NameSuggestion? Suggest(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var plain = Plain(name);
        NameSuggestion? best = null;
        foreach (var candidate in known)
        {
            var confidence = Likeness(plain, Plain(candidate));
            if (confidence >= Weakest && (best is null || confidence > best.Confidence))
            {
                best = new NameSuggestion(candidate, confidence);
            }
        }

        return best;
    }

    /// <summary>Share of equal letter pairs (Dice's coefficient), which forgives word order, endings and typing errors.</summary>
    private static double Likeness(string a, string b)
    {
        if (a == b)
        {
            return 1;
        }

        if (a.Length < 2 || b.Length < 2)
        {
            return 0;
        }

        var pairs = new Dictionary<(char, char), int>();
        for (var i = 0; i + 1 < a.Length; i++)
        {
            pairs[(a[i], a[i + 1])] = pairs.GetValueOrDefault((a[i], a[i + 1])) + 1;
        }

        var common = 0;
        for (var i = 0; i + 1 < b.Length; i++)
        {
            if (pairs.TryGetValue((b[i], b[i + 1]), out var left) && left > 0)
            {
                pairs[(b[i], b[i + 1])] = left - 1;
                common++;
            }
        }

        return Math.Min(0.99, 2.0 * common / (a.Length + b.Length - 2));
    }
}
