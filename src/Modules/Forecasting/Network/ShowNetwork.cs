using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Network;

/// <summary>All locations as one: forecasts in force, added up with an honest band.</summary>
internal static class ShowNetwork
{
    private const int StandardDays = 7;
    private const int LearnedFromDays = 56;

    /// <param name="P50">Sum of the medians.</param>
    public sealed record Day(DateOnly Date, decimal P50, [property: JsonPropertyName("lower_80")] decimal Lower80, [property: JsonPropertyName("upper_80")] decimal Upper80, decimal Baseline, IReadOnlyList<decimal> Quantiles);

    /// <param name="Correlation">Mean correlation of the locations' errors; null when too few days are known and they count as independent.</param>
    public sealed record Response(DateOnly From, int Days, int Series, decimal? Correlation, int LearnedFromDays, IReadOnlyList<Day> Items);

    /// <param name="Share">Of the sum of medians, as a fraction.</param>
    /// <param name="Reconciled">Pieces of the given total by share; without a total the location's own forecast.</param>
    public sealed record Contribution(Guid LocationId, decimal P50, decimal Share, decimal Reconciled);
    public sealed record ContributionsResponse(DateOnly From, int Days, decimal Total, IReadOnlyList<Contribution> Items);

    /// <param name="Quantity">Sum of the quantities that balance waste and lost sales; of resale items the medians.</param>
    public sealed record Requirement(Guid ItemId, DateOnly Date, decimal Quantity, decimal P50, [property: JsonPropertyName("lower_80")] decimal Lower80, [property: JsonPropertyName("upper_80")] decimal Upper80, int Locations);
    public sealed record RequirementsResponse(DateOnly From, int Days, IReadOnlyList<Requirement> Items);

    internal static async Task<Response> Forecast([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, [FromQuery] Guid? item_id, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (first, count, rows) = await InForce(from, days, item_id, db, queries, clock, ct);
        var band = CombinedBand.Learn(CombinedBand.Errors(await Validated(item_id, db, clock, ct)));
        return new Response(first, count, rows.Select(r => (r.ItemId, r.LocationId)).Distinct().Count(), band.Correlation is { } c ? decimal.Round((decimal)c, 4) : null, band.Days, [.. rows.GroupBy(r => r.Date).OrderBy(g => g.Key).Select(g =>
        {
            var sum = band.Of(g.Key, [.. g.Select(r => r.ToPrediction())]);
            return new Day(g.Key, g.Sum(r => r.P50), DayForecast.Four(sum.Lower80), DayForecast.Four(sum.Upper80), g.Sum(r => r.Baseline), [.. sum.Quantiles.Select(DayForecast.Four)]);
        })]);
    }

    internal static async Task<ContributionsResponse> Contributions([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, [FromQuery] Guid? item_id, [FromQuery, Range(0, 1e9)] decimal? total, ForecastingDb db, IQueryBus queries,
        TimeProvider clock, CancellationToken ct)
    {
        var (first, count, rows) = await InForce(from, days, item_id, db, queries, clock, ct);
        var sum = rows.Sum(r => r.P50);
        var wanted = total ?? sum;
        var parts = rows.GroupBy(r => r.LocationId).OrderByDescending(g => g.Sum(r => r.P50)).ThenBy(g => g.Key).Select(g => (g.Key, P50: g.Sum(r => r.P50))).ToList();
        var shares = parts.Select(p => sum > 0 ? Rounding.FourDecimals(wanted * p.P50 / sum) : 0).ToList();
        // Rounding stays with the largest, so that the parts are the whole.
        if (shares.Count > 0 && sum > 0) shares[0] += wanted - shares.Sum();
        return new ContributionsResponse(first, count, wanted, [.. parts.Select((p, i) => new Contribution(p.Key, p.P50, sum > 0 ? Rounding.FourDecimals(p.P50 / sum) : 0, shares[i]))]);
    }

    internal static async Task<RequirementsResponse> Requirements([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (first, count, rows) = await InForce(from, days, null, db, queries, clock, ct);
        var bands = (await Validated(null, db, clock, ct)).GroupBy(v => v.ItemId).ToDictionary(g => g.Key, g => CombinedBand.Learn(CombinedBand.Errors(g)));
        return new RequirementsResponse(first, count, [.. rows.GroupBy(r => (r.ItemId, r.Date)).OrderBy(g => g.Key.Date).ThenBy(g => g.Key.ItemId).Select(g =>
        {
            var sum = bands.GetValueOrDefault(g.Key.ItemId, CombinedBand.Independent).Of(g.Key.Date, [.. g.Select(r => r.ToPrediction())]);
            return new Requirement(g.Key.ItemId, g.Key.Date, g.Sum(r => r.NewsvendorQuantity ?? r.P50), g.Sum(r => r.P50), DayForecast.Four(sum.Lower80), DayForecast.Four(sum.Upper80), g.Count());
        })]);
    }

    private static async Task<(DateOnly From, int Days, List<DayForecast> Rows)> InForce(DateOnly? from, int? days, Guid? item, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var first = from ?? BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone);
        var to = first.AddDays((days ?? StandardDays) - 1);
        return (first, days ?? StandardDays, await db.Forecasts.AsNoTracking().Where(f => f.SupersededAt == null && f.Date >= first && f.Date <= to && (item == null || f.ItemId == item)).ToListAsync(ct));
    }

    private static async Task<List<ValidatedDay>> Validated(Guid? item, ForecastingDb db, TimeProvider clock, CancellationToken ct)
    {
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-LearnedFromDays);
        return await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= since && (item == null || v.ItemId == item)).ToListAsync(ct);
    }
}
