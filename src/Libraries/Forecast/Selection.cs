using Bakery.Forecast.Models;

namespace Bakery.Forecast;

/// <summary>
/// Choice of a method by rolling origins: every candidate forecasts the same past fortnights, and replaces the baseline only when
/// it is clearly and mostly better. The last fold is kept for reporting: the choosing folds end where it begins.
/// </summary>
internal sealed class Selection
{
    private const int Step = 7;
    private const int Horizon = 14;
    private const int CombinedMethods = 3;
    private const int CalibrationOrigins = 12;

    private readonly DemandSeries _series;
    private readonly TrainingOptions _options;
    private readonly List<DateOnly> _origins;
    private readonly List<Track> _tracks = [];
    private readonly Dictionary<string, ICandidate> _candidates = [];

    private Selection(DemandSeries series, TrainingOptions options, List<DateOnly> origins)
    {
        _series = series;
        _options = options;
        _origins = origins;
    }

    /// <summary>The winner and the scores; null when the history is too short to compare anything.</summary>
    public static SelectionResult? Run(DemandSeries series, IReadOnlyList<ICandidate> candidates, TrainingOptions options)
    {
        const int firstTraining = 28;
        var origins = new List<DateOnly>();
        for (var fold = 0; fold < options.Folds; fold++)
        {
            var origin = series.End.AddDays(-Horizon - Step * fold);
            if (origin.DayNumber - series.Start.DayNumber + 1 < firstTraining)
            {
                break;
            }

            origins.Add(origin);
        }

        return origins.Count < 3 ? null : new Selection(series, options, origins).Choose(candidates);
    }

    private SelectionResult Choose(IReadOnlyList<ICandidate> candidates)
    {
        var earliest = _series.Until(_origins[^1]);
        foreach (var candidate in candidates.Where(c => c.DaysNeeded <= earliest.Length))
        {
            // The form of the smoothing is fixed on the oldest fold, so that no fold chooses with knowledge of its own test days.
            var fixedCandidate = candidate is Ets ? new Ets(Ets.Choose(earliest)) : candidate;
            _candidates[candidate.Id] = fixedCandidate;
            _tracks.Add(Follow(candidate.Id, candidate.Complexity, _origins, origin => fixedCandidate.Fit(_series.Until(origin))));
        }

        var baseline = _tracks.Single(t => t.Id == Forecaster.Baseline);
        AddCombinations(baseline);
        var scores = _tracks.Select(t => (Track: t, Score: Score(t, baseline))).OrderBy(s => s.Score.RelativeLoss).ToList();
        var winner = baseline;
        double best = 1 - _options.MinimumGain;
        foreach (var (track, score) in scores.OrderBy(s => s.Track.Complexity))
        {
            // Half a percent is a tie, and a tie goes to the simpler method, which comes first here.
            var needed = winner == baseline ? best : best - 0.005;
            if (track != baseline && score.RelativeLoss <= needed && score.BetterShare >= _options.MinimumBetterShare)
            {
                (winner, best) = (track, score.RelativeLoss);
            }
        }

        return new SelectionResult(
            winner.Id,
            winner.Members,
            Calibration.Learn(ErrorsOf(winner), !winner.MedianFromErrors),
            Calibration.Learn(ErrorsOf(baseline), true),
            Report(winner, baseline),
            Report(baseline, baseline),
            [.. scores.Select(s => s.Score)]);
    }

    private void AddCombinations(Track baseline)
    {
        var best = _tracks.Select(t => (Track: t, Loss: Score(t, baseline).RelativeLoss)).OrderBy(t => t.Loss).Take(CombinedMethods).ToList();
        if (best.Count < 2)
        {
            return;
        }

        var inverse = best.Select(b => 1 / Math.Max(b.Loss, 1e-6)).ToList();
        var total = inverse.Sum();
        Combine("combo_mean", 8, [.. best.Select(b => (b.Track, 1.0 / best.Count))]);
        Combine("combo_weighted", 9, [.. best.Select((b, i) => (b.Track, inverse[i] / total))]);
    }

    private void Combine(string id, int complexity, IReadOnlyList<(Track Track, double Weight)> parts)
    {
        var track = Follow(id, complexity, _origins, origin => Combination.Of(
            [.. parts.Select(p => (p.Track.Folds.Single(f => f.Origin == origin).Model, p.Weight))]));
        track.Members = [.. parts.Select(p => (p.Track.Id, p.Weight))];
        _tracks.Add(track);
    }

    /// <summary>A band needs more errors than a choice: older origins are added, which only the served method has to run.</summary>
    private List<(int Horizon, double Error)> ErrorsOf(Track track)
    {
        var older = Enumerable.Range(1, CalibrationOrigins).Select(i => _origins[^1].AddDays(-Step * i))
            .Where(o => o.DayNumber - _series.Start.DayNumber + 1 >= 56).ToList();
        var more = Follow(track.Id, track.Complexity, older, origin => Combination.Of(
            [.. track.Members.Select(m => (_candidates[m.Id].Fit(_series.Until(origin)), m.Weight))]));
        return [.. track.Errors(), .. more.Errors()];
    }

    private Track Follow(string id, int complexity, List<DateOnly> origins, Func<DateOnly, FittedModel> fit)
    {
        var folds = new List<Fold>();
        foreach (var origin in origins)
        {
            var model = fit(origin);
            var days = new List<Day>();
            for (var step = 0; step < Horizon; step++)
            {
                var date = origin.AddDays(step + 1);
                if (_series.SoldOn(date) is not { } sold || date > _series.End)
                {
                    continue;
                }

                var prediction = model.Predict(date, step);
                var censored = _series.IsSoldOut(date);
                var loss = censored ? Accuracy.CensoredPinball(sold, prediction) : Accuracy.Pinball(sold, prediction);
                var scale = FittedModel.Scale(model.Point(step), model.Level) * model.Growth(step);
                days.Add(new Day(date, step + 1, sold, prediction, censored, loss, (sold - prediction.Mean) / scale));
            }

            folds.Add(new Fold(origin, model, days));
        }

        return new Track(id, complexity, folds);
    }

    private CandidateScore Score(Track track, Track baseline)
    {
        double sum = 0;
        int better = 0, counted = 0;
        for (var i = 1; i < _origins.Count; i++)
        {
            var own = ChoosingLoss(track.Folds[i]);
            var reference = ChoosingLoss(baseline.Folds[i]);
            if (own is null || reference is null)
            {
                continue;
            }

            // Where the baseline is perfect only a perfect candidate is as good.
            var ratio = reference > 1e-9 ? own.Value / reference.Value : own > 1e-9 ? 2 : 1;
            sum += ratio;
            better += ratio < 1 ? 1 : 0;
            counted++;
        }

        return new CandidateScore(track.Id, counted == 0 ? 1 : sum / counted, counted == 0 ? 0 : (double)better / counted);
    }

    private double? ChoosingLoss(Fold fold)
    {
        var days = fold.Days.Where(d => d.Date <= _origins[0]).ToList();
        return days.Count == 0 ? null : days.Average(d => d.Loss);
    }

    private static AccuracyReport? Report(Track track, Track baseline) => Accuracy.Of(
        [.. track.Folds[0].Days.Select((d, i) => new AccuracySample(d.Sold, d.Prediction, baseline.Folds[0].Days[i].Prediction.P50, d.IsCensored))]);

    private sealed record Day(DateOnly Date, int Horizon, double Sold, Prediction Prediction, bool IsCensored, double Loss, double ScaledError);

    private sealed record Fold(DateOnly Origin, FittedModel Model, List<Day> Days);

    private sealed class Track(string id, int complexity, List<Fold> folds)
    {
        public string Id => id;

        public int Complexity => complexity;

        public List<Fold> Folds => folds;

        public bool MedianFromErrors => folds[0].Model.MedianFromErrors;

        public IReadOnlyList<(string Id, double Weight)> Members { get; set; } = [(id, 1)];

        public List<(int Horizon, double Error)> Errors() =>
            [.. folds.SelectMany(f => f.Days).Where(d => !d.IsCensored).Select(d => (d.Horizon, d.ScaledError))];
    }
}

/// <summary>What the selection found.</summary>
internal sealed record SelectionResult(
    string Algorithm, IReadOnlyList<(string Id, double Weight)> Members, Calibration? Calibration, Calibration? BaselineCalibration,
    AccuracyReport? Metrics, AccuracyReport? BaselineMetrics, IReadOnlyList<CandidateScore> Scores);
