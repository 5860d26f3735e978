using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Batches;

/// <summary>What happens to a batch between its start and its end: stages, scrap, parting, its doughs, and who and what works on it.</summary>
internal static class WorkOnBatch
{
    public sealed record StageRequest([property: Required, Length(1, 40)] string Stage);

    /// <param name="Destination">animal_feed by default; by_product, compost, energy, landfill.</param>
    public sealed record ScrapRequest(decimal Quantity, ScrapReason Reason, ScrapDestination Destination = ScrapDestination.AnimalFeed, [property: MaxLength(500)] string? Note = null);
    public sealed record PartRequest(decimal Quantity);
    public sealed record PartView(KeepBatches.View Batch, KeepBatches.View Part);
    public sealed record SourcesRequest([property: Required, Length(1, 50)] IReadOnlyList<Guid> BatchIds);
    public sealed record AssignRequest([property: Required, MaxLength(20)] IReadOnlyList<Guid> EquipmentIds, [property: MaxLength(20)] IReadOnlyList<string>? Staff = null, BatchPriority Priority = BatchPriority.Medium);

    internal static Task<KeepBatches.View> Stage(Guid id, StageRequest request, ProductionDb db, BatchBook book, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var batch = await db.TakeBatch(id, ct);
        book.Enter(batch, request.Stage, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return KeepBatches.Of(batch);
    }, ct);

    internal static Task<KeepBatches.View> Scrap(Guid id, ScrapRequest request, ProductionDb db, BatchBook book, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var batch = await db.TakeBatch(id, ct);
        await book.Scrap(batch, request.Quantity, request.Reason, Wire.Name(request.Destination), request.Note, clock.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        return KeepBatches.Of(batch);
    }, ct);

    internal static Task<PartView> Part(Guid id, PartRequest request, ProductionDb db, BatchBook book, CancellationToken ct) => db.Atomically(async () =>
    {
        var batch = await db.TakeBatch(id, ct);
        var part = book.Part(batch, request.Quantity);
        await db.SaveChangesAsync(ct);
        return new PartView(KeepBatches.Of(batch), KeepBatches.Of(part));
    }, ct);

    internal static async Task<KeepBatches.View> Sources(Guid id, SourcesRequest request, IfMatch match, ProductionDb db, BatchBook book, CancellationToken ct)
    {
        var batch = await Current(id, match, db, ct);
        await book.Comes(batch, request.BatchIds, ct);
        await db.SaveChangesAsync(ct);
        return KeepBatches.Of(batch);
    }

    internal static async Task<KeepBatches.View> Assign(Guid id, AssignRequest request, IfMatch match, ProductionDb db, CancellationToken ct)
    {
        var batch = await Current(id, match, db, ct);
        if (!batch.IsOpen) throw RuleViolation.Transition(batch.Number, batch.Status, BatchStatus.InProgress);
        var machines = await db.Equipment.CountAsync(e => request.EquipmentIds.Contains(e.Id), ct);
        if (machines != request.EquipmentIds.Distinct().Count()) throw RuleViolation.NotFound("A machine");
        if ((request.Staff ?? []).Any(s => s.Length is 0 or > 10)) throw RuleViolation.Invalid("staff", "Initials of at most 10 characters.");
        batch.Assign(request.EquipmentIds.Distinct(), request.Staff ?? [], request.Priority);
        await db.SaveChangesAsync(ct);
        return KeepBatches.Of(batch);
    }

    private static async Task<Batch> Current(Guid id, IfMatch match, ProductionDb db, CancellationToken ct)
    {
        var batch = await db.FindBatch(id, ct);
        match.Require(batch, () => KeepBatches.Of(batch));
        return batch;
    }
}

/// <summary>Where scrap goes, in the legal order; what was rejected on the floor is not eaten any more.</summary>
internal enum ScrapDestination { AnimalFeed, ByProduct, Compost, Energy, Landfill }
