using System.Diagnostics.Metrics;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.External;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Serving;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Telemetry;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Batches;

/// <summary>What to forecast.</summary>
internal sealed record ForecastOrder(DateOnly From, int Days, IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds, Guid? RunId);

/// <summary>Forecasts that are not stored yet.</summary>
internal sealed record ForecastDraft(IReadOnlyList<SeriesAnswer> Series, IReadOnlyList<Made> Made, IReadOnlyDictionary<Guid, ItemAnswer> Items, IReadOnlyDictionary<Guid, LocationAnswer> Locations, TenantProfileAnswer Profile, DateOnly Today);

/// <summary>Makes the forecasts of a bakery: series, model or baseline, calendar, rules, newsvendor quantity.</summary>
internal sealed class ForecastMaker(ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock)
{
    // Together they say how many series a waiting message stands for; the autoscaler asks.
    private static readonly Counter<long> Batches = BakeryTelemetry.Meter.CreateCounter<long>("bakery.forecasting.batches", description: "Batches of forecasts made.");
    private static readonly Counter<long> Series = BakeryTelemetry.Meter.CreateCounter<long>("bakery.forecasting.series", description: "Series in the batches made.");

    private const int SkillDays = 56;
    private const int SkillSamples = 14;

    /// <summary>Makes, stores and announces. The caller saves.</summary>
    public async Task<ForecastBatch> Make(Guid batchId, ForecastOrder order, CancellationToken ct)
    {
        var draft = await Draft(order, ct);
        var now = clock.GetUtcNow();
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == batchId, ct);
        if (batch is null) db.Add(batch = ForecastBatch.Create(batchId, order.RunId, order.From, order.Days, now));
        await Supersede(order, draft.Series, now, ct);
        db.AddRange(draft.Made.Select(m => DayForecast.Create(Ids.New(clock), batch.Id, m, now)));
        var count = draft.Made.Count;
        Batches.Add(1);
        Series.Add(draft.Series.Count);
        batch.Made(draft.Series.Count, count, count == 0 ? 0 : (decimal)draft.Made.Count(m => m.Algorithm == Forecaster.Baseline) / count);
        var first = draft.Made.Where(m => m.Day.Served.Date == order.From).Select(m => new ExpectedDay(m.ItemId, m.LocationId, order.From, DayForecast.Four(m.Day.Served.P50), DayForecast.Four(m.Day.Baseline.P50), m.Day.Confidence, m.Reasons)).ToList();
        var names = new AlertNames(id => draft.Items[id].Name, id => draft.Locations.TryGetValue(id, out var l) ? l.Name : "–");
        foreach (var alert in DemandAlerts.Unusual(first, names).Concat(DemandAlerts.Weather(first, names))) bus.Publish(alert);
        bus.Publish(new ForecastBatchCompleted(batch.Id, order.RunId, order.From, order.From.AddDays(order.Days - 1), draft.Series.Count, batch.BaselineShare));
        return batch;
    }

    /// <summary>Makes and stores nothing.</summary>
    public async Task<ForecastDraft> Draft(ForecastOrder order, CancellationToken ct)
    {
        if (order.Days is < 1 or > Forecaster.LongestHorizon) throw RuleViolation.Invalid("days", $"From 1 to {Forecaster.LongestHorizon} days.");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        if (order.From < today) throw RuleViolation.Invalid("from", "A forecast begins today or later.");
        if (order.From.AddDays(order.Days) > today.AddDays(SeriesForecasts.AheadDays)) throw RuleViolation.Invalid("from", $"At most {SeriesForecasts.AheadDays} days ahead.");
        var items = (await queries.Ask(new Items(order.ItemIds), ct)).Where(i => i is { IsActive: true, ItemType: "finished_product" or "resale" }).ToDictionary(i => i.Id);
        var models = (await Optional(new ActiveModels(order.ItemIds), [], ct)).ToDictionary(m => (m.ItemId, m.LocationId));
        // A pooled model looks at all series together, even when one is asked for.
        var isPooled = models.Values.Any(m => m.ArtifactId is not null);
        var all = await queries.Ask(new SalesSeries(isPooled ? [] : order.ItemIds, isPooled ? [] : order.LocationIds, today.AddDays(-SeriesForecasts.HistoryDays), today.AddDays(-1)), ct);
        var wanted = all.Where(s => items.ContainsKey(s.ItemId) && (order.LocationIds.Count == 0 || order.LocationIds.Contains(s.LocationId))).ToList();
        var dates = Enumerable.Range(0, order.Days).Select(i => order.From.AddDays(i)).ToList();
        var forecasts = await new SeriesForecasts(shelf, queries, db.Scope.Require()).Make(all, wanted, models, today, (int)profile.Number("forecasting", "cold_start_weeks"), dates, ct);
        var context = await Context(order, profile, today, wanted, items, ct);
        return new ForecastDraft(wanted, [.. wanted.SelectMany(s => Days(s, forecasts[(s.ItemId, s.LocationId)], context))], items, context.Locations, profile, today);
    }

    private async Task<MakerContext> Context(ForecastOrder order, TenantProfileAnswer profile, DateOnly today, List<SeriesAnswer> series, Dictionary<Guid, ItemAnswer> items, CancellationToken ct)
    {
        var locations = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id);
        var ids = series.Select(s => s.ItemId).Distinct().ToList();
        var facts = (await Optional(new ProductFacts(order.From, ids), [], ct)).ToDictionary(f => f.ProductItemId);
        var calendar = new Dictionary<(Guid, DateOnly), CalendarDay>();
        foreach (var location in series.Select(s => s.LocationId).Distinct())
            foreach (var day in await Optional(new CalendarDays(location, order.From, order.From.AddDays(order.Days - 1)), [], ct)) calendar[(location, day.Date)] = day;
        var rules = await db.Rules.AsNoTracking().ToListAsync(ct);
        var bands = (await db.BandCorrections.AsNoTracking().ToListAsync(ct)).ToDictionary(b => (b.ItemId, b.LocationId));
        return new MakerContext(order, profile, today, items, locations, facts, calendar, rules.ToLookup(r => (r.ItemId, r.LocationId)), bands, await Skills(today, ct));
    }

    /// <summary>Skill against the baseline of each series over the last eight weeks that were validated.</summary>
    private async Task<Dictionary<(Guid, Guid), decimal>> Skills(DateOnly today, CancellationToken ct)
    {
        var since = today.AddDays(-SkillDays);
        var sums = await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= since && !v.IsCensored).GroupBy(v => new { v.ItemId, v.LocationId })
            .Select(g => new { g.Key, Count = g.Count(), Own = g.Sum(v => Math.Abs(v.Actual - v.P50)), Baseline = g.Sum(v => Math.Abs(v.Actual - v.Baseline)) }).ToListAsync(ct);
        return sums.Where(s => s.Count >= SkillSamples && s.Baseline > 0).ToDictionary(s => (s.Key.ItemId, s.Key.LocationId), s => Rounding.FourDecimals(Math.Max(-1e6m, 1 - s.Own / s.Baseline)));
    }

    /// <summary>Weather, costs and models make a forecast better; without them there is still one.</summary>
    private async Task<IReadOnlyList<T>> Optional<T>(IQuery<IReadOnlyList<T>> query, IReadOnlyList<T> otherwise, CancellationToken ct)
    {
        try
        {
            return await queries.Ask(query, ct);
        }
        catch (RuleViolation e) when (e.Code == "dependency_unavailable")
        {
            return otherwise;
        }
    }

    private static IEnumerable<Made> Days(SeriesAnswer series, SeriesForecast forecast, MakerContext c)
    {
        var location = c.Locations.GetValueOrDefault(series.LocationId);
        var economics = Economics(c.Items[series.ItemId], c);
        var ratio = Ratio(c.Items[series.ItemId], economics, c);
        var skill = forecast.Algorithm == Forecaster.Baseline ? 0 : c.Skills.GetValueOrDefault((series.ItemId, series.LocationId), forecast.Skill);
        foreach (var raw in forecast.Days)
        {
            var isOpen = location is null || location.Opening.Count == 0 || location.On(raw.Served.Date) is not null;
            var day = isOpen ? Widened(raw, forecast.ModelId, c.Bands.GetValueOrDefault((series.ItemId, series.LocationId))) : Closed(raw);
            var calendar = c.Calendar.GetValueOrDefault((series.LocationId, day.Served.Date));
            // The pooled model has learned what holidays do.
            var rules = isOpen ? AppliedRules.For(calendar, [.. c.Rules[(series.ItemId, series.LocationId)]], c.Profile, knowsHolidays: forecast.Algorithm == "pooled") : [];
            var factor = rules.Aggregate(1.0, (f, r) => f * (double)r.Multiplier);
            var served = factor == 1 ? day : day with { Served = day.Served.Times(factor) };
            var quantity = ratio is null ? (decimal?)null : Newsvendor.Quantity(served.Served, ratio);
            var baseline = ratio is null ? (decimal?)null : Newsvendor.Quantity(served.Baseline, ratio);
            yield return new Made(series.ItemId, series.LocationId, served, served.Served.Date.DayNumber - c.Today.DayNumber, forecast.Algorithm, forecast.ModelId, (c.Today.DayNumber - series.FirstSale.DayNumber) / 7, ratio, quantity, baseline, economics,
                Newsvendor.Expected(served.Served, (double)(quantity ?? 0)), skill, NoteOf(forecast, day, calendar), rules,
                ReasonPieces.Of(day.Reasons, day.Served.P50 - day.Baseline.P50, rules, day.Served.P50, DayForecast.Four(served.Served.P50) - DayForecast.Four(served.Baseline.P50)), calendar);
        }
    }

    private static string NoteOf(SeriesForecast forecast, ForecastDay day, CalendarDay? calendar) =>
        forecast.IsRefused ? "model_refused" : day.Note == ConfidenceNote.None && calendar?.WeatherSource == "stale" ? Wire.Name(ConfidenceNote.StaleWeather) : Wire.Name(day.Note);

    private static ForecastDay Closed(ForecastDay day)
    {
        var none = Prediction.None(day.Served.Date);
        return day with { Served = none, Baseline = none, Confidence = 100, Factors = [new ForecastFactor("closed", -100)], Reasons = [] };
    }

    /// <summary>A band that held too few or too many days is corrected until the model is trained anew.</summary>
    private static ForecastDay Widened(ForecastDay day, Guid? model, BandCorrection? correction)
    {
        if (correction?.ModelId is null || correction.ModelId != model) return day;
        var (p, factor) = (day.Served, (double)correction.Factor);
        return day with { Served = Prediction.FromQuantiles(p.Date, p.Mean, [.. p.Quantiles.Select(q => p.P50 + factor * (q - p.P50))]) };
    }

    private static ProductEconomics? Economics(ItemAnswer item, MakerContext c) =>
        item is { ItemType: "finished_product", Price: { } price } && c.Facts.TryGetValue(item.Id, out var fact) ? new ProductEconomics(price, (item.TaxRatePercent ?? 0) / 100, fact.VariableCost, item.Salvage) : null;

    /// <summary>Resale items get no newsvendor quantity: their need is the median.</summary>
    private static CriticalRatio? Ratio(ItemAnswer item, ProductEconomics? economics, MakerContext c) => item.ItemType != "finished_product" ? null : Newsvendor.Ratio(economics, new NewsvendorSettings(
        c.Profile.Number("forecasting", "substitution_rate"), (double)c.Profile.Number("forecasting", "quantile_min"), (double)c.Profile.Number("forecasting", "quantile_max")));

    private async Task Supersede(ForecastOrder order, IReadOnlyList<SeriesAnswer> series, DateTimeOffset now, CancellationToken ct)
    {
        var to = order.From.AddDays(order.Days - 1);
        var (items, locations) = (series.Select(s => s.ItemId).Distinct().ToList(), series.Select(s => s.LocationId).Distinct().ToList());
        await db.Forecasts.Where(f => f.SupersededAt == null && f.Date >= order.From && f.Date <= to && items.Contains(f.ItemId) && locations.Contains(f.LocationId))
            .ExecuteUpdateAsync(u => u.SetProperty(f => f.SupersededAt, now), ct);
    }

    private sealed record MakerContext(ForecastOrder Order, TenantProfileAnswer Profile, DateOnly Today, Dictionary<Guid, ItemAnswer> Items, Dictionary<Guid, LocationAnswer> Locations, Dictionary<Guid, ProductFact> Facts,
        Dictionary<(Guid, DateOnly), CalendarDay> Calendar, ILookup<(Guid, Guid), DemandRule> Rules, Dictionary<(Guid, Guid), BandCorrection> Bands, Dictionary<(Guid, Guid), decimal> Skills);
}
