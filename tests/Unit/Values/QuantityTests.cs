using Bakery.Kernel.Values;
using CsCheck;

namespace Bakery.Tests.Unit.Values;

using Unit = Bakery.Kernel.Values.Unit;

public sealed class QuantityTests
{
    private static readonly Gen<decimal> Amounts = Gen.Long[1, 10_000_000_000].Select(n => n / 10_000m);
    private static readonly Gen<Unit> Units = Gen.Int[0, Unit.All.Count - 1].Select(i => Unit.All[i]);
    private static readonly Gen<ConversionFactors> Factors = Gen.Select(Gen.Int[200, 1500], Gen.Int[1, 5000]).Select((d, w) => new ConversionFactors(d / 1000m, w / 10m));

    [Fact]
    public void There_and_back_gives_the_same_quantity() => Gen.Select(Amounts, Units, Units, Factors).Sample((amount, from, to, factors) =>
    {
        var back = new Quantity(amount, from).To(to, factors).To(from, factors);
        Assert.Equal(from, back.Unit);
        Assert.InRange(Math.Abs(back.Amount - amount), 0m, amount * 1e-20m + 1e-18m);
    });

    [Fact]
    public void A_way_over_a_third_unit_ends_at_the_same_quantity() => Gen.Select(Amounts, Units, Units, Units, Factors).Sample((amount, from, over, to, factors) =>
    {
        var (straight, around) = (new Quantity(amount, from).To(to, factors).Amount, new Quantity(amount, from).To(over, factors).To(to, factors).Amount);
        Assert.InRange(Math.Abs(straight - around), 0m, Math.Abs(straight) * 1e-18m + 1e-16m);
    });

    [Fact]
    public void Sums_do_not_depend_on_the_order_or_the_unit() => Gen.Select(Amounts, Amounts).Sample((a, b) =>
    {
        var (kilos, grams) = (new Quantity(a, Unit.Kilogram), new Quantity(b, Unit.Gram));
        Assert.Equal((kilos + grams).To(Unit.Gram).Amount, (grams + kilos).Amount);
        Assert.Equal(kilos, kilos + grams - grams);
    });

    [Fact]
    public void Without_the_items_factor_dimensions_refuse_to_mix() => Gen.Select(Amounts, Units, Units).Where(t => t.Item2.Dimension != t.Item3.Dimension).Sample((amount, from, to) =>
        Assert.Equal("conversion_unknown", Assert.Throws<RuleViolation>(() => new Quantity(amount, from).To(to)).Code));

    [Fact]
    public void A_litre_of_milk_weighs_1_030_kg()
    {
        var milk = new ConversionFactors(DensityKgPerLitre: 1.030m);
        Assert.Equal(3.09m, new Quantity(3m, Unit.Litre).To(Unit.Kilogram, milk).Amount);
        Assert.Equal(3.461m, Math.Round(new Quantity(3.565m, Unit.Kilogram).To(Unit.Litre, milk).Amount, 3));
    }

    [Fact]
    public void Every_unit_is_found_by_its_code_and_others_are_refused()
    {
        Assert.All(Unit.All, u => Assert.Same(u, Unit.Of(u.Code)));
        Assert.Equal("unit_unknown", Assert.Throws<RuleViolation>(() => Unit.Of("stone")).Code);
    }
}
