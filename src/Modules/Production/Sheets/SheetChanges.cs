using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Plans;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Sheets;

/// <summary>What a printed sheet does not know: accepted changes of the plan since it was printed. The QR code of the sheet leads here.</summary>
internal static class SheetChanges
{
    public sealed record Row(Guid ProductItemId, string Name, int FromQuantity, int ToQuantity, bool IsAutomatic, DateTimeOffset At);

    /// <param name="Since">When the sheet was printed; without it, when the plan was approved.</param>
    public sealed record Response(DateOnly Date, int PlanVersion, PlanStatus Status, DateTimeOffset? Since, IReadOnlyList<Row> Items);

    internal static async Task<Response> Handle(DateOnly date, ProductionDb db, IQueryBus queries, [FromQuery(Name = "since")] DateTimeOffset? since, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == date, ct) ?? throw RuleViolation.NotFound("A plan of that day");
        var from = since ?? plan.ApprovedAt;
        var changes = plan.Changes.Where(c => c.State == LineChangeState.Accepted && (from is null || c.DecidedAt > from)).OrderBy(c => c.DecidedAt).ThenBy(c => c.Id).ToList();
        var names = changes.Count == 0 ? [] : (await queries.Ask(new Items([.. changes.Select(c => c.ProductItemId).Distinct()]), ct)).ToDictionary(i => i.Id, i => i.Name);
        return new Response(date, plan.Version, plan.Status, from, [.. changes.Select(c => new Row(c.ProductItemId, names.GetValueOrDefault(c.ProductItemId, ""), c.FromQuantity, c.ToQuantity, c.IsAutomatic, c.DecidedAt!.Value))]);
    }
}
