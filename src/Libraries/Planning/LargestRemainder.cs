namespace Bakery.Planning;

/// <summary>
/// Whole-number shares by the largest remainder method (Hamilton's apportionment): every share gets its floor,
/// what is left goes one by one to the largest fractions. Ties go to the earlier share.
/// </summary>
public static class LargestRemainder
{
    /// <summary>Divides <paramref name="total"/> in proportion to the weights. The shares sum to the total.</summary>
    /// <exception cref="ArgumentException">No weights are given, or one is negative.</exception>
    public static int[] Split(int total, IReadOnlyList<decimal> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        if (weights.Count == 0 || weights.Any(weight => weight < 0))
        {
            throw new ArgumentException("Weights must be present and not negative.", nameof(weights));
        }

        decimal sum = weights.Sum();
        decimal[] exact = sum == 0
            ? [.. weights.Select(_ => (decimal)total / weights.Count)]
            : [.. weights.Select(weight => total * weight / sum)];
        return Round(exact, total);
    }

    /// <summary>Rounds values to whole numbers whose sum is the rounded sum, so that printed grams add up.</summary>
    /// <exception cref="ArgumentException">A value is negative.</exception>
    public static int[] Round(IReadOnlyList<decimal> values)
    {
        if (values.Any(value => value < 0))
        {
            throw new ArgumentException("Values must not be negative.", nameof(values));
        }

        return Round(values, (int)Rounding.HalfAway(values.Sum(), 0));
    }

    private static int[] Round(IReadOnlyList<decimal> exact, int total)
    {
        // A share like 6.999…9 is 7 that met a division; taking its floor would move a whole piece.
        int[] shares = [.. exact.Select(value => (int)Math.Floor(value + Rounding.Tolerance))];
        int left = total - shares.Sum();
        int[] order = [.. Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - shares[i]).ThenBy(i => i)];
        for (int i = 0; i < left; i++)
        {
            shares[order[i]]++;
        }

        return shares;
    }
}
