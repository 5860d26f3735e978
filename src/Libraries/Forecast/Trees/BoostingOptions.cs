namespace Bakery.Forecast.Trees;

/// <summary>What the trees minimise.</summary>
internal enum BoostingLoss
{
    /// <summary>Pinball loss at <see cref="BoostingOptions.Level"/>; leaves are re-fitted to that quantile of their residuals.</summary>
    Quantile,

    /// <summary>Squared error; leaves are means.</summary>
    Squared,
}

/// <summary>Settings of one boosted ensemble.</summary>
internal sealed record BoostingOptions
{
    public BoostingLoss Loss { get; init; } = BoostingLoss.Quantile;

    /// <summary>Quantile level, 0 to 1; 0.5 is the absolute error.</summary>
    public double Level { get; init; } = 0.5;

    public int Trees { get; init; } = 250;

    public double LearningRate { get; init; } = 0.05;

    public int Leaves { get; init; } = 31;

    /// <summary>Fewest rows of a leaf.</summary>
    public int MinimumRows { get; init; } = 40;

    /// <summary>L2 penalty, in rows of mean weight.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Share of the rows each tree sees.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Share of the features each tree sees.</summary>
    public double FeatureShare { get; init; } = 1;

    /// <summary>Two runs with the same seed give the same trees.</summary>
    public int Seed { get; init; }
}
