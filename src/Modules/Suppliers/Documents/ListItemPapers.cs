using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Documents;

/// <summary>The papers that may speak of an item: its own, and those of no item of the suppliers that sell it or have sold it.</summary>
internal static class ListItemPapers
{
    public sealed record Paper(Guid Id, Guid SupplierId, string SupplierName, DocumentKind Kind, string Title, DateOnly? ExpiresOn);
    public sealed record ListView(IReadOnlyList<Paper> Items);

    internal static async Task<ListView> Handle([FromQuery(Name = "item_id")] Guid itemId, SuppliersDb db, CancellationToken ct) => new(await db.Documents.AsNoTracking()
        .Where(d => d.ItemId == itemId || (d.ItemId == null && db.Prices.Any(p => p.SupplierId == d.SupplierId && p.ItemId == itemId)))
        .Join(db.Suppliers, d => d.SupplierId, s => s.Id, (d, s) => new { Document = d, s.Name }).OrderBy(r => r.Name).ThenBy(r => r.Document.Title).ThenBy(r => r.Document.Id)
        .Select(r => new Paper(r.Document.Id, r.Document.SupplierId, r.Name, r.Document.Kind, r.Document.Title, r.Document.ExpiresOn)).ToListAsync(ct));
}
