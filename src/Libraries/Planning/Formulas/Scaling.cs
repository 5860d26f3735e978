namespace Bakery.Planning.Formulas;

/// <summary>A line of a scaled dough.</summary>
/// <param name="ItemId">The item, or null for the pre-ferment.</param>
/// <param name="PrefermentId">The pre-ferment, or null.</param>
/// <param name="Kilograms">Unrounded weight in kg, as booked.</param>
/// <param name="Grams">Whole grams as shown; a sheet sums to its total.</param>
public sealed record SheetLine(Guid? ItemId, Guid? PrefermentId, decimal Kilograms, int Grams);

/// <summary>Scales a dough and shows it in whole grams.</summary>
public static class Scaling
{
    /// <summary>The sheet of one mix, or of all mixes of a dough.</summary>
    public static IReadOnlyList<SheetLine> Sheet(DoughFormula dough, decimal doughKg) => InGrams(dough.MixSheet(doughKg));

    /// <summary>The sheet of a pre-ferment.</summary>
    public static IReadOnlyList<SheetLine> Sheet(PrefermentFormula preferment, decimal weightKg) => InGrams(preferment.Ingredients(weightKg));

    /// <summary>
    /// Weights for a target dough weight while locked lines keep theirs: the other lines share the rest in their proportion.
    /// </summary>
    /// <param name="weights">Current weights in kg by line.</param>
    /// <param name="locked">Which lines stay.</param>
    /// <param name="targetKg">Wanted sum in kg.</param>
    /// <exception cref="ArgumentException">The locked lines alone exceed the target, or all lines are locked.</exception>
    public static IReadOnlyList<decimal> ToTarget(IReadOnlyList<decimal> weights, IReadOnlyList<bool> locked, decimal targetKg)
    {
        decimal held = weights.Where((_, i) => locked[i]).Sum();
        decimal free = weights.Where((_, i) => !locked[i]).Sum();
        if (targetKg < held || (free == 0 && targetKg != held))
        {
            throw new ArgumentException("The locked lines leave no room for the target.", nameof(targetKg));
        }

        return [.. weights.Select((weight, i) => locked[i] || free == 0 ? weight : weight * (targetKg - held) / free)];
    }

    /// <summary>
    /// Another hydration (water as percent of the flour; Hamelman, Bread, "baker's percentage"): the free water lines follow in their proportion, everything else stays.
    /// </summary>
    /// <param name="amounts">Percents or weights by line.</param>
    /// <param name="flour">Which lines are flour.</param>
    /// <param name="water">Which lines are water.</param>
    /// <param name="locked">Which lines stay.</param>
    /// <param name="hydrationPercent">Wanted hydration.</param>
    /// <exception cref="ArgumentException">No water line may move, or the locked water is more than asked for.</exception>
    public static IReadOnlyList<decimal> ToHydration(IReadOnlyList<decimal> amounts, IReadOnlyList<bool> flour, IReadOnlyList<bool> water, IReadOnlyList<bool> locked, decimal hydrationPercent)
    {
        decimal held = amounts.Where((_, i) => water[i] && locked[i]).Sum();
        decimal free = amounts.Where((_, i) => water[i] && !locked[i]).Sum();
        decimal wanted = hydrationPercent * amounts.Where((_, i) => flour[i]).Sum() / 100m - held;
        if (free <= 0m || wanted <= 0m)
        {
            throw new ArgumentException("No water line may follow the hydration.", nameof(hydrationPercent));
        }

        return [.. amounts.Select((amount, i) => water[i] && !locked[i] ? amount * wanted / free : amount)];
    }

    private static IReadOnlyList<SheetLine> InGrams(IReadOnlyList<Weighed> lines)
    {
        int[] grams = LargestRemainder.Round([.. lines.Select(line => line.Kilograms * 1000m)]);
        return [.. lines.Select((line, i) => new SheetLine(line.ItemId, line.PrefermentId, line.Kilograms, grams[i]))];
    }
}
