namespace Bakery.Planning.Formulas;

/// <summary>A part of a filling: an item, or another filling.</summary>
/// <param name="ItemId">The stock item, or null for a filling.</param>
/// <param name="FillingId">The filling's recipe, or null for an item.</param>
/// <param name="Kilograms">Weight in the recipe as it is written; only the proportions count.</param>
public sealed record FillingPart(Guid? ItemId, Guid? FillingId, decimal Kilograms);

/// <summary>A cream, a topping, a glaze: parts by weight, of which a share is lost when it is made.</summary>
/// <param name="RecipeId">The recipe.</param>
/// <param name="Parts">At least one, each above zero.</param>
/// <param name="ProcessLossPercent">What evaporates or stays in the pan, percent of the weighed parts; from 0 to below 100.</param>
public sealed record FillingFormula(Guid RecipeId, IReadOnlyList<FillingPart> Parts, decimal ProcessLossPercent);

/// <summary>A filling that has to be made.</summary>
/// <param name="FillingId">The recipe.</param>
/// <param name="Kilograms">Finished weight in kg, unrounded.</param>
public sealed record FillingNeed(Guid FillingId, decimal Kilograms);

/// <summary>All fillings of a bakery. A filling may hold others, six levels deep at most; none may hold itself.</summary>
public sealed class FillingBook
{
    /// <summary>Levels of recipes below a product.</summary>
    public const int MostLevels = 6;

    /// <summary>A book without fillings.</summary>
    public static FillingBook Empty { get; } = new([]);

    private readonly Dictionary<Guid, FillingFormula> _fillings;
    private readonly Dictionary<Guid, Made> _made = [];

    /// <summary>Works every filling out; every filling that is held must be given.</summary>
    /// <exception cref="FormulaException">A filling holds itself, lies too deep, or has no weight.</exception>
    public FillingBook(IEnumerable<FillingFormula> fillings)
    {
        _fillings = fillings.ToDictionary(filling => filling.RecipeId);
        foreach (var filling in _fillings.Keys)
        {
            Make(filling, []);
        }
    }

    /// <summary>The fillings by recipe.</summary>
    public IReadOnlyDictionary<Guid, FillingFormula> Fillings => _fillings;

    /// <summary>Items of a finished weight in kg over all levels, losses included, each item once.</summary>
    public IReadOnlyList<Weighed> Ingredients(Guid fillingId, decimal kilograms) =>
        [.. _made[fillingId].Items.Select(item => new Weighed(item.Key, null, item.Value * kilograms))];

    /// <summary>The fillings to make for a finished weight in kg: those inside first, the filling itself last.</summary>
    public IReadOnlyList<FillingNeed> Needs(Guid fillingId, decimal kilograms) =>
        [.. _made[fillingId].Inside.Select(inside => new FillingNeed(inside.Key, inside.Value * kilograms)), new FillingNeed(fillingId, kilograms)];

    /// <summary>1 for a filling of items alone, and one more than the deepest of those it holds.</summary>
    public int LevelsOf(Guid fillingId) => _made[fillingId].Levels;

    /// <summary>What is weighed for a finished weight in kg, this level alone.</summary>
    public IReadOnlyList<FillingPart> Sheet(Guid fillingId, decimal kilograms)
    {
        var filling = _fillings[fillingId];
        decimal factor = Weighing(filling) * kilograms;
        return [.. filling.Parts.Select(part => part with { Kilograms = part.Kilograms * factor })];
    }

    /// <summary>From the parts as written to a finished kilogram.</summary>
    private static decimal Weighing(FillingFormula filling) => 1m / (filling.Parts.Sum(part => part.Kilograms) * (1m - filling.ProcessLossPercent / 100m));

    private Made Make(Guid id, IReadOnlyList<Guid> above)
    {
        if (above.Contains(id))
        {
            throw new FormulaException(FormulaProblem.RecipeCycle, "The filling holds itself.");
        }

        if (_made.TryGetValue(id, out var known))
        {
            return known;
        }

        var filling = _fillings[id];
        if (filling.Parts.Count == 0 || filling.Parts.Any(part => part.Kilograms <= 0))
        {
            throw new FormulaException(FormulaProblem.EmptyOrNegativeLine, "A filling needs lines with weights above zero.");
        }

        var made = new Made();
        foreach (var part in filling.Parts)
        {
            decimal share = part.Kilograms * Weighing(filling);
            if (part.ItemId is { } item)
            {
                Add(made.Items, item, share);
                continue;
            }

            var inside = Make(part.FillingId!.Value, [.. above, id]);
            made.Levels = Math.Max(made.Levels, inside.Levels + 1);
            foreach (var (own, weight) in inside.Items)
            {
                Add(made.Items, own, weight * share);
            }

            foreach (var (own, weight) in inside.Inside)
            {
                Add(made.Inside, own, weight * share);
            }

            Add(made.Inside, part.FillingId.Value, share);
        }

        return made.Levels <= MostLevels ? _made[id] = made : throw new FormulaException(FormulaProblem.TooManyLevels, $"Recipes lie at most {MostLevels} levels deep.");
    }

    private static void Add(OrderedDictionary<Guid, decimal> sums, Guid key, decimal weight) => sums[key] = sums.GetValueOrDefault(key) + weight;

    /// <summary>One finished kilogram.</summary>
    private sealed class Made
    {
        public OrderedDictionary<Guid, decimal> Items { get; } = [];

        public OrderedDictionary<Guid, decimal> Inside { get; } = [];

        public int Levels { get; set; } = 1;
    }
}
