using Bakery.Inventory.Units;
using Bakery.Kernel.Values;
using CsCheck;

namespace Bakery.Tests.Unit.Inventory;

public sealed class ItemUnitsTests
{
    // The first five are units that stock is kept in.
    private static readonly string[] Units = ["g", "kg", "ml", "l", "piece", "cup", "tbsp", "tsp", "unit", "sack"];

    private static readonly Gen<decimal> Factor = Gen.Int[1, 99_999].Select(n => n / 1000m);

    private static readonly Gen<(ItemUnits Item, decimal Quantity, string[] Chain)> Chains =
        Gen.Select(Gen.Int[0, 4].Select(i => Units[i]), Factor, Factor, Factor, Gen.Int[1, 9_999_999].Select(n => n / 10_000m), Gen.Int[0, 9].Select(i => Units[i]).Array[1, 12])
            .Select((stock, density, weight, pack, quantity, chain) => (new ItemUnits(stock, density, weight, "sack", pack), quantity, chain));

    [Fact]
    public void Chains_of_conversions_come_back_without_drift() => Chains.Sample(c =>
    {
        var amount = ExactAmount.Of(c.Quantity);
        var at = c.Item.StockUnit;
        foreach (var unit in c.Chain)
        {
            amount = c.Item.Convert(amount, at, unit);
            at = unit;
        }
        // Exactly: not to so many decimals.
        return c.Item.Convert(amount, at, c.Item.StockUnit) == ExactAmount.Of(c.Quantity);
    }, iter: 10_000);

    [Fact]
    public void A_chain_gives_what_the_direct_way_gives() => Chains.Sample(c =>
    {
        var amount = ExactAmount.Of(c.Quantity);
        var at = c.Item.StockUnit;
        foreach (var unit in c.Chain)
        {
            amount = c.Item.Convert(amount, at, unit);
            at = unit;
        }
        return amount == c.Item.Convert(ExactAmount.Of(c.Quantity), c.Item.StockUnit, at);
    }, iter: 2_000);

    [Theory]
    [InlineData("1.734", "kg", "1.6835")]
    [InlineData("1", "sack", "6")]
    [InlineData("2", "cup", "0.48")]
    [InlineData("1", "tbsp", "0.015")]
    public void Quantities_become_litres_of_milk(string quantity, string unit, string litres) =>
        Assert.Equal(decimal.Parse(litres, System.Globalization.CultureInfo.InvariantCulture), new ItemUnits("l", 1.030m, null, "sack", 6m).ToStock(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), unit, 4));

    [Theory]
    [InlineData("kg", "l")]
    [InlineData("kg", "piece")]
    [InlineData("kg", "sack")]
    [InlineData("kg", "box")]
    public void A_missing_factor_is_an_error_and_never_a_guess(string stock, string unit) => Assert.Equal("conversion_unknown", Assert.Throws<RuleViolation>(() => new ItemUnits(stock).ToStock(1m, unit)).Code);

    [Fact]
    public void An_unknown_unit_is_named() => Assert.Equal("unit_unknown", Assert.Throws<RuleViolation>(() => new ItemUnits("kg").ToStock(1m, "stone")).Code);

    [Theory]
    [InlineData("kg", "0.0005")]
    [InlineData("g", "0.5")]
    [InlineData("piece", "0.0005")]
    public void A_rest_below_half_a_gram_is_dust(string stock, string rest) => Assert.Equal(decimal.Parse(rest, System.Globalization.CultureInfo.InvariantCulture), new ItemUnits(stock, 1.03m, 60m).Residue);

    [Fact]
    public void Decimals_survive_and_are_rounded_half_away_from_zero() => Gen.Decimal[-1_000_000m, 1_000_000m].Sample(d => ExactAmount.Of(d).Round(4) == Math.Round(d, 4, MidpointRounding.AwayFromZero));
}
