using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Suppliers.Scores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Documents;

/// <summary>Certificates, specification sheets, insurances and contracts of a supplier.</summary>
internal static class KeepDocuments
{
    public sealed record Data(DocumentKind Kind, [property: Required, Length(1, 200)] string Title, [property: MaxLength(100)] string? Reference = null, Guid? ItemId = null, DateOnly? IssuedOn = null, DateOnly? ExpiresOn = null);

    /// <param name="ExpiresInDays">Negative when it has expired; null = never.</param>
    public sealed record View(Guid Id, Guid SupplierId, DocumentKind Kind, string Title, string? Reference, Guid? ItemId, DateOnly? IssuedOn, DateOnly? ExpiresOn, int? ExpiresInDays, string? FileName, int Version) : IVersioned;
    public sealed record ListView(IReadOnlyList<View> Items);

    internal static async Task<ListView> List(Guid id, SuppliersDb db, ScoreBook scores, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        var today = await scores.Today(ct);
        var rows = await db.Documents.AsNoTracking().Where(d => d.SupplierId == id).OrderBy(d => d.ExpiresOn).ThenBy(d => d.Title).ThenBy(d => d.Id).ToListAsync(ct);
        return new([.. rows.Select(d => Of(d, today))]);
    }

    internal static async Task<View> Show(Guid id, Guid document_id, SuppliersDb db, ScoreBook scores, CancellationToken ct) => Of(await Find(id, document_id, db, ct), await scores.Today(ct));

    internal static async Task<Created<View>> Handle(Guid id, Data request, SuppliersDb db, ScoreBook scores, TimeProvider clock, CancellationToken ct)
    {
        await db.FindSupplier(id, ct);
        var document = SupplierDocument.Create(Ids.New(clock), id, request, clock.GetUtcNow());
        db.Add(document);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"suppliers/{id}/documents/{document.Id}", Of(document, await scores.Today(ct)));
    }

    internal static async Task<View> Change(Guid id, Guid document_id, Data request, IfMatch match, SuppliersDb db, ScoreBook scores, IBus bus, CancellationToken ct)
    {
        var (document, today) = (await Find(id, document_id, db, ct), await scores.Today(ct));
        match.Require(document, () => Of(document, today));
        document.Change(request);
        if (document.ExpiresOn is null || document.ExpiresOn > today.AddDays(SupplierDocument.NoticeDays)) WatchSuppliers.Settled(document, bus);
        await db.SaveChangesAsync(ct);
        return Of(document, today);
    }

    internal static async Task<NoContent> Delete(Guid id, Guid document_id, IfMatch match, SuppliersDb db, ScoreBook scores, IBus bus, CancellationToken ct)
    {
        var (document, today) = (await Find(id, document_id, db, ct), await scores.Today(ct));
        match.Require(document, () => Of(document, today));
        db.Remove(document);
        WatchSuppliers.Settled(document, bus);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>Keeps the paper: a PDF or a picture.</summary>
    internal static async Task<View> Upload(Guid id, Guid document_id, IFormFile file, SuppliersDb db, ScoreBook scores, CancellationToken ct)
    {
        var document = await Find(id, document_id, db, ct);
        var (type, content) = await ScannedPaper.Read(file, ct);
        var stored = await db.DocumentFiles.FirstOrDefaultAsync(f => f.DocumentId == document_id, ct);
        if (stored is null) db.Add(stored = new DocumentFile { DocumentId = document_id });
        (stored.ContentType, stored.Content) = (type, content);
        document.Scanned(file.FileName);
        await db.SaveChangesAsync(ct);
        return Of(document, await scores.Today(ct));
    }

    internal static async Task<FileContentHttpResult> Download(Guid id, Guid document_id, SuppliersDb db, CancellationToken ct)
    {
        var document = await Find(id, document_id, db, ct);
        var file = await db.DocumentFiles.AsNoTracking().FirstOrDefaultAsync(f => f.DocumentId == document_id, ct) ?? throw RuleViolation.NotFound("The file");
        return TypedResults.File(file.Content, file.ContentType, document.FileName);
    }

    private static async Task<SupplierDocument> Find(Guid id, Guid documentId, SuppliersDb db, CancellationToken ct) => await db.Documents.FirstOrDefaultAsync(d => d.Id == documentId && d.SupplierId == id, ct) ?? throw RuleViolation.NotFound("The document");

    private static View Of(SupplierDocument d, DateOnly today) => new(d.Id, d.SupplierId, d.Kind, d.Title, d.Reference, d.ItemId, d.IssuedOn, d.ExpiresOn, d.ExpiresOn?.DayNumber - today.DayNumber, d.FileName, d.Version);
}
