namespace Bakery.Forecast;

/// <summary>Why a forecast deserves less trust than usual.</summary>
public enum ConfidenceNote
{
    /// <summary>Nothing to add.</summary>
    None,

    /// <summary>Less than eight weeks of history: a guess.</summary>
    ColdStart,

    /// <summary>Weather older than a day was used.</summary>
    StaleWeather,

    /// <summary>Enough to choose a method, not enough to be sure of it.</summary>
    ShortHistory,
}

/// <summary>A method inside a trained model and its share of the forecast.</summary>
/// <param name="Algorithm">For example <c>ets</c>.</param>
/// <param name="Weight">Share, 0 to 1.</param>
/// <param name="Parameters">Estimated values, by name.</param>
public sealed record ModelMember(string Algorithm, double Weight, IReadOnlyDictionary<string, double> Parameters);

/// <summary>How one candidate did in the selection.</summary>
/// <param name="Algorithm">The candidate.</param>
/// <param name="RelativeLoss">Mean pinball loss over the choosing folds, as a share of the baseline's (1 = equal, 0.9 = 10 % better).</param>
/// <param name="BetterShare">Share of the folds in which it beat the baseline.</param>
public sealed record CandidateScore(string Algorithm, double RelativeLoss, double BetterShare);

/// <summary>The method chosen for one series. It can be stored as JSON and used later on a longer history.</summary>
public sealed record TrainedModel
{
    /// <summary>The served algorithm, for example <c>theta</c> or <c>combo_mean</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>True when nothing beat the mean of the last four same weekdays.</summary>
    public bool IsBaseline => Algorithm == Forecaster.Baseline;

    /// <summary>The parts of a combination, or the one method.</summary>
    public required IReadOnlyList<ModelMember> Members { get; init; }

    /// <summary>Correction of the band; null with too few errors to learn from.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>The same for the baseline.</summary>
    public Calibration? BaselineCalibration { get; init; }

    /// <summary>First and last day of the history, and its open days.</summary>
    public required DateOnly TrainedFrom { get; init; }

    public required DateOnly TrainedTo { get; init; }

    public required int Observations { get; init; }

    /// <summary>Scores on the last fold, which had no say in the choice; null in a cold start.</summary>
    public AccuracyReport? Metrics { get; init; }

    /// <summary>The baseline's scores on the same days.</summary>
    public AccuracyReport? BaselineMetrics { get; init; }

    /// <summary>Every candidate tried, best first.</summary>
    public IReadOnlyList<CandidateScore> Candidates { get; init; } = [];

    public ConfidenceNote Note { get; init; }
}

/// <summary>A day to forecast.</summary>
/// <param name="Date">Business day.</param>
/// <param name="IsOpen">False: demand is zero.</param>
public readonly record struct FutureDay(DateOnly Date, bool IsOpen = true);

/// <summary>One reason behind a number.</summary>
/// <param name="Code">weekday, level, trend, model or closed.</param>
/// <param name="EffectPercent">Effect in percent, 12 = plus 12 %.</param>
public sealed record ForecastFactor(string Code, double EffectPercent);

/// <summary>The served forecast of one day beside the baseline.</summary>
/// <param name="Served">What is served.</param>
/// <param name="Baseline">Mean of the last four same weekdays.</param>
/// <param name="HorizonDays">Days after the last day of the history.</param>
/// <param name="Confidence">0 to 100.</param>
/// <param name="Note">Why to trust it less, if so.</param>
/// <param name="Factors">What moved it.</param>
public sealed record ForecastDay(
    Prediction Served, Prediction Baseline, int HorizonDays, int Confidence, ConfidenceNote Note, IReadOnlyList<ForecastFactor> Factors)
{
    /// <summary>
    /// Why something simpler than the whole engine is served: <c>no_history</c>, <c>short_history</c>, <c>nothing_sold</c> (lately), <c>no_trees</c> (too
    /// little in all series together) or <c>baseline_better</c> (on past forecasts); null when the engine speaks.
    /// </summary>
    public string? Fallback { get; init; }

    /// <summary>Why the served median differs from the baseline's, in pieces that add up to the difference; empty where not known.</summary>
    public IReadOnlyList<ForecastReason> Reasons { get; init; } = [];
}

/// <summary>A part of the difference between the served forecast and the baseline.</summary>
/// <param name="Code">weekday, season, holiday, month, trend, calendar, product or other.</param>
/// <param name="Pieces">Effect in pieces; above zero: more than the baseline.</param>
public sealed record ForecastReason(string Code, double Pieces);

/// <summary>Settings of a training.</summary>
/// <param name="Folds">Rolling origins at most, the reporting one included.</param>
/// <param name="MinimumGain">Share by which a candidate's loss must be below the baseline's.</param>
/// <param name="MinimumBetterShare">Share of folds in which it must be better.</param>
public sealed record TrainingOptions(int Folds = 8, double MinimumGain = 0.02, double MinimumBetterShare = 0.60);
