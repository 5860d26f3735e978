namespace Bakery.Planning.Formulas;

/// <summary>An ingredient as formulas need it.</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="KilogramsPerUnit">Weight of one stock unit in kg: 1 for kg, the density for litres, the piece weight for pieces; 0 for what is only counted, such as a box.</param>
/// <param name="CostPerUnit">Cost of one stock unit in EUR.</param>
public sealed record Ingredient(Guid ItemId, decimal KilogramsPerUnit, decimal CostPerUnit)
{
    /// <summary>Cost of one kilogram in EUR.</summary>
    public decimal CostPerKilogram => CostPerUnit / KilogramsPerUnit;
}

/// <summary>One ingredient of a formula in baker's percent (all flour = 100 %, pre-ferment flour included).</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="Percent">Weight as percent of the flour.</param>
/// <param name="IsFlour">Whether the line counts as flour; malted flour below 2 % may be left out.</param>
public sealed record FormulaLine(Guid ItemId, decimal Percent, bool IsFlour = false);

/// <summary>Why a formula is refused.</summary>
public enum FormulaProblem
{
    /// <summary>The flours do not sum to 100 %.</summary>
    FlourIsNotHundred,

    /// <summary>A pre-ferment holds more of an ingredient than the dough states.</summary>
    PrefermentExceedsTotal,

    /// <summary>A formula needs at least one line, and every percent must be positive.</summary>
    EmptyOrNegativeLine,

    /// <summary>A recipe holds itself, directly or through others.</summary>
    RecipeCycle,

    /// <summary>Recipes lie deeper than allowed.</summary>
    TooManyLevels,
}

/// <summary>Raised when a formula breaks a rule of baker's maths.</summary>
public sealed class FormulaException(FormulaProblem problem, string message) : Exception(message)
{
    /// <summary>The broken rule.</summary>
    public FormulaProblem Problem { get; } = problem;
}

/// <summary>A pre-ferment: its lines are percents of its own flour.</summary>
public sealed record PrefermentFormula
{
    /// <summary>Creates a pre-ferment from its lines.</summary>
    /// <exception cref="FormulaException">No lines, or the flours are not 100 %.</exception>
    public PrefermentFormula(Guid recipeId, IReadOnlyList<FormulaLine> lines)
    {
        FormulaRules.Check(lines);
        RecipeId = recipeId;
        Lines = lines;
    }

    /// <summary>The recipe.</summary>
    public Guid RecipeId { get; }

    /// <summary>The lines in the order they are written.</summary>
    public IReadOnlyList<FormulaLine> Lines { get; }

    /// <summary>Sum of all percents, 200.2 for a poolish with 0.2 % yeast.</summary>
    public decimal TotalPercent => Lines.Sum(line => line.Percent);

    /// <summary>Weight in kg that holds the given flour.</summary>
    public decimal WeightFor(decimal flourKg) => flourKg * TotalPercent / 100m;

    /// <summary>The ingredients of a given weight in kg.</summary>
    public IReadOnlyList<Weighed> Ingredients(decimal weightKg) =>
        [.. Lines.Select(line => new Weighed(line.ItemId, null, weightKg * line.Percent / TotalPercent))];
}

/// <summary>A weighed line: an item, or a pre-ferment made earlier.</summary>
/// <param name="ItemId">The stock item, or null for a pre-ferment.</param>
/// <param name="PrefermentId">The pre-ferment recipe, or null for an item.</param>
/// <param name="Kilograms">Unrounded weight in kg.</param>
public sealed record Weighed(Guid? ItemId, Guid? PrefermentId, decimal Kilograms);

/// <summary>A dough states totals in baker's percent; the pre-ferment is a part of them.</summary>
public sealed record DoughFormula
{
    /// <summary>Creates a dough and checks that the pre-ferment fits into its totals.</summary>
    /// <exception cref="FormulaException">A rule of baker's maths is broken.</exception>
    public DoughFormula(
        Guid recipeId,
        IReadOnlyList<FormulaLine> lines,
        decimal processLossPercent,
        PrefermentFormula? preferment = null,
        decimal prefermentFlourPercent = 0m)
    {
        FormulaRules.Check(lines);
        ArgumentOutOfRangeException.ThrowIfNegative(processLossPercent);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(processLossPercent, 100m);
        RecipeId = recipeId;
        Lines = lines;
        ProcessLossPercent = processLossPercent;
        Preferment = preferment;
        PrefermentFlourPercent = prefermentFlourPercent;
        FinalLines = Final();
    }

    /// <summary>The recipe.</summary>
    public Guid RecipeId { get; }

    /// <summary>The totals, pre-ferment flour, water and yeast included.</summary>
    public IReadOnlyList<FormulaLine> Lines { get; }

    /// <summary>Dough that stays in bowl and divider, percent of the mixed weight.</summary>
    public decimal ProcessLossPercent { get; }

    /// <summary>The pre-ferment, or null.</summary>
    public PrefermentFormula? Preferment { get; }

    /// <summary>Share of the flour that the pre-ferment holds, percent.</summary>
    public decimal PrefermentFlourPercent { get; }

    /// <summary>What goes into the mixer besides the pre-ferment, in baker's percent; lines at zero are left out.</summary>
    public IReadOnlyList<FormulaLine> FinalLines { get; }

    /// <summary>Sum of all percents.</summary>
    public decimal TotalPercent => Lines.Sum(line => line.Percent);

    /// <summary>Water and other stated lines do not matter here: flour weight of a dough weight, both in kg.</summary>
    public decimal FlourFor(decimal doughKg) => doughKg * 100m / TotalPercent;

    /// <summary>Dough to mix in kg for pieces of a given raw weight in kg, process loss included.</summary>
    public decimal DoughFor(decimal piecesKg) => piecesKg / (1m - ProcessLossPercent / 100m);

    /// <summary>Pre-ferment in kg that a dough weight in kg needs, without margin.</summary>
    public decimal PrefermentFor(decimal doughKg) =>
        Preferment is null ? 0m : Preferment.WeightFor(FlourFor(doughKg) * PrefermentFlourPercent / 100m);

    /// <summary>All ingredients of a dough weight in kg, pre-ferment ingredients included.</summary>
    public IReadOnlyList<Weighed> Ingredients(decimal doughKg) =>
        [.. Lines.Select(line => new Weighed(line.ItemId, null, FlourFor(doughKg) * line.Percent / 100m))];

    /// <summary>What goes into the mixer for a dough weight in kg: the final-dough lines, then the pre-ferment.</summary>
    public IReadOnlyList<Weighed> MixSheet(decimal doughKg)
    {
        decimal flour = FlourFor(doughKg);
        var sheet = FinalLines.Select(line => new Weighed(line.ItemId, null, flour * line.Percent / 100m)).ToList();
        if (Preferment is not null)
        {
            sheet.Add(new Weighed(null, Preferment.RecipeId, PrefermentFor(doughKg)));
        }

        return sheet;
    }

    /// <summary>Cost of a kilogram of dough in EUR, unrounded.</summary>
    public decimal CostPerKilogram(IReadOnlyDictionary<Guid, Ingredient> ingredients) =>
        Lines.Sum(line => line.Percent * ingredients[line.ItemId].CostPerKilogram) / TotalPercent;

    private IReadOnlyList<FormulaLine> Final()
    {
        if (Preferment is null)
        {
            return Lines;
        }

        var held = Preferment.Lines
            .GroupBy(line => line.ItemId)
            .ToDictionary(group => group.Key, group => group.Sum(line => line.Percent) * PrefermentFlourPercent / 100m);
        if (held.Keys.Any(item => Lines.All(line => line.ItemId != item)))
        {
            throw new FormulaException(FormulaProblem.PrefermentExceedsTotal, "The pre-ferment holds an ingredient the dough does not state.");
        }

        var final = new List<FormulaLine>();
        foreach (var line in Lines)
        {
            // Only the first line of an item gives its share to the pre-ferment.
            held.Remove(line.ItemId, out decimal share);
            decimal rest = line.Percent - share;
            if (rest < -Rounding.Tolerance)
            {
                throw new FormulaException(FormulaProblem.PrefermentExceedsTotal, "The pre-ferment holds more of an ingredient than the dough states.");
            }

            if (rest > Rounding.Tolerance)
            {
                final.Add(line with { Percent = rest });
            }
        }

        return final;
    }
}

internal static class FormulaRules
{
    internal static void Check(IReadOnlyList<FormulaLine> lines)
    {
        if (lines.Count == 0 || lines.Any(line => line.Percent <= 0))
        {
            throw new FormulaException(FormulaProblem.EmptyOrNegativeLine, "A formula needs lines with positive percents.");
        }

        decimal flour = lines.Where(line => line.IsFlour).Sum(line => line.Percent);
        if (Math.Abs(flour - 100m) > 0.01m)
        {
            throw new FormulaException(FormulaProblem.FlourIsNotHundred, $"The flours are {flour} %, not 100 %.");
        }
    }
}
