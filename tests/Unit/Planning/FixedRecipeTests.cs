using Bakery.Planning;
using Bakery.Planning.Food;
using Bakery.Planning.Formulas;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

/// <summary>Products that are made without a dough, of items and of other products.</summary>
public sealed class FixedRecipeTests
{
    private static readonly Guid Ham = Id("HAM");
    private static readonly Guid Box = Id("BOX");
    private static readonly Guid Sandwich = Id("SANDWICH");

    // The reference bakery, a sandwich of one roll, 40 g of ham and a box, and whatever else a test puts in.
    private static FormulaBook With(params Shape[] more)
    {
        var book = Book();
        var ingredients = Items.Select(item => new Ingredient(Id(item.Code), item.KgPerUnit, item.Price)).Concat([new Ingredient(Ham, 1m, 9m), new Ingredient(Box, 0m, 0.12m)]);
        return new FormulaBook(book.Doughs.Values, book.Shapes.Values.Concat(more), ingredients);
    }

    private static Shape Made(Guid product, decimal loss, params (Guid Item, decimal Quantity)[] parts) =>
        new(product, product, 0m, 130m, 1, MultipleRounding.Up, [.. parts.Select(p => new PieceExtra(p.Item, p.Quantity))], null, loss);

    private static Shape Bocadillo(decimal loss = 0m) => Made(Sandwich, loss, (Id("P2"), 1m), (Ham, 0.04m), (Box, 1m));

    [Fact]
    public void A_sandwich_brings_the_dough_of_its_roll_and_costs_what_is_in_it()
    {
        var explosion = With(Bocadillo()).Explode(new Dictionary<Guid, decimal> { [Sandwich] = 100m, [Id("P2")] = 240m }, 0m);
        Assert.Equal([new PieceNeed(Id("P2"), 100m)], explosion.Inside);
        Assert.Equal(34m, explosion.Doughs.Single().PiecesKg);
        Assert.Equal((4m, 4m), explosion.Items.Where(i => i.ItemId == Ham).Select(i => (i.Kilograms, i.Quantity)).Single());
        // A box is counted: it has no weight.
        Assert.Equal((0m, 100m), explosion.Items.Where(i => i.ItemId == Box).Select(i => (i.Kilograms, i.Quantity)).Single());
        // 65.81 / 171.2 × 0.1 / 0.98 + 0.36 + 0.12: only the result is rounded.
        Assert.Equal(0.5192m, With(Bocadillo()).PieceCost(Sandwich));
    }

    [Fact]
    public void What_is_made_by_way_of_others_needs_the_same_as_what_is_made_by_itself() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 400], Gen.Int[0, 60], Gen.Int[1, 5]).Sample((sandwiches, rolls, loss, each) =>
        {
            var book = With(Made(Sandwich, loss, (Id("P2"), each), (Ham, 0.04m)));
            var together = book.Explode(new Dictionary<Guid, decimal> { [Sandwich] = sandwiches, [Id("P2")] = rolls }, 0m);
            decimal held = sandwiches * each / (1m - loss / 100m);
            var apart = book.Explode(new Dictionary<Guid, decimal> { [Id("P2")] = rolls + held }, 0m);
            Assert.Equal((double)apart.Kilograms("W180"), (double)together.Kilograms("W180"), 9);
            Assert.Equal((double)(sandwiches * 0.04m / (1m - loss / 100m)), (double)together.Items.Single(i => i.ItemId == Ham).Kilograms, 9);
            Assert.Equal((double)held, (double)together.Inside.Single().Pieces, 9);
        });

    [Fact]
    public void Rolls_in_stock_go_in_before_any_are_baked() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[0, 400]).Sample((sandwiches, stocked) =>
        {
            var explosion = With(Bocadillo()).Explode(new Dictionary<Guid, decimal> { [Sandwich] = sandwiches }, 0m, new Dictionary<Guid, decimal> { [Id("P2")] = stocked, [Sandwich] = 50m });
            Assert.Equal(Math.Max(0, sandwiches - stocked), explosion.Inside.Sum(i => i.Pieces));
            Assert.Equal(Math.Max(0, sandwiches - stocked) * 0.1m, explosion.Doughs.Sum(d => d.PiecesKg));
            Assert.Equal(sandwiches * 0.04m, explosion.Items.Single(i => i.ItemId == Ham).Quantity);
        });

    [Fact]
    public void A_cost_is_the_sum_of_its_parts_at_every_level() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 30], Gen.Int[1, 200]).Sample((each, loss, grams) =>
        {
            var tray = Made(Id("TRAY"), loss, (Sandwich, each), (Id("BUTTER"), grams / 1000m));
            var book = With(Bocadillo(), tray);
            decimal sandwich = 65.81m / 171.2m * 0.1m / 0.98m + 0.04m * 9m + 0.12m;
            Assert.Equal(Rounding.HalfAway((each * sandwich + grams / 1000m * 7.2m) / (1m - loss / 100m), 4), book.PieceCost(tray.ProductItemId));
            Assert.Equal([Id("TRAY"), Sandwich, Id("P2")], book.Within(Id("TRAY")).Select(w => w.Shape.ProductItemId));
        });

    [Fact]
    public void A_product_that_holds_itself_is_refused()
    {
        var circle = Assert.Throws<FormulaException>(() => With(Made(Sandwich, 0m, (Id("TRAY"), 1m)), Made(Id("TRAY"), 0m, (Sandwich, 1m))));
        Assert.Equal(FormulaProblem.RecipeCycle, circle.Problem);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Products_lie_six_levels_deep_at_most(int levels, bool allowed)
    {
        Shape Level(int number) => Made(Id($"L{number}"), 0m, number == 0 ? (Ham, 1m) : (Id($"L{number - 1}"), 1m));
        FormulaBook Deep() => With([.. Enumerable.Range(0, levels + 1).Select(Level)]);
        if (allowed) Assert.Equal(3m, Deep().Explode(new Dictionary<Guid, decimal> { [Id($"L{levels}")] = 3m }, 0m).Items.Single().Quantity);
        else Assert.Equal(FormulaProblem.TooManyLevels, Assert.Throws<FormulaException>(Deep).Problem);
    }

    [Fact]
    public void A_substitute_shifts_exactly_the_allergens_that_stand_otherwise_or_are_unknown() =>
        Gen.Select(Gen.Enum<AllergenState>().Array[14], Gen.Enum<AllergenState>().Array[14]).Sample((from, to) =>
        {
            Dictionary<string, AllergenState> Map(AllergenState[] states) => Allergens.Codes.Zip(states).ToDictionary(s => s.First, s => s.Second);
            var shifts = Allergens.Shifts(Map(from), Map(to));
            for (int i = 0; i < 14; i++) Assert.Equal(from[i] != to[i] || to[i] == AllergenState.Unknown, shifts.Any(s => s.Code == Allergens.Codes[i]));
            // Nobody may say that nothing changes where an ingredient is not described.
            Assert.Equal(14, Allergens.Shifts(Map(from), new Dictionary<string, AllergenState>()).Count);
        });
}
