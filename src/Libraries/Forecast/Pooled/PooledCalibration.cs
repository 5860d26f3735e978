namespace Bakery.Forecast.Pooled;

/// <summary>
/// How the members are combined and how wide the band is, learned from forecasts of the past and what came of them, the newest counting
/// most. The band is conformal: quantiles of the errors in units of their scale, by horizon. Sources: Y. Xu and Y. Xie, "Conformal
/// prediction interval for dynamic time series" (2021); R. J. Tibshirani et al., "Conformal prediction under covariate shift" (2019) for
/// weighted errors; fixed weights as the prior: R. T. Clemen, Int. J. Forecasting 5 (1989).
/// </summary>
public sealed record PooledCalibration
{
    private const int FewestErrors = 60;
    private const double HalfLifeDays = 42;
    private const double PriorOrigins = 6;
    private static readonly MemberWeights PriorWeights = new(0.25, 0.55, 0.2);
    private const double PriorErrors = 200;
    private const double PriorGroup = 150;

    /// <summary>Below this many pieces a forecast is of a count.</summary>
    private const double SlowPoint = 5;

    private static readonly double[] NormalShape = [.. Prediction.Levels.Select(l => Normal.Quantile(l) / Normal.Quantile(0.9))];

    /// <summary>Shares of the members.</summary>
    public required MemberWeights Weights { get; init; }

    /// <summary>Error in scales at each of <see cref="Prediction.Levels"/>.</summary>
    public required IReadOnlyList<double> Shape { get; init; }

    /// <summary>Factor on the lower half of the shape, by horizon group (<see cref="Calibration.GroupStarts"/>).</summary>
    public required IReadOnlyList<double> Lower { get; init; }

    /// <summary>Factor on the upper half.</summary>
    public required IReadOnlyList<double> Upper { get; init; }

    /// <summary>Errors it was learned from.</summary>
    public required int Errors { get; init; }

    /// <summary>Nothing learned: the members' widths as they are, with a normal shape.</summary>
    public static PooledCalibration None { get; } = new()
    {
        Weights = PriorWeights,
        Shape = NormalShape,
        Lower = [1, 1, 1, 1, 1],
        Upper = [1, 1, 1, 1, 1],
        Errors = 0,
    };

    /// <summary>The distribution of one day.</summary>
    internal Prediction Predict(in MemberForecast forecast)
    {
        var point = forecast.Point(Weights);
        var scale = forecast.Scale(Weights);
        var group = GroupOf(forecast.Horizon);
        var isSlow = forecast.IsCounted && point < SlowPoint;
        var quantiles = new double[Shape.Count];
        double mean = 0;
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = Math.Max(0, point + scale * Shape[i] * (Shape[i] < 0 ? Lower : Upper)[group]);
            mean += quantiles[i] / quantiles.Length;
            // Of few pieces none or one is sold, never half of one: the quantile of the count is the whole number nearest to the smooth one.
            quantiles[i] = isSlow ? Math.Round(quantiles[i], MidpointRounding.AwayFromZero) : quantiles[i];
        }

        return Prediction.FromQuantiles(forecast.Date, mean, quantiles);
    }

    /// <summary>Learns from past forecasts whose days are over.</summary>
    /// <param name="past">Forecasts and what was sold.</param>
    /// <param name="today">The last day known.</param>
    /// <param name="hasTrees">Whether trees will take part.</param>
    internal static PooledCalibration Learn(IReadOnlyList<PastDay> past, DateOnly today, bool hasTrees)
    {
        if (past.Count < FewestErrors)
        {
            return hasTrees ? None : None with { Weights = WithoutTrees(PriorWeights) };
        }

        double Age(in MemberForecast forecast) => Math.Pow(0.5, (today.DayNumber - forecast.Origin.DayNumber) / HalfLifeDays);
        var weights = WeightsOf(past, hasTrees, p => Age(p));
        var errors = past.Select(p => (
            Group: GroupOf(p.Forecast.Horizon),
            Error: (p.Demand - p.Forecast.Point(weights)) / p.Forecast.Scale(weights),
            Weight: Age(p.Forecast))).ToList();
        var all = new WeightedErrors(errors.Select(e => (e.Error, e.Weight)));
        var trust = errors.Count / (errors.Count + PriorErrors);
        var centre = all.Quantile(0.5);
        var shape = new double[NormalShape.Length];
        for (var i = 0; i < shape.Length; i++)
        {
            // Bias of the past is left alone, the more the nearer to the median; the tails stay where the errors were.
            var level = Prediction.Levels[i];
            var own = all.Quantile(level) - centre * Math.Max(0, 1 - Math.Abs(level - 0.5) / 0.4);
            shape[i] = trust * own + (1 - trust) * NormalShape[i];
            shape[i] = level < 0.5 ? Math.Min(shape[i], -0.01) : level > 0.5 ? Math.Max(shape[i], 0.01) : 0;
        }

        Array.Sort(shape);
        var groups = Calibration.GroupStarts.Count;
        double[] lower = new double[groups], upper = new double[groups];
        for (var group = 0; group < groups; group++)
        {
            var own = errors.Where(e => e.Group == group).ToList();
            var share = own.Count / (own.Count + PriorGroup) * trust;
            var part = new WeightedErrors(own.Select(e => (e.Error, e.Weight)));
            lower[group] = own.Count == 0 ? group == 0 ? 1 : lower[group - 1] : 1 + share * (Math.Clamp(part.Quantile(0.1) / shape[1], 0.3, 3) - 1);
            upper[group] = own.Count == 0 ? group == 0 ? 1 : upper[group - 1] : 1 + share * (Math.Clamp(part.Quantile(0.9) / shape[17], 0.3, 3) - 1);
        }

        return new PooledCalibration { Weights = weights, Shape = shape, Lower = lower, Upper = upper, Errors = past.Count };
    }

    /// <summary>The shares with the least absolute error in pieces on a grid of tenths, drawn to the prior.</summary>
    private static MemberWeights WeightsOf(
        IReadOnlyList<PastDay> past, bool hasTrees, Func<MemberForecast, double> age)
    {
        const int steps = 10;
        List<MemberWeights> grid = [];
        for (var trees = 0; trees <= (hasTrees ? steps : 0); trees++)
        {
            for (var additive = 0; additive <= steps - trees; additive++)
            {
                grid.Add(new MemberWeights((steps - trees - additive) / (double)steps, trees / (double)steps, additive / (double)steps));
            }
        }

        var loss = new double[grid.Count];
        foreach (var (forecast, actual, _) in past)
        {
            var own = age(forecast);
            for (var i = 0; i < loss.Length; i++)
            {
                loss[i] += own * Math.Abs(actual - forecast.Point(grid[i]));
            }
        }

        var best = grid[Array.IndexOf(loss, loss.Min())];
        var prior = hasTrees ? PriorWeights : WithoutTrees(PriorWeights);
        var origins = past.Select(p => p.Forecast.Origin).Distinct().Count();
        double Drawn(double learned, double before) => (origins * learned + PriorOrigins * before) / (origins + PriorOrigins);
        return new MemberWeights(Drawn(best.Structural, prior.Structural), Drawn(best.Trees, prior.Trees), Drawn(best.Additive, prior.Additive));
    }

    private static MemberWeights WithoutTrees(in MemberWeights weights) => new(1 - weights.Additive, 0, weights.Additive);

    private static int GroupOf(int horizon)
    {
        var group = Calibration.GroupStarts.Count - 1;
        while (group > 0 && horizon < Calibration.GroupStarts[group])
        {
            group--;
        }

        return group;
    }

    /// <summary>Quantiles of errors that do not count alike.</summary>
    private sealed class WeightedErrors
    {
        private readonly double[] _errors;
        private readonly double[] _sums;

        public WeightedErrors(IEnumerable<(double Error, double Weight)> errors)
        {
            var sorted = errors.OrderBy(e => e.Error).ToList();
            _errors = [.. sorted.Select(e => e.Error)];
            _sums = new double[_errors.Length];
            double sum = 0;
            for (var i = 0; i < _sums.Length; i++)
            {
                _sums[i] = sum += sorted[i].Weight;
            }
        }

        public double Quantile(double level)
        {
            var at = Array.BinarySearch(_sums, level * _sums[^1]);
            return _errors[Math.Min(at < 0 ? ~at : at, _errors.Length - 1)];
        }
    }
}
