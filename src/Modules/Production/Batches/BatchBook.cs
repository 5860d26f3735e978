using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Plans;
using Bakery.Production.Quality;
using Bakery.Production.Schedule;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Batches;

/// <summary>Makes the batches of an approved plan and moves them through their life.</summary>
internal sealed class BatchBook(ProductionDb db, QualityBook quality, IQueryBus queries, IBus bus, TimeProvider clock)
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
        // What is sold, and what goes into other products.
        var pieces = plan.Lines.Select(l => (l.ProductItemId, Pieces: (decimal)l.PlannedQuantity)).Concat(needs.Inside.Select(i => (i.ProductItemId, i.Pieces))).GroupBy(p => p.ProductItemId).ToDictionary(g => g.Key, g => g.Sum(p => p.Pieces));
        var fixedNeeds = needs.Fixed.ToDictionary(f => f.ProductItemId);
        var opens = BusinessTime.Instant(plan.PlanDate, locations.FirstOrDefault(l => l.Id == plan.LocationId)?.On(plan.PlanDate)?.Opens ?? new TimeOnly(1, 0), profile.TimeZone);
        var shops = locations.Where(l => l.Type == "retail_outlet").Select(l => l.On(plan.PlanDate)?.Opens).Where(o => o is not null).Min();
        var ready = shops is { } time ? BusinessTime.Instant(plan.PlanDate, time, profile.TimeZone) : opens.AddHours(6);
        var margin = 1m + profile.Number("production", "preferment_margin_percent") / 100m;
        var existing = await db.Batches.Where(b => b.PlanId == plan.Id && b.Status != BatchStatus.Cancelled).ToListAsync(ct);
        var wanted = new HashSet<Guid>();

        var uses = sheets.ToDictionary(s => s.RecipeId, s => s.Lines.Where(l => l.PrefermentId is not null).Select(l => l.PrefermentId!.Value).ToList());
        foreach (var need in needs.Preferments)
        {
            var kg = Bakery.Planning.Rounding.UpTo(need.Kg * margin, 0.1m);
            var start = opens.AddHours(-(double)need.RestHours);
            Set(BatchKind.PreFerment, need.RecipeId, null, need.Name, "kg", kg, [.. need.Parts.Select(p => new Material(p.ItemId, kg * p.KgPerKg, "kg", []))], [], start, opens,
                new MixCard(1, kg, [.. need.Parts.Select(p => new MixPart(p.ItemId, null, names.GetValueOrDefault(p.ItemId, ""), kg * p.KgPerKg))]));
        }
        foreach (var sheet in sheets)
        {
            var products = facts.Where(f => f.DoughRecipeId == sheet.RecipeId).Select(f => f.ProductItemId).Where(p => pieces.GetValueOrDefault(p) > 0);
            Set(BatchKind.Dough, sheet.RecipeId, null, sheet.DoughName, "kg", sheet.TotalKg, [.. sheet.Lines.Where(l => l.ItemId is not null).Select(l => new Material(l.ItemId!.Value, l.ExactKg, "kg", []))], products, opens, opens + MixTime * sheet.Mixes,
                new MixCard(sheet.Mixes, sheet.KgPerMix, [.. sheet.Lines.Select(l => new MixPart(l.ItemId, l.PrefermentId, l.Name, l.ExactKg))]));
        }
        foreach (var fact in facts)
        {
            if (pieces.GetValueOrDefault(fact.ProductItemId) is not (> 0 and var count)) continue;
            var listed = fixedNeeds.GetValueOrDefault(fact.ProductItemId);
            Set(BatchKind.Product, fact.DoughRecipeId, fact.ProductItemId, names.GetValueOrDefault(fact.ProductItemId, fact.DoughName), "piece", count,
                listed is not null ? Material.Of(listed) : [.. extras[fact.ProductItemId].Select(e => new Material(e.ItemId, e.Quantity * count, e.Unit, []))], [fact.ProductItemId], opens, ready, listed is null ? null : MixCard.Of(listed));
        }
        foreach (var batch in existing.Where(b => b.Status == BatchStatus.Pending && !wanted.Contains(b.Id))) batch.Go(BatchStatus.Cancelled, "no longer planned", clock.GetUtcNow());

        bus.Publish(new ScheduleRequested(plan.PlanDate));

        void Set(BatchKind kind, Guid recipe, Guid? product, string name, string unit, decimal quantity, IReadOnlyList<Material> materials, IEnumerable<Guid> products, DateTimeOffset start, DateTimeOffset end, MixCard? card = null)
        {
            var known = existing.Where(b => b.Kind == kind && b.RecipeId == recipe && b.ProductItemId == product).ToList();
            var begun = known.Where(b => b.Status is not (BatchStatus.Pending or BatchStatus.Failed)).ToList();
            var pending = known.Find(b => b.Status == BatchStatus.Pending);
            wanted.UnionWith(begun.Select(b => b.Id));
            // What is begun stays as it is; a part that waits takes what is left of the plan.
            var rest = pending is null && begun.Count > 0 ? 0m : quantity - begun.Sum(b => b.PlannedQuantity);
            if (rest <= 0) return;
            if (pending is null) db.Add(pending = Batch.Create(Ids.New(clock), kind, plan.PlanDate, plan.Id, plan.LocationId, recipe, product, name, unit));
            // The scheduler's times stay until it plans again.
            var timed = pending.IsScheduled;
            pending.Plan(rest, [.. materials.Select(m => m with { Planned = m.Planned * (rest / quantity) })], products, timed ? pending.PlannedStart : start, timed ? pending.PlannedEnd : end);
            pending.Mix(rest == quantity ? card : card?.Scale(rest / quantity));
            pending.Uses(kind == BatchKind.Dough ? uses.GetValueOrDefault(recipe, []) : kind == BatchKind.Product && card is null ? [recipe] : []);
            wanted.Add(pending.Id);
        }
    }

    /// <summary>Parts a batch in two.</summary>
    public Batch Part(Batch batch, decimal quantity)
    {
        var part = batch.Part(Ids.New(clock), quantity);
        db.Add(part);
        return part;
    }

    /// <summary>Says which batches went into this one. Throws when one of them cannot have.</summary>
    public async Task Comes(Batch batch, IReadOnlyList<Guid> from, CancellationToken ct)
    {
        if (batch.Status is BatchStatus.Completed) throw RuleViolation.Transition(batch.Number, batch.Status, BatchStatus.InProgress);
        var sources = await db.Batches.Where(b => from.Contains(b.Id)).ToListAsync(ct);
        if (sources.Count != from.Distinct().Count()) throw RuleViolation.NotFound("A batch it was made from");
        if (sources.Find(s => s.Kind >= batch.Kind || !batch.UsesRecipes.Contains(s.RecipeId)) is { } strange)
            throw new RuleViolation("source_not_possible", $"{strange.Number} does not go into {batch.Number}.");
        batch.Comes(sources.Select(s => s.Id), false);
    }

    // A worker names the mix where it matters. Otherwise it is what was begun that day of the recipes that go in, and before anything is begun, all of them.
    private async Task Assume(Batch batch, CancellationToken ct)
    {
        if (!batch.MadeFromIsAssumed || batch.UsesRecipes.Count == 0) return;
        var possible = (await db.Batches.Where(b => b.BakeDay == batch.BakeDay && b.LocationId == batch.LocationId && batch.UsesRecipes.Contains(b.RecipeId)).ToListAsync(ct))
            .Where(b => b.Kind < batch.Kind && b.Status is not (BatchStatus.Cancelled or BatchStatus.Failed)).ToList();
        var begun = possible.Where(b => b.StartedAt is not null).ToList();
        batch.Comes((begun.Count > 0 ? begun : possible).Select(b => b.Id), true);
    }

    /// <summary>Enters a stage.</summary>
    public void Enter(Batch batch, string stage, DateTimeOffset at)
    {
        batch.Enter(stage, at, db.Scope.Actor.Name);
        bus.Publish(new BatchStageChanged(batch.Id, stage, at), new Subject("batch", batch.Id, batch.Version + 1));
    }

    /// <summary>Throws a part of a batch away. Pieces are told as such, dough as what it is made of.</summary>
    public async Task Scrap(Batch batch, decimal quantity, ScrapReason? reason, string? destination, string? note, DateTimeOffset at, CancellationToken ct)
    {
        batch.Scrap(quantity, reason);
        foreach (var (item, amount) in batch.ProductItemId is { } product ? [(product, quantity)] : await MadeOf(batch, quantity, ct))
            bus.Publish(new WasteRecorded(Ids.New(clock), batch.Id, item, batch.LocationId, amount, batch.Unit, Wire.Name(reason!.Value), destination ?? "animal_feed", note, at));
    }

    // The ingredients in a weight of dough by its mix card, those inside its pre-ferments too. Each is rounded, the last one takes what is left of the weight.
    private async Task<IReadOnlyList<(Guid ItemId, decimal Kg)>> MadeOf(Batch batch, decimal kg, CancellationToken ct)
    {
        if (batch.Card is not { Parts.Count: > 0 } card) return [];
        var inside = (await db.Batches.AsNoTracking().Where(b => b.BakeDay == batch.BakeDay && b.Kind == BatchKind.PreFerment && b.Mixing != null).ToListAsync(ct)).DistinctBy(b => b.RecipeId).ToDictionary(b => b.RecipeId, b => b.Card!);
        var parts = card.Parts.Where(p => p.Kg > 0).SelectMany(p => p.PrefermentId is { } id && inside.TryGetValue(id, out var held) ? held.Parts.Select(h => h with { Kg = h.Kg * p.Kg / held.Parts.Sum(x => x.Kg) }) : [p])
            .Where(p => p.ItemId is not null).GroupBy(p => p.ItemId!.Value).Select(g => (ItemId: g.Key, Kg: g.Sum(p => p.Kg))).ToList();
        var total = parts.Sum(p => p.Kg);
        var shares = parts.Select(p => (p.ItemId, Kg: Rounding.FourDecimals(kg * p.Kg / total))).ToList();
        shares[^1] = (shares[^1].ItemId, shares[^1].Kg + kg - shares.Sum(s => s.Kg));
        return [.. shares.Where(s => s.Kg > 0)];
    }

    /// <summary>Moves a batch; completing it books its materials and makes the finished lot. Throws <c>quality_check_due</c> or <c>quality_failed</c>.</summary>
    public async Task Move(Batch batch, BatchStatus to, string? reason, decimal? actual, DateTimeOffset at, CancellationToken ct)
    {
        if (batch.DelayToldAt is not null)
        {
            batch.TellDelay(null);
            bus.Publish(new AlertCleared("production.batch_delayed", new EntityRef("batch", batch.Id), $"batch-delayed:{batch.Id}"));
        }
        var (first, rework) = (batch.StartedAt is null, batch.Status == BatchStatus.QualityCheck && to == BatchStatus.InProgress);
        if (to == BatchStatus.Completed)
        {
            if (batch.Status is BatchStatus.InProgress or BatchStatus.QualityCheck) await quality.Gate(batch, ct);
            batch.Complete(actual, at);
        }
        else
        {
            batch.Go(to, reason, at);
            if (to == BatchStatus.QualityCheck) batch.Counted(actual);
        }
        if (batch.IsScheduled && (to == BatchStatus.InProgress && first && Differs(at, batch.PlannedStart) || batch.EndedAt is { } end && Differs(end, batch.PlannedEnd))) bus.Publish(new ScheduleDrifted(batch.BakeDay, batch.Id));
        if (to == BatchStatus.InProgress && first) await Begun(batch, at, ct);
        if (rework) await quality.Again(batch, ct);
        if (to == BatchStatus.Completed) await Done(batch, at, ct);
        if (to is BatchStatus.Failed or BatchStatus.Cancelled) await quality.GiveUp(batch, ct);
        if (to == BatchStatus.Failed) bus.Publish(new BatchFailed(batch.Id, reason ?? ""));
    }

    // Less is how work goes.
    private static bool Differs(DateTimeOffset at, DateTimeOffset planned) => (at - planned).Duration() > TimeSpan.FromMinutes(5);

    /// <summary>Finishes as far as it goes: to the quality check where one is due, else to the end.</summary>
    public async Task Finish(Batch batch, decimal? actual, DateTimeOffset at, CancellationToken ct) =>
        await Move(batch, batch.Status == BatchStatus.InProgress && await quality.IsDue(batch, ct) ? BatchStatus.QualityCheck : BatchStatus.Completed, null, actual, at, ct);

    private async Task Begun(Batch batch, DateTimeOffset at, CancellationToken ct)
    {
        bus.Publish(new BatchStarted(batch.Id, batch.BakeDay, batch.Products, at), new Subject("batch", batch.Id, batch.Version + 1));
        if (batch.Kind != BatchKind.PreFerment && batch.PlanId is { } id && await db.Plans.IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Id == id, ct) is { } plan) plan.Begin();
        await quality.Prepare(batch, ct);
    }

    private async Task Done(Batch batch, DateTimeOffset at, CancellationToken ct)
    {
        await Assume(batch, ct);
        // What is recorded as made or scrapped decides what was used: the planned weights in proportion.
        var share = batch.PlannedQuantity == 0 ? 1m : (batch.ActualQuantity!.Value + batch.WasteQuantity) / batch.PlannedQuantity;
        var used = batch.Materials.Where(m => m.Weighed is not null || (m.Planned > 0 && share > 0)).Select(m => new MaterialUse(m.ItemId, m.Weighed ?? m.Planned * share, m.Unit, m.LotId)).ToList();
        if (used.Count > 0) bus.Publish(new BatchMaterialsUsed(batch.Id, batch.LocationId, used, at), new Subject("batch", batch.Id, batch.Version + 1));
        var cost = batch.ProductItemId is { } product ? (await queries.Ask(new ProductFacts(batch.BakeDay, [product]), ct)).FirstOrDefault()?.VariableCost ?? 0m : 0m;
        bus.Publish(new BatchCompleted(batch.Id, batch.ProductItemId, batch.ActualQuantity!.Value, batch.Number, null, batch.LocationId, batch.YieldPercent, cost, at, batch.MadeFrom.Count == 0 ? null : batch.MadeFrom, batch.BakeDay), new Subject("batch", batch.Id, batch.Version + 1));
        if (batch.PlanId is not { } id || await db.Batches.AnyAsync(b => b.PlanId == id && b.Id != batch.Id && (b.Status == BatchStatus.Pending || b.Status == BatchStatus.InProgress || b.Status == BatchStatus.OnHold || b.Status == BatchStatus.QualityCheck), ct)) return;
        if (await db.Plans.IgnoreAutoIncludes().FirstOrDefaultAsync(p => p.Id == id, ct) is { } plan) plan.Finish();
    }
}
