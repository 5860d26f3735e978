namespace Bakery.Forecast.Models;

/// <summary>
/// Intermittent demand: probability of a sale and size of a sale are smoothed apart, and the probability falls while nothing sells.
/// Source: R. H. Teunter, A. A. Syntetos and M. Z. Babai, European J. Operational Research 214 (2011).
/// </summary>
internal sealed class IntermittentTsb : ICandidate
{
    public string Id => "intermittent_tsb";

    public int Complexity => 4;

    public int DaysNeeded => 30;

    public FittedModel Fit(DemandSeries series)
    {
        var values = series.Demand.ToArray();
        var level = Statistics.MeanOf(values.AsSpan()[^Math.Min(56, values.Length)..]);
        double best = double.PositiveInfinity, end = 0, bestAlpha = 0, bestBeta = 0;
        double[] residuals = [];
        foreach (var alpha in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.2])
        {
            foreach (var beta in (ReadOnlySpan<double>)[0.05, 0.1, 0.2])
            {
                var (loss, errors, last) = Smooth(values, alpha, beta, level);
                if (loss < best)
                {
                    (best, residuals, end, bestAlpha, bestBeta) = (loss, errors, last, alpha, beta);
                }
            }
        }

        return new FittedModel(
            _ => end, residuals, _ => 1, level, new Dictionary<string, double> { ["alpha"] = bestAlpha, ["beta"] = bestBeta }, true);
    }

    private static (double Loss, double[] Residuals, double Last) Smooth(double[] values, double alpha, double beta, double level)
    {
        var open = values.Where(v => !double.IsNaN(v)).ToList();
        var sold = open.Where(v => v > 0).ToList();
        var probability = open.Count == 0 ? 0 : (double)sold.Count / open.Count;
        var size = sold.Count == 0 ? 0 : sold.Average();
        var errors = new List<double>(open.Count);
        double loss = 0;
        foreach (var value in open)
        {
            var expected = probability * size;
            loss += (value - expected) * (value - expected);
            errors.Add((value - expected) / FittedModel.Scale(expected, level));
            probability += alpha * ((value > 0 ? 1 : 0) - probability);
            size += value > 0 ? beta * (value - size) : 0;
        }

        return (loss, [.. errors], probability * size);
    }
}
