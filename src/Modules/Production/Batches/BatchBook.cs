using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Plans;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Batches;

/// <summary>Makes the batches of an approved plan and moves them through their life.</summary>
internal sealed class BatchBook(ProductionDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    // Without a schedule: a mix takes half an hour, the first one starts when the site opens.
    private static readonly TimeSpan MixTime = TimeSpan.FromMinutes(30);

    /// <summary>Products of a bake day whose dough or pieces have been begun; a pre-ferment does not bind yet.</summary>
    public async Task<HashSet<Guid>> Started(DateOnly day, CancellationToken ct) =>
        [.. (await db.Batches.AsNoTracking().Where(b => b.BakeDay == day && b.Kind != BatchKind.PreFerment && b.Status != BatchStatus.Pending && b.Status != BatchStatus.Cancelled).Select(b => b.Products).ToListAsync(ct)).SelectMany(p => p)];

    /// <summary>Brings the pending batches in line with the plan; begun ones stay.</summary>
    public async Task Follow(BakePlan plan, CancellationToken ct)
    {
        var profile = await queries.Ask(new TenantProfile(), ct);
        var locations = await queries.Ask(new Locations(), ct);
        var names = (await queries.Ask(new Items([]), ct)).ToDictionary(i => i.Id, i => i.Name);
        var lines = plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(plan.PlanDate, l.ProductItemId, l.PlannedQuantity)).ToList();
        var needs = await queries.Ask(new Explode(lines), ct);
        var sheets = await queries.Ask(new MixSheets(plan.PlanDate, lines), ct);
        var facts = await queries.Ask(new ProductFacts(plan.PlanDate, []), ct);
        var extras = (await queries.Ask(new PieceExtras(plan.PlanDate), ct)).ToLookup(e => e.ProductItemId);
        var opens = BusinessTime.Instant(plan.PlanDate, locations.FirstOrDefault(l => l.Id == plan.LocationId)?.On(plan.PlanDate)?.Opens ?? new TimeOnly(1, 0), profile.TimeZone);
        var shops = locations.Where(l => l.Type == "retail_outlet").Select(l => l.On(plan.PlanDate)?.Opens).Where(o => o is not null).Min();
        var ready = shops is { } time ? BusinessTime.Instant(plan.PlanDate, time, profile.TimeZone) : opens.AddHours(6);
        var margin = 1m + profile.Number("production", "preferment_margin_percent") / 100m;
        var existing = await db.Batches.Where(b => b.PlanId == plan.Id && b.Status != BatchStatus.Cancelled).ToListAsync(ct);
        var wanted = new HashSet<Guid>();

        foreach (var need in needs.Preferments)
        {
            var kg = Bakery.Planning.Rounding.UpTo(need.Kg * margin, 0.1m);
            var start = opens.AddHours(-(double)need.RestHours);
            Set(BatchKind.PreFerment, need.RecipeId, null, need.Name, "kg", kg, [.. need.Parts.Select(p => new Material(p.ItemId, kg * p.KgPerKg, "kg", []))], [], start, opens);
        }
        foreach (var sheet in sheets)
        {
            var products = facts.Where(f => f.DoughRecipeId == sheet.RecipeId).Select(f => f.ProductItemId).Where(p => plan.LineFor(p)?.PlannedQuantity > 0);
            Set(BatchKind.Dough, sheet.RecipeId, null, sheet.DoughName, "kg", sheet.TotalKg, [.. sheet.Lines.Where(l => l.ItemId is not null).Select(l => new Material(l.ItemId!.Value, l.ExactKg, "kg", []))], products, opens, opens + MixTime * sheet.Mixes);
        }
        foreach (var fact in facts)
        {
            if (plan.LineFor(fact.ProductItemId) is not { PlannedQuantity: > 0 } line) continue;
            Set(BatchKind.Product, fact.DoughRecipeId, fact.ProductItemId, names.GetValueOrDefault(fact.ProductItemId, fact.DoughName), "piece", line.PlannedQuantity,
                [.. extras[fact.ProductItemId].Select(e => new Material(e.ItemId, e.Quantity * line.PlannedQuantity, e.Unit, []))], [fact.ProductItemId], opens, ready);
        }
        foreach (var batch in existing.Where(b => b.Status == BatchStatus.Pending && !wanted.Contains(b.Id))) batch.Go(BatchStatus.Cancelled, "no longer planned", clock.GetUtcNow());

        void Set(BatchKind kind, Guid recipe, Guid? product, string name, string unit, decimal quantity, IReadOnlyList<Material> materials, IEnumerable<Guid> products, DateTimeOffset start, DateTimeOffset end)
        {
            var batch = existing.Find(b => b.Kind == kind && b.RecipeId == recipe && b.ProductItemId == product);
            if (batch is null) db.Add(batch = Batch.Create(Ids.New(clock), kind, plan.PlanDate, plan.Id, plan.LocationId, recipe, product, name, unit));
            if (batch.Status == BatchStatus.Pending) batch.Plan(quantity, materials, products, start, end);
            wanted.Add(batch.Id);
        }
    }

    /// <summary>Moves a batch; completing it books its materials and makes the finished lot.</summary>
    public async Task Move(Batch batch, BatchStatus to, string? reason, decimal? actual, DateTimeOffset at, CancellationToken ct)
    {
        var first = batch.StartedAt is null;
        if (to == BatchStatus.Completed) batch.Complete(actual, at);
        else batch.Go(to, reason, at);
        if (to == BatchStatus.InProgress && first) await Begun(batch, at, ct);
        if (to == BatchStatus.Completed) await Done(batch, at, ct);
        if (to == BatchStatus.Failed) bus.Publish(new BatchFailed(batch.Id, reason ?? ""));
    }

    private async Task Begun(Batch batch, DateTimeOffset at, CancellationToken ct)
    {
        bus.Publish(new BatchStarted(batch.Id, batch.BakeDay, batch.Products, at), new Subject("batch", batch.Id, batch.Version + 1));
        if (batch.Kind != BatchKind.PreFerment && batch.PlanId is { } id && await db.Plans.IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Id == id, ct) is { } plan) plan.Begin();
    }

    private async Task Done(Batch batch, DateTimeOffset at, CancellationToken ct)
    {
        // What is recorded as made decides what was used: the planned weights in proportion.
        var share = batch.PlannedQuantity == 0 ? 1m : batch.ActualQuantity!.Value / batch.PlannedQuantity;
        var used = batch.Materials.Where(m => m.Planned > 0 && share > 0).Select(m => new MaterialUse(m.ItemId, m.Planned * share, m.Unit, null)).ToList();
        if (used.Count > 0) bus.Publish(new BatchMaterialsUsed(batch.Id, batch.LocationId, used, at), new Subject("batch", batch.Id, batch.Version + 1));
        var cost = batch.ProductItemId is { } product ? (await queries.Ask(new ProductFacts(batch.BakeDay, [product]), ct)).FirstOrDefault()?.VariableCost ?? 0m : 0m;
        bus.Publish(new BatchCompleted(batch.Id, batch.ProductItemId, batch.ActualQuantity!.Value, batch.Number, null, batch.LocationId, batch.YieldPercent, cost, at), new Subject("batch", batch.Id, batch.Version + 1));
        if (batch.PlanId is not { } id || await db.Batches.AnyAsync(b => b.PlanId == id && b.Id != batch.Id && (b.Status == BatchStatus.Pending || b.Status == BatchStatus.InProgress || b.Status == BatchStatus.OnHold || b.Status == BatchStatus.QualityCheck), ct)) return;
        if (await db.Plans.IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Id == id, ct) is { } plan) plan.Finish();
    }
}
