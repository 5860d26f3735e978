namespace Bakery.Forecast.Models;

/// <summary>A forecasting method before it has seen a series.</summary>
internal interface ICandidate
{
    /// <summary>The name stored with forecasts, for example <c>ets</c>.</summary>
    string Id { get; }

    /// <summary>Rank of simplicity: of two equally good candidates the lower one is served.</summary>
    int Complexity { get; }

    /// <summary>Days of history without which the method is not tried.</summary>
    int DaysNeeded { get; }

    /// <summary>Fits the method to a history.</summary>
    FittedModel Fit(DemandSeries series);
}

/// <summary>A fitted method: a point path, its own errors, and how they grow with the horizon.</summary>
/// <param name="Point">Expected demand, by days after the end of the history (0 = the next day).</param>
/// <param name="Residuals">Errors of the fit, oldest first, each divided by <see cref="Scale"/> of its forecast.</param>
/// <param name="Growth">Factor on the error, by days after the end of the history.</param>
/// <param name="Level">Mean demand of the recent past: the floor of the scale.</param>
/// <param name="Parameters">What was estimated, for the registry and the explanation.</param>
/// <param name="MedianFromErrors">True: the median is the point shifted by the median error, as intermittent demand needs.</param>
internal sealed record FittedModel(
    Func<int, double> Point, double[] Residuals, Func<int, double> Growth, double Level, IReadOnlyDictionary<string, double> Parameters,
    bool MedianFromErrors = false)
{
    private const int RecentErrors = 182;

    private double[]? _shape;

    /// <summary>Errors of counts grow with the root of what is expected; a share of the usual level keeps small days from having none.</summary>
    public static double Scale(double point, double level) => Math.Sqrt(Math.Max(point, Math.Max(0.1 * level, 1e-9)));

    /// <summary>The forecast of a day, with its band moved by a calibration when one is given.</summary>
    public Prediction Predict(DateOnly date, int step, Calibration? calibration = null)
    {
        var point = Math.Max(0, Point(step));
        var shape = _shape ??= Shape();
        var scale = Scale(point, Level) * Growth(step);
        var centre = MedianFromErrors ? 0 : shape[9];
        var factor = calibration?.Factor(step + 1) ?? 1;
        var quantiles = new double[shape.Length];
        for (var i = 0; i < quantiles.Length; i++)
        {
            var error = calibration is { } known ? known.Shape[i] * factor : shape[i] - centre;
            quantiles[i] = point + scale * error;
        }

        return Prediction.FromQuantiles(date, point, quantiles);
    }

    private double[] Shape()
    {
        var recent = Statistics.Sorted(Residuals.Length <= RecentErrors ? Residuals : Residuals[^RecentErrors..]);
        return [.. Prediction.Levels.Select(level => Statistics.Quantile(recent, level))];
    }
}
