using System.Text.Json;
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
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Batches;

/// <summary>What to forecast.</summary>
internal sealed record ForecastOrder(DateOnly From, int Days, IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds, Guid? RunId);

/// <summary>Makes the forecasts of a bakery: series, model or baseline, calendar, rules, newsvendor quantity.</summary>
internal sealed class ForecastMaker(ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    private const int HistoryDays = 1100;

    /// <summary>Makes, stores and announces. The caller saves.</summary>
    public async Task<ForecastBatch> Make(Guid batchId, ForecastOrder order, CancellationToken ct)
    {
        if (order.Days is < 1 or > Forecaster.LongestHorizon) throw RuleViolation.Invalid("days", $"From 1 to {Forecaster.LongestHorizon} days.");
        var now = clock.GetUtcNow();
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(now, profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        if (order.From < today) throw RuleViolation.Invalid("from", "A forecast begins today or later.");
        var items = (await queries.Ask(new Items(order.ItemIds), ct)).Where(i => i is { IsActive: true, ItemType: "finished_product" or "resale" }).ToDictionary(i => i.Id);
        var series = (await queries.Ask(new SalesSeries(order.ItemIds, order.LocationIds, today.AddDays(-HistoryDays), today.AddDays(-1)), ct)).Where(s => items.ContainsKey(s.ItemId)).ToList();
        var context = await Context(order, profile, today, series, items, ct);
        var made = new List<Made>[series.Count];
        Parallel.For(0, series.Count, new ParallelOptions { CancellationToken = ct }, i => made[i] = Series(series[i], context));

        var batch = ForecastBatch.Create(batchId, order.RunId, order.From, order.Days, now);
        db.Add(batch);
        await Supersede(order, series, now, ct);
        var all = made.SelectMany(m => m).ToList();
        db.AddRange(all.Select(m => DayForecast.Create(Ids.New(clock), batch.Id, m, now)));
        batch.Made(series.Count, all.Count, all.Count == 0 ? 0 : (decimal)all.Count(m => m.Algorithm == Forecaster.Baseline) / all.Count);
        Alert(all, items, order.From);
        bus.Publish(new ForecastBatchCompleted(batch.Id, order.RunId, order.From, order.From.AddDays(order.Days - 1), series.Count, batch.BaselineShare));
        return batch;
    }

    private async Task<MakerContext> Context(ForecastOrder order, TenantProfileAnswer profile, DateOnly today, List<SeriesAnswer> series, Dictionary<Guid, ItemAnswer> items, CancellationToken ct)
    {
        var locations = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id);
        var ids = series.Select(s => s.ItemId).Distinct().ToList();
        var models = (await Optional(new ActiveModels(ids), [], ct)).ToDictionary(m => (m.ItemId, m.LocationId));
        var facts = (await Optional(new ProductFacts(order.From, ids), [], ct)).ToDictionary(f => f.ProductItemId);
        var calendar = new Dictionary<(Guid, DateOnly), CalendarDay>();
        foreach (var location in series.Select(s => s.LocationId).Distinct())
            foreach (var day in await Optional(new CalendarDays(location, order.From, order.From.AddDays(order.Days - 1)), [], ct)) calendar[(location, day.Date)] = day;
        var rules = await db.Rules.AsNoTracking().Where(r => r.IsEnabled).ToListAsync(ct);
        return new MakerContext(order, profile, today, items, locations, models, facts, calendar, rules.ToLookup(r => (r.ItemId, r.LocationId)));
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

    private static List<Made> Series(SeriesAnswer answer, MakerContext c)
    {
        var history = DemandSeries.From(answer.Days.Select(d => new Forecast.SeriesDay(d.Date, (double)d.Quantity, d.IsOpen, d.IsSoldOut, d.IsSoldOut ? (double)d.DemandEstimate : null)));
        var weeks = (c.Today.DayNumber - answer.FirstSale.DayNumber) / 7;
        var stored = c.Models.GetValueOrDefault((answer.ItemId, answer.LocationId));
        var model = weeks >= (int)c.Profile.Number("forecasting", "cold_start_weeks") && stored is not null ? JsonSerializer.Deserialize<TrainedModel>(stored.Parameters, Wire.Lenient)! : ColdStartModel(history);
        var location = c.Locations.GetValueOrDefault(answer.LocationId);
        var days = Enumerable.Range(0, c.Order.Days).Select(i => c.Order.From.AddDays(i)).Select(d => new FutureDay(d, location is null || location.Opening.Count == 0 || location.On(d) is not null)).ToList();
        var item = c.Items[answer.ItemId];
        var ratio = Ratio(item, c);
        return [.. Forecaster.Predict(model, history, days).Select(day =>
        {
            var calendar = c.Calendar.GetValueOrDefault((answer.LocationId, day.Served.Date));
            var rules = AppliedRules.For(calendar, [.. c.Rules[(answer.ItemId, answer.LocationId)]], c.Profile);
            var factor = rules.Aggregate(1.0, (f, r) => f * (double)r.Multiplier);
            var served = factor == 1 ? day : day with { Served = day.Served.Times(factor) };
            var quantity = ratio is null ? (decimal?)null : Newsvendor.Quantity(served.Served, ratio);
            return new Made(answer.ItemId, answer.LocationId, served, day.Served.Date.DayNumber - c.Today.DayNumber, model.Algorithm, model.Note == ConfidenceNote.ColdStart ? null : stored?.ModelId, weeks, ratio, quantity,
                Newsvendor.Expected(served.Served, (double)(quantity ?? 0)), model.IsBaseline ? 0 : stored?.SkillVsBaseline ?? 0, rules, calendar);
        })];
    }

    /// <summary>Resale items get no newsvendor quantity: their need is the median.</summary>
    private static CriticalRatio? Ratio(ItemAnswer item, MakerContext c)
    {
        if (item.ItemType != "finished_product") return null;
        var economics = item.Price is { } price && c.Facts.TryGetValue(item.Id, out var fact) ? new ProductEconomics(price, (item.TaxRatePercent ?? 0) / 100, fact.VariableCost, item.Salvage) : null;
        return Newsvendor.Ratio(economics, new NewsvendorSettings(
            c.Profile.Number("forecasting", "substitution_rate"), (double)c.Profile.Number("forecasting", "quantile_min"), (double)c.Profile.Number("forecasting", "quantile_max")));
    }

    private static TrainedModel ColdStartModel(DemandSeries history) => new()
    {
        Algorithm = Forecaster.Baseline,
        Members = [new ModelMember(Forecaster.Baseline, 1, new Dictionary<string, double>())],
        TrainedFrom = history.Start,
        TrainedTo = history.End,
        Observations = history.OpenValues().Count,
        Note = ConfidenceNote.ColdStart,
    };

    private async Task Supersede(ForecastOrder order, List<SeriesAnswer> series, DateTimeOffset now, CancellationToken ct)
    {
        var to = order.From.AddDays(order.Days - 1);
        var (items, locations) = (series.Select(s => s.ItemId).Distinct().ToList(), series.Select(s => s.LocationId).Distinct().ToList());
        await db.Forecasts.Where(f => f.SupersededAt == null && f.Date >= order.From && f.Date <= to && items.Contains(f.ItemId) && locations.Contains(f.LocationId))
            .ExecuteUpdateAsync(u => u.SetProperty(f => f.SupersededAt, now), ct);
    }

    /// <summary>Half as much again as usual, or half of it, is worth a word when it is about more than ten pieces.</summary>
    private void Alert(List<Made> made, Dictionary<Guid, ItemAnswer> items, DateOnly from)
    {
        foreach (var m in made.Where(m => m.Day.Served.Date == from))
        {
            var (p50, usual) = (m.Day.Served.P50, m.Day.Baseline.P50);
            if (Math.Abs(p50 - usual) <= 10 || usual <= 0 || (p50 <= 1.5 * usual && p50 >= 0.5 * usual)) continue;
            var type = p50 > usual ? "forecasting.demand_spike" : "forecasting.demand_drop";
            var values = new Dictionary<string, object?>
            {
                ["product_name"] = items[m.ItemId].Name, ["forecast"] = p50.ToString("0", System.Globalization.CultureInfo.InvariantCulture),
                ["usual"] = usual.ToString("0", System.Globalization.CultureInfo.InvariantCulture), ["date"] = from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            };
            bus.Publish(new AlertRaised(type, "medium", "information", new EntityRef("item", m.ItemId), null, null, 100, m.Day.Confidence, new ReasoningData(type, values), $"{type}:{m.ItemId}:{m.LocationId}:{from:yyyy-MM-dd}"));
        }
    }

    private sealed record MakerContext(ForecastOrder Order, TenantProfileAnswer Profile, DateOnly Today, Dictionary<Guid, ItemAnswer> Items, Dictionary<Guid, LocationAnswer> Locations,
        Dictionary<(Guid, Guid), ModelAnswer> Models, Dictionary<Guid, ProductFact> Facts, Dictionary<(Guid, DateOnly), CalendarDay> Calendar, ILookup<(Guid, Guid), DemandRule> Rules);
}
