using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Sales;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Sales.Days;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Sales.Imports;

internal static class CommitImport
{
    /// <param name="Duplicates">What to do with sales that are there already.</param>
    public sealed record Request(Duplicates Duplicates = Duplicates.Skip);

    internal static async Task<ImportView> Handle(Guid id, Request request, SalesDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("import", ct);
        var import = await ShowImport.Find(id, db, ct);
        import.RequireCommittable();
        var settings = import.ReadSettings();
        var rows = await ImportRows.For(settings, db, queries, ct);
        using var reader = await ValidateImport.Open(await ShowImport.Content(id, db, ct), settings, rows, db, clock, ct);
        var collected = new Collected(rows);
        var (added, updated) = await BulkSales.Write(db, id, collected.Good(reader), request.Duplicates, clock, ct);
        if (collected.Count == 0) throw new RuleViolation("nothing_to_import", "Not one row has a known product and location.", 422);
        import.Completed(added, updated, collected.Count - added - updated, collected.Bad, clock.GetUtcNow());
        await Remember(import, settings, reader.Layout, db, ct);
        foreach (var (location, day) in collected.RecentDays(clock)) bus.Publish(new AlertCleared("sales.data_missing", new EntityRef("location", location), WatchDays.Key("data_missing", location, day)));
        bus.Publish(new SalesImported(id, [.. collected.Items], [.. collected.Locations], collected.From, collected.To, added + updated));
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return ImportView.Of(import);
    }

    /// <summary>The next file of this layout needs no questions.</summary>
    private static async Task Remember(SalesImport import, ImportSettings settings, Layout layout, SalesDb db, CancellationToken ct)
    {
        if (layout.Shape == TableShape.Long && layout.FixedDate is null)
        {
            var saved = await db.Mappings.FirstOrDefaultAsync(m => m.Signature == import.Signature, ct);
            if (saved is null) db.Add(saved = SavedMapping.Create(db.Scope.Require(), import.Signature));
            saved.Set(settings.Mapping ?? layout.ToMapping());
        }
        foreach (var (product, item) in settings.Products.DistinctBy(p => ProductNames.Plain(p.Key)))
        {
            var name = ProductNames.Plain(product);
            if (name.Length is 0 or > 200) continue;
            var alias = await db.Aliases.FirstOrDefaultAsync(a => a.Name == name, ct);
            if (alias is null) db.Add(alias = ProductAlias.Create(db.Scope.Require(), name));
            alias.Means(item);
        }
    }

    private sealed class Collected(ImportRows rows)
    {
        private readonly HashSet<(Guid Location, DateOnly Day)> days = [];

        public HashSet<Guid> Items { get; } = [];
        public HashSet<Guid> Locations { get; } = [];
        public int Count { get; private set; }
        public int Bad { get; private set; }
        public DateOnly From { get; private set; } = DateOnly.MaxValue;
        public DateOnly To { get; private set; } = DateOnly.MinValue;

        /// <summary>Shops and days of the last week: those may have been missed.</summary>
        public IEnumerable<(Guid Location, DateOnly Day)> RecentDays(TimeProvider clock) => days.Where(d => d.Day >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-7)).Order();

        public IEnumerable<ImportRow> Good(SalesFileReader reader)
        {
            foreach (var row in rows.Read(reader, _ => Bad++))
            {
                if (row.ItemId is not { } item || row.LocationId is not { } location)
                {
                    if (row.LocationId is null || !rows.IsLeftOut(row.Source.Product)) Bad++;
                    continue;
                }
                Count++;
                Items.Add(item);
                Locations.Add(location);
                days.Add((location, row.Source.BusinessDay));
                if (row.Source.BusinessDay < From) From = row.Source.BusinessDay;
                if (row.Source.BusinessDay > To) To = row.Source.BusinessDay;
                yield return row;
            }
        }
    }
}

internal static class UndoImport
{
    internal static async Task<ImportView> Handle(Guid id, SalesDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync("import", ct);
        var import = await ShowImport.Find(id, db, ct);
        import.Undo(clock.GetUtcNow());
        var touched = await db.Records.AsNoTracking().Where(r => r.ImportId == id).GroupBy(r => new { r.ItemId, r.LocationId })
            .Select(g => new { g.Key.ItemId, g.Key.LocationId, From = g.Min(r => r.BusinessDay), To = g.Max(r => r.BusinessDay) }).ToListAsync(ct);
        await BulkSales.Remove(db, id, ct);
        if (touched.Count > 0)
            bus.Publish(new SalesImported(id, [.. touched.Select(t => t.ItemId).Distinct()], [.. touched.Select(t => t.LocationId).Distinct()], touched.Min(t => t.From), touched.Max(t => t.To), 0));
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return ImportView.Of(import);
    }
}

internal static class ShowImport
{
    internal static async Task<ImportView> Handle(Guid id, SalesDb db, CancellationToken ct) => ImportView.Of(await Find(id, db, ct));

    internal static async Task<SalesImport> Find(Guid id, SalesDb db, CancellationToken ct) =>
        await db.Imports.FirstOrDefaultAsync(i => i.Id == id, ct) ?? throw RuleViolation.NotFound("The import");

    internal static async Task<byte[]> Content(Guid id, SalesDb db, CancellationToken ct) =>
        (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.ImportId == id, ct) ?? throw RuleViolation.NotFound("The file of the import")).Content;
}

internal static class ListImports
{
    public sealed record Row(Guid ImportId, string FileName, ImportState State, int Added, int Updated, int Skipped, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt);

    private static readonly Sorting<SalesImport> Order = new Sorting<SalesImport>(i => i.Id, "-created_at").By("created_at", i => i.CreatedAt);

    internal static Task<Page<Row>> Handle([AsParameters] PageRequest page, SalesDb db, CancellationToken ct) => db.Imports.AsNoTracking()
        .ToPage(page, Order, i => new Row(i.Id, i.FileName, i.State, i.Added, i.Updated, i.Skipped, i.CreatedAt, i.CompletedAt), ct);
}
