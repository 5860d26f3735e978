using Bakery.Forecasting.Serving;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Bakery.Contracts.AiInsights;
using Bakery.Contracts.External;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Forecast;
using Bakery.Forecasting.Batches;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Rules;

/// <summary>What a kind of day does to the demand of one series, learned from its sales.</summary>
internal sealed class DemandRule : ITenantOwned, IVersioned
{
    private DemandRule() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public string Kind { get; private set; } = "";
    public decimal Learned { get; private set; }
    public decimal? Fixed { get; private set; }
    public int Samples { get; private set; }
    public decimal PValue { get; private set; }
    public int Confidence { get; private set; }
    public bool IsEnabled { get; private set; } = true;
    public DateTimeOffset LearnedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>What a person fixed, else what was learned.</summary>
    public decimal Multiplier => Fixed ?? Learned;

    public static DemandRule Create(Guid id, Guid item, Guid location, string kind) => new() { Id = id, ItemId = item, LocationId = location, Kind = kind };

    public void Learn(LearnedRule rule, DateTimeOffset now) =>
        (Learned, Samples, PValue, Confidence, LearnedAt) = (Rounding.FourDecimals((decimal)rule.Multiplier), rule.Samples, Rounding.FourDecimals((decimal)rule.PValue), rule.Confidence, now);

    public void Set(bool enabled, decimal? fixedMultiplier)
    {
        if (fixedMultiplier is < 0.1m or > 5m) throw RuleViolation.Invalid("fixed_multiplier", "Between 0.1 and 5.");
        (IsEnabled, Fixed) = (enabled, fixedMultiplier);
    }
}

/// <summary>The kinds of day that rules know, and how a calendar day shows them.</summary>
internal static class DayKinds
{
    private const decimal RainMm = 5;
    private const decimal RainProbability = 60;
    private const decimal Heat = 35;
    private const decimal Cold = 0;

    /// <summary>Kinds whose effect is assumed until it is learned: the settings carry the assumption.</summary>
    public static readonly IReadOnlySet<string> Assumed = new HashSet<string> { "rain", "snow", "heat", "holiday", "event" };

    public static bool IsWeather(string kind) => kind is "rain" or "snow" or "heat" or "cold";

    /// <summary>All kinds of a day, the special before the general: of a holiday or an event the first learned one counts.</summary>
    public static IEnumerable<string> Of(CalendarDay day)
    {
        if (day.Holiday is not null)
        {
            yield return day.Holiday == "local_holiday" ? "holiday:local" : "holiday:public";
            yield return "holiday";
        }
        foreach (var kind in day.Events.Select(e => e.Kind).Distinct()) yield return $"event:{kind}";
        if (day.Events.Count > 0) yield return "event";
        foreach (var kind in Weather(day)) yield return kind;
    }

    /// <summary>Of every day: learned to be shown. No method needs them as a rule, each knows weekdays and follows the level.</summary>
    public static IEnumerable<string> Ordinary(DateOnly date) => [$"weekday:{(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek)}", $"month:{date.Month}"];

    private static IEnumerable<string> Weather(CalendarDay day)
    {
        // Climatology says what such weeks are like, not what this day will be.
        if (day.WeatherSource is not ("forecast" or "observed")) yield break;
        var isWet = day.PrecipitationMm >= RainMm || day.PrecipitationProbability >= RainProbability;
        if (isWet && day.TemperatureMax <= 1) yield return "snow";
        else if (isWet) yield return "rain";
        if (day.TemperatureMax > Heat) yield return "heat";
        if (day.TemperatureMin < Cold) yield return "cold";
    }
}

/// <summary>Which rules change a day: all learned ones, and of those only assumed the strongest.</summary>
internal static class AppliedRules
{
    /// <param name="day">What the calendar says.</param>
    /// <param name="learned">Rules of the series; one that is switched off has no effect, and nothing is assumed in its place.</param>
    /// <param name="profile">Settings with the assumptions.</param>
    /// <param name="knowsHolidays">The method has holidays as a regressor: rules about them are left out.</param>
    public static IReadOnlyList<RuleApplied> For(CalendarDay? day, IReadOnlyList<DemandRule> learned, TenantProfileAnswer profile, bool knowsHolidays)
    {
        if (day is null) return [];
        var applied = new List<RuleApplied>();
        var assumed = new List<RuleApplied>();
        foreach (var family in DayKinds.Of(day).GroupBy(k => k.Split(':')[0]).Where(f => f.Key != "holiday" || !knowsHolidays))
        {
            if (family.Select(k => learned.FirstOrDefault(r => r.Kind == k)).FirstOrDefault(r => r is not null) is { } rule)
            {
                if (rule.IsEnabled) applied.Add(new RuleApplied(rule.Kind, rule.Multiplier, false));
            }
            else if (family.Key == "event" && day.Events.Select(e => e.ExpectedEffectPercent).FirstOrDefault(e => e is not null) is { } expected) applied.Add(new RuleApplied(family.Key, Math.Clamp(1 + expected / 100, 0, 5), true));
            else if (DayKinds.Assumed.Contains(family.Key)) assumed.Add(new RuleApplied(family.Key, profile.Number("forecasting", $"assumed_{family.Key}"), true));
        }
        if (assumed.MaxBy(a => Math.Abs(a.Multiplier - 1)) is { } strongest) applied.Add(strongest);
        return applied;
    }

    /// <summary>The multiplier of a kind before it is learned; 1 where nothing is assumed.</summary>
    public static decimal Assumption(string kind, TenantProfileAnswer profile) => DayKinds.Assumed.Contains(kind.Split(':')[0]) ? profile.Number("forecasting", $"assumed_{kind.Split(':')[0]}") : 1;
}

/// <summary>A rule as people see it.</summary>
public sealed record RuleView(Guid Id, Guid ItemId, Guid LocationId, string Kind, decimal Learned, decimal? FixedMultiplier, decimal Assumed, int Samples, decimal PValue, int Confidence, bool IsEnabled, DateTimeOffset LearnedAt, int Version) : IVersioned
{
    internal static RuleView Of(DemandRule r, TenantProfileAnswer profile) =>
        new(r.Id, r.ItemId, r.LocationId, r.Kind, r.Learned, r.Fixed, AppliedRules.Assumption(r.Kind, profile), r.Samples, r.PValue, r.Confidence, r.IsEnabled, r.LearnedAt, r.Version);
}

internal static class ListRules
{
    public sealed record Response(IReadOnlyList<RuleView> Items);

    internal static async Task<Response> Handle([FromQuery] Guid? item_id, ForecastingDb db, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var rows = await db.Rules.AsNoTracking().Where(r => item_id == null || r.ItemId == item_id).OrderBy(r => r.Kind).ThenBy(r => r.Id).Take(1000).ToListAsync(ct);
        return new Response([.. rows.Select(r => RuleView.Of(r, profile))]);
    }
}

internal static class LearnRules
{
    private const int HistoryDays = 730;

    /// <param name="Learned">Rules that the sales support.</param>
    public sealed record Response(int Series, int Learned);

    internal static async Task<Response> Handle(ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone);
        var (from, to) = (today.AddDays(-HistoryDays), today.AddDays(-1));
        var series = await queries.Ask(new SalesSeries([], [], from, to), ct);
        var existing = (await db.Rules.ToListAsync(ct)).ToDictionary(r => (r.ItemId, r.LocationId, r.Kind));
        var learned = 0;
        foreach (var location in series.GroupBy(s => s.LocationId))
        {
            var calendar = await queries.Ask(new CalendarDays(location.Key, from, to), ct);
            var kinds = calendar.SelectMany(d => DayKinds.Of(d).Concat(DayKinds.Ordinary(d.Date)).Select(k => (Kind: k, d.Date))).GroupBy(k => k.Kind).ToDictionary(k => k.Key, k => (IReadOnlySet<DateOnly>)k.Select(d => d.Date).ToHashSet());
            foreach (var one in location)
            {
                var history = SeriesForecasts.HistoryOf(one);
                foreach (var (kind, days) in kinds)
                {
                    if (DemandRuleLearning.Learn(history, days) is not { } rule) continue;
                    if (!existing.TryGetValue((one.ItemId, one.LocationId, kind), out var row)) db.Add(row = DemandRule.Create(Ids.New(clock), one.ItemId, one.LocationId, kind));
                    row.Learn(rule, clock.GetUtcNow());
                    learned++;
                }
            }
        }
        await db.SaveChangesAsync(ct);
        return new Response(series.Count, learned);
    }
}

internal static class ChangeRule
{
    /// <param name="FixedMultiplier">Replaces the learned one; null gives it back.</param>
    public sealed record Request(bool IsEnabled, [property: Range(0.1, 5)] decimal? FixedMultiplier = null);

    internal static async Task<RuleView> Handle(Guid id, Request request, IfMatch ifMatch, ForecastingDb db, IQueryBus queries, CancellationToken ct)
    {
        var rule = await db.Rules.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The rule");
        var profile = await queries.Ask(new TenantProfile(), ct);
        ifMatch.Require(rule, () => RuleView.Of(rule, profile));
        rule.Set(request.IsEnabled, request.FixedMultiplier);
        await db.SaveChangesAsync(ct);
        return RuleView.Of(rule, profile);
    }
}

internal static class GetRule
{
    internal static async Task<RuleView> Handle(Guid id, ForecastingDb db, IQueryBus queries, CancellationToken ct) =>
        RuleView.Of(await db.Rules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The rule"), await queries.Ask(new TenantProfile(), ct));
}

internal static class AnswerRuleDifferences
{
    /// <summary>A learned rule that differs by more than a tenth from the assumption is worth telling.</summary>
    private const decimal Notable = 0.10m;

    internal static async Task<IReadOnlyList<RuleDifference>> Handle(RuleDifferences query, ForecastingDb db, IQueryBus queries, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var rows = await db.Rules.AsNoTracking().Where(r => r.IsEnabled).ToListAsync(ct);
        return [.. rows.Select(r => (Rule: r, Assumed: AppliedRules.Assumption(r.Kind, profile))).Where(r => DayKinds.Assumed.Contains(r.Rule.Kind)).Where(r => Math.Abs(r.Rule.Learned - r.Assumed) > Notable)
            .Select(r => new RuleDifference(r.Rule.Id, r.Rule.ItemId, r.Rule.LocationId, r.Rule.Kind, r.Assumed, r.Rule.Learned, r.Rule.Samples, r.Rule.Confidence))];
    }
}
