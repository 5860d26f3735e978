using Bakery.Kernel.Http;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Bakery.SalesFiles.Prices;
using Bakery.Suppliers.Scores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists.Imports;

/// <summary>Says what a price list would change, and lets a person put it right; nothing is written into the list of prices.</summary>
internal static class CheckPriceList
{
    private const long LargestFile = 10L * 1024 * 1024;
    private const int ErrorsShown = 500;

    /// <param name="OldPrice">EUR per stock unit in force on the first day; null = new.</param>
    /// <param name="Percent">Change of the price.</param>
    public sealed record Offer(int Row, string Product, string? Sku, OfferChange Change, Guid? ItemId, PriceForm.Data? Price, decimal? OldPrice, decimal? Percent);

    /// <param name="Suggestion">The item that is probably meant.</param>
    /// <param name="Confidence">0 to 1.</param>
    public sealed record Unknown(string Name, Suggestion? Suggestion, double Confidence);
    public sealed record Suggestion(Guid ItemId, string Name);

    /// <param name="EffectiveFrom">First day of prices that name none.</param>
    public sealed record View(Guid Id, Guid SupplierId, string FileName, PriceImportState State, IReadOnlyList<PriceListColumn> Columns, PriceListMapping Mapping, DateOnly EffectiveFrom, int ErrorCount, IReadOnlyList<RowError> Errors,
        IReadOnlyList<Unknown> UnknownProducts, IReadOnlyList<Offer> Offers, int Added, int Changed, int Unchanged, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, int Version) : IVersioned;

    /// <param name="Mapping">Columns put right; null keeps them.</param>
    /// <param name="Fixes">Cells put right, added to those before.</param>
    /// <param name="Products">Name in the list → item, or null to leave it out.</param>
    /// <param name="EffectiveFrom">First day of prices that name none.</param>
    public sealed record Correction(PriceListMapping? Mapping = null, IReadOnlyList<CellFix>? Fixes = null, IReadOnlyDictionary<string, Guid?>? Products = null, DateOnly? EffectiveFrom = null);

    internal static async Task<View> Handle([FromQuery(Name = "supplier_id")] Guid supplierId, IFormFile file, SuppliersDb db, IQueryBus queries, ScoreBook scores, TimeProvider clock, CancellationToken ct)
    {
        await db.FindSupplier(supplierId, ct);
        if (file.Length > LargestFile) throw RuleViolation.Invalid("file", "A file has at most 10 MB.");
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, ct);
        var import = PriceImport.Create(Ids.New(clock), supplierId, file.FileName, clock.GetUtcNow());
        import.Decide(new PriceImportSettings { EffectiveFrom = await scores.Today(ct) });
        var view = Of(import, content, await FileOffers.For(import, db, queries, ct));
        db.Add(import);
        db.Add(PriceImportFile.Create(import.Id, content));
        await db.SaveChangesAsync(ct);
        return view with { Version = import.Version };
    }

    internal static async Task<View> Show(Guid id, SuppliersDb db, IQueryBus queries, CancellationToken ct)
    {
        var import = await Find(id, db, ct);
        return Of(import, await Content(id, db, ct), await FileOffers.For(import, db, queries, ct));
    }

    internal static async Task<View> Correct(Guid id, Correction request, SuppliersDb db, IQueryBus queries, CancellationToken ct)
    {
        var import = await Find(id, db, ct);
        var before = import.ReadSettings();
        var settings = before with
        {
            Mapping = request.Mapping ?? before.Mapping,
            Fixes = [.. before.Fixes, .. request.Fixes ?? []],
            Products = before.Products.Concat(request.Products ?? new Dictionary<string, Guid?>()).GroupBy(p => p.Key).ToDictionary(g => g.Key, g => g.Last().Value),
            EffectiveFrom = request.EffectiveFrom ?? before.EffectiveFrom,
        };
        if (settings.Fixes.Count > PriceListReader.MostRows) throw RuleViolation.Invalid("fixes", "At most 5,000 cells can be put right here; mend the file instead.");
        import.Decide(settings);
        var view = Of(import, await Content(id, db, ct), await FileOffers.For(import, db, queries, ct));
        await db.SaveChangesAsync(ct);
        return view with { Version = import.Version };
    }

    internal static async Task<PriceImport> Find(Guid id, SuppliersDb db, CancellationToken ct) => await db.PriceImports.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The import");

    internal static async Task<byte[]> Content(Guid id, SuppliersDb db, CancellationToken ct) =>
        (await db.PriceImportFiles.AsNoTracking().FirstOrDefaultAsync(f => f.ImportId == id, ct) ?? throw RuleViolation.NotFound("The file of the import")).Content;

    internal static PriceListReader Open(PriceImport import, byte[] content)
    {
        var settings = import.ReadSettings();
        try
        {
            return PriceListReader.Open(new MemoryStream(content, false), settings.Mapping, CellFix.ByCell(settings.Fixes));
        }
        catch (SalesFileException e)
        {
            throw new RuleViolation(e.Code, e.Message, 422, new Dictionary<string, object?> { ["next_step"] = e.NextStep });
        }
    }

    internal static View Of(PriceImport i, byte[] content, FileOffers list)
    {
        var reader = Open(i, content);
        var errors = new List<RowError>();
        var offers = list.Read(reader, errors.Add);
        var unknown = offers.Where(o => o.Change == OfferChange.UnknownProduct).Select(o => o.Source.Product).Distinct(StringComparer.Ordinal).Select(name =>
        {
            var suggestion = list.Suggest(name);
            return new Unknown(name, suggestion is { } s ? new Suggestion(s.Item.Id, s.Item.Name) : null, suggestion?.Confidence ?? 0);
        });
        return new View(i.Id, i.SupplierId, i.FileName, i.State, reader.Columns, reader.Mapping, i.ReadSettings().EffectiveFrom, errors.Count, [.. errors.OrderBy(e => e.Row).Take(ErrorsShown)], [.. unknown],
            [.. offers.Select(o => new Offer(o.Source.Row, o.Source.Product, o.Source.Sku, o.Change, o.Item?.Id, o.Data, o.Now?.UnitPrice, o.Now is null || o.Data is null ? null : PriceBook.Percent(o.Now.UnitPrice, o.Data.UnitPrice)))],
            i.Added, i.Changed, i.Unchanged, i.CreatedAt, i.CompletedAt, i.Version);
    }
}
