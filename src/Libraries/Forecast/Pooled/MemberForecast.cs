namespace Bakery.Forecast.Pooled;

/// <summary>Shares of the members of a combination; they add up to 1.</summary>
/// <param name="Structural">Level × weekday × season × named day.</param>
/// <param name="Trees">Boosted trees.</param>
/// <param name="Additive">Trend, Fourier seasons and named days.</param>
public readonly record struct MemberWeights(double Structural, double Trees, double Additive);

/// <summary>What the members said about one day from one origin, before they are combined.</summary>
/// <param name="Series">Place of the series in the run.</param>
/// <param name="Origin">Last day known.</param>
/// <param name="Horizon">Days after it.</param>
/// <param name="Structural">Level × weekday × season × named day.</param>
/// <param name="Trees">Median of the trees; the structural forecast without trees.</param>
/// <param name="Additive">Of the additive model; the structural forecast where it was not fitted.</param>
/// <param name="HalfWidth">Half of the distance between the members' 10 % and 90 % quantiles.</param>
/// <param name="Baseline">Mean of the last four same weekdays.</param>
/// <param name="IsCounted">Only whole numbers were sold lately: pieces, not kilograms.</param>
internal readonly record struct MemberForecast(
    int Series, DateOnly Origin, int Horizon, double Structural, double Trees, double Additive, double HalfWidth, double Baseline, bool IsCounted)
{
    public DateOnly Date => Origin.AddDays(Horizon);

    /// <summary>The weighted mean of the members.</summary>
    public double Point(in MemberWeights weights) =>
        Math.Max(0, weights.Structural * Structural + weights.Trees * Trees + weights.Additive * Additive);

    /// <summary>
    /// Unit of the errors: the geometric mean of what the members expect and of what sales of that size usually do (spread grows with the
    /// power 0.7 of demand, between counting noise, 0.5, and a fixed share, 1).
    /// </summary>
    public double Scale(in MemberWeights weights) => Math.Sqrt(HalfWidth * 0.6 * Math.Pow(Math.Max(Point(weights), 0.3), 0.7));

    /// <summary>The members' view of one day.</summary>
    public static MemberForecast Of(OriginState state, int horizon, DateOnly origin, PooledTrees? trees, ReadOnlySpan<float> features, double? additive, double baseline)
    {
        var structural = state.Anchor(horizon);
        if (trees is null)
        {
            var spread = 1.2816 * Math.Max(double.IsNaN(state.Spread) ? 0.5 : 1.25 * state.Spread, 0.05) * structural;
            return new MemberForecast(state.Series.Index, origin, horizon, structural, structural, additive ?? structural, Math.Max(spread, Least(structural)), baseline, state.IsCounted);
        }

        var level = state.Level;
        var median = Math.Max(0, (trees.Median.Predict(features) * level + trees.Correction.Predict(features) * structural) / 2);
        var half = (trees.High.Predict(features) - trees.Low.Predict(features)) * level / 2;
        return new MemberForecast(state.Series.Index, origin, horizon, structural, median, additive ?? structural, Math.Max(half, Least(median)), baseline, state.IsCounted);
    }

    /// <summary>No band is narrower than a good part of what counting alone would give.</summary>
    private static double Least(double point) => 0.4 * Math.Sqrt(Math.Max(point, 0.05));
}

/// <summary>A forecast whose day is over.</summary>
/// <param name="Forecast">What the members said.</param>
/// <param name="Demand">What was wanted; on a day that sold out, as far as it can be told.</param>
/// <param name="IsSoldOut">Whether the product was gone before closing.</param>
internal readonly record struct PastDay(MemberForecast Forecast, double Demand, bool IsSoldOut);
