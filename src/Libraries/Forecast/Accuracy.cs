namespace Bakery.Forecast;

/// <summary>One day's forecast beside what happened.</summary>
/// <param name="Actual">Quantity sold.</param>
/// <param name="Forecast">The served forecast.</param>
/// <param name="Baseline">The baseline's median, for the skill; null when unknown.</param>
/// <param name="IsCensored">Sold out: counted, not scored.</param>
public readonly record struct AccuracySample(double Actual, Prediction Forecast, double? Baseline = null, bool IsCensored = false);

/// <summary>How good a set of forecasts was. Ratios are fractions: 0.12 is 12 %.</summary>
/// <param name="Evaluated">Days scored.</param>
/// <param name="Censored">Sold-out days left out.</param>
/// <param name="Wape">Σ|actual − p50| / Σ actual; null when nothing was sold.</param>
/// <param name="Mae">Mean absolute error, in pieces.</param>
/// <param name="Rmse">Root of the mean squared error, in pieces.</param>
/// <param name="Mape">Mean absolute percentage error over days of five pieces or more; null without such days.</param>
/// <param name="Bias">Σ(p50 − actual) / Σ actual; above zero: forecast too high.</param>
/// <param name="R2">1 − residual variance / variance; null when sales did not vary.</param>
/// <param name="Pinball">Mean pinball loss over 0.1, 0.25, 0.5, 0.75, 0.9, in pieces.</param>
/// <param name="Coverage80">Share of days inside the 80 % band.</param>
/// <param name="BaselineWape">WAPE of the baseline; null when unknown.</param>
public sealed record AccuracyReport(
    int Evaluated, int Censored, double? Wape, double Mae, double Rmse, double? Mape, double? Bias, double? R2, double Pinball,
    double Coverage80, double? BaselineWape)
{
    /// <summary>1 − WAPE / WAPE of the baseline; null when the baseline is unknown or was never wrong.</summary>
    public double? Skill => BaselineWape is > 0 && Wape is { } wape ? 1 - wape / BaselineWape : null;
}

/// <summary>Scores of forecasts.</summary>
public static class Accuracy
{
    internal static readonly double[] ScoredLevels = [0.10, 0.25, 0.50, 0.75, 0.90];

    /// <summary>Scores a set of days; null when none can be scored.</summary>
    public static AccuracyReport? Of(IReadOnlyCollection<AccuracySample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var scored = samples.Where(s => !s.IsCensored).ToList();
        if (scored.Count == 0)
        {
            return null;
        }

        double total = 0, absolute = 0, squared = 0, signed = 0, pinball = 0, percentage = 0;
        int inside = 0, percentages = 0;
        foreach (var (actual, forecast, _, _) in scored)
        {
            var error = forecast.P50 - actual;
            total += actual;
            absolute += Math.Abs(error);
            squared += error * error;
            signed += error;
            pinball += Pinball(actual, forecast);
            inside += actual >= forecast.Lower80 - 1e-9 && actual <= forecast.Upper80 + 1e-9 ? 1 : 0;
            if (actual >= 5)
            {
                percentage += Math.Abs(error) / actual;
                percentages++;
            }
        }

        var mean = total / scored.Count;
        var variation = scored.Sum(s => (s.Actual - mean) * (s.Actual - mean));
        var withBaseline = scored.Where(s => s.Baseline is not null).ToList();
        var baselineTotal = withBaseline.Sum(s => s.Actual);
        return new AccuracyReport(
            scored.Count,
            samples.Count - scored.Count,
            total > 0 ? absolute / total : null,
            absolute / scored.Count,
            Math.Sqrt(squared / scored.Count),
            percentages > 0 ? percentage / percentages : null,
            total > 0 ? signed / total : null,
            variation > 0 ? 1 - squared / variation : null,
            pinball / scored.Count,
            (double)inside / scored.Count,
            baselineTotal > 0 ? withBaseline.Sum(s => Math.Abs(s.Actual - s.Baseline!.Value)) / baselineTotal : null);
    }

    /// <summary>Mean pinball loss over the five scored quantiles, doubled so that the median's part is the absolute error.</summary>
    internal static double Pinball(double actual, Prediction forecast)
    {
        double loss = 0;
        foreach (var level in ScoredLevels)
        {
            var error = actual - forecast.Quantile(level);
            loss += 2 * (error >= 0 ? level * error : (level - 1) * error);
        }

        return loss / ScoredLevels.Length;
    }

    /// <summary>A sold-out day says only that demand was at least what was sold: only too low a forecast costs.</summary>
    internal static double CensoredPinball(double sold, Prediction forecast)
    {
        double loss = 0;
        foreach (var level in ScoredLevels)
        {
            loss += 2 * level * Math.Max(0, sold - forecast.Quantile(level));
        }

        return loss / ScoredLevels.Length;
    }
}
