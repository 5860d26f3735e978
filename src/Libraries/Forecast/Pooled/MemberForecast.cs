namespace Bakery.Forecast.Pooled;

/// <summary>What the members said about one day from one origin, before they are combined.</summary>
/// <param name="Series">Place of the series in the run.</param>
/// <param name="Origin">Last day known.</param>
/// <param name="Horizon">Days after it.</param>
/// <param name="Structural">Level × weekday × season × named day.</param>
/// <param name="Trees">Median of the trees; the structural forecast without trees.</param>
/// <param name="Below">Distance from the median down to the 10 % quantile.</param>
/// <param name="Above">Distance from the median up to the 90 % quantile.</param>
/// <param name="Baseline">Mean of the last four same weekdays.</param>
internal readonly record struct MemberForecast(
    int Series, DateOnly Origin, int Horizon, double Structural, double Trees, double Below, double Above, double Baseline)
{
    public DateOnly Date => Origin.AddDays(Horizon);

    /// <summary>The weighted mean of the members.</summary>
    public double Point(double treeWeight) => Math.Max(0, treeWeight * Trees + (1 - treeWeight) * Structural);

    /// <summary>The members' view of one day.</summary>
    public static MemberForecast Of(OriginState state, int horizon, DateOnly origin, PooledTrees? trees, ReadOnlySpan<float> features, double baseline)
    {
        var structural = state.Anchor(horizon);
        if (trees is null)
        {
            var spread = 1.2816 * Math.Max(double.IsNaN(state.Spread) ? 0.5 : 1.25 * state.Spread, 0.05) * structural;
            var width = Math.Max(spread, Least(structural));
            return new MemberForecast(state.Series.Index, origin, horizon, structural, structural, width, width, baseline);
        }

        var level = state.Level;
        var first = trees.Median.Predict(features) * level;
        var median = (first + trees.Correction.Predict(features) * structural) / 2;
        var least = Least(median);
        return new MemberForecast(
            state.Series.Index, origin, horizon, structural, Math.Max(0, median),
            Math.Max(least, first - trees.Low.Predict(features) * level),
            Math.Max(least, trees.High.Predict(features) * level - first),
            baseline);
    }

    /// <summary>No band is narrower than a good part of what counting alone would give.</summary>
    private static double Least(double point) => 0.4 * Math.Sqrt(Math.Max(point, 0.05));
}
