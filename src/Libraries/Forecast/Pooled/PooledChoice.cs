namespace Bakery.Forecast.Pooled;

/// <summary>How a series did on past forecasts. Errors are sums of absolute errors over sums sold.</summary>
/// <param name="Days">Days compared.</param>
/// <param name="Wape">Of the combination; null when nothing was sold.</param>
/// <param name="BaselineWape">Of the mean of the last four same weekdays.</param>
/// <param name="ServesBaseline">The baseline was clearly better and is served.</param>
public sealed record PooledScore(int Days, double? Wape, double? BaselineWape, bool ServesBaseline);

/// <summary>What is served: the combination with its band, or for some series the baseline.</summary>
internal sealed record PooledChoice(PooledCalibration Calibration, IReadOnlyDictionary<int, PooledScore> Scores)
{
    private const double ClearlyWorse = 1.02;
    private const int DaysNeeded = 56;

    /// <summary>Scores every series on its past forecasts.</summary>
    public static PooledChoice From(PooledCalibration calibration, IReadOnlyList<PastDay> past)
    {
        var scores = new Dictionary<int, PooledScore>();
        foreach (var series in past.GroupBy(p => p.Forecast.Series))
        {
            double own = 0, baseline = 0, sold = 0;
            var days = 0;
            foreach (var (forecast, actual, _) in series.Where(p => !p.IsSoldOut))
            {
                own += Math.Abs(actual - forecast.Point(calibration.Weights));
                baseline += Math.Abs(actual - forecast.Baseline);
                sold += actual;
                days++;
            }

            scores[series.Key] = new PooledScore(
                days, sold > 0 ? own / sold : null, sold > 0 ? baseline / sold : null, days >= DaysNeeded && own > ClearlyWorse * baseline);
        }

        return new PooledChoice(calibration, scores);
    }

    /// <summary>The served distribution of a day.</summary>
    public Prediction Serve(in MemberForecast forecast) => Calibration.Predict(
        Scores.TryGetValue(forecast.Series, out var score) && score.ServesBaseline ? OfBaseline(forecast) : forecast);

    /// <summary>The baseline with a band of the same kind.</summary>
    public static MemberForecast OfBaseline(in MemberForecast forecast) =>
        forecast with { Structural = forecast.Baseline, Trees = forecast.Baseline, Additive = forecast.Baseline };
}
