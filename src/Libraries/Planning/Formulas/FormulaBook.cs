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

/// <summary>How a product is made: a piece of dough and what is added to it, or by a fixed recipe only what is added.</summary>
/// <param name="ProductItemId">The finished product.</param>
/// <param name="RecipeId">The dough it is shaped from, or the fixed recipe that lists what goes in.</param>
/// <param name="RawWeightG">Weight of the dough piece in g; of a fixed recipe what its parts weigh.</param>
/// <param name="BakedWeightG">Weight of the baked piece in g.</param>
/// <param name="Multiple">Pieces per tray or oven load.</param>
/// <param name="Rounding">How the plan goes to the multiple.</param>
/// <param name="Extras">Items added to each piece, those of its fillings included; one that is a product of the book brings all that it is made of.</param>
/// <param name="Fillings">Fillings put into each piece.</param>
/// <param name="ProcessLossPercent">Of what a fixed recipe adds; what is added to a piece of dough carries no loss.</param>
public sealed record Shape(
    Guid ProductItemId,
    Guid RecipeId,
    decimal RawWeightG,
    decimal BakedWeightG,
    int Multiple,
    MultipleRounding Rounding,
    IReadOnlyList<PieceExtra> Extras,
    IReadOnlyList<PieceFilling>? Fillings = null,
    decimal ProcessLossPercent = 0m)
{
    /// <summary>What is taken so that a good piece holds an amount.</summary>
    public decimal Taken(decimal amount) => amount / (1m - ProcessLossPercent / 100m);
}

/// <summary>Pieces of a product.</summary>
public sealed record PieceNeed(Guid ProductItemId, decimal Pieces);

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
/// <param name="Inside">Pieces of our own products that go into others, besides those asked for; all that they need is in the sums.</param>
public sealed record Explosion(IReadOnlyList<DoughNeed> Doughs, IReadOnlyList<PrefermentNeed> Preferments, IReadOnlyList<ItemNeed> Items, IReadOnlyList<FillingNeed> Fillings, IReadOnlyList<PieceNeed> Inside);

/// <summary>All formulas of a bakery; turns pieces into doughs, pre-ferments and ingredients.</summary>
public sealed class FormulaBook
{
    private readonly IReadOnlyList<DoughFormula> _doughs;
    private readonly Dictionary<Guid, DoughFormula> _doughById;
    private readonly Dictionary<Guid, Shape> _shapes;
    private readonly IReadOnlyDictionary<Guid, Ingredient> _ingredients;
    private readonly Dictionary<Guid, int> _levels = [];

    /// <summary>Creates a book; every filling of a shape and every item must be given.</summary>
    /// <exception cref="FormulaException">A product holds itself, or recipes lie too deep.</exception>
    public FormulaBook(IEnumerable<DoughFormula> doughs, IEnumerable<Shape> shapes, IEnumerable<Ingredient> ingredients, FillingBook? fillings = null)
    {
        Fillings = fillings ?? FillingBook.Empty;
        _doughs = [.. doughs];
        _doughById = _doughs.ToDictionary(dough => dough.RecipeId);
        _shapes = shapes.ToDictionary(shape => shape.ProductItemId);
        _ingredients = ingredients.ToDictionary(ingredient => ingredient.ItemId);
        foreach (var product in _shapes.Keys)
        {
            LevelsBelow(product, []);
        }
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
    /// <param name="onHand">Pieces in stock; they go into others before any are made.</param>
    public Explosion Explode(IReadOnlyDictionary<Guid, decimal> pieces, decimal prefermentMarginPercent, IReadOnlyDictionary<Guid, decimal>? onHand = null)
    {
        var made = Counted(pieces, onHand ?? new Dictionary<Guid, decimal>());
        var quantities = new OrderedDictionary<Guid, decimal>();
        void Add(Guid item, decimal quantity) => quantities[item] = quantities.GetValueOrDefault(item) + quantity;

        var doughs = new List<DoughNeed>();
        var preferments = new List<(PrefermentFormula Formula, decimal Kg)>();
        foreach (var dough in _doughs)
        {
            decimal piecesKg = made
                .Where(entry => _shapes[entry.Key].RecipeId == dough.RecipeId)
                .Sum(entry => entry.Value * _shapes[entry.Key].RawWeightG / 1000m);
            if (piecesKg == 0)
            {
                continue;
            }

            decimal doughKg = dough.DoughFor(piecesKg);
            doughs.Add(new DoughNeed(dough.RecipeId, piecesKg, doughKg, dough.FlourFor(doughKg)));
            foreach (var line in dough.Ingredients(doughKg))
            {
                Add(line.ItemId!.Value, line.Kilograms / _ingredients[line.ItemId.Value].KilogramsPerUnit);
            }

            if (dough.Preferment is not null)
            {
                preferments.Add((dough.Preferment, dough.PrefermentFor(doughKg)));
            }
        }

        foreach (var (product, count) in made)
        {
            foreach (var extra in _shapes[product].Extras.Where(extra => !_shapes.ContainsKey(extra.ItemId)))
            {
                Add(extra.ItemId, count * _shapes[product].Taken(extra.Quantity));
            }
        }

        var needs = preferments
            .GroupBy(part => part.Formula.RecipeId)
            .Select(group => new PrefermentNeed(
                group.Key,
                group.Sum(part => part.Kg),
                Planning.Rounding.UpTo(group.Sum(part => part.Kg) * (1m + prefermentMarginPercent / 100m), 0.1m)));
        var items = quantities.Select(need => new ItemNeed(need.Key, need.Value * _ingredients[need.Key].KilogramsPerUnit, need.Value));
        var inside = made.Select(entry => new PieceNeed(entry.Key, entry.Value - Math.Max(0m, pieces.GetValueOrDefault(entry.Key)))).Where(need => need.Pieces > 0);
        return new Explosion(doughs, [.. needs], [.. items], Filled(made), [.. inside]);
    }

    /// <summary>A piece, and the products of our own that are in it at any level, with how many of each are taken for it.</summary>
    public IEnumerable<(Shape Shape, decimal Pieces)> Within(Guid productItemId, decimal pieces = 1m)
    {
        var shape = _shapes[productItemId];
        return Held(shape).SelectMany(held => Within(held.ItemId, pieces * shape.Taken(held.Quantity))).Prepend((shape, pieces));
    }

    /// <summary>The products of our own that are put into a piece.</summary>
    public IEnumerable<PieceExtra> Held(Shape shape) => shape.Extras.Where(extra => _shapes.ContainsKey(extra.ItemId));

    // All pieces to make. What holds others is counted before what it holds.
    private OrderedDictionary<Guid, decimal> Counted(IReadOnlyDictionary<Guid, decimal> pieces, IReadOnlyDictionary<Guid, decimal> onHand)
    {
        var counts = new OrderedDictionary<Guid, decimal>(pieces.Where(entry => entry.Value > 0 && _shapes.ContainsKey(entry.Key)));
        var left = new Dictionary<Guid, decimal>(onHand);
        foreach (var holder in _levels.Where(entry => entry.Value > 0).OrderByDescending(entry => entry.Value).Select(entry => _shapes[entry.Key]))
        {
            if (!counts.TryGetValue(holder.ProductItemId, out decimal count))
            {
                continue;
            }

            foreach (var held in Held(holder))
            {
                decimal need = count * holder.Taken(held.Quantity);
                decimal stocked = Math.Min(need, left.GetValueOrDefault(held.ItemId));
                left[held.ItemId] = left.GetValueOrDefault(held.ItemId) - stocked;
                if (need > stocked)
                {
                    counts[held.ItemId] = counts.GetValueOrDefault(held.ItemId) + need - stocked;
                }
            }
        }

        return counts;
    }

    private int LevelsBelow(Guid product, IReadOnlyList<Guid> above)
    {
        if (above.Contains(product))
        {
            throw new FormulaException(FormulaProblem.RecipeCycle, "The product holds itself.");
        }

        if (_levels.TryGetValue(product, out int known))
        {
            return known;
        }

        var shape = _shapes[product];
        int levels = Held(shape).Select(held => LevelsBelow(held.ItemId, [.. above, product]) + 1)
            .Concat((shape.Fillings ?? []).Select(filling => Fillings.LevelsOf(filling.FillingId))).DefaultIfEmpty().Max();
        return levels <= FillingBook.MostLevels ? _levels[product] = levels : throw new FormulaException(FormulaProblem.TooManyLevels, $"Recipes lie at most {FillingBook.MostLevels} levels deep.");
    }

    private List<FillingNeed> Filled(OrderedDictionary<Guid, decimal> made)
    {
        var needs = made.SelectMany(entry => (_shapes[entry.Key].Fillings ?? []).SelectMany(filling => Fillings.Needs(filling.FillingId, _shapes[entry.Key].Taken(filling.Kilograms) * entry.Value)))
            .GroupBy(need => need.FillingId)
            .Select(group => new FillingNeed(group.Key, group.Sum(need => need.Kilograms)))
            .ToList();
        // What others hold is made before them.
        return [.. needs.OrderBy(need => Fillings.LevelsOf(need.FillingId))];
    }

    /// <summary>Ingredient cost of a piece over all levels in EUR, 4 decimals; only the result is rounded.</summary>
    public decimal PieceCost(Guid productItemId) => Planning.Rounding.HalfAway(Cost(_shapes[productItemId]), 4);

    /// <summary>Salt in g per 100 g of the baked piece, from the salt line of its dough, unrounded; 0 without a dough.</summary>
    public decimal SaltPer100G(Guid productItemId, Guid saltItemId)
    {
        var shape = _shapes[productItemId];
        if (!_doughById.TryGetValue(shape.RecipeId, out var dough))
        {
            return 0m;
        }

        decimal salt = dough.Lines.Where(line => line.ItemId == saltItemId).Sum(line => line.Percent);
        return shape.RawWeightG * salt / dough.TotalPercent / shape.BakedWeightG * 100m;
    }

    private decimal Cost(Shape shape)
    {
        decimal dough = _doughById.TryGetValue(shape.RecipeId, out var formula) ? formula.DoughFor(shape.RawWeightG / 1000m) * formula.CostPerKilogram(_ingredients) : 0m;
        return dough + shape.Extras.Sum(extra => shape.Taken(extra.Quantity) * (_shapes.TryGetValue(extra.ItemId, out var held) ? Cost(held) : _ingredients[extra.ItemId].CostPerUnit));
    }
}
