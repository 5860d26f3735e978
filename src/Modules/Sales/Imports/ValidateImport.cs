using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Imports;

internal static class ValidateImport
{
    public const long LargestFile = 50L * 1024 * 1024;

    internal static async Task<ImportView> Handle(IFormFile file, SalesDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if (file.Length > LargestFile) throw RuleViolation.Invalid("file", "A file has at most 50 MB.");
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, ct);
        var import = SalesImport.Create(Ids.New(clock), file.FileName, clock.GetUtcNow());
        db.Add(import);
        db.Add(ImportFile.Create(import.Id, content));
        return await Validate(import, content, new ImportSettings(), db, queries, clock, ct);
    }

    /// <summary>Reads the whole file with the decisions taken so far and stores what was found.</summary>
    internal static async Task<ImportView> Validate(SalesImport import, byte[] content, ImportSettings settings, SalesDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var rows = await ImportRows.For(settings, db, queries, ct);
        using var reader = await Open(content, settings, rows, db, clock, ct);
        var found = new Finder(rows);
        foreach (var row in rows.Read(reader, found.Bad)) found.See(row);
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var duplicates = await BulkSales.CountKnown(db, found.Keys, ct);
        import.Validated(settings with { Mapping = settings.Mapping ?? reader.Layout.ToMapping() }, found.Findings(reader, duplicates), reader.Layout.Signature);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return ImportView.Of(import);
    }

    /// <summary>Opens the file; a mapping saved for its layout replaces the guess.</summary>
    internal static async Task<SalesFileReader> Open(byte[] content, ImportSettings settings, ImportRows rows, SalesDb db, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            var reader = SalesFileReader.Open(new MemoryStream(content, false), rows.Options(clock.GetUtcNow(), null));
            if (settings.Mapping is not null || reader.Layout.Shape != TableShape.Long) return reader;
            var signature = reader.Layout.Signature;
            if (await db.Mappings.AsNoTracking().FirstOrDefaultAsync(m => m.Signature == signature, ct) is not { } saved) return reader;
            reader.Dispose();
            return SalesFileReader.Open(new MemoryStream(content, false), rows.Options(clock.GetUtcNow(), saved.Read()));
        }
        catch (SalesFileException e)
        {
            throw new RuleViolation(e.Code, e.Message, 422, new Dictionary<string, object?> { ["next_step"] = e.NextStep });
        }
    }

    /// <summary>Collects what a person must see, in bounded lists.</summary>
    private sealed class Finder(ImportRows rows)
    {
        private const int ErrorsShown = 500;
        private const int RowsShown = 20;
        private readonly List<RowError> errors = [];
        private readonly List<PreviewRow> preview = [];
        private readonly Dictionary<string, int> unknown = new(StringComparer.Ordinal);
        private readonly HashSet<string> places = new(StringComparer.Ordinal);
        private int errorCount, total, good;
        private DateOnly? from, to;

        public List<Guid> Keys { get; } = [];

        public void Bad(RowError error)
        {
            errorCount++;
            if (errors.Count < ErrorsShown) errors.Add(error);
        }

        public void See(ImportRow row)
        {
            total++;
            var s = row.Source;
            if (preview.Count < RowsShown) preview.Add(new PreviewRow(s.Row, s.Product, row.ItemId, s.Location, s.BusinessDay, s.SoldAt, s.Quantity, s.UnitPrice, s.Revenue));
            if (row.LocationId is null) places.Add(s.Location ?? "");
            if (row.ItemId is null && !rows.IsLeftOut(s.Product))
            {
                var count = unknown[s.Product] = unknown.GetValueOrDefault(s.Product) + 1;
                if (count == 1) Bad(new RowError(s.Row, "product", SalesFileCodes.UnknownProduct, s.Product));
                else errorCount++;
            }
            if (row.ItemId is null || row.LocationId is null) return;
            good++;
            Keys.Add(row.Key);
            from = from is { } f && f < s.BusinessDay ? f : s.BusinessDay;
            to = to is { } t && t > s.BusinessDay ? t : s.BusinessDay;
        }

        public ImportFindings Findings(SalesFileReader reader, int duplicates) => new(
            reader.Layout.Describe(), [.. reader.Layout.Columns.Select(c => new ColumnView(c.Index, c.Name, c.Role, Math.Round(c.Confidence, 2)))], reader.Layout.ToMapping(), Wire.Name(reader.Layout.Measure), total, good, duplicates,
            from, to, errorCount, errors, reader.Layout.Warnings, reader.Skipped.ByReason, preview, rows.Unknown(unknown), [.. places.Order(StringComparer.Ordinal)]);
    }
}

internal static class CorrectImport
{
    /// <param name="Mapping">Columns put right; null keeps them.</param>
    /// <param name="Fixes">Cells put right, added to those before.</param>
    /// <param name="Products">Name in the file → item, or null to leave it out.</param>
    /// <param name="Locations">Name in the file → location.</param>
    /// <param name="LocationId">Location of rows that name none.</param>
    public sealed record Request(LayoutMapping? Mapping = null, IReadOnlyList<CellFix>? Fixes = null, IReadOnlyDictionary<string, Guid?>? Products = null, IReadOnlyDictionary<string, Guid>? Locations = null, Guid? LocationId = null);

    internal static async Task<ImportView> Handle(Guid id, Request request, SalesDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var import = await ShowImport.Find(id, db, ct);
        if (import.State != ImportState.Validated) throw RuleViolation.Transition("The import", import.State, ImportState.Validated);
        var before = import.ReadSettings();
        var settings = before with
        {
            Mapping = request.Mapping ?? before.Mapping,
            Fixes = [.. before.Fixes, .. request.Fixes ?? []],
            Products = Merge(before.Products, request.Products),
            Locations = Merge(before.Locations, request.Locations),
            LocationId = request.LocationId ?? before.LocationId,
        };
        if (settings.Fixes.Count > 10_000) throw RuleViolation.Invalid("fixes", "At most 10,000 cells can be put right here; mend the file instead.");
        var content = await ShowImport.Content(id, db, ct);
        return await ValidateImport.Validate(import, content, settings, db, queries, clock, ct);
    }

    private static Dictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T>? changes)
    {
        var merged = new Dictionary<string, T>(before, StringComparer.Ordinal);
        foreach (var (key, value) in changes ?? new Dictionary<string, T>()) merged[key] = value;
        return merged;
    }
}
