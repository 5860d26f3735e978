using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Quality;

/// <summary>Checks of batches: what is due, what was found, and the release of what failed.</summary>
internal static class KeepChecks
{
    private static readonly Sorting<QualityCheck> Order = new Sorting<QualityCheck>(c => c.Id, "-created_at").By("created_at", c => c.CreatedAt);

    /// <summary>A check beside those the recipe asks for.</summary>
    public sealed record Request(Guid BatchId, Guid TemplateId);
    public sealed record ResultRequest([property: Required, Length(1, 40)] IReadOnlyList<QualityForm.CriterionResult> Results, [property: MaxLength(500)] string? Note = null);
    public sealed record ReleaseRequest([property: Required, Length(3, 500)] string Reason);

    internal static async Task<Page<QualityForm.CheckView>> Handle(ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "batch_id")] Guid? batchId, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Checks.AsNoTracking();
        if (batchId is { } batch) rows = rows.Where(c => c.BatchId == batch);
        if (Wire.ParseOptional<CheckStatus>(status, "status") is { } wanted) rows = rows.Where(c => c.Status == wanted);
        var found = await rows.ToPage(page, Order, c => c, ct);
        var batches = await db.Batches.AsNoTracking().Where(b => found.Items.Select(c => c.BatchId).Contains(b.Id)).ToDictionaryAsync(b => b.Id, ct);
        var templates = await db.Templates.AsNoTracking().ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        return new Page<QualityForm.CheckView>([.. found.Items.Select(c => QualityForm.Of(c, batches[c.BatchId].Number, batches[c.BatchId].Name, templates[c.TemplateId]))], found.Total, found.NextCursor);
    }

    internal static async Task<QualityForm.CheckView> One(Guid id, ProductionDb db, CancellationToken ct) => await Show(await db.FindCheck(id, ct), db, ct);

    internal static async Task<Created<QualityForm.CheckView>> Add(Request request, ProductionDb db, QualityBook book, CancellationToken ct)
    {
        var check = book.Add(await db.FindBatch(request.BatchId, ct), await db.FindTemplate(request.TemplateId, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"quality/checks/{check.Id}", await Show(check, db, ct));
    }

    internal static Task<QualityForm.CheckView> Record(Guid id, ResultRequest request, ProductionDb db, QualityBook quality, BatchBook book, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var check = await db.FindCheck(id, ct);
        await quality.Record(check, request.Results, request.Note, clock.GetUtcNow(), book, ct);
        await db.SaveChangesAsync(ct);
        return await Show(check, db, ct);
    }, ct);

    internal static Task<QualityForm.CheckView> Release(Guid id, ReleaseRequest request, ProductionDb db, QualityBook quality, BatchBook book, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        var check = await db.FindCheck(id, ct);
        quality.Release(check, request.Reason);
        var batch = await db.TakeBatch(check.BatchId, ct);
        if (batch.Status == BatchStatus.QualityCheck && !await quality.IsDue(batch, ct)) await book.Move(batch, BatchStatus.Completed, null, batch.ActualQuantity, clock.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        return await Show(check, db, ct);
    }, ct);

    private static async Task<QualityForm.CheckView> Show(QualityCheck check, ProductionDb db, CancellationToken ct)
    {
        var (batch, template) = (await db.FindBatch(check.BatchId, ct), await db.FindTemplate(check.TemplateId, ct));
        return QualityForm.Of(check, batch.Number, batch.Name, template.Name);
    }
}
