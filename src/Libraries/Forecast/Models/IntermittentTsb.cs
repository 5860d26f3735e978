namespace Bakery.Forecast.Models;

/// <summary>
/// Intermittent demand: probability of a sale and size of a sale are smoothed apart, and the probability falls while nothing sells.
/// Source: R. H. Teunter, A. A. Syntetos and M. Z. Babai, European J. Operational Research 214 (2011), equations 3 and 4.
/// </summary>
internal sealed class IntermittentTsb : ICandidate
{
    public string Id => "intermittent_tsb";

    public int Complexity => 4;

    public int DaysNeeded => 30;

    public FittedModel Fit(DemandSeries series)
    {
        var open = series.OpenValues();
        var level = Statistics.MeanOf(series.Last(56).Demand);
        var sold = open.Where(v => v > 0).ToList();
        var probability = open.Count == 0 ? 0 : (double)sold.Count / open.Count;
        var size = sold.Count == 0 ? 0 : sold.Average();
        double best = double.PositiveInfinity, end = 0, bestAlpha = 0, bestBeta = 0;
        double[] said = [];
        foreach (var beta in (ReadOnlySpan<double>)[0.02, 0.05, 0.1, 0.2])
        {
            foreach (var alpha in (ReadOnlySpan<double>)[0.05, 0.1, 0.2])
            {
                var (fitted, last) = Smooth(open, alpha, beta, probability, size);
                var loss = open.Select((v, i) => (v - fitted[i]) * (v - fitted[i])).Sum();
                if (loss < best)
                {
                    (best, said, end, bestAlpha, bestBeta) = (loss, fitted, last, alpha, beta);
                }
            }
        }

        return new FittedModel(
            _ => end, [.. open.Select((v, i) => (v - said[i]) / FittedModel.Scale(said[i], level))], _ => 1, level,
            new Dictionary<string, double> { ["alpha"] = bestAlpha, ["beta"] = bestBeta }, true);
    }

    /// <summary>The recursion: what was expected of each day, and of the next.</summary>
    /// <param name="demand">Open days.</param>
    /// <param name="alpha">Weight of a new size.</param>
    /// <param name="beta">Weight of a new day in the probability.</param>
    /// <param name="probability">First probability of a sale.</param>
    /// <param name="size">First size of a sale.</param>
    internal static (double[] Fitted, double Next) Smooth(IReadOnlyList<double> demand, double alpha, double beta, double probability, double size)
    {
        var fitted = new double[demand.Count];
        for (var i = 0; i < fitted.Length; i++)
        {
            fitted[i] = probability * size;
            probability += beta * ((demand[i] > 0 ? 1 : 0) - probability);
            size += demand[i] > 0 ? alpha * (demand[i] - size) : 0;
        }

        return (fitted, probability * size);
    }
}
