using System.Numerics;

namespace Bakery.Inventory.Units;

/// <summary>
/// An exact fraction. A chain of conversions (sack → kg → l → cup → sack) keeps the exact value, for a density or a third of a sack has no finite decimals;
/// it is rounded once, where something is booked or shown.
/// </summary>
internal readonly record struct ExactAmount
{
    private readonly BigInteger numerator;
    private readonly BigInteger divisor;

    private ExactAmount(BigInteger numerator, BigInteger divisor)
    {
        if (divisor.Sign < 0) (numerator, divisor) = (-numerator, -divisor);
        var common = BigInteger.GreatestCommonDivisor(numerator, divisor);
        (this.numerator, this.divisor) = common.IsOne ? (numerator, divisor) : (numerator / common, divisor / common);
    }

    /// <summary>The exact value of a decimal.</summary>
    public static ExactAmount Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var whole = (new BigInteger((uint)bits[2]) << 64) | (new BigInteger((uint)bits[1]) << 32) | new BigInteger((uint)bits[0]);
        return new(value < 0 ? -whole : whole, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static ExactAmount operator *(ExactAmount a, ExactAmount b) => new(a.numerator * b.numerator, a.divisor * b.divisor);
    public static ExactAmount operator /(ExactAmount a, ExactAmount b) => new(a.numerator * b.divisor, a.divisor * b.numerator);

    /// <summary>Half away from zero. Throws <see cref="OverflowException"/> beyond a decimal's range.</summary>
    public decimal Round(int decimals)
    {
        if (divisor.IsZero) return 0m;
        var scale = BigInteger.Pow(10, decimals);
        var doubled = BigInteger.Abs(numerator) * scale * 2 / divisor;
        var rounded = (doubled + 1) / 2;
        return (decimal)(numerator.Sign < 0 ? -rounded : rounded) / (decimal)scale;
    }
}
