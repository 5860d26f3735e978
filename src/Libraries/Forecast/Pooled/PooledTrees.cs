using Bakery.Forecast.Trees;

namespace Bakery.Forecast.Pooled;

/// <summary>
/// The trees of a tenant: two medians, one of demand over the level and one of demand over the structural forecast, and the ends of the
/// 80 % band over the level. Weighted by the root of the target's scale, between "each series alike" and "each piece alike".
/// </summary>
public sealed record PooledTrees
{
    private const int FewRows = 20_000;
    private const int FewestRows = 1_500;
    private const double HighestRatio = 8;

    /// <summary>Last day the trees have seen.</summary>
    public required DateOnly TrainedTo { get; init; }

    /// <summary>Median of demand / level.</summary>
    public required TreeEnsemble Median { get; init; }

    /// <summary>Median of demand / structural forecast.</summary>
    public required TreeEnsemble Correction { get; init; }

    /// <summary>The 10 % quantile of demand / level.</summary>
    public required TreeEnsemble Low { get; init; }

    /// <summary>The 90 % quantile of demand / level.</summary>
    public required TreeEnsemble High { get; init; }

    /// <summary>Trains on a panel; null with too few rows.</summary>
    internal static PooledTrees? Train(Panel panel, DateOnly until, PooledOptions options, CancellationToken ct)
    {
        var features = new Features(panel);
        var rows = TrainingRows.From(panel, features, options.MaximumRows, options.OldestOrigin, options.Seed);
        if (rows.Sold.Length < FewestRows)
        {
            return null;
        }

        var table = FeatureTable.From(rows.Features, features.Names.Length, features.IsCategorical);
        (float[] Scale, double Level)[] jobs =
        [
            .. Enumerable.Repeat((rows.Level, 0.5), options.Bags), .. Enumerable.Repeat((rows.Anchor, 0.5), options.Bags), (rows.Level, 0.1), (rows.Level, 0.9),
        ];
        var grown = new TreeEnsemble[jobs.Length];
        var few = rows.Sold.Length < FewRows;
        Parallel.For(0, jobs.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = ct }, i =>
        {
            var (scale, level) = jobs[i];
            grown[i] = Boosting.Train(table, Ratios(rows.Sold, scale), Weights(scale), new BoostingOptions
            {
                Level = level,
                Trees = few ? options.Trees / 2 : options.Trees,
                Leaves = few ? options.Leaves / 3 : options.Leaves,
                LearningRate = options.LearningRate,
                MinimumRows = options.MinimumRows,
                RowShare = options.RowShare,
                FeatureShare = options.FeatureShare,
                Seed = options.Seed * 64 + i,
            });
        });
        return new PooledTrees
        {
            TrainedTo = until,
            Median = TreeEnsemble.Mean(grown[..options.Bags]),
            Correction = TreeEnsemble.Mean(grown[options.Bags..(2 * options.Bags)]),
            Low = grown[^2],
            High = grown[^1],
        };
    }

    private static float[] Ratios(float[] sold, float[] scale)
    {
        var result = new float[sold.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (float)Math.Min(HighestRatio, sold[i] / scale[i]);
        }

        return result;
    }

    private static float[] Weights(float[] scale)
    {
        var result = new float[scale.Length];
        double sum = 0;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = MathF.Sqrt(scale[i]);
            sum += result[i];
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (float)(result[i] * result.Length / sum);
        }

        return result;
    }
}
