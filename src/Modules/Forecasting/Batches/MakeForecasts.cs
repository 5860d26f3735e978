using Bakery.Forecasting.Serving;
using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Orchestrator;
using Bakery.Forecast;
using Bakery.Forecasting.Validation;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Batches;

/// <summary>A batch as people see it.</summary>
public sealed record BatchView(Guid Id, Guid? RunId, DateOnly From, int Days, int Series, int Forecasts, decimal BaselineShare, DateTimeOffset CreatedAt)
{
    internal static BatchView Of(ForecastBatch b) => new(b.Id, b.RunId, b.From, b.Days, b.Series, b.Forecasts, b.BaselineShare, b.CreatedAt);
}

internal static class CreateBatch
{
    public sealed record Request(DateOnly From, [property: Range(1, Forecaster.LongestHorizon)] int Days, [property: MaxLength(5000)] IReadOnlyList<Guid>? ItemIds = null, [property: MaxLength(500)] IReadOnlyList<Guid>? LocationIds = null, Guid? RunId = null);

    internal static async Task<Created<BatchView>> Handle(Request request, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("batch", ct);
        var batch = await new ForecastMaker(db, queries, bus, shelf, clock).Make(Ids.New(clock), new ForecastOrder(request.From, request.Days, request.ItemIds ?? [], request.LocationIds ?? [], request.RunId), ct);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created((string?)null, BatchView.Of(batch));
    }
}

internal static class GetBatch
{
    internal static async Task<BatchView> Handle(Guid id, ForecastingDb db, CancellationToken ct) =>
        BatchView.Of(await db.Batches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, ct) ?? throw RuleViolation.NotFound("The batch"));
}

internal static class ForecastNow
{
    public sealed record Request(Guid ItemId, Guid LocationId, DateOnly From, [property: Range(1, Forecaster.LongestHorizon)] int Days);
    public sealed record Response(IReadOnlyList<ForecastView> Items);

    internal static async Task<Response> Handle(Request request, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("batch", ct);
        var batch = await new ForecastMaker(db, queries, bus, shelf, clock).Make(Ids.New(clock), new ForecastOrder(request.From, request.Days, [request.ItemId], [request.LocationId], null), ct);
        if (batch.Forecasts == 0) throw new RuleViolation("no_history", "Nothing was sold of this item here yet.", 422, new Dictionary<string, object?> { ["fallback"] = "unknown" });
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        var rows = await db.Forecasts.AsNoTracking().Where(f => f.BatchId == batch.Id).OrderBy(f => f.Date).ToListAsync(ct);
        return new Response([.. rows.Select(ForecastView.Of)]);
    }
}

internal static class ListForecasts
{
    private static readonly Sorting<DayForecast> Order = new Sorting<DayForecast>(f => f.Id, "date").By("date", f => f.Date);

    internal static async Task<Page<ForecastView>> Handle([AsParameters] PageRequest page, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromQuery] Guid? item_id, [FromQuery] Guid? location_id, [FromQuery] Guid? batch_id,
        ForecastingDb db, CancellationToken ct)
    {
        var rows = await db.Forecasts.AsNoTracking()
            .Where(f => (batch_id == null ? f.SupersededAt == null : f.BatchId == batch_id) && (from == null || f.Date >= from) && (to == null || f.Date <= to) && (item_id == null || f.ItemId == item_id) && (location_id == null || f.LocationId == location_id))
            .ToPage(page, Order, f => f, ct);
        return new Page<ForecastView>([.. rows.Items.Select(ForecastView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class GetForecast
{
    internal static async Task<ForecastView> Handle(Guid id, ForecastingDb db, CancellationToken ct) => ForecastView.Of(await Find(id, db, ct));

    internal static async Task<DayForecast> Find(Guid id, ForecastingDb db, CancellationToken ct) => await db.Forecasts.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw RuleViolation.NotFound("The forecast");
}

internal static class ExplainForecast
{
    /// <summary>What happens at a quantity.</summary>
    public sealed record Alternative(decimal Quantity, decimal ExpectedWaste, decimal ExpectedLostSales);
    public sealed record Response(ForecastView Forecast, IReadOnlyList<Alternative> Alternatives);

    internal static async Task<Response> Handle(Guid id, ForecastingDb db, CancellationToken ct)
    {
        var forecast = await GetForecast.Find(id, db, ct);
        var prediction = forecast.ToPrediction();
        var around = forecast.NewsvendorQuantity ?? Math.Ceiling(forecast.P50);
        var step = Math.Max(1, Math.Ceiling(around / 10));
        return new Response(ForecastView.Of(forecast), [.. new[] { around - step, around, around + step }.Where(q => q >= 0).Select(q =>
        {
            var (waste, lost) = Newsvendor.Expected(prediction, (double)q);
            return new Alternative(q, Rounding.FourDecimals((decimal)waste), Rounding.FourDecimals((decimal)lost));
        })]);
    }
}

internal static class AnswerForecasts
{
    internal static async Task<IReadOnlyList<ForecastAnswer>> Handle(Forecasts query, ForecastingDb db, CancellationToken ct)
    {
        var rows = await db.Forecasts.AsNoTracking().Where(f => f.SupersededAt == null && f.Date >= query.From && f.Date <= query.To).OrderBy(f => f.Date).ThenBy(f => f.Id).ToListAsync(ct);
        return [.. rows.Select(f => f.ToAnswer())];
    }
}

/// <summary>The forecasting steps of a run: make the forecasts of its horizon, take them back, validate yesterday.</summary>
internal static class OnStepRequested
{
    internal static async Task Handle(StepRequested message, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        if (message.Step is not ("forecast" or "validate")) return;
        try
        {
            var (output, counts) = (message.Step, message.Action) switch
            {
                ("forecast", "run") => await Forecast(message, db, queries, bus, shelf, clock, ct),
                ("forecast", _) => await TakeBack(message, db, clock, ct),
                ("validate", "run") => await Validate(message, db, queries, bus, clock, ct),
                _ => (null, []),
            };
            bus.Publish(new StepAnswered(message.RunId, message.Step, message.Attempt, "completed", output, counts, null));
        }
        catch (RuleViolation e)
        {
            // The run hears of it and decides; a dead letter would leave it waiting.
            db.ChangeTracker.Clear();
            bus.Publish(new StepAnswered(message.RunId, message.Step, message.Attempt, "failed", null, new Dictionary<string, int>(), $"{e.Code}: {e.Message}"));
        }
    }

    private static async Task<(string?, Dictionary<string, int>)> Forecast(StepRequested message, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync("batch", ct);
        var id = Ids.From(message.RunId, "forecast");
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == id, ct)
            ?? await new ForecastMaker(db, queries, bus, shelf, clock).Make(id, new ForecastOrder(message.BakeDay, Math.Clamp(message.HorizonDays, 1, Forecaster.LongestHorizon), [], [], message.RunId), ct);
        return (batch.Id.ToString(), new Dictionary<string, int> { ["forecasts"] = batch.Forecasts });
    }

    private static async Task<(string?, Dictionary<string, int>)> TakeBack(StepRequested message, ForecastingDb db, TimeProvider clock, CancellationToken ct)
    {
        var (id, now) = (Ids.From(message.RunId, "forecast"), clock.GetUtcNow());
        await db.Forecasts.Where(f => f.BatchId == id && f.SupersededAt == null).ExecuteUpdateAsync(u => u.SetProperty(f => f.SupersededAt, now), ct);
        return (id.ToString(), []);
    }

    private static async Task<(string?, Dictionary<string, int>)> Validate(StepRequested message, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var yesterday = message.BusinessDay.AddDays(-1);
        var run = await new ForecastCheck(db, queries, bus, clock).Validate(Ids.From(message.RunId, "validate"), yesterday, yesterday, message.RunId, ct);
        return (run.Id.ToString(), new Dictionary<string, int> { ["validated"] = run.Evaluated });
    }
}
