using Bakery.Planning;
using Bakery.Planning.Formulas;
using Bakery.Planning.Plans;
using CsCheck;
using static Bakery.Tests.Unit.Planning.ReferenceBakery;

namespace Bakery.Tests.Unit.Planning;

public class FormulaTests
{
    private const decimal KgTolerance = 0.002m;

    [Theory]
    [InlineData("D1", "171.2", "0.3844")]
    [InlineData("D2", "176.9", "0.3797")]
    [InlineData("D3", "228.0", "2.3726")]
    public void Doughs_have_the_stated_totals_and_costs(string dough, string total, string cost)
    {
        var ingredients = Items.ToDictionary(item => Id(item.Code), item => new Ingredient(Id(item.Code), item.KgPerUnit, item.Price));
        var formula = Book().Doughs[Id(dough)];
        Assert.Equal(Parse(total), formula.TotalPercent);
        Assert.Equal(Parse(cost), Rounding.HalfAway(formula.CostPerKilogram(ingredients), 4));
    }

    [Theory]
    [InlineData("P1", 1.20, 4, 0.20, 0, "0.1216", "0.3216", "1.1538", "0.5825", "0.3216", "0.6443", 0.3700, "1.231")]
    [InlineData("P2", 0.45, 4, 0.09, 0, "0.0392", "0.1292", "0.4327", "0.2125", "0.1292", "0.6218", 0.3103, "1.241")]
    [InlineData("P3", 2.10, 4, 0.33, 0, "0.2353", "0.5653", "2.0192", "1.0177", "0.5653", "0.6429", 0.3662, "1.192")]
    [InlineData("P4", 4.80, 4, 0.80, 0.60, "0.3875", "1.1875", "4.6154", "2.3995", "0.5875", "0.8033", 0.8535, "1.264")]
    [InlineData("P5", 2.90, 4, 0.48, 0.35, "0.1937", "0.6737", "2.7885", "1.4804", "0.3237", "0.8206", 0.9175, "1.264")]
    [InlineData("P6", 1.50, 10, 0.28, 0, "0.1590", "0.4390", "1.3636", "0.6472", "0.4390", "0.5958", 0.2426, "1.037")]
    [InlineData("P7", 1.80, 10, 0.32, 0, "0.2732", "0.5932", "1.6364", "0.7302", "0.5932", "0.5518", 0.1301, "0.853")]
    public void Products_have_the_stated_economics(
        string product, double price, int tax, double labour, double salvage,
        string ingredients, string variable, string net, string underage, string overage, string ratio, double z, string salt)
    {
        var book = Book();
        decimal cost = book.PieceCost(Id(product));
        Assert.Equal(Parse(ingredients), cost);
        Assert.Equal(Parse(variable), cost + (decimal)labour);
        Assert.Equal(Parse(net), Newsvendor.NetPrice((decimal)price, tax));
        var news = Newsvendor.For((decimal)price, tax, cost + (decimal)labour, (decimal)salvage, 0.30m);
        Assert.Equal(Parse(underage), Rounding.HalfAway(news.Underage, 4));
        Assert.Equal(Parse(overage), Rounding.HalfAway(news.Overage, 4));
        Assert.Equal(Parse(ratio), Rounding.HalfAway(news.Ratio, 4));
        Assert.Equal(z, Math.Round(Normal.Quantile((double)news.Ratio), 4));
        Assert.Equal(Parse(salt), Rounding.HalfAway(book.SaltPer100G(Id(product), Id("SALT")), 3));
    }

    [Fact]
    public void More_salt_in_the_barra_passes_the_legal_limit() =>
        Assert.Equal(1.375m, Rounding.HalfAway(Book(barraSalt: 1.9m).SaltPer100G(Id("P1"), Id("SALT")), 3));

    [Theory]
    [InlineData("P6", "0.4522", "0.28")]
    [InlineData("P7", "0.6074", "0.32")]
    public void A_butter_price_change_moves_the_croissant_costs(string product, string variable, string labour) =>
        Assert.Equal(Parse(variable), Book(butterPrice: 8m).PieceCost(Id(product)) + Parse(labour));

    [Theory]
    [InlineData("D1", "132.400", "135.102", "78.915")]
    [InlineData("D2", "52.000", "53.061", "29.995")]
    [InlineData("D3", "12.780", "13.175", "5.779")]
    public void The_first_plan_needs_the_stated_doughs(string dough, string pieces, string mixed, string flour)
    {
        var need = Explode(TuesdayPlan).Doughs.Single(entry => entry.DoughId == Id(dough));
        Assert.Equal(Parse(pieces), need.PiecesKg);
        Assert.Equal(Parse(mixed), Rounding.HalfAway(need.DoughKg, 3));
        Assert.Equal(Parse(flour), Rounding.HalfAway(need.FlourKg, 3));
    }

    [Fact]
    public void Preferments_are_made_once_for_all_doughs_with_margin()
    {
        var needs = Explode(TuesdayPlan).Preferments.ToDictionary(need => need.PrefermentId);
        Assert.Equal(41.811m, Rounding.HalfAway(needs[Poolish].NeededKg, 3));
        Assert.Equal(44.0m, needs[Poolish].ToMakeKg);
        Assert.Equal(17.997m, Rounding.HalfAway(needs[Levain].NeededKg, 3));
        Assert.Equal(18.9m, needs[Levain].ToMakeKg);
        Assert.Equal(43.660m, Rounding.HalfAway(Explode(RefreshedPlan).Preferments.Single(need => need.PrefermentId == Poolish).NeededKg, 3));
    }

    [Fact]
    public void Making_the_preferments_takes_the_stated_ingredients()
    {
        var doughs = Book().Doughs;
        var poolish = doughs[Id("D1")].Preferment!.Ingredients(44.0m);
        var levain = doughs[Id("D2")].Preferment!.Ingredients(18.9m);
        Assert.Equal(21.978m, Rounding.HalfAway(poolish[0].Kilograms, 3));
        Assert.Equal(0.044m, Rounding.HalfAway(poolish[2].Kilograms, 3));
        Assert.Equal(7.560m, Rounding.HalfAway(levain[0].Kilograms, 3));
        Assert.Equal(1.890m, Rounding.HalfAway(levain[1].Kilograms, 3));
    }

    [Theory]
    [InlineData("W180", "104.066 100.592 117.073 132.903 97.548 92.690 98.675 743.547")]
    [InlineData("W300", "4.623 5.491 6.359 8.681 9.550 4.623 5.209 44.536")]
    [InlineData("RYE", "5.999 5.076 6.922 9.229 6.460 4.153 4.615 42.455")]
    [InlineData("MALT", "0.395 0.395 0.439 0.469 0.347 0.375 0.395 2.813")]
    [InlineData("BUTTER", "3.236 3.844 4.451 6.077 6.685 3.236 3.646 31.175")]
    [InlineData("MILK", "1.734 2.059 2.385 3.256 3.581 1.734 1.953 16.701")]
    [InlineData("EGG", "0.289 0.343 0.397 0.543 0.597 0.289 0.326 2.784")]
    [InlineData("SALT", "2.027 1.961 2.309 2.689 2.031 1.784 1.910 14.711")]
    [InlineData("SUGAR", "0.636 0.755 0.874 1.194 1.313 0.636 0.716 6.124")]
    [InlineData("YEAST", "1.020 1.064 1.196 1.372 1.171 0.980 1.050 7.853")]
    [InlineData("CHOC", "0.720 0.864 1.008 1.440 1.584 0.720 0.864 7.200")]
    public void The_week_needs_the_stated_ingredients(string item, string row)
    {
        decimal[] expected = [.. row.Split(' ').Select(Parse)];
        decimal[] days = [.. WeekPlan.Select(plan => Explode(plan).Kilograms(item))];
        for (int i = 0; i < days.Length; i++)
        {
            Assert.InRange(days[i], expected[i] - KgTolerance, expected[i] + KgTolerance);
        }

        Assert.InRange(days.Sum(), expected[^1] - KgTolerance, expected[^1] + KgTolerance);
    }

    [Theory]
    [InlineData("D1", 1, "61958 35522 1404 785 413 41347", 141429)]
    [InlineData("D1", 4, "15489 8881 351 196 103 10337", 35357)]
    [InlineData("D2", 1, "15505 3876 12460 526 16613", 48980)]
    [InlineData("D3", 1, "4623 1733 636 115 3236 229 289 2314", 13175)]
    public void Mix_sheets_show_grams_that_sum_to_their_total(string dough, int parts, string grams, int total)
    {
        decimal need = Explode(RefreshedPlan).Doughs.Single(entry => entry.DoughId == Id(dough)).DoughKg;
        var sheet = Scaling.Sheet(Book().Doughs[Id(dough)], need / parts);
        Assert.Equal(grams.Split(' ').Select(int.Parse), sheet.Select(line => line.Grams));
        Assert.Equal(total, sheet.Sum(line => line.Grams));
    }

    [Fact]
    public void A_mixer_divides_equally_or_into_full_mixes_and_a_rest()
    {
        Assert.Equal([24.333m, 24.333m, 24.333m], MixerSplit.Divide(73m, 5m, 25m, MixerMode.Equal).Select(kg => Rounding.HalfAway(kg, 3)));
        Assert.Equal([25m, 25m, 23m], MixerSplit.Divide(73m, 5m, 25m, MixerMode.MaxPlusRest));
        Assert.Equal([26m, 26m], MixerSplit.Divide(52m, 5m, 50m, MixerMode.MaxPlusRest));
        Assert.Equal([50m], MixerSplit.Divide(50m, 5m, 50m, MixerMode.Equal));
        Assert.Empty(MixerSplit.Divide(0m, 5m, 50m, MixerMode.Equal));
        Assert.Equal(4, MixerSplit.Divide(141.429m, 5m, 40m, MixerMode.Equal).Count);
    }

    [Fact]
    public void Mixes_sum_to_the_need_and_never_exceed_the_mixer() =>
        Gen.Select(Gen.Int[1, 500_000], Gen.Int[0, 20], Gen.Int[21, 120], Gen.Bool).Sample((grams, min, max, equal) =>
        {
            var mixes = MixerSplit.Divide(grams / 1000m, min, max, equal ? MixerMode.Equal : MixerMode.MaxPlusRest);
            Assert.InRange(mixes.Sum(), grams / 1000m - Rounding.Tolerance, grams / 1000m + Rounding.Tolerance);
            Assert.All(mixes, mix => Assert.True(mix <= max + Rounding.Tolerance));
        });

    [Fact]
    public void Cold_dough_turns_part_of_the_water_into_ice()
    {
        var mild = WaterTemperature.For(24m, 21m, 22m, 8m, null, 18m, 10m);
        Assert.Equal((21m, 10m, 0m), (mild.WantedCelsius, mild.WaterKg, mild.IceKg));
        var cold = WaterTemperature.For(22m, 24m, 30m, 14m, 24m, 20m, 10m);
        Assert.Equal(-4m, cold.WantedCelsius);
        Assert.Equal(2.4m, cold.IceKg);
        Assert.Equal(7.6m, cold.WaterKg);
    }

    [Fact]
    public void A_preferment_must_fit_into_the_dough()
    {
        var wet = new PrefermentFormula(Poolish, [new(Id("W180"), 100m, true), new(Id("WATER"), 300m)]);
        var refused = Assert.Throws<FormulaException>(() =>
            new DoughFormula(Id("D1"), [new(Id("W180"), 100m, true), new(Id("WATER"), 60m)], 2m, wet, 25m));
        Assert.Equal(FormulaProblem.PrefermentExceedsTotal, refused.Problem);
        var foreign = new PrefermentFormula(Poolish, [new(Id("RYE"), 100m, true)]);
        Assert.Equal(
            FormulaProblem.PrefermentExceedsTotal,
            Assert.Throws<FormulaException>(() => new DoughFormula(Id("D1"), [new(Id("W180"), 100m, true)], 2m, foreign, 25m)).Problem);
    }

    [Fact]
    public void Flours_must_sum_to_a_hundred()
    {
        Assert.Equal(
            FormulaProblem.FlourIsNotHundred,
            Assert.Throws<FormulaException>(() => new DoughFormula(Id("D1"), [new(Id("W180"), 90m, true)], 2m)).Problem);
        Assert.Equal(
            FormulaProblem.EmptyOrNegativeLine,
            Assert.Throws<FormulaException>(() => new PrefermentFormula(Poolish, [])).Problem);
    }

    [Fact]
    public void The_final_dough_and_its_preferment_hold_what_the_dough_states() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[50, 90], Gen.Int[1, 200_000]).Sample((share, hydration, grams) =>
        {
            var poolish = new PrefermentFormula(Poolish, [new(Id("W180"), 100m, true), new(Id("WATER"), 100m), new(Id("YEAST"), 0.2m)]);
            var dough = new DoughFormula(
                Id("D1"), [new(Id("W180"), 100m, true), new(Id("WATER"), hydration), new(Id("YEAST"), 1m), new(Id("SALT"), 1.8m)], 2m, poolish, share);
            decimal kg = grams / 1000m;
            var parts = dough.MixSheet(kg).Where(line => line.ItemId is not null)
                .Concat(poolish.Ingredients(dough.PrefermentFor(kg)))
                .GroupBy(line => line.ItemId!.Value).ToDictionary(group => group.Key, group => group.Sum(line => line.Kilograms));
            foreach (var line in dough.Ingredients(kg))
            {
                Assert.InRange(parts[line.ItemId!.Value] - line.Kilograms, -0.000001m, 0.000001m);
            }

            Assert.InRange(dough.MixSheet(kg).Sum(line => line.Kilograms) - kg, -0.000001m, 0.000001m);
        });

    [Fact]
    public void Shown_grams_always_sum_to_the_rounded_total() =>
        Gen.Decimal[0m, 100_000m].List[1, 12].Sample(values =>
        {
            int[] grams = LargestRemainder.Round(values);
            Assert.Equal((int)Rounding.HalfAway(values.Sum(), 0), grams.Sum());
            Assert.All(values.Zip(grams), pair => Assert.InRange(pair.Second - pair.First, -1m, 1m));
        });

    /// <summary>Doughs of one to three flours, with or without a pre-ferment, for any weight from 1 g to 200 kg.</summary>
    [Fact]
    public void Feature_6d_the_lines_of_ten_thousand_random_formulas_sum_to_the_gram() =>
        Gen.Select(Gen.Int[1, 99].Array[1, 3], Gen.Int[1, 9_000].Array[1, 9], Gen.Int[0, 40], Gen.Int[1, 200_000]).Sample((flours, others, share, grams) =>
        {
            decimal all = flours.Sum();
            List<FormulaLine> lines = [.. flours.Select((part, i) => new FormulaLine(Line(i), i + 1 < flours.Length ? part : 0m, true)), .. others.Select((percent, i) => new FormulaLine(Line(10 + i), percent / 100m))];
            // Percents of the flours, the last of which takes what is left of a hundred.
            for (int i = 0; i < flours.Length; i++)
            {
                decimal percent = i + 1 < flours.Length ? decimal.Round(flours[i] * 100m / all, 1) : 100m - lines.Take(i).Sum(line => line.Percent);
                lines[i] = new FormulaLine(Line(i), percent, true);
            }

            var sponge = new PrefermentFormula(Poolish, [.. lines.Take(flours.Length), new FormulaLine(Line(10), lines[flours.Length].Percent / 2m)]);
            var dough = share == 0 ? new DoughFormula(Id("D1"), lines, 2m) : new DoughFormula(Id("D1"), lines, 2m, sponge, share);
            var sheet = Scaling.Sheet(dough, grams / 1000m);
            Assert.Equal(grams, sheet.Sum(line => line.Grams));
            Assert.All(sheet, line => Assert.InRange(line.Grams - line.Kilograms * 1000m, -1m, 1m));
            Assert.Equal(grams, Scaling.Sheet(sponge, grams / 1000m).Sum(line => line.Grams));
        }, iter: 10_000);

    private static Guid Line(int number) => new(number, 3, 0, new byte[8]);

    [Fact]
    public void Feature_6e_water_has_17_degrees_for_a_dough_of_25() =>
        Assert.Equal(new WaterTemperature(17m, 10m, 0m), WaterTemperature.For(25m, 22m, 24m, 12m, null, 18m, 10m));

    [Fact]
    public void Locked_lines_keep_their_weight_when_a_dough_is_resized()
    {
        Assert.Equal([50m, 34m, 1m], Scaling.ToTarget([100m, 68m, 1m], [false, false, true], 85m));
        Assert.Throws<ArgumentException>(() => Scaling.ToTarget([100m, 68m], [true, true], 85m));
    }

    [Fact]
    public void A_missing_price_gives_the_assumed_ratio()
    {
        Assert.True(Newsvendor.For(null, 4m, 0.3m, 0m, 0.3m).IsAssumed);
        Assert.Equal(0.70m, Newsvendor.For(1.2m, 4m, null, 0m, 0.3m).Ratio);
        Assert.Equal(0.50m, Newsvendor.For(0.3m, 4m, 0.5m, 0m, 0.3m).Ratio);
        Assert.Equal(0.95m, Newsvendor.For(20m, 4m, 0.5m, 0.5m, 0.3m).Ratio);
    }

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
