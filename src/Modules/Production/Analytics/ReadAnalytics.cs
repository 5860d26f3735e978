using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Machines;
using Bakery.Production.Quality;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Analytics;

/// <summary>What the batches of a time say: yield, delays, waste; and the floor of today.</summary>
internal static class ReadAnalytics
{
    private const int LongestDays = 366;

    /// <param name="YieldPercent">Good pieces or kg of what was planned; null when nothing was planned.</param>
    public sealed record YieldRow(string Name, BatchKind Kind, Guid? ProductItemId, int Batches, decimal Planned, decimal Made, string Unit, decimal? YieldPercent);
    public sealed record YieldResponse(DateOnly From, DateOnly To, IReadOnlyList<YieldRow> Items);

    /// <param name="StartMinutes">Mean of start behind plan; early counts as nothing.</param>
    public sealed record DelayRow(DateOnly Day, int Batches, int LateStarts, int LateEnds, decimal StartMinutes, decimal EndMinutes);
    public sealed record DelayResponse(DateOnly From, DateOnly To, IReadOnlyList<DelayRow> Items);
    public sealed record WasteRow(string Name, BatchKind Kind, ScrapReason? Reason, decimal Quantity, string Unit, decimal? PercentOfMade);
    public sealed record WasteResponse(DateOnly From, DateOnly To, IReadOnlyList<WasteRow> Items);
    public sealed record SummaryResponse(DateOnly Date, int Pending, int Running, int OnHold, int InCheck, int Completed, int Failed, int ChecksDue, int ChecksFailed, int MachinesDown, int MaintenanceDue);

    internal static async Task<YieldResponse> Yield(ProductionDb db, [FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, CancellationToken ct) =>
        new(from, to, [.. (await Done(db, from, to, ct)).GroupBy(b => (b.Name, b.Kind, b.ProductItemId, b.Unit)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Name, StringComparer.Ordinal).Select(g => new YieldRow(g.Key.Name, g.Key.Kind, g.Key.ProductItemId, g.Count(),
            g.Sum(b => b.PlannedQuantity), g.Sum(b => b.ActualQuantity ?? 0m), g.Key.Unit, Percent(g.Sum(b => b.ActualQuantity ?? 0m), g.Sum(b => b.PlannedQuantity))))]);

    internal static async Task<DelayResponse> Delays(ProductionDb db, [FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, CancellationToken ct) =>
        new(from, to, [.. (await Done(db, from, to, ct)).GroupBy(b => b.BakeDay).OrderBy(g => g.Key).Select(g =>
        {
            static decimal Late(DateTimeOffset? at, DateTimeOffset planned) => at > planned ? (decimal)(at.Value - planned).TotalMinutes : 0m;
            return new DelayRow(g.Key, g.Count(), g.Count(b => Late(b.StartedAt, b.FirstStart ?? b.PlannedStart) > 15), g.Count(b => Late(b.EndedAt, b.FirstEnd ?? b.PlannedEnd) > 15),
                Rounding.Cents(g.Average(b => Late(b.StartedAt, b.FirstStart ?? b.PlannedStart))), Rounding.Cents(g.Average(b => Late(b.EndedAt, b.FirstEnd ?? b.PlannedEnd))));
        })]);

    internal static async Task<WasteResponse> Waste(ProductionDb db, [FromQuery(Name = "from")] DateOnly from, [FromQuery(Name = "to")] DateOnly to, CancellationToken ct)
    {
        Check(from, to);
        var batches = await db.Batches.AsNoTracking().Where(b => b.BakeDay >= from && b.BakeDay <= to && b.WasteQuantity > 0).ToListAsync(ct);
        return new(from, to, [.. batches.GroupBy(b => (b.Name, b.Kind, b.WasteReason, b.Unit)).OrderByDescending(g => g.Sum(b => b.WasteQuantity)).ThenBy(g => g.Key.Name, StringComparer.Ordinal).Select(g => new WasteRow(g.Key.Name, g.Key.Kind, g.Key.WasteReason,
            g.Sum(b => b.WasteQuantity), g.Key.Unit, Percent(g.Sum(b => b.WasteQuantity), g.Sum(b => b.WasteQuantity + (b.ActualQuantity ?? 0m)))))]);
    }

    internal static async Task<SummaryResponse> Summary(ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var today = BusinessTime.Today(clock.GetUtcNow(), (await queries.Ask(new TenantProfile(), ct)).TimeZone);
        var states = await db.Batches.Where(b => b.BakeDay == today).GroupBy(b => b.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var checks = await db.Checks.Where(c => c.Status == CheckStatus.Due || c.Status == CheckStatus.Failed).GroupBy(c => c.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var machines = await db.Equipment.AsNoTracking().Where(e => e.IsActive).ToDictionaryAsync(e => e.Id, ct);
        var due = (await db.Maintenance.AsNoTracking().Where(m => m.IsActive).ToListAsync(ct)).Count(m => machines.TryGetValue(m.EquipmentId, out var machine) && m.DueOn(machine.HoursRun, today) <= today);
        int Of(BatchStatus status) => states.GetValueOrDefault(status);
        return new SummaryResponse(today, Of(BatchStatus.Pending), Of(BatchStatus.InProgress), Of(BatchStatus.OnHold), Of(BatchStatus.QualityCheck), Of(BatchStatus.Completed), Of(BatchStatus.Failed),
            checks.GetValueOrDefault(CheckStatus.Due), checks.GetValueOrDefault(CheckStatus.Failed), machines.Values.Count(m => m.Status != EquipmentStatus.Operational), due);
    }

    private static async Task<List<Batch>> Done(ProductionDb db, DateOnly from, DateOnly to, CancellationToken ct)
    {
        Check(from, to);
        return await db.Batches.AsNoTracking().Where(b => b.BakeDay >= from && b.BakeDay <= to && b.Status == BatchStatus.Completed).ToListAsync(ct);
    }

    private static void Check(DateOnly from, DateOnly to)
    {
        if (to < from || to > from.AddDays(LongestDays)) throw RuleViolation.Invalid("to", $"From the first day to {LongestDays} days later.");
    }

    private static decimal? Percent(decimal part, decimal whole) => whole > 0 ? Rounding.Cents(part / whole * 100m) : null;
}
