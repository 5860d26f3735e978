namespace Bakery.Forecast.Trees;

/// <summary>
/// Gradient boosting of regression trees. Sources: J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of
/// Statistics 29 (2001); leaf-wise growth on histograms: G. Ke et al., "LightGBM" (NIPS 2017).
/// </summary>
internal static class Boosting
{
    /// <summary>Grows an ensemble on one thread; the same input and seed give the same trees.</summary>
    /// <param name="table">Features.</param>
    /// <param name="target">What to forecast, per row.</param>
    /// <param name="weight">Weight of each row.</param>
    /// <param name="options">Settings.</param>
    public static TreeEnsemble Train(FeatureTable table, float[] target, float[] weight, BoostingOptions options)
    {
        var rows = table.Rows;
        var random = new SplitMix((ulong)options.Seed + 0x9E3779B97F4A7C15);
        var nodes = new NodeList(table.IsCategorical);
        var grower = new TreeGrower(table, options, nodes);
        var leaf = new LeafValue(options, target, weight);
        var everything = Enumerable.Range(0, rows).ToArray();
        var start = leaf.Start(everything);
        var current = new double[rows];
        Array.Fill(current, start);
        float[] gradient = new float[rows], hessian = new float[rows];
        var roots = new List<int>();
        for (var tree = 0; tree < options.Trees && rows > 0; tree++)
        {
            Gradients(target, weight, options, current, gradient, hessian);
            var chosen = Sample(everything, options.RowShare, ref random);
            var features = Sample([.. Enumerable.Range(0, table.Features)], options.FeatureShare, ref random);
            roots.Add(grower.Grow(chosen, features, gradient, hessian, (from, count) => options.LearningRate * leaf.Of(chosen.AsSpan(from, count), current)));
            grower.AddTo(current, roots[^1]);
        }

        return nodes.Build(start, [.. roots]);
    }

    /// <summary>Residuals below this are hits; they ask for no change.</summary>
    private const double Hit = 1e-6;

    private static void Gradients(
        float[] target, float[] weight, BoostingOptions options, double[] current, float[] gradient, float[] hessian)
    {
        var level = options.Level;
        for (var i = 0; i < target.Length; i++)
        {
            var error = target[i] - current[i];
            var slope = options.Loss == BoostingLoss.Squared ? -error : Math.Abs(error) < Hit ? 0 : error > 0 ? -level : 1 - level;
            gradient[i] = (float)(slope * weight[i]);
            hessian[i] = weight[i];
        }
    }

    /// <summary>A random part, in its old order.</summary>
    private static int[] Sample(int[] all, double share, ref SplitMix random)
    {
        if (share >= 1)
        {
            return [.. all];
        }

        var needed = Math.Max(1, (int)Math.Round(share * all.Length));
        var result = new int[needed];
        var taken = 0;
        for (var i = 0; i < all.Length && taken < needed; i++)
        {
            if (random.NextDouble() * (all.Length - i) < needed - taken)
            {
                result[taken++] = all[i];
            }
        }

        return result;
    }
}

/// <summary>
/// Small seeded generator whose numbers never change between versions of the runtime. Source: G. L. Steele et al., "Fast splittable
/// pseudorandom number generators" (2014).
/// </summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to but not including 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));
}
