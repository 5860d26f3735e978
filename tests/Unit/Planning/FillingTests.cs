using Bakery.Planning.Formulas;
using CsCheck;

namespace Bakery.Tests.Unit.Planning;

public sealed class FillingTests
{
    private static readonly Guid Milk = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Sugar = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Cream = Guid.Parse("00000000-0000-0000-0000-0000000000a1");
    private static readonly Guid Mousse = Guid.Parse("00000000-0000-0000-0000-0000000000a2");

    private static Guid Level(int number) => new(number, 0, 0, new byte[8]);

    [Fact]
    public void Losses_count_at_every_level()
    {
        // 1 kg of milk and 0.25 kg of sugar boil down by 20 % to 1 kg; the mousse is half cream and half milk and loses nothing.
        var book = new FillingBook([
            new FillingFormula(Mousse, [new FillingPart(null, Cream, 1m), new FillingPart(Milk, null, 1m)], 0m),
            new FillingFormula(Cream, [new FillingPart(Milk, null, 1m), new FillingPart(Sugar, null, 0.25m)], 20m),
        ]);
        Assert.Equal([new Weighed(Milk, null, 4m), new Weighed(Sugar, null, 0.5m)], book.Ingredients(Mousse, 4m));
        Assert.Equal([new FillingNeed(Cream, 2m), new FillingNeed(Mousse, 4m)], book.Needs(Mousse, 4m));
        Assert.Equal([new FillingPart(Milk, null, 2m), new FillingPart(Sugar, null, 0.5m)], book.Sheet(Cream, 2m));
        Assert.Equal((1, 2), (book.LevelsOf(Cream), book.LevelsOf(Mousse)));
    }

    [Fact]
    public void A_filling_that_holds_itself_through_another_is_refused()
    {
        var circle = Assert.Throws<FormulaException>(() => new FillingBook([
            new FillingFormula(Cream, [new FillingPart(null, Mousse, 1m)], 0m), new FillingFormula(Mousse, [new FillingPart(null, Cream, 1m)], 0m),
        ]));
        Assert.Equal(FormulaProblem.RecipeCycle, circle.Problem);
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Six_levels_are_allowed_in_any_order_of_the_list(int levels, bool allowed)
    {
        FillingFormula Of(int level) => new(Level(level), [level == 1 ? new FillingPart(Milk, null, 1m) : new FillingPart(null, Level(level - 1), 1m)], 0m);
        var upwards = Enumerable.Range(1, levels).Select(Of).ToList();
        foreach (var list in new[] { upwards, [.. upwards.AsEnumerable().Reverse()] })
        {
            if (allowed)
            {
                Assert.Equal(2m, Assert.Single(new FillingBook(list).Ingredients(Level(levels), 2m)).Kilograms);
            }
            else
            {
                Assert.Equal(FormulaProblem.TooManyLevels, Assert.Throws<FormulaException>(() => new FillingBook(list)).Problem);
            }
        }
    }

    [Fact]
    public void Without_losses_the_items_of_any_filling_weigh_what_the_filling_weighs() =>
        Gen.Select(Gen.Int[1, 9].List[1, 6], Gen.Int[1, 5]).Sample((weights, kilograms) =>
        {
            var book = new FillingBook(weights.Select((weight, i) => new FillingFormula(Level(i + 1),
                i == 0 ? [new FillingPart(Milk, null, weight)] : [new FillingPart(null, Level(i), weight), new FillingPart(i % 2 == 0 ? Milk : Sugar, null, 1m)], 0m)));
            var top = Level(weights.Count);
            Assert.Equal(kilograms, (double)book.Ingredients(top, kilograms).Sum(item => item.Kilograms), 9);
            Assert.Equal(weights.Count, book.Needs(top, kilograms).Count);
        });
}
