namespace Bakery.Forecast.Models;

/// <summary>
/// The theta method on weekday-adjusted demand, in its form as simple smoothing with half the long-run drift.
/// Sources: V. Assimakopoulos and K. Nikolopoulos, Int. J. Forecasting 16 (2000); R. J. Hyndman and B. Billah, Int. J. Forecasting 19 (2003).
/// </summary>
internal sealed class Theta : ICandidate
{
    private const int Window = 365;

    public string Id => "theta";

    public int Complexity => 5;

    public int DaysNeeded => 42;

    public FittedModel Fit(DemandSeries series)
    {
        var values = series.Last(Window).Demand.ToArray();
        var level = Statistics.MeanOf(values.AsSpan()[^Math.Min(56, values.Length)..]);
        var profile = Profile(values);
        var adjusted = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            adjusted[i] = values[i] / profile[i % 7];
        }

        var drift = Slope(adjusted) / 2;
        double best = double.PositiveInfinity, alpha = 0.1, last = 0;
        double[] residuals = [];
        foreach (var choice in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55])
        {
            var (loss, errors, end) = Smooth(values, adjusted, profile, choice, drift, level);
            if (loss < best)
            {
                (best, alpha, residuals, last) = (loss, choice, errors, end);
            }
        }

        var length = values.Length;
        return new FittedModel(
            step => Math.Max(0, (last + drift * (step + 1)) * profile[(length + step) % 7]),
            residuals,
            step => Math.Sqrt(1 + step * alpha * alpha),
            level,
            new Dictionary<string, double> { ["alpha"] = alpha, ["drift"] = drift, ["level"] = last });
    }

    private static (double Loss, double[] Residuals, double Last) Smooth(
        double[] values, double[] adjusted, double[] profile, double alpha, double drift, double scaleLevel)
    {
        var smooth = Statistics.MeanOf(adjusted.AsSpan(0, Math.Min(28, adjusted.Length)));
        var errors = new List<double>(values.Length);
        double loss = 0;
        for (var i = 0; i < values.Length; i++)
        {
            smooth += drift;
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            var expected = Math.Max(0, smooth * profile[i % 7]);
            var error = values[i] - expected;
            if (i >= 21)
            {
                loss += error * error;
                errors.Add(error / FittedModel.Scale(expected, scaleLevel));
            }

            smooth += alpha * (adjusted[i] - smooth);
        }

        return (loss, [.. errors], smooth);
    }

    /// <summary>Demand of each weekday relative to the mean, by position in the history.</summary>
    private static double[] Profile(double[] values)
    {
        var mean = Statistics.MeanOf(values);
        var profile = new double[7];
        for (var day = 0; day < 7; day++)
        {
            double sum = 0;
            var count = 0;
            for (var i = day; i < values.Length; i += 7)
            {
                sum += double.IsNaN(values[i]) ? 0 : values[i];
                count += double.IsNaN(values[i]) ? 0 : 1;
            }

            profile[day] = count == 0 || mean <= 0 ? 1 : Math.Max(0.05, sum / count / mean);
        }

        return profile;
    }

    private static double Slope(double[] values)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                n++;
                sx += i;
                sy += values[i];
                sxx += (double)i * i;
                sxy += i * values[i];
            }
        }

        var spread = n * sxx - sx * sx;
        return spread <= 0 ? 0 : (n * sxy - sx * sy) / spread;
    }
}
