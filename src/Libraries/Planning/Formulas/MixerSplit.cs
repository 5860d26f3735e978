namespace Bakery.Planning.Formulas;

/// <summary>How a dough is divided over the mixer.</summary>
public enum MixerMode
{
    /// <summary>Equal mixes.</summary>
    Equal,

    /// <summary>Full mixes and a rest.</summary>
    MaxPlusRest,
}

/// <summary>Divides a dough into mixes.</summary>
public static class MixerSplit
{
    /// <summary>Weights of the mixes in kg; they sum to <paramref name="needKg"/>.</summary>
    /// <param name="needKg">Dough to mix in kg.</param>
    /// <param name="minKg">Smallest mix the mixer kneads well; a smaller rest leads to equal mixes.</param>
    /// <param name="maxKg">Largest mix.</param>
    /// <param name="mode">Equal mixes, or full mixes and a rest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive, or the need is negative.</exception>
    public static IReadOnlyList<decimal> Divide(decimal needKg, decimal minKg, decimal maxKg, MixerMode mode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(needKg);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxKg);
        if (needKg == 0)
        {
            return [];
        }

        int mixes = (int)Math.Ceiling(needKg / maxKg - Rounding.Tolerance);
        decimal rest = needKg - (mixes - 1) * maxKg;
        return mode == MixerMode.MaxPlusRest && rest >= minKg
            ? [.. Enumerable.Repeat(maxKg, mixes - 1), rest]
            : [.. Enumerable.Repeat(needKg / mixes, mixes)];
    }
}
