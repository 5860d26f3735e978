using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Security;
using Bakery.Training.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Models;

/// <summary>
/// Whether a new model replaces the active one: not when it is more than 2 % worse on the same days. The days are forecast from the last
/// origins that neither model had seen when it was made.
/// </summary>
internal sealed class Activation
{
    /// <summary>The new model may be this much worse.</summary>
    public const double Tolerance = 0.02;

    private const int Origins = 4;
    private const int Horizon = 14;

    // Fewer days say nothing.
    private const int DaysNeeded = 7;

    private readonly TrainingData _data;
    private readonly Dictionary<string, DemandSeries> _histories;
    private readonly ILookup<string, PastForecast> _past;
    private readonly List<DateOnly> _origins;
    private readonly Dictionary<(string Key, DateOnly Origin, DateOnly Day), double> _before = [];

    private Activation(TrainingData data, PooledModel? pooled)
    {
        _data = data;
        _histories = data.Series.ToDictionary(s => s.Key, s => s.History);
        _past = (pooled?.Past ?? []).ToLookup(p => p.Key);
        _origins = [.. (pooled?.Past ?? []).Select(p => p.Origin).Distinct().OrderDescending().Take(Origins)];
    }

    /// <summary>Makes what the active pooled models would have said of the last weeks.</summary>
    public static async Task<Activation> Prepare(TrainingData data, PooledModel? pooled, IReadOnlyCollection<ForecastModel> active, TrainingDb db, Secrets secrets, CancellationToken ct)
    {
        var activation = new Activation(data, pooled);
        foreach (var group in active.Where(m => m.ArtifactId is not null).GroupBy(m => m.ArtifactId!.Value))
        {
            var origins = activation.OriginsSince(group.Max(m => m.TrainedTo));
            if (origins.Count == 0 || (await db.Artifacts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == group.Key, ct))?.Read(secrets) is not { } old) continue;
            var keys = group.Select(m => TrainingData.Key(m.ItemId, m.LocationId)).ToHashSet();
            foreach (var origin in origins) activation.Remember(old, origin, keys);
        }
        return activation;
    }

    public static bool Accepts(double fresh, double active) => fresh <= active * (1 + Tolerance);

    public bool Replaces(ForecastModel active, TrainedModel fresh)
    {
        var key = TrainingData.Key(active.ItemId, active.LocationId);
        // Without a pooled model both are methods of the series' own, and both were candidates of the same folds.
        if (!_past[key].Any()) return AcceptsByFolds(fresh, active.Algorithm);
        var history = _histories[key];
        double own = 0, before = 0;
        var days = 0;
        foreach (var origin in active.ArtifactId is null ? OriginsSince(DateOnly.MinValue) : OriginsSince(active.TrainedTo))
        {
            var freshDays = fresh.Algorithm == ModelChooser.Pooled ? _past[key].Where(p => p.Origin == origin).ToDictionary(p => p.Served.Date, p => p.Served.P50) : Path(fresh, history, origin);
            var oldDays = active.ArtifactId is null ? Path(active.Read(), history, origin) : null;
            for (var day = origin.AddDays(1); day <= origin.AddDays(Horizon); day = day.AddDays(1))
            {
                if (history.IsSoldOut(day) || history.SoldOn(day) is not { } sold || !freshDays.TryGetValue(day, out var f)) continue;
                if (oldDays is not null ? !oldDays.TryGetValue(day, out var o) : !_before.TryGetValue((key, origin, day), out o)) continue;
                (own, before, days) = (own + Math.Abs(sold - f), before + Math.Abs(sold - o), days + 1);
            }
        }
        return days < DaysNeeded || Accepts(own, before);
    }

    private static bool AcceptsByFolds(TrainedModel fresh, string activeAlgorithm)
    {
        double? Loss(string algorithm) => fresh.Candidates.FirstOrDefault(c => c.Algorithm == algorithm)?.RelativeLoss;
        return Loss(fresh.Algorithm) is not { } own || Loss(activeAlgorithm) is not { } other || Accepts(own, other);
    }

    private List<DateOnly> OriginsSince(DateOnly day) => [.. _origins.Where(o => o >= day)];

    private void Remember(PooledModel old, DateOnly origin, HashSet<string> keys)
    {
        var known = _data.Series.Select(s => s with { History = s.History.Until(origin) }).ToList();
        var days = Enumerable.Range(1, Horizon).Select(h => new FutureDay(origin.AddDays(h))).ToList();
        var said = PooledForecaster.Predict(old, known, _data.Calendar, days, keys);
        for (var i = 0; i < said.Count; i++)
            foreach (var day in said[i]) _before[(known[i].Key, origin, day.Served.Date)] = day.Served.P50;
    }

    private static Dictionary<DateOnly, double> Path(TrainedModel model, DemandSeries history, DateOnly origin)
    {
        var known = history.Until(origin);
        return known.Length == 0 ? [] : Forecaster.Predict(model, known, [.. Enumerable.Range(1, Horizon).Select(h => new FutureDay(origin.AddDays(h)))]).ToDictionary(d => d.Served.Date, d => d.Served.P50);
    }
}
