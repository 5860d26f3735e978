using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Production.Batches;
using Bakery.Production.Plans;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Floor;

/// <summary>Everything a tablet needs for 48 hours: the plans and batches of a day and the next, with the mix sheets.</summary>
internal static class ReadFloor
{
    public sealed record Day(DateOnly Date, PlanForm.View? Plan, IReadOnlyList<MixSheet> MixSheets, IReadOnlyList<KeepBatches.View> Batches);
    public sealed record Response(IReadOnlyList<Day> Days);

    internal static async Task<Response> Handle(ProductionDb db, IQueryBus queries, [FromQuery(Name = "date")] DateOnly date, CancellationToken ct)
    {
        var days = new List<Day>();
        for (var day = date; day <= date.AddDays(1); day = day.AddDays(1))
        {
            var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == day, ct);
            var sheets = plan is null ? [] : await queries.Ask(new MixSheets(day, [.. plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(day, l.ProductItemId, l.PlannedQuantity))]), ct);
            var batches = await db.Batches.AsNoTracking().Where(b => b.BakeDay == day).OrderBy(b => b.PlannedStart).ThenBy(b => b.Id).ToListAsync(ct);
            days.Add(new Day(day, plan is null ? null : PlanForm.Of(plan), sheets, [.. batches.Select(KeepBatches.Of)]));
        }
        return new Response(days);
    }
}
