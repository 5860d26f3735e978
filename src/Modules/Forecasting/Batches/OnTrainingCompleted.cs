using Bakery.Contracts.Tenant;
using Bakery.Contracts.Training;
using Bakery.Forecasting.Serving;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Batches;

/// <summary>Forecasts that were made before there was a model, for want of one, are made again as soon as there is: a new bakery's first ones.</summary>
internal static class OnTrainingCompleted
{
    internal static async Task Handle(TrainingCompleted message, ForecastingDb db, IQueryBus queries, IBus bus, ModelShelf shelf, TimeProvider clock, MessageContext context, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var today = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour"));
        var weeks = (int)profile.Number("forecasting", "cold_start_weeks");
        var open = await db.Forecasts.AsNoTracking().Where(f => f.SupersededAt == null && f.Date > today && f.ModelId == null && f.WeeksOfHistory >= weeks).Select(f => new { f.ItemId, f.LocationId, f.Date }).ToListAsync(ct);
        var trained = (await queries.Ask(new ActiveModels([.. open.Select(f => f.ItemId).Distinct()]), ct)).Select(m => (m.ItemId, m.LocationId)).ToHashSet();
        var due = open.Where(f => trained.Contains((f.ItemId, f.LocationId))).ToList();
        if (due.Count == 0) return;
        await db.LockAsync("batch", ct);
        var (from, to) = (due.Min(f => f.Date), due.Max(f => f.Date));
        await new ForecastMaker(db, queries, bus, shelf, clock).Make(Ids.From(context.Id, "forecast"),
            new ForecastOrder(from, to.DayNumber - from.DayNumber + 1, [.. due.Select(f => f.ItemId).Distinct()], [.. due.Select(f => f.LocationId).Distinct()], null), ct);
    }
}
