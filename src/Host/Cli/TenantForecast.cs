using Bakery.Forecast;
using Bakery.Forecast.Pooled;

namespace Bakery.Host.Cli;

/// <summary>A file with enough products is forecast by the pooled engine, as a tenant is.</summary>
internal static class TenantForecast
{
    /// <summary>A command has somebody waiting: trees are grown once for the past and once for now.</summary>
    private static readonly PooledOptions Options = new() { PastOrigins = 6, OriginsPerTrees = 10, MaximumRows = 20_000, Trees = 90, LearningRate = 0.12, Bags = 1 };

    public static IReadOnlyList<ProductForecast> Run(IReadOnlyList<ProductHistory> products, IReadOnlyList<FutureDay> future, CancellationToken ct)
    {
        var tenant = Series(products);
        var model = PooledForecaster.Train(tenant, KnownCalendar.Empty, Options, null, ct);
        var days = PooledForecaster.Predict(model, tenant, KnownCalendar.Empty, future);
        return [.. products.Select((p, i) => new ProductForecast(p, Describe(model, tenant[i], days[i]), [.. days[i].Select(d => Explained(p.Series, d))]))];
    }

    /// <summary>Forecasts each of the last weeks with what was known before it.</summary>
    public static IEnumerable<Sums> Backtest(IReadOnlyList<ProductHistory> products, int weeks, CancellationToken ct)
    {
        var end = products.Max(p => p.Series.End);
        var cutoffs = Enumerable.Range(1, weeks).Select(w => end.AddDays(-7 * w)).ToList();
        foreach (var step in PooledBacktest.Run(Series(products), KnownCalendar.Empty, cutoffs, 7, Options, ct))
        {
            for (var i = 0; i < products.Count; i++)
            {
                var known = products[i].Series.Until(step.Cutoff).OpenValues();
                foreach (var (horizon, served, baseline) in step.Days[i])
                {
                    if (known.Count > 0 && products[i].Series.SoldOn(step.Cutoff.AddDays(horizon)) is { } sold)
                    {
                        yield return Sums.Of(sold, served, baseline, known.Average());
                    }
                }
            }
        }
    }

    private static List<PooledSeries> Series(IReadOnlyList<ProductHistory> products) =>
        [.. products.Select((p, i) => new PooledSeries($"{i} {p.Name}", p.Series))];

    private static TrainedModel Describe(PooledModel model, PooledSeries series, IReadOnlyList<ForecastDay> days)
    {
        var score = model.Scores.GetValueOrDefault(series.Key);
        var fallback = days.FirstOrDefault(d => d.Fallback is not null)?.Fallback;
        var isBaseline = fallback is not null and not "no_trees";
        var algorithm = isBaseline ? Forecaster.Baseline : "pooled";
        var weights = model.Calibration.Weights;
        ModelMember Member(string name, double weight) => new(name, weight, new Dictionary<string, double>());
        return new TrainedModel
        {
            Algorithm = algorithm,
            Members = isBaseline ? [Member(algorithm, 1)] : [Member("trees", weights.Trees), Member("structural", weights.Structural), Member("additive", weights.Additive)],
            TrainedFrom = series.History.Start,
            TrainedTo = model.TrainedTo,
            Observations = series.History.OpenValues().Count,
            Candidates = score is { Wape: { } own, BaselineWape: > 0 and var baseline } ? [new CandidateScore(algorithm, own / baseline, 0)] : [],
            Note = days.Count == 0 ? ConfidenceNote.None : days.Max(d => d.Note),
        };
    }

    /// <summary>The reasons of a text are those a baker can check against memory; closed days keep theirs.</summary>
    private static ForecastDay Explained(DemandSeries series, ForecastDay day) =>
        day.Factors.Any(f => f.Code == "closed") ? day : day with { Factors = Explanation.Factors(series, day.Served.Date, day.Served, day.Baseline) };
}
