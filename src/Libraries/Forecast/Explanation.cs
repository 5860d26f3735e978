namespace Bakery.Forecast;

/// <summary>Reasons a baker can check against memory: the weekday, the last weeks, and how far the method left the baseline.</summary>
public static class Explanation
{
    private const int Recent = 28;

    /// <summary>The weekday and the last four weeks against what was usual, and the served median against the baseline's, in percent.</summary>
    /// <param name="series">History up to the day of the forecast.</param>
    /// <param name="date">Day forecast.</param>
    /// <param name="served">What is served.</param>
    /// <param name="baseline">The mean of the last four same weekdays.</param>
    public static IReadOnlyList<ForecastFactor> Factors(DemandSeries series, DateOnly date, Prediction served, Prediction baseline)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(served);
        ArgumentNullException.ThrowIfNull(baseline);
        var factors = new List<ForecastFactor>();
        var demand = series.Demand;
        if (demand.Length == 0)
        {
            return factors;
        }

        var mean = Statistics.MeanOf(demand[^Math.Min(2 * Recent, demand.Length)..]);
        var same = series.LastSameWeekdays(date, 8);
        if (mean > 0 && same.Count > 0)
        {
            factors.Add(new ForecastFactor("weekday", Percent(same.Average() / mean - 1)));
        }

        if (demand.Length >= 2 * Recent)
        {
            var before = Statistics.MeanOf(demand[^(2 * Recent)..^Recent]);
            var now = Statistics.MeanOf(demand[^Recent..]);
            if (before > 0 && Math.Abs(now / before - 1) >= 0.03)
            {
                factors.Add(new ForecastFactor("trend", Percent(now / before - 1)));
            }
        }

        if (baseline.P50 > 0 && Math.Abs(served.P50 / baseline.P50 - 1) >= 0.01)
        {
            factors.Add(new ForecastFactor("model", Percent(served.P50 / baseline.P50 - 1)));
        }

        return factors;
    }

    private static double Percent(double share) => Math.Round(100 * share, 1, MidpointRounding.AwayFromZero);
}
