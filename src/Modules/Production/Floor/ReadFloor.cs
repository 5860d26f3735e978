using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Production.Batches;
using Bakery.Production.Machines;
using Bakery.Production.Plans;
using Bakery.Production.Quality;
using Bakery.Production.Schedule;
using Bakery.Production.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Floor;

/// <summary>Everything a tablet needs for 48 hours: plans, batches with their mix cards, tasks, checks that are due, and the lots of what goes in.</summary>
internal static class ReadFloor
{
    /// <param name="Stage">soaking … packing.</param>
    public sealed record Task(Guid Id, Guid BatchId, string Stage, Guid? EquipmentId, DateTimeOffset Start, DateTimeOffset End, bool IsLate);
    public sealed record Day(DateOnly Date, PlanForm.View? Plan, IReadOnlyList<KeepBatches.View> Batches, IReadOnlyList<MixCards.Card> MixCards, IReadOnlyList<Task> Tasks, ReadSchedule.RetimedView? Retimed);
    public sealed record Machine(Guid Id, string Name, EquipmentKind Kind);
    public sealed record Check(Guid Id, Guid BatchId, string Name, string? Stage, int SampleSize, IReadOnlyList<QualityForm.Criterion> Criteria);
    /// <param name="IsWater">Water from the tap: not kept in stock, and weighed at a temperature.</param>
    public sealed record Item(Guid Id, string Name, string StockUnit, bool IsWater);

    /// <param name="State">available, blocked, expired …</param>
    public sealed record Lot(Guid Id, Guid ItemId, string LotCode, DateOnly? ExpiresOn, decimal Quantity, string State);

    /// <param name="Products">What is sold by the piece, for waste in three taps.</param>
    /// <param name="Stamp">Changes when anything of this does; sent back as <c>known</c> it spares the answer.</param>
    public sealed record Response(string Stamp, DateTimeOffset ServerTime, IReadOnlyList<Day> Days, IReadOnlyList<Machine> Machines, IReadOnlyList<Check> Checks, IReadOnlyList<Item> Items, IReadOnlyList<Lot> Lots, IReadOnlyList<Item> Products);

    internal static async Task<Results<Ok<Response>, NoContent>> Handle(ProductionDb db, IQueryBus queries, TimeProvider clock, [FromQuery(Name = "date")] DateOnly date, [FromQuery(Name = "known")] string? known, CancellationToken ct)
    {
        var until = date.AddDays(1);
        var stamp = await Stamp(db, date, until, ct);
        if (known == stamp) return TypedResults.NoContent();
        var plans = await db.Plans.AsNoTracking().AsSplitQuery().Where(p => p.PlanDate >= date && p.PlanDate <= until).ToListAsync(ct);
        var batches = await db.Batches.AsNoTracking().Where(b => b.BakeDay >= date && b.BakeDay <= until && b.Status != BatchStatus.Cancelled).OrderBy(b => b.PlannedStart).ThenBy(b => b.Id).ToListAsync(ct);
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.Day >= date && t.Day <= until).OrderBy(t => t.Start).ThenBy(t => t.Id).ToListAsync(ct);
        var schedules = await db.Schedules.AsNoTracking().Where(s => s.Day >= date && s.Day <= until).ToListAsync(ct);
        var byId = batches.ToDictionary(b => b.Id);
        var days = new[] { date, until }.Select(day => new Day(day, plans.Find(p => p.PlanDate == day) is { } plan ? PlanForm.Of(plan) : null,
            [.. batches.Where(b => b.BakeDay == day).Select(KeepBatches.Of)], [.. batches.Where(b => b.BakeDay == day && b.Card is not null).Select(MixCards.Of)],
            [.. tasks.Where(t => t.Day == day).Select(t => new Task(t.Id, t.BatchId, t.Stage, t.EquipmentId, t.Start, t.End, t.IsLate))],
            ReadSchedule.Of(schedules.Find(s => s.Day == day), byId))).ToList();
        var machines = await db.Equipment.AsNoTracking().Where(e => e.IsActive).OrderBy(e => e.Name).ToListAsync(ct);
        var open = batches.Select(b => b.Id).ToList();
        var due = await db.Checks.AsNoTracking().Where(c => c.Status == CheckStatus.Due && open.Contains(c.BatchId)).ToListAsync(ct);
        var templates = await db.Templates.AsNoTracking().ToDictionaryAsync(t => t.Id, ct);
        var used = batches.SelectMany(b => b.Materials.Select(m => m.ItemId)).ToHashSet();
        var items = used.Count == 0 ? [] : await queries.Ask(new Items([.. used]), ct);
        var sold = (await queries.Ask(new Items([]), ct)).Where(i => i.ItemType is "finished_product" or "resale" && i.StockUnit is "piece" or "unit");
        var stock = used.Count == 0 ? [] : await queries.Ask(new StockSnapshot(date), ct);
        return TypedResults.Ok(new Response(stamp, clock.GetUtcNow(), days, [.. machines.Select(e => new Machine(e.Id, e.Name, e.Kind))],
            [.. due.Select(c => new Check(c.Id, c.BatchId, templates[c.TemplateId].Name, c.Stage, templates[c.TemplateId].SampleSize, templates[c.TemplateId].Criteria))],
            [.. items.Select(Of)],
            [.. stock.Where(s => used.Contains(s.ItemId)).SelectMany(s => s.Lots.Select(l => new Lot(l.LotId, s.ItemId, l.LotCode, l.ExpiresOn, l.Quantity, l.State)))],
            [.. sold.OrderBy(i => i.Name, StringComparer.Ordinal).Select(Of)]));
    }

    private static Item Of(ItemAnswer item) => new(item.Id, item.Name, item.StockUnit, !item.StockTracked);

    // Four short counts instead of everything: a tablet asks every few seconds.
    private static async Task<string> Stamp(ProductionDb db, DateOnly from, DateOnly until, CancellationToken ct)
    {
        var plans = await db.Plans.IgnoreAutoIncludes().Where(p => p.PlanDate >= from && p.PlanDate <= until).SumAsync(p => p.Version, ct);
        var batches = await db.Batches.Where(b => b.BakeDay >= from && b.BakeDay <= until).GroupBy(_ => 1).Select(g => new { Count = g.Count(), Sum = g.Sum(b => b.Version) }).FirstOrDefaultAsync(ct);
        var schedules = await db.Schedules.Where(s => s.Day >= from && s.Day <= until).SumAsync(s => s.Version, ct);
        var checks = await db.Checks.CountAsync(c => c.Status == CheckStatus.Due, ct);
        return $"{from:yyyyMMdd}-{plans}-{batches?.Count ?? 0}-{batches?.Sum ?? 0}-{schedules}-{checks}";
    }
}
