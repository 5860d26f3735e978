namespace Bakery.Planning.Food;

/// <summary>An ingredient as a label names it.</summary>
/// <param name="Name">Its name; a part between asterisks is an allergen and is emphasised: "harina de *trigo*".</param>
/// <param name="Parts">What a bought compound ingredient is made of, already in order, or null.</param>
/// <param name="Grams">Its weight at mixing.</param>
/// <param name="Contains">Names of the allergens it holds, in the label's language.</param>
/// <param name="IsNamed">The product is called after it, so its share is declared.</param>
public sealed record LabelIngredient(string Name, string? Parts, decimal Grams, IReadOnlyList<string> Contains, bool IsNamed);

/// <summary>A piece of text in one weight of type.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsStrong">Bold; an allergen is bold and in capitals, never marked by colour alone.</param>
public sealed record TextRun(string Text, bool IsStrong = false);

/// <summary>
/// The list of ingredients of Regulation (EU) 1169/2011: falling weight at mixing (article 18), compounds with their parts (Annex VII E), the share of what the product is
/// named after (article 22), allergens set apart from the rest (article 21).
/// </summary>
public static class IngredientList
{
    /// <summary>Writes the list.</summary>
    /// <param name="ingredients">In any order; the same name twice is one ingredient.</param>
    public static IReadOnlyList<TextRun> Write(IReadOnlyList<LabelIngredient> ingredients)
    {
        decimal total = ingredients.Sum(i => i.Grams);
        var merged = ingredients.GroupBy(i => i.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.First() with { Grams = g.Sum(i => i.Grams), IsNamed = g.Any(i => i.IsNamed) })
            .OrderByDescending(i => i.Grams).ToList();
        var runs = new List<TextRun>();
        for (int i = 0; i < merged.Count; i++)
        {
            if (i > 0) runs.Add(new TextRun(", "));
            var one = merged[i];
            runs.AddRange(Marked(one.Name));
            if (one.IsNamed && total > 0) runs.Add(new TextRun($" ({Math.Round(one.Grams / total * 100m, 0, MidpointRounding.AwayFromZero):0}\u00a0%)"));
            if (one.Parts is { Length: > 0 } parts)
            {
                runs.Add(new TextRun(" ("));
                runs.AddRange(Marked(parts));
                runs.Add(new TextRun(")"));
            }
            // An allergen that no word of the text names is named behind it.
            bool named = one.Name.Contains('*', StringComparison.Ordinal) || one.Parts?.Contains('*', StringComparison.Ordinal) == true;
            if (!named && one.Contains.Count > 0)
            {
                runs.Add(new TextRun(" ("));
                runs.Add(new TextRun(string.Join(", ", one.Contains).ToUpperInvariant(), true));
                runs.Add(new TextRun(")"));
            }
        }
        if (runs.Count > 0) runs.Add(new TextRun("."));
        return runs;
    }

    /// <summary>Text with parts between asterisks: those become bold capitals.</summary>
    public static IEnumerable<TextRun> Marked(string text) =>
        text.Split('*').Select((part, i) => i % 2 == 1 ? new TextRun(part.ToUpperInvariant(), true) : new TextRun(part)).Where(run => run.Text.Length > 0);
}
