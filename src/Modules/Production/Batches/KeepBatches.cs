using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Production.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Batches;

/// <summary>Lists, adds and moves batches.</summary>
internal static class KeepBatches
{
    private static readonly Sorting<Batch> Order = new Sorting<Batch>(b => b.Id, "planned_start").By("planned_start", b => b.PlannedStart);

    public sealed record MaterialView(Guid ItemId, decimal Planned, string Unit, IReadOnlyList<UsedView> Used);
    public sealed record UsedView(Guid? LotId, string? LotCode, decimal Quantity, string? RefusedBecause);
    public sealed record View(Guid Id, string Number, BatchKind Kind, DateOnly BakeDay, Guid? PlanId, Guid LocationId, Guid RecipeId, Guid? ProductItemId, string Name, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd,
        decimal PlannedQuantity, string Unit, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, decimal? ActualQuantity, decimal YieldPercent, BatchStatus Status, BatchPriority Priority, string? Stage, string? Reason,
        IReadOnlyList<MaterialView> Materials, IReadOnlyList<StageView> Stages, decimal WasteQuantity, ScrapReason? WasteReason, IReadOnlyList<Guid> MadeFrom, bool MadeFromIsAssumed, Guid? PartOf, IReadOnlyList<Guid> EquipmentIds,
        IReadOnlyList<string> Staff, int Version) : IVersioned;
    public sealed record StageView(string Stage, DateTimeOffset At, string By);

    /// <summary>A batch beside the plan: a rush order or a repeat.</summary>
    public sealed record Request(DateOnly BakeDay, Guid ProductItemId, decimal Quantity, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, Guid? LocationId = null);

    /// <param name="ActualQuantity">Good pieces or kg; counts when the batch is completed or goes to its check.</param>
    /// <param name="WasteQuantity">Thrown away, besides what was noted before; needs a reason.</param>
    /// <param name="KeepRest">What is neither made nor scrapped stays to be made, as a batch of its own.</param>
    public sealed record TransitionRequest(BatchStatus To, [property: MaxLength(500)] string? Reason = null, decimal? ActualQuantity = null, decimal? WasteQuantity = null, ScrapReason? WasteReason = null, bool KeepRest = false);

    /// <param name="Missing">In the material's unit.</param>
    public sealed record Warning(Guid ItemId, decimal Missing);

    /// <param name="Rest">The batch that is left to be made.</param>
    /// <param name="Warnings">Materials that the books do not have; it goes on all the same.</param>
    public sealed record TransitionView(View Batch, Guid? Rest, IReadOnlyList<Warning> Warnings);

    internal static Task<Page<View>> Handle(ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "date")] DateOnly? date, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Batches.AsNoTracking();
        if (date is { } day) rows = rows.Where(b => b.BakeDay == day);
        if (Wire.ParseOptional<BatchStatus>(status, "status") is { } wanted) rows = rows.Where(b => b.Status == wanted);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(b => EF.Functions.ILike(b.Name, $"%{q}%") || EF.Functions.ILike(b.Number, $"%{q}%"));
        return rows.ToPage(page, Order, b => Of(b), ct);
    }

    internal static async Task<View> One(Guid id, ProductionDb db, CancellationToken ct) => Of(await db.FindBatch(id, ct));

    internal static async Task<Created<View>> Add(Request request, ProductionDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity is <= 0 or > 10_000_000) throw RuleViolation.Invalid("quantity", "Above zero, at most 10,000,000.");
        if (request.PlannedEnd < request.PlannedStart) throw RuleViolation.Invalid("planned_end", "Not before planned_start.");
        var fact = (await queries.Ask(new ProductFacts(request.BakeDay, [request.ProductItemId]), ct)).FirstOrDefault() ?? throw new RuleViolation("recipe_not_active", "The product has no recipe in force.", 409);
        var item = (await queries.Ask(new Items([request.ProductItemId]), ct))[0];
        var site = (await PlanInputs.Ask(queries, request.BakeDay, request.BakeDay, ct)).Obrador(request.LocationId);
        var needs = await queries.Ask(new Explode([new ExplodeLine(request.BakeDay, request.ProductItemId, request.Quantity)]), ct);
        var batch = Batch.Create(Ids.New(clock), BatchKind.Product, request.BakeDay, null, site, fact.DoughRecipeId, request.ProductItemId, item.Name, "piece");
        // A rush order of a dough brings its own dough; a fixed recipe takes what lies ready.
        var listed = needs.Fixed.FirstOrDefault(f => f.ProductItemId == request.ProductItemId);
        batch.Plan(request.Quantity, listed is not null ? Material.Of(listed) : [.. needs.Ingredients.Select(i => new Material(i.ItemId, i.StockUnits, i.StockUnit, []))], [request.ProductItemId], request.PlannedStart, request.PlannedEnd);
        batch.Mix(listed is null ? null : MixCard.Of(listed));
        db.Add(batch);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"batches/{batch.Id}", Of(batch));
    }

    internal static Task<TransitionView> Transition(Guid id, TransitionRequest request, ProductionDb db, BatchBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var (batch, now) = (await db.TakeBatch(id, ct), clock.GetUtcNow());
        var starts = request.To == BatchStatus.InProgress && batch.Status == BatchStatus.Pending;
        if (starts && (await queries.Ask(new RecipeRoutes(batch.BakeDay, [batch.RecipeId]), ct)).Count == 0) throw new RuleViolation("recipe_not_active", "The recipe is not in force that day.", 409);
        if (request.WasteQuantity is { } waste) await book.Scrap(batch, waste, request.WasteReason, null, request.Reason, now, ct);
        var rest = request.KeepRest && request.ActualQuantity is { } made && batch.PlannedQuantity - made - batch.WasteQuantity is > 0 and var left ? book.Part(batch, left) : null;
        await book.Move(batch, request.To, request.Reason, request.ActualQuantity, now, ct);
        await db.SaveChangesAsync(ct);
        return new TransitionView(Of(batch), rest?.Id, starts ? await Missing(batch, queries, ct) : []);
    }, ct);

    private static async Task<IReadOnlyList<Warning>> Missing(Batch batch, IQueryBus queries, CancellationToken ct)
    {
        var items = (await queries.Ask(new Items([.. batch.Materials.Select(m => m.ItemId)]), ct)).Where(i => i.StockTracked).ToDictionary(i => i.Id);
        var stock = (await queries.Ask(new StockSnapshot(batch.BakeDay), ct)).ToDictionary(s => s.ItemId, s => s.Usable);
        return [.. batch.Materials.Where(m => items.ContainsKey(m.ItemId)).Select(m => new Warning(m.ItemId, m.Planned - stock.GetValueOrDefault(m.ItemId) * PerStockUnit(items[m.ItemId], m.Unit))).Where(w => w.Missing > 0)];
    }

    // Materials are in kg or in the stock unit.
    private static decimal PerStockUnit(ItemAnswer item, string unit) => unit == item.StockUnit ? 1m
        : new Quantity(1m, Unit.Of(item.StockUnit)).To(Unit.Of(unit), item.Factors()).Amount;

    internal static View Of(Batch b) => new(b.Id, b.Number, b.Kind, b.BakeDay, b.PlanId, b.LocationId, b.RecipeId, b.ProductItemId, b.Name, b.PlannedStart, b.PlannedEnd, b.PlannedQuantity, b.Unit, b.StartedAt, b.EndedAt,
        b.ActualQuantity, b.YieldPercent, b.Status, b.Priority, b.Stage, b.Reason,
        [.. b.Materials.Select(m => new MaterialView(m.ItemId, m.Planned, m.Unit, [.. m.Used.Select(u => new UsedView(u.LotId, u.LotCode, u.Quantity, u.RefusedBecause))]))], [.. b.StageHistory.Select(e => new StageView(e.Stage, e.At, e.By))],
        b.WasteQuantity, b.WasteReason, b.MadeFrom, b.MadeFromIsAssumed, b.PartOf, b.EquipmentIds, b.Staff, b.Version);
}

/// <summary>The lots that inventory took for a batch.</summary>
internal static class OnStockConsumed
{
    internal static async Task Handle(StockConsumed consumed, ProductionDb db, CancellationToken ct)
    {
        if (consumed.ReferenceType != "batch" || !await db.Batches.AnyAsync(b => b.Id == consumed.ReferenceId, ct)) return;
        (await db.TakeBatch(consumed.ReferenceId, ct)).Booked(consumed.Lines.Select(l => (l.ItemId, new UsedLot(l.LotId, l.LotCode, l.Quantity))));
    }
}

/// <summary>Materials that inventory refused stay visible at the batch.</summary>
internal static class OnStockRejected
{
    internal static async Task Handle(StockRejected rejected, ProductionDb db, CancellationToken ct)
    {
        if (rejected.ReferenceType != "batch" || !await db.Batches.AnyAsync(b => b.Id == rejected.ReferenceId, ct)) return;
        (await db.TakeBatch(rejected.ReferenceId, ct)).Booked(rejected.Lines.Select(l => (l.ItemId, new UsedLot(l.LotId, null, l.Quantity, l.Code))));
    }
}
