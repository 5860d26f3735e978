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
        var all = Enumerable.Range(0, rows).ToArray();
        var start = leaf.Start(all);
        var chosen = new int[Needed(rows, options.RowShare)];
        var others = new int[rows - chosen.Length];
        var features = new int[Needed(table.Features, options.FeatureShare)];
        var unused = new int[table.Features - features.Length];
        var current = new double[rows];
        Array.Fill(current, start);
        float[] gradient = new float[rows], hessian = new float[rows];
        var roots = new List<int>();
        for (var tree = 0; tree < options.Trees && rows > 0; tree++)
        {
            Gradients(target, weight, options, current, gradient, hessian);
            Sample(chosen, others, ref random);
            Sample(features, unused, ref random);
            roots.Add(grower.Grow(chosen, others, features, gradient, hessian, (from, count) => options.LearningRate * leaf.Of(chosen.AsSpan(from, count), current), current));
        }

        return nodes.Build(start, [.. roots]);
    }

    /// <summary>Residuals below this are hits; they ask for no change.</summary>
    private const double Hit = 1e-6;

    private static void Gradients(
        float[] target, float[] weight, BoostingOptions options, double[] current, float[] gradient, float[] hessian)
    {
        if (options.Loss == BoostingLoss.Squared)
        {
            for (var i = 0; i < target.Length; i++)
            {
                (gradient[i], hessian[i]) = ((float)((current[i] - target[i]) * weight[i]), weight[i]);
            }

            return;
        }

        // Hits, above, below. Which it is cannot be foreseen, so there is no branch.
        ReadOnlySpan<double> slopes = [0, -options.Level, 1 - options.Level];
        for (var i = 0; i < target.Length; i++)
        {
            var error = target[i] - current[i];
            gradient[i] = (float)(slopes[(error >= Hit ? 1 : 0) + (error <= -Hit ? 2 : 0)] * weight[i]);
            hessian[i] = weight[i];
        }
    }

    private static int Needed(int all, double share) => share >= 1 ? all : Math.Max(1, (int)Math.Round(share * all));

    /// <summary>Draws as many of the numbers from 0 as there is room for, and leaves the rest; both in their order.</summary>
    private static void Sample(Span<int> chosen, Span<int> others, ref SplitMix random)
    {
        var all = chosen.Length + others.Length;
        int taken = 0, left = 0, number = 0;
        for (; taken < chosen.Length && others.Length > 0; number++)
        {
            var take = random.NextDouble() * (all - number) < chosen.Length - taken ? 1 : 0;
            chosen[taken] = number;
            if (left < others.Length)
            {
                others[left] = number;
            }

            taken += take;
            left += 1 - take;
        }

        for (; taken < chosen.Length; taken++)
        {
            chosen[taken] = number++;
        }

        for (; left < others.Length; left++)
        {
            others[left] = number++;
        }
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
