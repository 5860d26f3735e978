using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;

namespace Bakery.Forecasting.Network;

/// <summary>
/// All locations as one, those of the organisations that belong to this one too: forecasts in force, added up with an honest band. An answer stands for an hour.
/// </summary>
internal static class ShowNetwork
{
    private const int StandardDays = 7;
    private const int LearnedFromDays = 56;

    /// <param name="P50">Sum of the medians.</param>
    public sealed record Day(DateOnly Date, decimal P50, [property: JsonPropertyName("lower_80")] decimal Lower80, [property: JsonPropertyName("upper_80")] decimal Upper80, decimal Baseline, IReadOnlyList<decimal> Quantiles);

    /// <param name="Correlation">Mean correlation of the locations' errors; null when too few days are known and they count as independent.</param>
    /// <param name="MadeAt">When the forecasts were added up.</param>
    public sealed record Response(DateTimeOffset MadeAt, DateOnly From, int Days, int Series, decimal? Correlation, int LearnedFromDays, IReadOnlyList<Day> Items);

    /// <param name="Share">Of the sum of medians, as a fraction.</param>
    /// <param name="Reconciled">Pieces of the given total by share; without a total the location's own forecast.</param>
    /// <param name="TenantId">The organisation of the location: this one, or one that belongs to it.</param>
    public sealed record Contribution(Guid TenantId, Guid LocationId, decimal P50, decimal Share, decimal Reconciled);
    public sealed record ContributionsResponse(DateTimeOffset MadeAt, DateOnly From, int Days, decimal Total, IReadOnlyList<Contribution> Items);

    /// <param name="Quantity">Sum of the quantities that balance waste and lost sales; of resale items the medians.</param>
    public sealed record Requirement(Guid TenantId, Guid ItemId, DateOnly Date, decimal Quantity, decimal P50, [property: JsonPropertyName("lower_80")] decimal Lower80, [property: JsonPropertyName("upper_80")] decimal Upper80, int Locations);
    public sealed record RequirementsResponse(DateTimeOffset MadeAt, DateOnly From, int Days, IReadOnlyList<Requirement> Items);

    internal static async Task<Response> Forecast([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, [FromQuery] Guid? item_id, ForecastingDb db, IQueryBus queries, NetworkAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        var period = await Period(from, days, queries, clock, ct);
        return await answers.For((db.Scope.Require(), nameof(Forecast), period, item_id, null), async () =>
        {
            var (rows, validated) = await Read(period, item_id, db, queries, clock, ct);
            var band = CombinedBand.Learn(CombinedBand.Errors(validated));
            return new Response(clock.GetUtcNow(), period.From, period.Days, rows.Select(r => (r.ItemId, r.LocationId)).Distinct().Count(), band.Correlation is { } c ? decimal.Round((decimal)c, 4) : null, band.Days, [.. rows.GroupBy(r => r.Date).OrderBy(g => g.Key).Select(g =>
            {
                var sum = band.Of(g.Key, [.. g.Select(r => r.ToPrediction())]);
                return new Day(g.Key, g.Sum(r => r.P50), DayForecast.Four(sum.Lower80), DayForecast.Four(sum.Upper80), g.Sum(r => r.Baseline), [.. sum.Quantiles.Select(DayForecast.Four)]);
            })]);
        }, ct);
    }

    internal static async Task<ContributionsResponse> Contributions([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, [FromQuery] Guid? item_id, [FromQuery, Range(0, 1e9)] decimal? total, ForecastingDb db, IQueryBus queries,
        NetworkAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        var period = await Period(from, days, queries, clock, ct);
        return await answers.For((db.Scope.Require(), nameof(Contributions), period, item_id, total), async () =>
        {
            var (rows, _) = await Read(period, item_id, db, queries, clock, ct);
            var sum = rows.Sum(r => r.P50);
            var wanted = total ?? sum;
            var parts = rows.GroupBy(r => (r.TenantId, r.LocationId)).OrderByDescending(g => g.Sum(r => r.P50)).ThenBy(g => g.Key.LocationId).Select(g => (g.Key.TenantId, g.Key.LocationId, P50: g.Sum(r => r.P50))).ToList();
            var shares = parts.Select(p => sum > 0 ? Rounding.FourDecimals(wanted * p.P50 / sum) : 0).ToList();
            // Rounding stays with the largest, so that the parts are the whole.
            if (shares.Count > 0 && sum > 0) shares[0] += wanted - shares.Sum();
            return new ContributionsResponse(clock.GetUtcNow(), period.From, period.Days, wanted, [.. parts.Select((p, i) => new Contribution(p.TenantId, p.LocationId, p.P50, sum > 0 ? Rounding.FourDecimals(p.P50 / sum) : 0, shares[i]))]);
        }, ct);
    }

    internal static async Task<RequirementsResponse> Requirements([FromQuery] DateOnly? from, [FromQuery, Range(1, Forecaster.LongestHorizon)] int? days, ForecastingDb db, IQueryBus queries, NetworkAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        var period = await Period(from, days, queries, clock, ct);
        return await answers.For((db.Scope.Require(), nameof(Requirements), period, null, null), async () =>
        {
            var (rows, validated) = await Read(period, null, db, queries, clock, ct);
            var bands = validated.GroupBy(v => v.ItemId).ToDictionary(g => g.Key, g => CombinedBand.Learn(CombinedBand.Errors(g)));
            return new RequirementsResponse(clock.GetUtcNow(), period.From, period.Days, [.. rows.GroupBy(r => (r.TenantId, r.ItemId, r.Date)).OrderBy(g => g.Key.Date).ThenBy(g => g.Key.ItemId).Select(g =>
            {
                var sum = bands.GetValueOrDefault(g.Key.ItemId, CombinedBand.Independent).Of(g.Key.Date, [.. g.Select(r => r.ToPrediction())]);
                return new Requirement(g.Key.TenantId, g.Key.ItemId, g.Key.Date, g.Sum(r => r.NewsvendorQuantity ?? r.P50), g.Sum(r => r.P50), DayForecast.Four(sum.Lower80), DayForecast.Four(sum.Upper80), g.Count());
            })]);
        }, ct);
    }

    private static async Task<(DateOnly From, int Days)> Period(DateOnly? from, int? days, IQueryBus queries, TimeProvider clock, CancellationToken ct) =>
        (from ?? BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone), days ?? StandardDays);

    // Each organisation of the family is read as itself, under its own row-level security.
    private static async Task<(List<DayForecast> Rows, List<ValidatedDay> Validated)> Read((DateOnly From, int Days) period, Guid? item, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var (rows, validated) = (new List<DayForecast>(), new List<ValidatedDay>());
        var to = period.From.AddDays(period.Days - 1);
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-LearnedFromDays);
        foreach (var member in await queries.Ask(new Family(), ct))
        {
            using var visit = db.Scope.Visit(member.TenantId);
            rows.AddRange(await db.Forecasts.AsNoTracking().Where(f => f.SupersededAt == null && f.Date >= period.From && f.Date <= to && (item == null || f.ItemId == item)).ToListAsync(ct));
            validated.AddRange(await db.ValidatedDays.AsNoTracking().Where(v => v.Date >= since && (item == null || v.ItemId == item)).ToListAsync(ct));
        }
        return (rows, validated);
    }
}

/// <summary>What was added up within the last hour (ai.md 4.9): a family's forecasts are thousands of rows that change twice a day. Replicas share it.</summary>
internal sealed class NetworkAnswers(HybridCache cache, TimeProvider clock)
{
    private static readonly TimeSpan Stands = TimeSpan.FromHours(1);
    private static readonly HybridCacheEntryOptions OnlyLook = new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData };
    private static readonly HybridCacheEntryOptions Kept = new() { Expiration = Stands, LocalCacheExpiration = Stands };

    private sealed record Known<T>(DateTimeOffset At, T Answer);

    public async Task<T> For<T>((Guid Tenant, string Question, (DateOnly From, int Days) Period, Guid? Item, decimal? Total) question, Func<Task<T>> add, CancellationToken ct) where T : class
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"forecasting.network.{question.Tenant}.{question.Question}.{question.Period.From:yyyy-MM-dd}.{question.Period.Days}.{question.Item}.{question.Total}");
        var known = await cache.GetOrCreateAsync(name, _ => ValueTask.FromResult<Known<T>?>(null), OnlyLook, cancellationToken: ct);
        var now = clock.GetUtcNow();
        if (known is not null && now - known.At < Stands) return known.Answer;
        var answer = await add();
        await cache.SetAsync(name, new Known<T>(now, answer), Kept, cancellationToken: ct);
        return answer;
    }
}
