using Bakery.Contracts.External;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Forecasting.Serving;

/// <summary>The days of one series before rules, costs and calendar; every day counts as open.</summary>
/// <param name="ModelId">Null when the cold start or a baseline without model serves.</param>
/// <param name="IsRefused">The stored model was damaged or unsigned: the baseline took its place.</param>
/// <param name="Skill">Of the training, as a fraction.</param>
internal sealed record SeriesForecast(IReadOnlyList<ForecastDay> Days, string Algorithm, Guid? ModelId, bool IsRefused, decimal Skill);

/// <summary>Forecasts series with the models in force: the pooled one, a method of their own, the baseline, or the cold start.</summary>
internal sealed class SeriesForecasts(ModelShelf shelf, IQueryBus queries, Guid tenant)
{
    public const int HistoryDays = 1100;
    public const int AheadDays = 60;

    public static string Key(Guid item, Guid location) => $"{item:N}@{location:N}";

    public static DemandSeries HistoryOf(SeriesAnswer answer) => DemandSeries.From(answer.Days.Select(d =>
        new Forecast.SeriesDay(d.Date, (double)d.Quantity, d.IsOpen, d.IsSoldOut, d.IsSoldOut ? (double)d.DemandEstimate : null)));

    /// <summary>Forecasts the wanted series.</summary>
    /// <param name="all">Series of the whole bakery: what they share is part of a pooled forecast.</param>
    /// <param name="wanted">Which of them.</param>
    /// <param name="models">Models in force.</param>
    /// <param name="weeks">Weeks since the first sale below which the cold start serves.</param>
    public async Task<Dictionary<(Guid Item, Guid Location), SeriesForecast>> Make(IReadOnlyList<SeriesAnswer> all, IReadOnlyList<SeriesAnswer> wanted, IReadOnlyDictionary<(Guid, Guid), ModelAnswer> models, DateOnly today, int weeks,
        IReadOnlyList<DateOnly> dates, CancellationToken ct)
    {
        var days = dates.Select(d => new FutureDay(d)).ToList();
        var stored = wanted.Where(s => (today.DayNumber - s.FirstSale.DayNumber) / 7 >= weeks && models.ContainsKey((s.ItemId, s.LocationId))).ToDictionary(s => (s.ItemId, s.LocationId), s => models[(s.ItemId, s.LocationId)]);
        var pooled = await Pooled(all, stored.Values, days, today, ct);
        var made = new SeriesForecast[wanted.Count];
        Parallel.For(0, made.Length, new ParallelOptions { CancellationToken = ct }, i =>
        {
            var series = wanted[i];
            made[i] = !stored.TryGetValue((series.ItemId, series.LocationId), out var model) ? WithoutModel(series, days, (today.DayNumber - series.FirstSale.DayNumber) / 7 < weeks)
                : model.ArtifactId is null ? OfOwn(model, series, days)
                : pooled.TryGetValue(Key(series.ItemId, series.LocationId), out var said) ? new SeriesForecast(said, model.Algorithm, model.ModelId, false, model.SkillVsBaseline)
                : Refused(model, series, days);
        });
        return made.Select((m, i) => (m, i)).ToDictionary(m => (wanted[m.i].ItemId, wanted[m.i].LocationId), m => m.m);
    }

    /// <summary>The cold start, or the baseline of a series that has history enough and waits for its training.</summary>
    private static SeriesForecast WithoutModel(SeriesAnswer series, List<FutureDay> days, bool isCold) =>
        new(Forecaster.Predict(isCold ? ColdStartModel() : ColdStartModel() with { Note = ConfidenceNote.None }, HistoryOf(series), days), Forecaster.Baseline, null, false, 0);

    private SeriesForecast OfOwn(ModelAnswer answer, SeriesAnswer series, List<FutureDay> days) => shelf.Own(answer, tenant) is not { } model
        ? Refused(answer, series, days)
        : new SeriesForecast(Forecaster.Predict(model, HistoryOf(series), days), model.Algorithm, model.Note == ConfidenceNote.ColdStart ? null : answer.ModelId, false, model.IsBaseline ? 0 : answer.SkillVsBaseline);

    private static SeriesForecast Refused(ModelAnswer model, SeriesAnswer series, List<FutureDay> days) =>
        new(Forecaster.Predict(ColdStartModel() with { Note = ConfidenceNote.None }, HistoryOf(series), days), Forecaster.Baseline, model.ModelId, true, 0);

    /// <summary>What each sound pooled model says of its series.</summary>
    private async Task<Dictionary<string, IReadOnlyList<ForecastDay>>> Pooled(IReadOnlyList<SeriesAnswer> all, IEnumerable<ModelAnswer> models, List<FutureDay> days, DateOnly today, CancellationToken ct)
    {
        var result = new Dictionary<string, IReadOnlyList<ForecastDay>>();
        IReadOnlyList<PooledSeries>? panel = null;
        KnownCalendar? calendar = null;
        foreach (var group in models.Where(m => m.ArtifactId is not null).GroupBy(m => m.ArtifactId!.Value))
        {
            if (await shelf.Pooled(group.Key, tenant, queries, ct) is not { } model) continue;
            panel ??= [.. all.Select(s => new PooledSeries(Key(s.ItemId, s.LocationId), HistoryOf(s)))];
            calendar ??= await Calendar([.. all.Select(s => s.LocationId).Distinct()], today, ct);
            var keys = group.Where(m => shelf.Own(m, tenant) is not null).Select(m => Key(m.ItemId, m.LocationId)).ToHashSet();
            var said = PooledForecaster.Predict(model, panel, calendar, days, keys);
            for (var i = 0; i < panel.Count; i++)
                if (keys.Contains(panel[i].Key)) result[panel[i].Key] = said[i];
        }
        return result;
    }

    /// <summary>The same days, in the same form, as the training saw them.</summary>
    private async Task<KnownCalendar> Calendar(IReadOnlyList<Guid> locations, DateOnly today, CancellationToken ct)
    {
        var shops = new List<IReadOnlyCollection<ShopDay>>();
        foreach (var location in locations)
        {
            try
            {
                var days = await queries.Ask(new CalendarDays(location, today.AddDays(-HistoryDays), today.AddDays(AheadDays)), ct);
                if (days.Count > 0) shops.Add([.. days.Select(d => new ShopDay(d.Date, d.Holiday, d.IsSchoolHoliday))]);
            }
            catch (RuleViolation e) when (e.Code == "dependency_unavailable")
            {
                // Without holidays there is still a forecast.
            }
        }
        return ShopCalendar.Of(shops);
    }

    private static TrainedModel ColdStartModel() => new()
    {
        Algorithm = Forecaster.Baseline,
        Members = [new ModelMember(Forecaster.Baseline, 1, new Dictionary<string, double>())],
        TrainedFrom = default,
        TrainedTo = default,
        Observations = 0,
        Note = ConfidenceNote.ColdStart,
    };
}
