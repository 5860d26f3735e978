namespace Bakery.Forecast.Pooled;

/// <summary>
/// How the members are combined and how wide the band is, learned from forecasts of the past and what came of them. The band is conformal:
/// errors in units of the members' own width, by horizon and by size of demand. Source: Y. Xu and Y. Xie, "Conformal prediction interval for
/// dynamic time series" (2021); equal weights as the prior: R. T. Clemen, Int. J. Forecasting 5 (1989).
/// </summary>
public sealed record PooledCalibration
{
    private const int FewestErrors = 60;
    private const double PriorOrigins = 6;
    private const double PriorWeight = 0.6;
    private const double PriorErrors = 150;

    private static readonly double[] SizeStarts = [0, 4, 12, 40, 120];

    /// <summary>Share of the trees; the rest is structural.</summary>
    public required double TreeWeight { get; init; }

    /// <summary>Error in widths at each of <see cref="Prediction.Levels"/>.</summary>
    public required IReadOnlyList<double> Shape { get; init; }

    /// <summary>Factors on the lower and on the upper half of the shape, by horizon group (<see cref="Calibration.GroupStarts"/>).</summary>
    public required IReadOnlyList<double> LowByHorizon { get; init; }

    public required IReadOnlyList<double> HighByHorizon { get; init; }

    /// <summary>The same by size of the forecast.</summary>
    public required IReadOnlyList<double> LowBySize { get; init; }

    public required IReadOnlyList<double> HighBySize { get; init; }

    /// <summary>Errors it was learned from.</summary>
    public required int Errors { get; init; }

    /// <summary>Nothing learned: the members' widths as they are, with a normal shape.</summary>
    public static PooledCalibration None { get; } = new()
    {
        TreeWeight = PriorWeight,
        Shape = [.. Prediction.Levels.Select(l => Normal.Quantile(l) / 1.2816)],
        LowByHorizon = [1, 1, 1, 1, 1],
        HighByHorizon = [1, 1, 1, 1, 1],
        LowBySize = [1, 1, 1, 1, 1],
        HighBySize = [1, 1, 1, 1, 1],
        Errors = 0,
    };

    /// <summary>The distribution of one day.</summary>
    internal Prediction Predict(in MemberForecast forecast)
    {
        var point = forecast.Point(TreeWeight);
        int group = GroupOf(forecast.Horizon), size = SizeOf(point);
        var low = forecast.Below * LowByHorizon[group] * LowBySize[size];
        var high = forecast.Above * HighByHorizon[group] * HighBySize[size];
        var quantiles = new double[Shape.Count];
        double mean = 0;
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = Math.Max(0, point + Shape[i] * (Shape[i] < 0 ? low : high));
            mean += quantiles[i] / quantiles.Length;
        }

        return Prediction.FromQuantiles(forecast.Date, mean, quantiles);
    }

    /// <summary>Learns from past forecasts whose days are over.</summary>
    internal static PooledCalibration Learn(IReadOnlyList<(MemberForecast Forecast, double Actual)> past, bool hasTrees)
    {
        if (past.Count < FewestErrors)
        {
            return None;
        }

        var weight = hasTrees ? WeightOf(past) : 0;
        var errors = past.Select(p => Scaled(p.Forecast, p.Actual, weight)).ToList();
        var sorted = Statistics.Sorted(errors.Select(e => e.Error));
        var shape = Prediction.Levels.Select(l => Statistics.Quantile(sorted, l)).ToArray();
        var centre = shape[9];
        for (var i = 0; i < shape.Length; i++)
        {
            // Bias of the past is left alone; the tails stay where the errors were.
            shape[i] -= centre * (1 - Math.Abs(Prediction.Levels[i] - 0.5) / 0.4 is > 0 and var near ? near : 0);
        }

        shape[1] = Math.Min(shape[1], -0.05);
        shape[17] = Math.Max(shape[17], 0.05);
        Array.Sort(shape);
        var (lowHorizon, highHorizon) = Factors(errors, e => GroupOf(e.Horizon), Calibration.GroupStarts.Count, shape);
        var moved = errors.Select(e => e with { Error = e.Error / (e.Error < 0 ? lowHorizon : highHorizon)[GroupOf(e.Horizon)] }).ToList();
        var (lowSize, highSize) = Factors(moved, e => e.Size, SizeStarts.Length, shape);
        return new PooledCalibration
        {
            TreeWeight = weight,
            Shape = shape,
            LowByHorizon = lowHorizon,
            HighByHorizon = highHorizon,
            LowBySize = lowSize,
            HighBySize = highSize,
            Errors = past.Count,
        };
    }

    /// <summary>The weight with the least absolute error in pieces, drawn to the prior.</summary>
    private static double WeightOf(IReadOnlyList<(MemberForecast Forecast, double Actual)> past)
    {
        double best = 0, least = double.PositiveInfinity;
        for (var step = 0; step <= 20; step++)
        {
            var weight = step / 20.0;
            var loss = past.Sum(p => Math.Abs(p.Actual - p.Forecast.Point(weight)));
            (best, least) = loss < least ? (weight, loss) : (best, least);
        }

        var origins = past.Select(p => p.Forecast.Origin).Distinct().Count();
        return (origins * best + PriorOrigins * PriorWeight) / (origins + PriorOrigins);
    }

    private static (int Horizon, int Size, double Error) Scaled(in MemberForecast forecast, double actual, double weight)
    {
        var point = forecast.Point(weight);
        var error = actual - point;
        return (forecast.Horizon, SizeOf(point), error / (error < 0 ? forecast.Below : forecast.Above));
    }

    /// <summary>Per class, the factor that brings a tenth of the errors outside on each side; small classes stay near 1.</summary>
    private static (double[] Low, double[] High) Factors(
        List<(int Horizon, int Size, double Error)> errors, Func<(int Horizon, int Size, double Error), int> classOf, int classes, double[] shape)
    {
        double[] low = new double[classes], high = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            var own = Statistics.Sorted(errors.Where(e => classOf(e) == c).Select(e => e.Error));
            var trust = own.Length / (own.Length + PriorErrors);
            low[c] = own.Length == 0 ? 1 : Math.Exp(trust * Math.Log(Math.Clamp(Statistics.Quantile(own, 0.1) / shape[1], 0.3, 3)));
            high[c] = own.Length == 0 ? 1 : Math.Exp(trust * Math.Log(Math.Clamp(Statistics.Quantile(own, 0.9) / shape[17], 0.3, 3)));
        }

        return (low, high);
    }

    private static int GroupOf(int horizon)
    {
        var group = Calibration.GroupStarts.Count - 1;
        while (group > 0 && horizon < Calibration.GroupStarts[group])
        {
            group--;
        }

        return group;
    }

    private static int SizeOf(double point)
    {
        var size = SizeStarts.Length - 1;
        while (size > 0 && point < SizeStarts[size])
        {
            size--;
        }

        return size;
    }
}
