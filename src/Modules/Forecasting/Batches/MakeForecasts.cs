using Bakery.Contracts.Tenant;
using Bakery.Contracts.Sales;
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
public sealed record BatchView(Guid Id, Guid? RunId, BatchState State, DateOnly From, int Days, int Series, int Forecasts, decimal BaselineShare, DateTimeOffset CreatedAt)
{
    internal static BatchView Of(ForecastBatch b) => new(b.Id, b.RunId, b.State, b.From, b.Days, b.Series, b.Forecasts, b.BaselineShare, b.CreatedAt);
}

internal static class CreateBatch
{
    /// <summary>More series than this are made in the background.</summary>
    public const int AtOnce = 200;

    // A batch whose message was given up blocks no other for longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public sealed record Request(DateOnly From, [property: Range(1, Forecaster.LongestHorizon)] int Days, [property: MaxLength(5000)] IReadOnlyList<Guid>? ItemIds = null, [property: MaxLength(500)] IReadOnlyList<Guid>? LocationIds = null, Guid? RunId = null);

    /// <summary>201 with the batch made; 202 with a batch that is being made when there are more than 200 series.</summary>
    internal static Task<Results<Created<BatchView>, Accepted<BatchView>>> Handle(Request request, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct) => db.Atomically<Results<Created<BatchView>, Accepted<BatchView>>>(async () =>
    {
        await db.LockAsync("batch", ct);
        var now = clock.GetUtcNow();
        if (await db.Batches.AnyAsync(b => b.State == BatchState.Pending && b.CreatedAt > now - Patience, ct)) throw new RuleViolation("batch_running", "A large batch is being made.", 409);
        var order = new ForecastOrder(request.From, request.Days, request.ItemIds ?? [], request.LocationIds ?? [], request.RunId);
        if (await Series(order, queries, now, ct) > AtOnce)
        {
            var large = ForecastBatch.Create(Ids.New(clock), order.RunId, order.From, order.Days, now);
            db.Add(large);
            bus.Publish(new ForecastBatchRequested(large.Id, order.From, order.Days, order.ItemIds, order.LocationIds));
            await db.SaveChangesAsync(ct);
            return TypedResults.Accepted((string?)null, BatchView.Of(large));
        }
        var batch = await new ForecastMaker(db, queries, bus, shelf, clock).Make(Ids.New(clock), order, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, BatchView.Of(batch));
    }, ct);

    /// <summary>What was sold in the last fortnight is about what will be forecast.</summary>
    private static async Task<int> Series(ForecastOrder order, IQueryBus queries, DateTimeOffset now, CancellationToken ct)
    {
        if (order.ItemIds.Count is > 0 and var items && order.LocationIds.Count is > 0 and var places && items * places <= AtOnce) return items * places;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return (await queries.Ask(new SalesSeries(order.ItemIds, order.LocationIds, today.AddDays(-14), today), ct)).Count;
    }
}

internal static class OnForecastBatchRequested
{
    internal static async Task Handle(ForecastBatchRequested message, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, CancellationToken ct)
    {
        await db.LockAsync("batch", ct);
        await new ForecastMaker(db, queries, bus, shelf, clock).Make(message.BatchId, new ForecastOrder(message.From, message.Days, message.ItemIds, message.LocationIds, null), ct);
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
    /// <param name="WasteEuros">Expected, by cost less salvage; null without price and cost.</param>
    /// <param name="LostEuros">Expected, by net price less cost.</param>
    public sealed record Alternative(decimal Quantity, decimal ExpectedWaste, decimal ExpectedLostSales, decimal? WasteEuros, decimal? LostEuros);
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
            return new Alternative(q, Rounding.FourDecimals((decimal)waste), Rounding.FourDecimals((decimal)lost), Euros(waste, forecast.VariableCost - forecast.Salvage), Euros(lost, forecast.NetPrice - forecast.VariableCost));
        })]);
    }

    private static decimal? Euros(double pieces, decimal? perPiece) => perPiece is { } each ? Rounding.FourDecimals((decimal)pieces * each) : null;
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
        // A run after midnight comes before its yesterday is over: then the day before that is validated.
        var profile = await queries.Ask(new TenantProfile(), ct);
        var over = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour")).AddDays(-1);
        var yesterday = message.BusinessDay.AddDays(-1) < over ? message.BusinessDay.AddDays(-1) : over;
        var run = await new ForecastCheck(db, queries, bus, clock).Validate(Ids.From(message.RunId, "validate"), yesterday, yesterday, message.RunId, ct);
        return (run.Id.ToString(), new Dictionary<string, int> { ["validated"] = run.Evaluated });
    }
}
