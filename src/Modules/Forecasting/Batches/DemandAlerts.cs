using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Serving;
using Bakery.Kernel.Queries;

namespace Bakery.Forecasting.Batches;

/// <summary>A forecast beside what is usual, with the reasons in pieces.</summary>
internal sealed record ExpectedDay(Guid ItemId, Guid LocationId, DateOnly Date, decimal P50, decimal Baseline, int Confidence, IReadOnlyList<ReasonPiece> Reasons)
{
    public decimal Difference => P50 - Baseline;

    /// <summary>Half as much again as usual, or half of it, is worth a word when it is about more than ten pieces (ai.md 4.10).</summary>
    public bool IsUnusual => Baseline > 0 && Math.Abs(Difference) > DemandAlerts.NotablePieces && (P50 > 1.5m * Baseline || P50 < 0.5m * Baseline);
}

/// <summary>Names of what the alerts speak of.</summary>
internal sealed record AlertNames(Func<Guid, string> Item, Func<Guid, string> Location)
{
    public static async Task<AlertNames> Of(IEnumerable<Guid> items, IQueryBus queries, CancellationToken ct)
    {
        var (products, places) = ((await queries.Ask(new Items([.. items.Distinct()]), ct)).ToDictionary(i => i.Id, i => i.Name), (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id, l => l.Name));
        return new AlertNames(id => products.GetValueOrDefault(id, "–"), id => places.GetValueOrDefault(id, "–"));
    }
}

/// <summary>Alerts about days that will not be as usual.</summary>
internal static class DemandAlerts
{
    public const decimal NotablePieces = 10;

    // A tenth of a shop's day is more than its forecasts are wrong by.
    private const decimal NotableShare = 0.10m;

    /// <summary>The unusual days that differ by most pieces.</summary>
    public static IReadOnlyList<ExpectedDay> Strongest(IEnumerable<ExpectedDay> days, int atMost) =>
        [.. days.Where(d => d.IsUnusual).OrderByDescending(d => Math.Abs(d.Difference)).ThenBy(d => d.Date).ThenBy(d => d.ItemId).Take(atMost)];

    /// <summary>One alert for every unusual day of a product in a shop.</summary>
    public static IEnumerable<AlertRaised> Unusual(IEnumerable<ExpectedDay> days, AlertNames names)
    {
        foreach (var day in days.Where(d => d.IsUnusual))
        {
            var values = new Dictionary<string, object?>
            {
                ["product_name"] = names.Item(day.ItemId), ["location_name"] = names.Location(day.LocationId), ["date"] = Text(day.Date), ["forecast"] = Pieces(day.P50), ["baseline"] = Pieces(day.Baseline),
            };
            var (entity, key) = (new EntityRef("item", day.ItemId), $"{day.ItemId}:{day.LocationId}:{Text(day.Date)}");
            yield return day.Difference > 0
                ? new AlertRaised("forecasting.demand_spike", "medium", "information", entity, null, null, 100, day.Confidence, new ReasoningData("forecasting.demand_spike", values), $"forecasting.demand_spike:{key}")
                : new AlertRaised("forecasting.demand_drop", "medium", "information", entity, null, null, 100, day.Confidence, new ReasoningData("forecasting.demand_drop", values), $"forecasting.demand_drop:{key}");
        }
    }

    /// <summary>One alert for a shop whose day the weather moves by a tenth or more.</summary>
    public static IEnumerable<AlertRaised> Weather(IEnumerable<ExpectedDay> days, AlertNames names)
    {
        foreach (var day in days.GroupBy(d => (d.LocationId, d.Date)))
        {
            var moved = day.SelectMany(d => d.Reasons).Where(r => DayKinds.IsWeather(r.Code)).Sum(r => r.Pieces);
            var without = day.Sum(d => d.P50) - moved;
            if (Math.Abs(moved) <= NotablePieces || without <= 0 || Math.Abs(moved) < NotableShare * without) continue;
            var values = new Dictionary<string, object?>
            {
                ["location_name"] = names.Location(day.Key.LocationId), ["date"] = Text(day.Key.Date), ["pieces"] = moved.ToString("+0;-0", CultureInfo.InvariantCulture), ["percent"] = (100 * moved / without).ToString("+0;-0", CultureInfo.InvariantCulture),
            };
            yield return new AlertRaised("forecasting.weather_risk", "low", "information", new EntityRef("location", day.Key.LocationId), null, null, 100, 60, new ReasoningData("forecasting.weather_risk", values), $"forecasting.weather_risk:{day.Key.LocationId}:{Text(day.Key.Date)}");
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static string Pieces(decimal value) => value.ToString("0", CultureInfo.InvariantCulture);
}
