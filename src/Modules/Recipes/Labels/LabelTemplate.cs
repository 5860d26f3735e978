using System.Globalization;
using Bakery.Documents;
using Bakery.Planning.Food;
using Bakery.Recipes.Food;

namespace Bakery.Recipes.Labels;

/// <summary>What is printed besides the recipe.</summary>
/// <param name="Lot">Lot of the pieces, or null on a counter card.</param>
/// <param name="Date">Best before or use by.</param>
/// <param name="Operator">Name and address of who makes it.</param>
internal sealed record LabelFacts(string? Lot, DateOnly? Date, bool IsThawed, bool IsDayOld, string Operator, bool WithNutrition);

/// <summary>One template for labels and counter cards; PDF and ZPL print the same paragraphs.</summary>
internal static class LabelTemplate
{
    // A machine without ICU knows no Spanish culture; a comma is all that is needed of it.
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = "," };

    /// <summary>A label for a packed product: everything Regulation (EU) 1169/2011 article 9 asks for.</summary>
    public static PrintedLabel Label(ProductFood product, LabelFacts facts, IReadOnlyList<LabelWords> languages)
    {
        var paragraphs = new List<Paragraph> { Heading(product, facts, languages, 15) };
        foreach (var words in languages)
        {
            paragraphs.AddRange(Contents(product, words, 7.5));
            paragraphs.Add(Plain($"{words.NetWeight}: {Grams(product.Shape.BakedWeightG)}  {(facts.Lot is null ? "" : $"{words.Lot}: {facts.Lot}  ")}{Dated(product, facts, words)}", 7.5));
            paragraphs.Add(Plain($"{(facts.IsThawed ? words.Thawed + " " : "")}{words.Storage(product.Fact.StorageCondition)}", 7));
            if (facts.WithNutrition) paragraphs.Add(Plain(NutritionLine(ShowNutrition.Declared(product.Nutrition), words), 7));
        }
        paragraphs.Add(Plain($"{string.Join(" / ", languages.Select(w => w.Operator.TrimEnd(':')))}: {facts.Operator}", 7, 3));
        return new PrintedLabel(100, 75, paragraphs);
    }

    /// <summary>A card for loose goods at the counter (Royal Decree 126/2015, Royal Decree 308/2019): price per piece and per kg, weight, kind, ingredients and allergens.</summary>
    // Large, for it is read across a counter; a long list is printed smaller.
    public static PrintedLabel Card(ProductFood product, LabelFacts facts, IReadOnlyList<LabelWords> languages)
    {
        var paragraphs = new List<Paragraph> { Heading(product, facts, languages, 28) };
        if (product.Product.Price is { } price)
            paragraphs.Add(new Paragraph([new Run($"{Euro(price)} / {languages[0].PerPiece}", true), new Run($"   {Euro(price / product.Shape.BakedWeightG * 1000m)} / {languages[0].PerKilogram}   {Grams(product.Shape.BakedWeightG)}")], 22, 4));
        var kinds = languages.Select(w => w.Kind(product.Fact.BreadKind)).Where(k => k.Length > 0).ToList();
        if (kinds.Count > 0) paragraphs.Add(Plain(string.Join(" / ", kinds), 15));
        foreach (var words in languages) paragraphs.AddRange(Contents(product, words, 13));
        return new PrintedLabel(148, 105, paragraphs);
    }

    private static Paragraph Heading(ProductFood product, LabelFacts facts, IReadOnlyList<LabelWords> languages, double size)
    {
        var name = product.Fact.LabelName ?? product.Product.Name;
        var other = languages.Count > 1 && product.Fact.LabelNameEu is { } eu && eu != name ? $" / {eu}" : languages is [var only] && ReferenceEquals(only, LabelWords.Basque) && product.Fact.LabelNameEu is { } basque ? $" / {basque}" : "";
        return new Paragraph([new Run($"{name}{other}".Replace("*", "", StringComparison.Ordinal), true), .. facts.IsDayOld ? [new Run("  " + string.Join(" / ", languages.Select(w => w.DayOld)), true)] : Array.Empty<Run>()], size, 0);
    }

    private static IEnumerable<Paragraph> Contents(ProductFood product, LabelWords words, double size)
    {
        var named = Names(product);
        var list = IngredientList.Write([.. product.Parts.Select(i => Ingredient(i, words, named))]);
        yield return new Paragraph([new Run($"{words.Ingredients}: ", true), .. list.Select(r => new Run(r.Text, r.IsStrong))], size, 3);
        var traces = product.Allergens.Where(a => a.Value == AllergenState.Traces).Select(a => words.Allergens[a.Key]).ToList();
        if (traces.Count > 0) yield return new Paragraph([new Run($"{words.Traces} "), new Run(string.Join(", ", traces).ToUpperInvariant(), true), new Run(".")], size);
    }

    // A product of our own is a compound: its name, and behind it what it is made of.
    private static LabelIngredient Ingredient(PieceIngredient part, LabelWords words, IReadOnlyList<string> named)
    {
        var isBasque = ReferenceEquals(words, LabelWords.Basque);
        var madeOf = part.MadeOf is { } inside
            ? string.Concat(IngredientList.Write([.. inside.Select(i => Ingredient(i, words, []))]).Select(r => r.IsStrong ? $"*{r.Text}*" : r.Text)).TrimEnd('.')
            : (isBasque ? part.Fact.PartsEu : null) ?? part.Fact.Parts;
        return new LabelIngredient((isBasque ? part.Fact.LabelNameEu : null) ?? part.Fact.LabelName ?? part.Item.Name, madeOf, part.Grams,
            [.. Allergens.Codes.Where(c => part.Flat.Any(i => i.States.GetValueOrDefault(c, AllergenState.Unknown) == AllergenState.Contains)).Select(c => words.Allergens[c])], named.Any(n => IsNamed(part, n)));
    }

    // "Napolitana de chocolate" names its chocolate; words that only join others are no names.
    private static IReadOnlyList<string> Names(ProductFood product) =>
        [.. $"{product.Product.Name} {product.Fact.LabelName}".Split([' ', ',', '*'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 4).Select(Stem).Distinct()];

    private static bool IsNamed(PieceIngredient ingredient, string name) =>
        $"{ingredient.Item.Name} {ingredient.Fact.LabelName}".Split([' ', ',', '*'], StringSplitOptions.RemoveEmptyEntries).Any(w => w.Length >= 4 && Stem(w) == name);

    // Plural and singular name the same thing.
    private static string Stem(string word) => word.ToLowerInvariant() is var lower && lower.EndsWith("es", StringComparison.Ordinal) && lower.Length > 5 ? lower[..^2] : lower.EndsWith('s') && lower.Length > 4 ? lower[..^1] : lower;

    // Day, month, year in that order, in every language: Regulation (EU) 1169/2011, annex X.
    private static string Dated(ProductFood product, LabelFacts facts, LabelWords words) => facts.Date is { } date ? $"{(product.Fact.ExpiryKind == "use_by" ? words.UseBy : words.BestBefore)} {date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}" : "";

    private static string NutritionLine(Nutrition n, LabelWords w) => $"{w.Nutrition}: {w.Energy} {N(n.EnergyKj)} kJ / {N(n.EnergyKcal)} kcal; {w.Fat} {N(n.Fat)} g, {w.Saturates} {N(n.Saturates)} g; {w.Carbohydrate} {N(n.Carbohydrate)} g, {w.Sugars} {N(n.Sugars)} g; "
        + $"{w.Fibre} {N(n.Fibre)} g; {w.Protein} {N(n.Protein)} g; {w.Salt} {N(n.Salt)} g.";

    private static Paragraph Plain(string text, double size, double gap = 2) => new([new Run(text.TrimEnd())], size, gap);

    private static string N(decimal value) => value.ToString("0.##", Numbers);

    private static string Grams(decimal grams) => $"{grams.ToString("0.#", Numbers)}\u00a0g";

    private static string Euro(decimal amount) => $"{Math.Round(amount, 2, MidpointRounding.AwayFromZero).ToString("0.00", Numbers)}\u00a0€";
}
