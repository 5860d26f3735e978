using Bakery.Forecast;
using Bakery.Forecasting.Validation;

namespace Bakery.Forecasting.Network;

/// <summary>
/// How uncertain a sum of forecasts is. The variances add up, and the sum's past errors say how much more or less that is because shops err
/// together: κ² = Σ (Σ r)² / Σ Σ r² over the days, 1 when they are independent.
/// </summary>
internal sealed record CombinedBand(double Inflation, double? Correlation, int Days)
{
    public const int DaysNeeded = 14;

    private const double ScoreOf90 = 1.2815515655446004;

    public static CombinedBand Independent { get; } = new(1, null, 0);

    /// <summary>Learns from days on which every part was compared with its sales.</summary>
    /// <param name="days">Errors of the parts by day.</param>
    public static CombinedBand Learn(IReadOnlyCollection<IReadOnlyList<double>> days)
    {
        var useful = days.Where(d => d.Count > 1).ToList();
        if (useful.Count < DaysNeeded) return Independent;
        double together = 0, apart = 0, pairs = 0;
        foreach (var errors in useful)
        {
            var (sum, squares) = (errors.Sum(), errors.Sum(e => e * e));
            together += sum * sum;
            apart += squares;
            pairs += (errors.Count - 1) * squares;
        }
        if (apart <= 0) return Independent;
        var correlation = Math.Clamp((together - apart) / pairs, -1, 1);
        return new CombinedBand(Math.Max(0.1, together / apart), correlation, useful.Count);
    }

    /// <summary>The sum's distribution: medians add up, the band is normal around them.</summary>
    public Prediction Of(DateOnly date, IReadOnlyCollection<Prediction> parts)
    {
        var variance = parts.Sum(p => Math.Pow((p.Upper80 - p.Lower80) / 2 / ScoreOf90, 2));
        return Prediction.FromNormal(date, parts.Sum(p => p.P50), parts.Count > 1 ? Math.Sqrt(variance * Inflation) : Math.Sqrt(variance));
    }

    /// <summary>Errors by day of validated days.</summary>
    public static IReadOnlyCollection<IReadOnlyList<double>> Errors(IEnumerable<ValidatedDay> days) =>
        [.. days.Where(d => !d.IsCensored).GroupBy(d => d.Date).Select(g => (IReadOnlyList<double>)[.. g.Select(d => (double)(d.Actual - d.P50))])];
}
