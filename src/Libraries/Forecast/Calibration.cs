namespace Bakery.Forecast;

/// <summary>
/// Conformal correction of a method's band, learned from its own rolling-origin errors: the shape of the errors, and a factor per
/// horizon group that brings the 80 % band to 80 %. Source: Y. Xu and Y. Xie, "Conformal prediction interval for dynamic time series" (2021).
/// </summary>
public sealed record Calibration
{
    private const double Target = 0.80;

    /// <summary>First horizon of each group: 1, 2–3, 4–7, 8–14, 15–30 days.</summary>
    public static IReadOnlyList<int> GroupStarts { get; } = [1, 2, 4, 8, 15];

    /// <summary>Errors at <see cref="Prediction.Levels"/>, each divided by the scale of its forecast.</summary>
    public required IReadOnlyList<double> Shape { get; init; }

    /// <summary>Factor on the shape per horizon group.</summary>
    public required IReadOnlyList<double> Factors { get; init; }

    /// <summary>Share of the errors inside the calibrated 80 % band.</summary>
    public required double Coverage80 { get; init; }

    /// <summary>The factor for a horizon in days (1 = the next day).</summary>
    public double Factor(int horizon)
    {
        for (var i = GroupStarts.Count - 1; i > 0; i--)
        {
            if (horizon >= GroupStarts[i])
            {
                return Factors[i];
            }
        }

        return Factors[0];
    }

    /// <summary>Learns from scaled errors; fewer than twenty are not enough.</summary>
    /// <param name="errors">Horizon in days and error divided by the scale of its forecast.</param>
    /// <param name="keepMedian">True: the forecast itself stays the median.</param>
    internal static Calibration? Learn(IReadOnlyList<(int Horizon, double Error)> errors, bool keepMedian)
    {
        if (errors.Count < 20)
        {
            return null;
        }

        var sorted = Statistics.Sorted(errors.Select(e => e.Error));
        var shape = Prediction.Levels.Select(level => Statistics.Quantile(sorted, Stretch(level, errors.Count))).ToArray();
        if (keepMedian)
        {
            var centre = shape[9];
            for (var i = 0; i < shape.Length; i++)
            {
                // Bias is left to the model; the tails stay where the errors were.
                var weight = 1 - Math.Abs(Prediction.Levels[i] - 0.5) / 0.5;
                shape[i] -= centre * weight;
            }
        }

        var factors = new double[GroupStarts.Count];
        for (var group = 0; group < factors.Length; group++)
        {
            var from = GroupStarts[group];
            var to = group + 1 < GroupStarts.Count ? GroupStarts[group + 1] : int.MaxValue;
            var own = errors.Where(e => e.Horizon >= from && e.Horizon < to).Select(e => e.Error).ToList();
            factors[group] = own.Count == 0 ? (group > 0 ? factors[group - 1] : 1) : Widen(own, shape);
        }

        var covered = errors.Count(e => Inside(e.Error, shape, FactorOf(factors, e.Horizon)));
        return new Calibration { Shape = shape, Factors = factors, Coverage80 = (double)covered / errors.Count };
    }

    /// <summary>
    /// Past errors are a sample, and those of a chosen method are the smaller ones: levels are moved outwards, ever less with more errors (every day is in two folds and errors of a week go together, hence the 2).
    /// </summary>
    private static double Stretch(double level, int count) => Math.Clamp(0.5 + (level - 0.5) * (1 + 2 / Math.Sqrt(count)), 0, 1);

    /// <summary>The smallest factor that covers the target share, pulled towards 1 when the group is small.</summary>
    private static double Widen(List<double> errors, double[] shape)
    {
        double low = 0.4, high = 2.5;
        for (var i = 0; i < 20; i++)
        {
            var middle = (low + high) / 2;
            var covered = errors.Count(e => Inside(e, shape, middle)) / (double)errors.Count;
            (low, high) = covered < Target ? (middle, high) : (low, middle);
        }

        var weight = errors.Count / (errors.Count + 20.0);
        return Math.Exp(weight * Math.Log(high));
    }

    private static bool Inside(double error, double[] shape, double factor) =>
        error >= shape[1] * factor - 1e-9 && error <= shape[17] * factor + 1e-9;

    private static double FactorOf(double[] factors, int horizon)
    {
        var group = GroupStarts.Count - 1;
        while (group > 0 && horizon < GroupStarts[group])
        {
            group--;
        }

        return factors[group];
    }
}
