using Bakery.Contracts.External;
using Bakery.Contracts.Recipes;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Rules;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Scenarios;

/// <summary>A number as it is forecast and as the scenario has it.</summary>
public sealed record Beside(decimal Baseline, decimal Scenario, decimal Difference)
{
    internal static Beside Of(decimal baseline, decimal scenario) => new(Rounding.FourDecimals(baseline), Rounding.FourDecimals(scenario), Rounding.FourDecimals(scenario) - Rounding.FourDecimals(baseline));
}

/// <param name="Revenue">With tax, in euros; products without a price count nothing.</param>
public sealed record ScenarioDay(DateOnly Date, Beside Pieces, Beside Revenue);
public sealed record ScenarioProduct(Guid ItemId, Beside Pieces);
public sealed record ScenarioIngredient(Guid ItemId, string Unit, Beside Quantity);

/// <param name="Mixes">Fills of the mixer; null when its size is not known.</param>
public sealed record ScenarioDough(Guid RecipeId, string Name, Beside Kg, Beside? Mixes);

/// <summary>The forecast and the scenario side by side.</summary>
/// <param name="EffectPercent">Difference of the pieces in percent; null when nothing is forecast.</param>
public sealed record ScenarioResult(Beside Pieces, Beside Revenue, decimal? EffectPercent, IReadOnlyList<ScenarioDay> Days, IReadOnlyList<ScenarioProduct> Products, IReadOnlyList<ScenarioIngredient> Ingredients, IReadOnlyList<ScenarioDough> Doughs);

/// <summary>Answers a scenario from fresh forecasts; nothing is stored and nothing else changes.</summary>
internal sealed class ScenarioRun(ForecastingDb db, IQueryBus queries, ForecastMaker maker)
{
    // An optimist counts on the day in five that sells most, a pessimist on the one that sells least.
    private const double Optimistic = 0.80;
    private const double Pessimistic = 0.20;

    public async Task<ScenarioResult> Answer(ScenarioType type, DateOnly from, DateOnly to, IReadOnlyList<Guid> items, IReadOnlyList<Guid> locations, Adjustments changes, CancellationToken ct)
    {
        var draft = await maker.Draft(new ForecastOrder(from, to.DayNumber - from.DayNumber + 1, items, locations, null), ct);
        var rules = (await db.Rules.AsNoTracking().ToListAsync(ct)).ToLookup(r => (r.ItemId, r.LocationId));
        var lines = draft.Made.Select(m =>
        {
            var p50 = DayForecast.Four(m.Day.Served.P50);
            var quantile = type switch { ScenarioType.Optimistic => m.Day.Served.Quantile(Optimistic), ScenarioType.Pessimistic => m.Day.Served.Quantile(Pessimistic), _ => m.Day.Served.P50 };
            var factor = Factor(m, changes, [.. rules[(m.ItemId, m.LocationId)]], draft.Profile);
            var pieces = DayForecast.Four(quantile * factor);
            var price = draft.Items[m.ItemId].Price ?? 0;
            return (m.ItemId, m.Day.Served.Date, Before: p50, After: pieces, RevenueBefore: p50 * price, RevenueAfter: pieces * price * (1 + (changes.PricePercent ?? 0) / 100));
        }).ToList();
        var made = draft.Items.Values.Where(i => i.ItemType == "finished_product").Select(i => i.Id).ToHashSet();
        var (before, after) = (await Needs(lines.Where(l => made.Contains(l.ItemId)).Select(l => (l.Date, l.ItemId, l.Before)), ct), await Needs(lines.Where(l => made.Contains(l.ItemId)).Select(l => (l.Date, l.ItemId, l.After)), ct));
        var pieces = Beside.Of(lines.Sum(l => l.Before), lines.Sum(l => l.After));
        return new ScenarioResult(
            pieces, Beside.Of(lines.Sum(l => l.RevenueBefore), lines.Sum(l => l.RevenueAfter)), pieces.Baseline > 0 ? Rounding.FourDecimals(100 * pieces.Difference / pieces.Baseline) : null,
            [.. lines.GroupBy(l => l.Date).OrderBy(g => g.Key).Select(g => new ScenarioDay(g.Key, Beside.Of(g.Sum(l => l.Before), g.Sum(l => l.After)), Beside.Of(g.Sum(l => l.RevenueBefore), g.Sum(l => l.RevenueAfter))))],
            [.. lines.GroupBy(l => l.ItemId).OrderByDescending(g => Math.Abs(g.Sum(l => l.After - l.Before))).ThenBy(g => g.Key).Select(g => new ScenarioProduct(g.Key, Beside.Of(g.Sum(l => l.Before), g.Sum(l => l.After))))],
            Ingredients(before, after), Doughs(before, after));
    }

    /// <summary>What the adjustments do to one day: rules of the day as it would be over rules of the day as forecast, times demand and price.</summary>
    private static double Factor(Made made, Adjustments changes, IReadOnlyList<DemandRule> rules, Contracts.Tenant.TenantProfileAnswer profile)
    {
        var factor = 1 + (double)(changes.DemandPercent ?? 0) / 100;
        if (changes.PricePercent is { } price) factor *= PriceFactor(price, changes.Elasticity);
        if (changes is { TemperatureDelta: null, Rain: null, Event: null, EventPercent: null }) return factor;
        var day = made.Calendar ?? new CalendarDay(made.Day.Served.Date, null, false, [], null, null, null, null, "none");
        var then = AppliedRules.For(Changed(day, changes), rules, profile, made.Algorithm == "pooled").Aggregate(1m, (f, r) => f * r.Multiplier);
        var now = made.Rules.Aggregate(1m, (f, r) => f * r.Multiplier);
        return now == 0 ? factor : factor * (double)(then / now);
    }

    /// <summary>Constant elasticity: demand × (1 + price change) ^ elasticity.</summary>
    public static double PriceFactor(decimal percent, decimal elasticity) => Math.Pow(1 + (double)percent / 100, (double)elasticity);

    private static CalendarDay Changed(CalendarDay day, Adjustments changes)
    {
        // Rain and warmth are said, so they count like a forecast.
        var weather = changes.Rain is not null || changes.TemperatureDelta is not null;
        var warmer = changes.TemperatureDelta ?? 0;
        return day with
        {
            WeatherSource = weather && day.WeatherSource is not ("forecast" or "observed") ? "forecast" : day.WeatherSource,
            PrecipitationMm = changes.Rain switch { true => Math.Max(10, day.PrecipitationMm ?? 0), false => 0, null => day.PrecipitationMm },
            PrecipitationProbability = changes.Rain switch { true => 100, false => 0, null => day.PrecipitationProbability },
            TemperatureMax = day.TemperatureMax + warmer,
            TemperatureMin = day.TemperatureMin + warmer,
            Events = changes.Event is null && changes.EventPercent is null ? day.Events : [new CalendarEvent("scenario", changes.Event ?? "other", changes.EventPercent), .. day.Events],
        };
    }

    private async Task<ExplodeAnswer?> Needs(IEnumerable<(DateOnly Date, Guid Item, decimal Pieces)> lines, CancellationToken ct)
    {
        try
        {
            return await queries.Ask(new Explode([.. lines.GroupBy(l => (l.Date, l.Item)).Select(g => new ExplodeLine(g.Key.Date, g.Key.Item, g.Sum(l => l.Pieces)))]), ct);
        }
        catch (RuleViolation e) when (e.Code == "dependency_unavailable")
        {
            return null;
        }
    }

    private static List<ScenarioIngredient> Ingredients(ExplodeAnswer? before, ExplodeAnswer? after)
    {
        Dictionary<(Guid, string), decimal> Sums(ExplodeAnswer? needs) => (needs?.Ingredients ?? []).GroupBy(i => (i.ItemId, i.StockUnit)).ToDictionary(g => g.Key, g => g.Sum(i => i.StockUnits));
        var (old, now) = (Sums(before), Sums(after));
        return [.. old.Keys.Union(now.Keys).Select(k => new ScenarioIngredient(k.Item1, k.Item2, Beside.Of(old.GetValueOrDefault(k), now.GetValueOrDefault(k)))).OrderByDescending(i => Math.Abs(i.Quantity.Difference)).ThenBy(i => i.ItemId)];
    }

    /// <summary>Capacity: kilograms and fills of the mixer of each dough, day by day added up.</summary>
    private static List<ScenarioDough> Doughs(ExplodeAnswer? before, ExplodeAnswer? after)
    {
        decimal Kg(ExplodeAnswer? needs, Guid recipe) => (needs?.Doughs ?? []).Where(d => d.RecipeId == recipe).Sum(d => d.Kg);
        decimal? Mixes(ExplodeAnswer? needs, Guid recipe)
        {
            var doughs = (needs?.Doughs ?? []).Where(d => d.RecipeId == recipe).ToList();
            return doughs.All(d => d.MixerMaxKg is > 0) ? doughs.Sum(d => Math.Ceiling(d.Kg / d.MixerMaxKg!.Value)) : null;
        }
        return [.. (before?.Doughs ?? []).Concat(after?.Doughs ?? []).Select(d => (d.RecipeId, d.Name)).Distinct().OrderBy(d => d.Name, StringComparer.Ordinal)
            .Select(d => new ScenarioDough(d.RecipeId, d.Name, Beside.Of(Kg(before, d.RecipeId), Kg(after, d.RecipeId)), Mixes(before, d.RecipeId) is { } b && Mixes(after, d.RecipeId) is { } a ? Beside.Of(b, a) : null))];
    }
}
