using Bakery.Forecast;
using Bakery.Forecast.Pooled;

namespace Bakery.Training.Models;

/// <summary>Which of the trained methods serves a series.</summary>
internal static class ModelChooser
{
    public const string Pooled = "pooled";

    /// <summary>The pooled model where it is not clearly worse than the baseline; else the series' own method where that won; else the baseline.</summary>
    public static (TrainedModel Model, ModelChoice Choice) Choose(TrainedModel own, PooledModel? pooled, string key)
    {
        if (own.Note == ConfidenceNote.ColdStart) return (own, ModelChoice.ColdStart);
        if (pooled?.Scores.GetValueOrDefault(key) is not { ServesBaseline: false } score) return (own, own.IsBaseline ? ModelChoice.BaselineWon : ModelChoice.OwnMethodWon);
        var past = pooled.Past.Where(p => p.Key == key).ToList();
        var weights = pooled.Calibration.Weights;
        var none = new Dictionary<string, double>();
        return (own with
        {
            Algorithm = Pooled,
            Members = [new ModelMember("structural", weights.Structural, none), new ModelMember("gbt", weights.Trees, none), new ModelMember("additive", weights.Additive, none)],
            Calibration = null,
            Metrics = Accuracy.Of([.. past.Select(p => new AccuracySample(p.Actual, p.Served, p.Baseline))]),
            BaselineMetrics = Accuracy.Of([.. past.Select(p => new AccuracySample(p.Actual, Prediction.FromQuantiles(p.Served.Date, p.Baseline, [.. p.Served.Quantiles.Select(_ => p.Baseline)]), p.Baseline))]),
            Candidates = [.. own.Candidates.Append(new CandidateScore(Pooled, score is { Wape: { } w, BaselineWape: > 0 and var b } ? w / b : 1, BetterShare(past))).OrderBy(c => c.RelativeLoss)],
        }, ModelChoice.PooledWon);
    }

    /// <summary>Share of the past origins from which the pooled model erred less than the baseline.</summary>
    private static double BetterShare(List<PastForecast> past)
    {
        var origins = past.GroupBy(p => p.Origin).ToList();
        return origins.Count == 0 ? 0 : (double)origins.Count(o => o.Sum(p => Math.Abs(p.Actual - p.Served.P50)) < o.Sum(p => Math.Abs(p.Actual - p.Baseline))) / origins.Count;
    }
}
