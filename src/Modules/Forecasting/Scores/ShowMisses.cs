using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.External;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Rules;
using Bakery.Forecasting.Serving;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Scores;

/// <summary>Where the forecasts were wrong, by how much, and what is known about why.</summary>
internal static class ShowMisses
{
    private const int LevelDays = 7;
    private const int LevelNeeded = 4;

    /// <param name="Error">Forecast less sold: above zero too much.</param>
    /// <param name="BaselineError">The same of the baseline.</param>
    /// <param name="IsInsideBand">One day in five lies outside the 80 % band: inside it a miss is no surprise.</param>
    /// <param name="Causes">weather_changed, unknown_event, event, holiday, promotion, level_shift, rule_wrong, or chance.</param>
    /// <param name="Expected">Why the forecast left the baseline then, in pieces.</param>
    public sealed record Miss(Guid ItemId, Guid LocationId, DateOnly Date, decimal Sold, decimal P50, decimal Lower, decimal Upper, decimal Baseline, decimal Error, decimal BaselineError, bool IsInsideBand, IReadOnlyList<string> Causes, IReadOnlyList<ReasonPiece> Expected);
    public sealed record Response(DateOnly From, DateOnly To, decimal AbsoluteError, IReadOnlyList<Miss> Items);

    internal static async Task<Response> Handle([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? item_id, [FromQuery] Guid? location_id, [FromQuery, Range(1, 50)] int? limit, ForecastingDb db, IQueryBus queries,
        TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from ?? to?.AddDays(-6), to, item_id, location_id, db, queries, clock, ct);
        var days = scored.Days.Where(d => !d.IsCensored).ToList();
        var worst = days.OrderByDescending(d => Math.Abs(d.P50 - d.Actual)).ThenBy(d => d.Date).ThenBy(d => d.ItemId).Take(limit ?? 10).ToList();
        var ids = worst.Select(w => w.ForecastId).ToList();
        var forecasts = (await db.Forecasts.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct)).ToDictionary(f => f.Id);
        var known = new Dictionary<(Guid, DateOnly), CalendarDay>();
        foreach (var location in worst.GroupBy(w => w.LocationId))
            foreach (var day in await Calendar(location.Key, location.Min(w => w.Date), location.Max(w => w.Date), queries, ct)) known[(location.Key, day.Date)] = day;
        var promotions = (await queries.Ask(new Contracts.Sales.SalesSeries([.. worst.Select(w => w.ItemId).Distinct()], [], scored.From, scored.To), ct))
            .SelectMany(s => s.Days.Where(d => d.IsPromotion).Select(d => (s.ItemId, s.LocationId, d.Date))).ToHashSet();
        return new Response(scored.From, scored.To, Rounding.FourDecimals(days.Sum(d => Math.Abs(d.P50 - d.Actual))), [.. worst.Select(w =>
        {
            var forecast = forecasts.GetValueOrDefault(w.ForecastId);
            var (low, high) = (w.Quantiles[1], w.Quantiles[17]);
            var inside = w.Actual >= low && w.Actual <= high;
            var causes = Causes(w, forecast, known.GetValueOrDefault((w.LocationId, w.Date)), promotions.Contains((w.ItemId, w.LocationId, w.Date)), [.. days.Where(d => d.ItemId == w.ItemId && d.LocationId == w.LocationId)]);
            return new Miss(w.ItemId, w.LocationId, w.Date, w.Actual, w.P50, low, high, w.Baseline, w.P50 - w.Actual, w.Baseline - w.Actual, inside, causes.Count > 0 ? causes : ["chance"],
                forecast is null ? [] : JsonSerializer.Deserialize<List<ReasonPiece>>(forecast.Reasons, Wire.Lenient)!);
        })]);
    }

    /// <summary>What differs between the day as it was expected and as it came.</summary>
    private static List<string> Causes(ValidatedDay miss, DayForecast? forecast, CalendarDay? came, bool isPromotion, IReadOnlyList<ValidatedDay> series)
    {
        var causes = new List<string>();
        var expected = forecast?.Calendar is { } text ? JsonSerializer.Deserialize<CalendarDay>(text, Wire.Lenient) : null;
        var rules = forecast is null ? [] : JsonSerializer.Deserialize<List<RuleApplied>>(forecast.RulesApplied, Wire.Lenient)!;
        if (came is not null)
        {
            string[] Weather(CalendarDay? day) => day is null ? [] : [.. DayKinds.Of(day).Where(k => k is "rain" or "snow" or "heat" or "cold")];
            if (came.WeatherSource == "observed" && !Weather(came).ToHashSet().SetEquals(Weather(expected))) causes.Add("weather_changed");
            var events = came.Events.Select(e => e.Name).Except(expected?.Events.Select(e => e.Name) ?? []).ToList();
            if (events.Count > 0) causes.Add("unknown_event");
            else if (came.Events.Count > 0) causes.Add("event");
            if (came.Holiday is not null) causes.Add("holiday");
        }
        if (isPromotion) causes.Add("promotion");
        // A rule that moved the forecast away from what came.
        var (factor, sign) = (rules.Aggregate(1m, (f, r) => f * r.Multiplier), Math.Sign(miss.P50 - miss.Actual));
        if (factor > 0 && factor != 1 && Math.Sign(factor - 1) == sign && Math.Abs(miss.P50 / factor - miss.Actual) < Math.Abs(miss.P50 - miss.Actual)) causes.Add("rule_wrong");
        var around = series.Where(d => Math.Abs(d.Date.DayNumber - miss.Date.DayNumber) <= LevelDays && d.Date != miss.Date).ToList();
        if (around.Count >= LevelNeeded && around.Count(d => Math.Sign(d.P50 - d.Actual) == sign) >= 0.8 * around.Count) causes.Add("level_shift");
        return causes;
    }

    private static async Task<IReadOnlyList<CalendarDay>> Calendar(Guid location, DateOnly from, DateOnly to, IQueryBus queries, CancellationToken ct)
    {
        try
        {
            return await queries.Ask(new CalendarDays(location, from, to), ct);
        }
        catch (RuleViolation e) when (e.Code == "dependency_unavailable")
        {
            return [];
        }
    }
}
