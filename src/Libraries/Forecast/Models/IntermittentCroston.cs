namespace Bakery.Forecast.Models;

/// <summary>
/// Intermittent demand: size of a sale over the days between sales, each smoothed when something sells. Sources: J. D. Croston, Operational
/// Research Quarterly 23 (1972); the factor 1 − α/2 against its bias: A. A. Syntetos and J. E. Boylan, Int. J. Forecasting 21 (2005).
/// </summary>
internal sealed class IntermittentCroston : ICandidate
{
    private const double Alpha = 0.1;

    public string Id => "intermittent_croston";

    public int Complexity => 3;

    public int DaysNeeded => 30;

    public FittedModel Fit(DemandSeries series)
    {
        var open = series.OpenValues();
        var level = Statistics.MeanOf(series.Last(56).Demand);
        var (fitted, next) = Smooth(open, Alpha);
        const double unbiased = 1 - Alpha / 2;
        return new FittedModel(
            _ => unbiased * next,
            [.. open.Select((v, i) => (Value: v, Said: unbiased * fitted[i])).Where(d => !double.IsNaN(d.Said)).Select(d => (d.Value - d.Said) / FittedModel.Scale(d.Said, level))],
            _ => 1, level, new Dictionary<string, double> { ["alpha"] = Alpha }, true);
    }

    /// <summary>Croston's forecasts without a factor: of each day (NaN before the first sale) and of the next; 0 when nothing ever sold.</summary>
    internal static (double[] Fitted, double Next) Smooth(IReadOnlyList<double> demand, double alpha)
    {
        var fitted = new double[demand.Count];
        double size = 0, gap = 0;
        var since = 0;
        for (var i = 0; i < fitted.Length; i++)
        {
            fitted[i] = gap > 0 ? size / gap : double.NaN;
            since++;
            if (demand[i] > 0)
            {
                // The first sale and the days up to it are where both begin.
                (size, gap) = gap > 0 ? (size + alpha * (demand[i] - size), gap + alpha * (since - gap)) : (demand[i], since);
                since = 0;
            }
        }

        return (fitted, gap > 0 ? size / gap : 0);
    }
}
