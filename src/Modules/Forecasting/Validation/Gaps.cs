using Bakery.Contracts.Forecasting;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Forecasting.Validation;

/// <summary>A day of a shop whose forecasts were never compared with its sales.</summary>
/// <param name="State">not_validated (can be made good), not_closed (waits for the shop), without_forecast (nothing to compare).</param>
public sealed record ValidationGap(Guid LocationId, DateOnly Date, string State);

/// <summary>Looks for days that were not validated, and makes good what can be (ai.md 4.7).</summary>
internal static class Gaps
{
    public const int LookBackDays = 90;
    public const int BackfilledAtOnce = 5;

    public static async Task<IReadOnlyList<ValidationGap>> Find(ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var yesterday = BusinessTime.BusinessDay(clock.GetUtcNow(), profile.TimeZone, (int)profile.Number("sales", "business_day_start_hour")).AddDays(-1);
        var from = yesterday.AddDays(1 - LookBackDays);
        var sold = (await queries.Ask(new SalesSeries([], [], from, yesterday), ct)).SelectMany(s => s.Days.Where(d => d.IsOpen).Select(d => (s.LocationId, d.Date))).ToHashSet();
        var closed = (await queries.Ask(new ClosedDays(from, yesterday), ct)).Select(d => (d.LocationId, d.BusinessDay)).ToHashSet();
        var validated = (await db.ValidatedDays.Where(v => v.Date >= from && v.Date <= yesterday).Select(v => new { v.LocationId, v.Date }).Distinct().ToListAsync(ct)).Select(v => (v.LocationId, v.Date)).ToHashSet();
        // A forecast issued on its day or later was never a forecast of it.
        var made = (await db.Forecasts.Where(f => f.Date >= from && f.Date <= yesterday && f.HorizonDays > 0).Select(f => new { f.LocationId, f.Date }).Distinct().ToListAsync(ct)).Select(f => (f.LocationId, f.Date)).ToHashSet();
        return [.. sold.Union(closed).Where(d => !validated.Contains(d)).OrderBy(d => d.Item2).ThenBy(d => d.Item1)
            .Select(d => new ValidationGap(d.Item1, d.Item2, !made.Contains(d) ? "without_forecast" : !closed.Contains(d) ? "not_closed" : "not_validated"))];
    }

    /// <summary>Validates the days of the oldest gaps that can be made good, at most five.</summary>
    public static async Task<IReadOnlyList<ValidationRun>> Backfill(Guid seed, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var days = (await Find(db, queries, clock, ct)).Where(g => g.State == "not_validated").Take(BackfilledAtOnce).Select(g => g.Date).Distinct().ToList();
        var runs = new List<ValidationRun>();
        foreach (var day in days) runs.Add(await new ForecastCheck(db, queries, bus, clock).Validate(Ids.From(seed, $"backfill:{day:yyyy-MM-dd}"), day, day, null, ct));
        return runs;
    }
}

internal static class ListGaps
{
    public sealed record Response(IReadOnlyList<ValidationGap> Items);

    internal static async Task<Response> Handle(ForecastingDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct) => new(await Gaps.Find(db, queries, clock, ct));
}

internal static class BackfillValidation
{
    public sealed record Response(IReadOnlyList<ValidationView> Runs);

    internal static Task<Response> Handle(ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var runs = await Gaps.Backfill(Ids.New(clock), db, queries, bus, clock, ct);
        await db.SaveChangesAsync(ct);
        return new Response([.. runs.Select(ValidationView.Of)]);
    }, ct);
}

/// <summary>At six every morning each bakery's gaps are looked for and closed.</summary>
internal static class FanOutMaintenance
{
    internal static Task Handle(JobTicked tick, ForecastingDb db, IQueryBus queries, IBus bus, CancellationToken ct) => db.FanOut(queries, bus, _ => new ValidationMaintenanceDue(), null, ct);
}

internal static class OnValidationMaintenanceDue
{
    internal static async Task Handle(ValidationMaintenanceDue message, ForecastingDb db, IQueryBus queries, IBus bus, TimeProvider clock, MessageContext context, CancellationToken ct) =>
        await Gaps.Backfill(context.Id, db, queries, bus, clock, ct);
}
