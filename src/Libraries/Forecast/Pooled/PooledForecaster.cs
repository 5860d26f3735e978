using Bakery.Forecast.Models;

namespace Bakery.Forecast.Pooled;

/// <summary>
/// The door to the pooled engine: one training over all series of a tenant, and forecasts from it. A structural forecast (level, weekday,
/// season of the years before, named days) and boosted trees are combined, by weights learned from forecasts of the past.
/// </summary>
public static class PooledForecaster
{
    /// <summary>Codes 0 to 249 are series of the training; the last code stands for all others.</summary>
    private const int OtherCode = 254;

    private const int Codes = 250;

    /// <summary>Trains on all histories; the same input gives the same model.</summary>
    /// <param name="series">Histories; they may end on different days.</param>
    /// <param name="calendar">Days known in advance, past and future.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Share done, 0 to 1.</param>
    /// <param name="ct">Ends the training between two origins.</param>
    public static PooledModel Train(
        IReadOnlyList<PooledSeries> series, KnownCalendar calendar, PooledOptions? options = null, IProgress<double>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(calendar);
        var settings = options ?? new PooledOptions();
        var keys = series.Select(s => s.Key).ToList();
        var run = new PooledRun([.. series.Select(s => s.History)], CodesOf(series, keys), calendar, settings);
        var today = Today(series);
        var done = 0;
        foreach (var origin in PooledRun.PastOrigins(today, settings).Where(o => series.Any(s => s.History.Length > 0 && s.History.Start <= o)))
        {
            run.Observe(origin, Features.Horizon, ct);
            progress?.Report((double)++done / (settings.PastOrigins + 1));
        }

        run.Renew(today, ct);
        progress?.Report(1);
        var choice = run.Learn(today);
        return new PooledModel
        {
            Keys = keys,
            DayNames = run.Names,
            Flags = calendar.Flags,
            TrainedTo = today,
            Trees = run.Trees,
            Calibration = choice.Calibration,
            Scores = choice.Scores.ToDictionary(s => keys[s.Key], s => s.Value, StringComparer.Ordinal),
            Past = [.. run.Past.Where(p => p.Forecast.Date <= today).Select(p => new PastForecast(keys[p.Forecast.Series], p.Forecast.Origin, choice.Serve(p.Forecast), p.Forecast.Baseline, p.Demand))],
        };
    }

    /// <summary>Forecasts the given days of every series. A series without four weeks of sales up to the last day is served the cold start.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="series">Histories that may be longer than at the training; series unknown to it are forecast too.</param>
    /// <param name="calendar">The same kind of calendar.</param>
    /// <param name="days">Days after the last day of the histories, at most 60.</param>
    /// <param name="only">Keys of the series to forecast; the others only lend what all share, and get no days. Null: all.</param>
    /// <returns>In the order of the series, in the order of the days.</returns>
    /// <exception cref="ArgumentException">The calendar has other flags than the training's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A day does not lie 1 to 60 days after the end of the histories.</exception>
    public static IReadOnlyList<IReadOnlyList<ForecastDay>> Predict(
        PooledModel model, IReadOnlyList<PooledSeries> series, KnownCalendar calendar, IReadOnlyList<FutureDay> days, IReadOnlySet<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(days);
        if (calendar.Flags != model.Flags)
        {
            throw new ArgumentException($"The calendar has {calendar.Flags} flags, the model's had {model.Flags}.", nameof(calendar));
        }

        var today = Today(series);
        var histories = series.Select(s => s.History.PadTo(today)).ToList();
        var complete = histories.Select(h => Uncensored.Complete(h, calendar.Days.ContainsKey)).ToList();
        var panel = new Panel(complete, calendar, model.DayNames, CodesOf(series, model.Keys));
        var features = new Features(panel);
        var shares = model.Trees is { } trees ? new PooledShares(trees, features) : null;
        var result = new IReadOnlyList<ForecastDay>[series.Count];
        foreach (var day in days)
        {
            if (panel.Days > 0 && series.Any(s => s.History.Length > 0) && day.Date.DayNumber - today.DayNumber is < 1 or > 2 * Forecaster.LongestHorizon)
            {
                throw new ArgumentOutOfRangeException(nameof(days), day.Date, $"The histories end on {today:O}.");
            }
        }

        Parallel.For(0, result.Length, i =>
        {
            if (only?.Contains(series[i].Key) == false)
            {
                result[i] = [];
                return;
            }

            var history = histories[i];
            var state = history.Length == 0 ? null : features.At(panel.Series[i], history.Length - 1);
            var speaker = state is null ? null : new Speaker(
                model, features, shares, state, new WeekdayMean().Fit(history), AdditiveMember.Fit(complete[i], calendar), model.Scores.GetValueOrDefault(series[i].Key), today);
            var open = speaker?.Forecast([.. days.Where(d => d.IsOpen).Select(d => d.Date)]).ToDictionary(d => d.Served.Date);
            result[i] = [.. days.Select(day => !day.IsOpen ? Closed(day.Date, day.Date.DayNumber - today.DayNumber)
                : open?[day.Date] ?? Cold(series[i].History, history, day.Date, day.Date.DayNumber - today.DayNumber))];
        });
        return result;
    }

    /// <summary>Code of each series by its place among the known keys.</summary>
    internal static IReadOnlyList<int> CodesOf(IReadOnlyList<PooledSeries> series, IReadOnlyList<string> keys)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            places.TryAdd(keys[i], i);
        }

        return [.. series.Select(s => places.TryGetValue(s.Key, out var place) && place < Codes ? place : OtherCode)];
    }

    private static DateOnly Today(IReadOnlyList<PooledSeries> series) =>
        series.Where(s => s.History.Length > 0).Select(s => s.History.End).DefaultIfEmpty(DemandSeries.Empty.End).Max();

    private static ForecastDay Cold(DemandSeries history, DemandSeries padded, DateOnly date, int horizon)
    {
        var guess = ColdStart.Forecast(padded, date).Prediction;
        return new ForecastDay(guess, guess, horizon, 0, ConfidenceNote.ColdStart, [])
        {
            Fallback = history.Length == 0 ? "no_history" : padded.Length < Features.DaysNeeded ? "short_history" : "nothing_sold",
        };
    }

    private static ForecastDay Closed(DateOnly date, int horizon)
    {
        var none = Prediction.None(date);
        return new ForecastDay(none, none, horizon, 100, ConfidenceNote.None, [new ForecastFactor("closed", -100)]);
    }

    /// <summary>Everything needed to forecast one series from one day.</summary>
    private sealed class Speaker(
        PooledModel model, Features features, PooledShares? shares, OriginState state, FittedModel baseline, AdditiveMember? additive, PooledScore? score, DateOnly today)
    {
        private readonly int _width = features.Names.Length;

        public IEnumerable<ForecastDay> Forecast(IReadOnlyList<DateOnly> dates)
        {
            var rows = new float[dates.Count * _width];
            for (var i = 0; i < dates.Count; i++)
            {
                features.Write(state, dates[i].DayNumber - today.DayNumber, rows.AsSpan(i * _width, _width));
            }

            var parts = shares is null || score is { ServesBaseline: true } ? null : shares.Of(rows);
            return dates.Select((date, i) => Forecast(date, rows.AsSpan(i * _width, _width), parts?[i]));
        }

        private ForecastDay Forecast(DateOnly date, ReadOnlySpan<float> row, TreeParts? parts)
        {
            var horizon = date.DayNumber - today.DayNumber;
            var usual = Math.Max(0, baseline.Point(horizon - 1));
            var member = MemberForecast.Of(state, horizon, today, model.Trees, row, additive?.Point(date), usual);
            var reference = model.Calibration.Predict(PooledChoice.OfBaseline(member));
            var servesBaseline = score is { ServesBaseline: true };
            var served = servesBaseline ? reference : model.Calibration.Predict(member);
            var error = score?.Wape ?? (served.Mean > 0 ? (served.Upper80 - served.Lower80) / 2 / 1.2816 * 0.8 / served.Mean : 1);
            var weeks = (state.Origin + 1) / 7;
            var confidence = (int)Math.Round(100 * Math.Clamp(1 - error, 0, 1) * (0.5 + 0.5 * Math.Min(1, weeks / 26.0)), MidpointRounding.AwayFromZero);
            var reasons = servesBaseline ? [] : PooledReasons.Of(model.Calibration.Weights, state, member, parts, served.P50 - reference.P50);
            return new ForecastDay(
                served, reference, horizon, confidence, weeks < 13 ? ConfidenceNote.ShortHistory : ConfidenceNote.None,
                [.. reasons.Select(r => new ForecastFactor(r.Code, usual > 0 ? Math.Round(100 * r.Pieces / usual, 1) : 0))])
            {
                Reasons = reasons,
                Fallback = servesBaseline ? "baseline_better" : model.Trees is null ? "no_trees" : null,
            };
        }
    }
}
