namespace Bakery.Forecast.Pooled;

/// <summary>Settings of the pooled engine; the same for every tenant.</summary>
public sealed record PooledOptions
{
    /// <summary>Weekly origins of the past that weights and bands are learned from.</summary>
    public int PastOrigins { get; init; } = 12;

    /// <summary>Trees are grown anew after this many weekly origins.</summary>
    public int OriginsPerTrees { get; init; } = 4;

    /// <summary>Training rows at most.</summary>
    public int MaximumRows { get; init; } = 60_000;

    /// <summary>Days before the end beyond which no origin is drawn.</summary>
    public int OldestOrigin { get; init; } = 1_500;

    /// <summary>Trees per ensemble.</summary>
    public int Trees { get; init; } = 160;

    /// <summary>Ensembles per median, grown from other samples of rows and features: their mean errs less than any of them.</summary>
    public int Bags { get; init; } = 3;

    /// <summary>Leaves per tree.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Fewest rows of a leaf.</summary>
    public int MinimumRows { get; init; } = 120;

    /// <summary>Share of the rows each tree sees.</summary>
    public double RowShare { get; init; } = 0.4;

    /// <summary>Share of the features each tree sees.</summary>
    public double FeatureShare { get; init; } = 0.5;

    public double LearningRate { get; init; } = 0.07;

    /// <summary>The same seed gives the same forecasts, with any number of threads.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Ensembles grown side by side.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);
}
