using System.Text.Json.Serialization;
using Bakery.Contracts.Sales;
using Bakery.Forecast;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Queries;
using Microsoft.AspNetCore.Mvc;

namespace Bakery.Forecasting.Scores;

internal static class ShowAccuracy
{
    /// <summary>Scores with the baseline's beside them; null where nothing can be scored. Ratios are fractions.</summary>
    /// <param name="Mase">Mean error as a share of the mean change from a week before; below 1 is better than "as last week".</param>
    public sealed record Figures(int Evaluated, int Censored, decimal? Wape, decimal? BaselineWape, decimal? SkillVsBaseline, decimal? Mae, decimal? Rmse, decimal? Mape, decimal? R2, decimal? Mase, decimal? Bias,
        [property: JsonPropertyName("coverage_80")] decimal? Coverage80);
    public sealed record Response(DateOnly From, DateOnly To, Figures Figures);
    public sealed record ProductFigures(Guid ItemId, Guid LocationId, Figures Figures);
    public sealed record ProductsResponse(DateOnly From, DateOnly To, IReadOnlyList<ProductFigures> Items);

    internal static async Task<Response> Handle([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? location_id, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from, to, null, location_id, db, queries, clock, ct);
        return new Response(scored.From, scored.To, Of(scored.Days, await WeekBefore(scored, queries, ct)));
    }

    internal static async Task<ProductsResponse> Products([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? location_id, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from, to, null, location_id, db, queries, clock, ct);
        var before = await WeekBefore(scored, queries, ct);
        return new ProductsResponse(scored.From, scored.To, [.. scored.Days.GroupBy(d => (d.ItemId, d.LocationId)).OrderBy(g => g.Key).Select(g => new ProductFigures(g.Key.ItemId, g.Key.LocationId, Of([.. g], before)))]);
    }

    /// <summary>What each series sold, for the change from a week before.</summary>
    private static async Task<Dictionary<(Guid, Guid, DateOnly), decimal>> WeekBefore(ScoredDays scored, IQueryBus queries, CancellationToken ct) => scored.Days.Count == 0
        ? []
        : (await queries.Ask(new SalesSeries([], [], scored.From.AddDays(-7), scored.To), ct)).SelectMany(s => s.Days.Where(d => d.IsOpen).Select(d => (Key: (s.ItemId, s.LocationId, d.Date), d.Quantity))).ToDictionary(d => d.Key, d => d.Quantity);

    private static Figures Of(List<ValidatedDay> days, Dictionary<(Guid, Guid, DateOnly), decimal> sold)
    {
        var report = Forecast.Accuracy.Of([.. days.Select(d => d.ToSample())]);
        var changes = days.Where(d => !d.IsCensored && sold.ContainsKey((d.ItemId, d.LocationId, d.Date.AddDays(-7)))).Select(d => Math.Abs(d.Actual - sold[(d.ItemId, d.LocationId, d.Date.AddDays(-7))])).ToList();
        var change = changes.Count == 0 ? 0 : (double)changes.Average();
        return new Figures(report?.Evaluated ?? 0, days.Count(d => d.IsCensored), Score.Four(report?.Wape), Score.Four(report?.BaselineWape), Score.Four(report?.Skill), Score.Four(report?.Mae), Score.Four(report?.Rmse), Score.Four(report?.Mape),
            Score.Four(report?.R2), change > 0 ? Score.Four(report?.Mae / change) : null, Score.Four(report?.Bias), Score.Four(report?.Coverage80));
    }
}

/// <summary>How the methods in force did on forecasts of the past that were made for the training, without knowing what came.</summary>
internal static class ShowBacktest
{
    public sealed record SeriesScores(Guid ItemId, Guid LocationId, string Algorithm, string Choice, int Days, decimal? Wape, decimal? BaselineWape, decimal? SkillVsBaseline, [property: JsonPropertyName("coverage_80")] decimal? Coverage80, decimal? Bias);
    public sealed record Response(IReadOnlyList<SeriesScores> Items);

    internal static async Task<Response> Handle([FromQuery] Guid? item_id, ForecastingDb db, IQueryBus queries, Serving.ModelShelf shelf, CancellationToken ct)
    {
        var models = await queries.Ask(new Contracts.Training.ActiveModels(item_id is { } item ? [item] : []), ct);
        return new Response([.. models.Select(m => (Answer: m, Model: shelf.Own(m, db.Scope.Require()))).Where(m => m.Model is not null).OrderBy(m => (m.Answer.ItemId, m.Answer.LocationId)).Select(m => new SeriesScores(
            m.Answer.ItemId, m.Answer.LocationId, m.Answer.Algorithm, m.Answer.Choice, m.Model!.Metrics?.Evaluated ?? 0, Score.Four(m.Model.Metrics?.Wape), Score.Four(m.Model.BaselineMetrics?.Wape), m.Answer.SkillVsBaseline,
            Score.Four(m.Model.Metrics?.Coverage80), Score.Four(m.Model.Metrics?.Bias)))]);
    }
}

/// <summary>How often the quantity stayed below each stored quantile: on the diagonal a forecast is honest.</summary>
internal static class ShowCalibration
{
    /// <param name="Level">Share of days that should stay at or below the quantile.</param>
    /// <param name="Share">Share of days that did.</param>
    public sealed record Point(decimal Level, decimal Share);
    public sealed record Response(DateOnly From, DateOnly To, int Evaluated, IReadOnlyList<Point> Points);

    internal static async Task<Response> Handle([FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? item_id, [FromQuery] Guid? location_id, ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var scored = await ScoredDays.Read(from, to, item_id, location_id, db, queries, clock, ct);
        var days = scored.Days.Where(d => !d.IsCensored).ToList();
        return new Response(scored.From, scored.To, days.Count, days.Count == 0 ? [] : [.. Prediction.Levels.Select((level, i) => new Point((decimal)level, decimal.Round((decimal)days.Count(d => d.Actual <= d.Quantiles[i]) / days.Count, 4)))]);
    }
}
