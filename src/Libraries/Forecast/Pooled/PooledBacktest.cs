using System.Diagnostics;

namespace Bakery.Forecast.Pooled;

/// <summary>Forecasts made at one cut-off, knowing only what was known then.</summary>
/// <param name="Cutoff">Last day known.</param>
/// <param name="Days">By series in the given order: served and baseline by horizon; empty for a series without history.</param>
/// <param name="Seconds">Time for training, weights, bands and forecasts of all series.</param>
public sealed record PooledBacktestStep(DateOnly Cutoff, IReadOnlyList<IReadOnlyList<(int Horizon, Prediction Served, double Baseline)>> Days, double Seconds);

/// <summary>Rolling origins over given cut-offs, as the engine would have worked at each of them.</summary>
public static class PooledBacktest
{
    /// <summary>Goes through the cut-offs in time order. Trees are grown anew every fourth origin, weights and bands at each.</summary>
    /// <param name="series">Whole histories; what lies after a cut-off is not read for it.</param>
    /// <param name="calendar">Days known in advance.</param>
    /// <param name="cutoffs">Last days known.</param>
    /// <param name="horizon">Days to forecast.</param>
    /// <param name="options">Settings.</param>
    /// <param name="ct">Ends the run between two origins.</param>
    public static IEnumerable<PooledBacktestStep> Run(
        IReadOnlyList<PooledSeries> series, KnownCalendar calendar, IReadOnlyList<DateOnly> cutoffs, int horizon, PooledOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(cutoffs);
        var settings = options ?? new PooledOptions();
        var histories = series.Select(s => s.History).ToList();
        var run = new PooledRun(histories, PooledForecaster.CodesOf(series, [.. series.Select(s => s.Key)]), calendar, settings);
        var inOrder = cutoffs.Order().ToList();
        var watch = Stopwatch.StartNew();
        var first = inOrder.Count == 0 ? [] : PooledRun.PastOrigins(inOrder[0], settings);
        foreach (var origin in first.Where(o => histories.Any(h => h.Length > 0 && h.Start <= o)))
        {
            run.Observe(origin, Features.Horizon, ct);
        }

        foreach (var cutoff in inOrder)
        {
            var forecasts = run.Observe(cutoff, horizon, ct);
            var choice = run.Learn(cutoff);
            var byseries = forecasts.ToLookup(f => f.Series);
            var days = histories.Select((history, i) => Days(history.Until(cutoff), byseries[i], choice, cutoff, horizon)).ToList();
            yield return new PooledBacktestStep(cutoff, days, watch.Elapsed.TotalSeconds);
            watch.Restart();
        }
    }

    private static IReadOnlyList<(int Horizon, Prediction Served, double Baseline)> Days(
        DemandSeries known, IEnumerable<MemberForecast> forecasts, PooledChoice choice, DateOnly cutoff, int horizon)
    {
        var made = forecasts.Select(f => (f.Horizon, choice.Serve(f), f.Baseline)).ToList();
        return made.Count > 0 ? made
            : known.Length == 0 ? []
            : [.. Enumerable.Range(1, horizon).Select(h => (h, ColdStart.Forecast(known, cutoff.AddDays(h)).Prediction)).Select(p => (p.h, p.Prediction, p.Prediction.P50))];
    }
}
