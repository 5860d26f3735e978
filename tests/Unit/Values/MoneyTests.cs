using Bakery.Kernel.Values;
using CsCheck;

namespace Bakery.Tests.Unit.Values;

public sealed class MoneyTests
{
    private static readonly Gen<decimal> Amounts = Gen.Long[-10_000_000_000, 10_000_000_000].Select(n => n / 10_000m);
    private static readonly Gen<decimal[]> Weights = Gen.Int[0, 5000].Select(n => n / 7m).Array[1, 12];

    [Fact]
    public void Parts_sum_to_the_rounded_amount_and_none_is_a_cent_off_its_share() => Gen.Select(Amounts, Weights).Sample((amount, weights) =>
    {
        var parts = new Money(amount).Allocate(weights).Select(p => p.Amount).ToList();
        Assert.Equal(Rounding.Cents(amount), parts.Sum());
        Assert.All(parts, p => Assert.Equal(p, Rounding.Cents(p)));
        var sum = weights.Sum();
        if (sum > 0) for (var i = 0; i < weights.Length; i++) Assert.InRange(parts[i] - Rounding.Cents(amount) * weights[i] / sum, -0.01m, 0.01m);
    });

    [Fact]
    public void Nothing_goes_to_a_part_without_weight() => Gen.Select(Amounts.Where(a => a > 0), Weights.Where(w => w.Any(x => x > 0))).Sample((amount, weights) =>
    {
        var parts = new Money(amount).Allocate([.. weights, 0m]);
        Assert.Equal(0m, parts[^1].Amount);
    });

    [Fact]
    public void Rounding_is_half_away_from_zero_on_both_sides() => Amounts.Sample(amount =>
    {
        Assert.Equal(-Rounding.Cents(amount), Rounding.Cents(-amount));
        Assert.InRange(Rounding.Cents(amount) - amount, -0.005m, 0.005m);
    });

    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("2.675", "2.68")]
    public void Half_a_cent_goes_up(string amount, string rounded) => Assert.Equal(Parse(rounded), new Money(Parse(amount)).Round().Amount);

    [Fact]
    public void Adding_and_taking_away_gives_back_the_amount() => Gen.Select(Amounts, Amounts).Sample((a, b) => Assert.Equal(new Money(a), new Money(a) + new Money(b) - new Money(b)));

    [Fact]
    public void Currencies_refuse_to_mix()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(1m) + new Money(1m, "USD"));
        Assert.Throws<InvalidOperationException>(() => new Money(1m).CompareTo(new Money(1m, "USD")));
    }

    [Fact]
    public void A_percentage_and_the_rest_make_the_whole() => Gen.Select(Amounts, Gen.Int[0, 100]).Sample((amount, percent) =>
    {
        Assert.Equal(amount, new Percentage(percent).Of(amount) + new Percentage(100 - percent).Of(amount));
    });

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
