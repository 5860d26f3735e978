namespace Bakery.Kernel.Values;

/// <summary>The product's one way of rounding: half away from zero, done once at the end of a calculation.</summary>
public static class Rounding
{
    /// <summary>Money totals: 2 decimals.</summary>
    public static decimal Cents(decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);

    /// <summary>Unit prices, unit costs and stored quantities: 4 decimals.</summary>
    public static decimal FourDecimals(decimal value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Divides <paramref name="total"/> (a multiple of <paramref name="step"/>) over the weights by largest remainder, so that the parts
    /// always sum to the total. Ties go to the earlier weight. All-zero weights give everything to the first.
    /// </summary>
    public static decimal[] Allocate(decimal total, IReadOnlyList<decimal> weights, decimal step = 1m)
    {
        if (weights.Count == 0) return [];
        if (weights.Any(w => w < 0)) throw new ArgumentException("Weights are not negative.", nameof(weights));
        var sum = weights.Sum();
        if (sum == 0) return [.. weights.Select((_, i) => i == 0 ? total : 0m)];
        var exact = weights.Select(w => total * w / sum).ToArray();
        var parts = exact.Select(e => Math.Floor(e / step) * step).ToArray();
        var missing = (int)Math.Round((total - parts.Sum()) / step);
        var order = Enumerable.Range(0, weights.Count).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).ToArray();
        for (var i = 0; i < missing; i++) parts[order[i % order.Length]] += step;
        return parts;
    }
}
