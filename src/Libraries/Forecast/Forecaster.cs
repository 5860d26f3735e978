using Bakery.Forecast.Models;

namespace Bakery.Forecast;

/// <summary>The door of the library: choose a method for a series, and forecast with it.</summary>
public static class Forecaster
{
    /// <summary>The baseline: mean of the last four same weekdays.</summary>
    public const string Baseline = "weekday_mean";

    /// <summary>The longest horizon, in days.</summary>
    public const int LongestHorizon = 30;

    private const double IntermittentShare = 0.80;

    /// <summary>Names of all methods a model can have.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
        ["seasonal_naive", Baseline, "weekday_median_8", "weekday_ewma", "intermittent_croston", "intermittent_tsb", "theta", "ets", "combo_mean", "combo_weighted"];

    /// <summary>Chooses, fits and calibrates. A history under eight weeks is served the cold start; the choice is the same for the same input.</summary>
    public static TrainedModel Train(DemandSeries series, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var observations = series.OpenValues().Count;
        var selection = series.Weeks < ColdStart.WeeksNeeded || observations < 30
            ? null
            : Selection.Run(series, CandidatesFor(series), options ?? new TrainingOptions());
        if (selection is null)
        {
            return new TrainedModel
            {
                Algorithm = Baseline,
                Members = [new ModelMember(Baseline, 1, new Dictionary<string, double>())],
                TrainedFrom = series.Start,
                TrainedTo = series.End,
                Observations = observations,
                Note = ConfidenceNote.ColdStart,
            };
        }

        return new TrainedModel
        {
            Algorithm = selection.Algorithm,
            Members = [.. selection.Members.Select(m => new ModelMember(m.Id, m.Weight, Create(m.Id, null).Fit(series).Parameters))],
            Calibration = selection.Calibration,
            BaselineCalibration = selection.BaselineCalibration,
            TrainedFrom = series.Start,
            TrainedTo = series.End,
            Observations = observations,
            Metrics = selection.Metrics,
            BaselineMetrics = selection.BaselineMetrics,
            Candidates = selection.Scores,
            Note = series.Weeks < 13 ? ConfidenceNote.ShortHistory : ConfidenceNote.None,
        };
    }

    /// <summary>Forecasts the given days from a history that may be longer than the one the model was trained on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A day does not lie 1 to 60 days after the end of the history.</exception>
    public static IReadOnlyList<ForecastDay> Predict(TrainedModel model, DemandSeries series, IReadOnlyList<FutureDay> days)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(days);
        var coldStart = model.Note == ConfidenceNote.ColdStart || series.Length == 0;
        var baseline = coldStart ? null : new WeekdayMean().Fit(series);
        var served = coldStart ? null
            : model.IsBaseline ? baseline
            : Combination.Of([.. model.Members.Select(m => (Create(m.Algorithm, m.Parameters).Fit(series), m.Weight))]);
        var result = new List<ForecastDay>(days.Count);
        foreach (var day in days)
        {
            var horizon = day.Date.DayNumber - series.End.DayNumber;
            if (series.Length > 0 && horizon is < 1 or > 2 * LongestHorizon)
            {
                throw new ArgumentOutOfRangeException(nameof(days), day.Date, $"The history ends on {series.End:O}.");
            }

            if (!day.IsOpen)
            {
                var closed = Prediction.None(day.Date);
                result.Add(new ForecastDay(closed, closed, horizon, 100, model.Note, [new ForecastFactor("closed", -100)]));
                continue;
            }

            var cold = served is null ? ColdStart.Forecast(series, day.Date) : null;
            var prediction = cold?.Prediction ?? served!.Predict(day.Date, horizon - 1, model.Calibration);
            var reference = cold?.Prediction ?? baseline!.Predict(day.Date, horizon - 1, model.BaselineCalibration);
            result.Add(new ForecastDay(
                prediction, reference, horizon, Confidence(model, prediction, series.Weeks), model.Note,
                Explanation.Factors(series, day.Date, prediction, reference))
            {
                Fallback = series.Length == 0 ? "no_history" : coldStart ? "short_history" : model.IsBaseline ? "baseline_better" : null,
            });
        }

        return result;
    }

    /// <summary>100 for a long history forecast without error; falls with the expected error and with a short history.</summary>
    private static int Confidence(TrainedModel model, Prediction prediction, int weeks)
    {
        var spread = prediction.Mean > 0 ? (prediction.Upper80 - prediction.Lower80) / 2 / 1.2816 * 0.8 / prediction.Mean : 1;
        var error = model.Metrics?.Wape ?? spread;
        var history = 0.5 + 0.5 * Math.Min(1, weeks / 26.0);
        return (int)Math.Round(100 * Math.Max(0, 1 - error) * history, MidpointRounding.AwayFromZero);
    }

    private static List<ICandidate> CandidatesFor(DemandSeries series)
    {
        List<ICandidate> candidates = [new SeasonalNaive(), new WeekdayMean(), new WeekdayMedian(), new WeekdayEwma()];
        var zeros = series.ZeroShare();
        if (zeros > 0.30)
        {
            candidates.Add(new IntermittentCroston());
            candidates.Add(new IntermittentTsb());
        }

        if (zeros <= IntermittentShare)
        {
            candidates.Add(new Theta());
            candidates.Add(new Ets());
        }

        return candidates;
    }

    private static ICandidate Create(string id, IReadOnlyDictionary<string, double>? parameters) => id switch
    {
        "seasonal_naive" => new SeasonalNaive(),
        Baseline => new WeekdayMean(),
        "weekday_median_8" => new WeekdayMedian(),
        "weekday_ewma" => new WeekdayEwma(),
        "intermittent_croston" => new IntermittentCroston(),
        "intermittent_tsb" => new IntermittentTsb(),
        "theta" => new Theta(),
        "ets" => new Ets(FormOf(parameters)),
        _ => throw new ArgumentException($"Unknown algorithm '{id}'.", nameof(id)),
    };

    private static EtsForm? FormOf(IReadOnlyDictionary<string, double>? parameters) =>
        parameters is not null && parameters.TryGetValue("season", out var season)
            ? new EtsForm(parameters["error_multiplicative"] > 0, parameters["trend_damped"] > 0, (int)season)
            : null;
}
