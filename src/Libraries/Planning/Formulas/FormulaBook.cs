namespace Bakery.Planning.Formulas;

/// <summary>How a piece count goes to the tray multiple.</summary>
public enum MultipleRounding
{
    /// <summary>Always up.</summary>
    Up,

    /// <summary>To the nearest multiple; half goes up.</summary>
    Nearest,

    /// <summary>To the neighbour with the lower expected cost of waste and lost sales.</summary>
    CostOptimal,
}

/// <summary>Something added to each piece, such as chocolate.</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="Quantity">Quantity per piece in stock units; no process loss applies.</param>
public sealed record PieceExtra(Guid ItemId, decimal Quantity);

/// <summary>A filling put into each piece; what it is made of is among the extras.</summary>
/// <param name="FillingId">The recipe.</param>
/// <param name="Kilograms">Weight per piece in kg.</param>
public sealed record PieceFilling(Guid FillingId, decimal Kilograms);

/// <summary>How a product is made from a dough.</summary>
/// <param name="ProductItemId">The finished product.</param>
/// <param name="DoughId">The dough recipe.</param>
/// <param name="RawWeightG">Weight of the dough piece in g.</param>
/// <param name="BakedWeightG">Weight of the baked piece in g.</param>
/// <param name="Multiple">Pieces per tray or oven load.</param>
/// <param name="Rounding">How the plan goes to the multiple.</param>
/// <param name="Extras">Items added to each piece, those of its fillings included.</param>
/// <param name="Fillings">Fillings put into each piece.</param>
public sealed record Shape(
    Guid ProductItemId,
    Guid DoughId,
    decimal RawWeightG,
    decimal BakedWeightG,
    int Multiple,
    MultipleRounding Rounding,
    IReadOnlyList<PieceExtra> Extras,
    IReadOnlyList<PieceFilling>? Fillings = null);

/// <summary>Dough to mix.</summary>
/// <param name="DoughId">The recipe.</param>
/// <param name="PiecesKg">Raw weight of the pieces in kg.</param>
/// <param name="DoughKg">Weight to mix in kg, process loss included.</param>
/// <param name="FlourKg">Flour in it in kg, pre-ferment flour included.</param>
public sealed record DoughNeed(Guid DoughId, decimal PiecesKg, decimal DoughKg, decimal FlourKg);

/// <summary>Pre-ferment to make.</summary>
/// <param name="PrefermentId">The recipe.</param>
/// <param name="NeededKg">What the doughs take, in kg.</param>
/// <param name="ToMakeKg">With margin, rounded up to 0.1 kg.</param>
public sealed record PrefermentNeed(Guid PrefermentId, decimal NeededKg, decimal ToMakeKg);

/// <summary>An item that is used up.</summary>
/// <param name="ItemId">The stock item.</param>
/// <param name="Kilograms">Weight in kg.</param>
/// <param name="Quantity">The same in stock units.</param>
public sealed record ItemNeed(Guid ItemId, decimal Kilograms, decimal Quantity);

/// <summary>What a plan of pieces needs. All weights are unrounded except <see cref="PrefermentNeed.ToMakeKg"/>.</summary>
/// <param name="Doughs">Doughs in the order of the formula book.</param>
/// <param name="Preferments">Pre-ferments, each once for all doughs.</param>
/// <param name="Items">Ingredients and extras; the pre-ferment margin is not in them.</param>
/// <param name="Fillings">Fillings, each once for all products, those inside others first.</param>
public sealed record Explosion(IReadOnlyList<DoughNeed> Doughs, IReadOnlyList<PrefermentNeed> Preferments, IReadOnlyList<ItemNeed> Items, IReadOnlyList<FillingNeed> Fillings);

/// <summary>All formulas of a bakery; turns pieces into doughs, pre-ferments and ingredients.</summary>
public sealed class FormulaBook
{
    private readonly IReadOnlyList<DoughFormula> _doughs;
    private readonly Dictionary<Guid, DoughFormula> _doughById;
    private readonly Dictionary<Guid, Shape> _shapes;
    private readonly IReadOnlyDictionary<Guid, Ingredient> _ingredients;

    /// <summary>Creates a book; every dough and filling of a shape and every item must be given.</summary>
    public FormulaBook(IEnumerable<DoughFormula> doughs, IEnumerable<Shape> shapes, IEnumerable<Ingredient> ingredients, FillingBook? fillings = null)
    {
        Fillings = fillings ?? FillingBook.Empty;
        _doughs = [.. doughs];
        _doughById = _doughs.ToDictionary(dough => dough.RecipeId);
        _shapes = shapes.ToDictionary(shape => shape.ProductItemId);
        _ingredients = ingredients.ToDictionary(ingredient => ingredient.ItemId);
    }

    /// <summary>The shapes by product.</summary>
    public IReadOnlyDictionary<Guid, Shape> Shapes => _shapes;

    /// <summary>The doughs by recipe.</summary>
    public IReadOnlyDictionary<Guid, DoughFormula> Doughs => _doughById;

    /// <summary>The fillings.</summary>
    public FillingBook Fillings { get; }

    /// <summary>Turns pieces per product into needs. Products without a shape (resale) are left out.</summary>
    /// <param name="pieces">Pieces per product.</param>
    /// <param name="prefermentMarginPercent">Added to each pre-ferment before it is rounded up to 0.1 kg.</param>
    public Explosion Explode(IReadOnlyDictionary<Guid, decimal> pieces, decimal prefermentMarginPercent)
    {
        var made = pieces.Where(entry => entry.Value > 0 && _shapes.ContainsKey(entry.Key)).ToList();
        var kilograms = new Dictionary<Guid, decimal>();
        var order = new List<Guid>();
        void Add(Guid item, decimal kg)
        {
            if (kilograms.TryAdd(item, 0m))
            {
                order.Add(item);
            }

            kilograms[item] += kg;
        }

        var doughs = new List<DoughNeed>();
        var preferments = new List<(PrefermentFormula Formula, decimal Kg)>();
        foreach (var dough in _doughs)
        {
            decimal piecesKg = made
                .Where(entry => _shapes[entry.Key].DoughId == dough.RecipeId)
                .Sum(entry => entry.Value * _shapes[entry.Key].RawWeightG / 1000m);
            if (piecesKg == 0)
            {
                continue;
            }

            decimal doughKg = dough.DoughFor(piecesKg);
            doughs.Add(new DoughNeed(dough.RecipeId, piecesKg, doughKg, dough.FlourFor(doughKg)));
            foreach (var line in dough.Ingredients(doughKg))
            {
                Add(line.ItemId!.Value, line.Kilograms);
            }

            if (dough.Preferment is not null)
            {
                preferments.Add((dough.Preferment, dough.PrefermentFor(doughKg)));
            }
        }

        foreach (var (product, count) in made)
        {
            foreach (var extra in _shapes[product].Extras)
            {
                Add(extra.ItemId, count * extra.Quantity * _ingredients[extra.ItemId].KilogramsPerUnit);
            }
        }

        var needs = preferments
            .GroupBy(part => part.Formula.RecipeId)
            .Select(group => new PrefermentNeed(
                group.Key,
                group.Sum(part => part.Kg),
                Planning.Rounding.UpTo(group.Sum(part => part.Kg) * (1m + prefermentMarginPercent / 100m), 0.1m)));
        var items = order.Select(item => new ItemNeed(item, kilograms[item], kilograms[item] / _ingredients[item].KilogramsPerUnit));
        return new Explosion(doughs, [.. needs], [.. items], Filled(made));
    }

    private List<FillingNeed> Filled(IEnumerable<KeyValuePair<Guid, decimal>> made)
    {
        var needs = made.SelectMany(entry => (_shapes[entry.Key].Fillings ?? []).SelectMany(filling => Fillings.Needs(filling.FillingId, filling.Kilograms * entry.Value)))
            .GroupBy(need => need.FillingId)
            .Select(group => new FillingNeed(group.Key, group.Sum(need => need.Kilograms)))
            .ToList();
        // What others hold is made before them.
        return [.. needs.OrderBy(need => Fillings.LevelsOf(need.FillingId))];
    }

    /// <summary>Ingredient cost of a piece in EUR, 4 decimals; only the result is rounded. Extras carry no process loss.</summary>
    public decimal PieceCost(Guid productItemId)
    {
        var shape = _shapes[productItemId];
        var dough = _doughById[shape.DoughId];
        decimal cost = dough.DoughFor(shape.RawWeightG / 1000m) * dough.CostPerKilogram(_ingredients)
            + shape.Extras.Sum(extra => extra.Quantity * _ingredients[extra.ItemId].CostPerUnit);
        return Planning.Rounding.HalfAway(cost, 4);
    }

    /// <summary>Salt in g per 100 g of the baked piece, from the salt line, unrounded.</summary>
    public decimal SaltPer100G(Guid productItemId, Guid saltItemId)
    {
        var shape = _shapes[productItemId];
        var dough = _doughById[shape.DoughId];
        decimal salt = dough.Lines.Where(line => line.ItemId == saltItemId).Sum(line => line.Percent);
        return shape.RawWeightG * salt / dough.TotalPercent / shape.BakedWeightG * 100m;
    }
}
