using System.Security.Cryptography;
using System.Text.Json;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Pos;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Pos.Configurations;
using Bakery.Pos.Products;
using Bakery.SalesFiles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Pos.Imports;

/// <summary>An import of a till's file as people see it.</summary>
public sealed record TillImportView(Guid Id, Guid ConfigurationId, string FileName, string Signature, IReadOnlyList<string> Understood, int Rows, int Added, int Repeated, int Waiting, decimal Units, decimal Total, int ErrorCount,
    IReadOnlyList<RowError> Errors, DateTimeOffset CreatedAt)
{
    internal static TillImportView Of(TillImport i, IReadOnlyList<string> understood) => new(i.Id, i.ConfigurationId, i.FileName, i.Signature, understood, i.Rows, i.Added, i.Repeated, i.Waiting, i.Units, i.Total, i.ErrorCount,
        JsonSerializer.Deserialize<List<RowError>>(i.Errors, Wire.Lenient)!, i.CreatedAt);
}

/// <summary>Takes a till's export file: a sale per ticket, the same file again adds nothing, unknown products wait in a queue.</summary>
internal static class ImportTillFile
{
    private const long LargestFile = 50L * 1024 * 1024;
    private const int ErrorsKept = 200;

    internal static async Task<TillImportView> Handle(Guid id, IFormFile file, PosDb db, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (file.Length > LargestFile) throw RuleViolation.Invalid("file", "A file has at most 50 MB.");
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(content, ct);
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockAsync($"import:{id}", ct);
        var configuration = await GetConfiguration.Find(id, db, ct);
        if (!configuration.IsActive) throw new RuleViolation("till_inactive", "This till is switched off.", 409);
        var profile = await queries.Ask(new TenantProfile(), ct);
        using var reader = Open(content, configuration, profile, clock);
        var errors = new List<RowError>();
        var errorCount = 0;
        var rows = reader.Rows(e => { errorCount++; if (errors.Count < ErrorsKept) errors.Add(e); }).Where(r => r.IsOpen).ToList();
        if (reader.Layout.Warnings.Contains("no_product")) throw new RuleViolation("missing_column", "This export names no products; choose the till's export by article.", 422);

        var import = TillImport.Create(Ids.New(clock), id, file.FileName, clock.GetUtcNow());
        import.Read(reader.Layout.Signature, rows.Count, rows.Sum(r => r.Quantity), rows.Sum(r => r.Revenue ?? 0), errorCount, JsonSerializer.Serialize(errors, Wire.Lenient));
        db.Add(import);
        if (reader.Layout is { Shape: TableShape.Long, FixedDate: null }) configuration.Remember(reader.Layout.Signature, reader.Layout.ToMapping());
        var products = await Products(id, rows, db, queries, clock, ct);
        await Store(import, configuration, rows, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)), products, profile, db, bus, clock, ct);
        if (rows.Count > 0) bus.Publish(new PosSyncCompleted(id, rows.Min(r => r.BusinessDay), rows.Max(r => r.BusinessDay), import.Added));
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TillImportView.Of(import, reader.Layout.Describe());
    }

    private static SalesFileReader Open(byte[] content, PosConfiguration configuration, TenantProfileAnswer profile, TimeProvider clock)
    {
        var options = new SalesFileOptions { TimeZone = profile.TimeZone, CutoffHour = (int)profile.Number("sales", "business_day_start_hour"), Today = BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone) };
        try
        {
            var reader = SalesFileReader.Open(new MemoryStream(content, false), options);
            if (!configuration.ReadMappings().TryGetValue(reader.Layout.Signature, out var saved) || Same(saved, reader.Layout.ToMapping())) return reader;
            reader.Dispose();
            return SalesFileReader.Open(new MemoryStream(content, false), options with { Mapping = saved });
        }
        catch (SalesFileException e)
        {
            throw new RuleViolation(e.Code, e.Message, 422, new Dictionary<string, object?> { ["next_step"] = e.NextStep });
        }
    }

    // A mapping that equals the guess is left to the guess, which also knows where the header is and whether tax is inside.
    private static bool Same(LayoutMapping a, LayoutMapping b) => a.DateOrder == b.DateOrder && a.DecimalComma == b.DecimalComma && a.Measure == b.Measure && a.Roles.Count == b.Roles.Count && a.Roles.All(r => b.Roles.TryGetValue(r.Key, out var role) && role == r.Value);

    /// <summary>Known products by their key; new ones are matched with items by name or code, and wait when nothing matches.</summary>
    private static async Task<Dictionary<string, TillProduct>> Products(Guid configuration, List<SalesRow> rows, PosDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var known = await db.Products.Where(p => p.ConfigurationId == configuration).ToDictionaryAsync(p => p.Key, StringComparer.Ordinal, ct);
        var items = await queries.Ask(new Items([]), ct);
        foreach (var row in rows.DistinctBy(r => TillProduct.KeyOf(r.Product)))
        {
            var key = TillProduct.KeyOf(row.Product);
            if (known.ContainsKey(key)) continue;
            var product = TillProduct.Create(Ids.New(clock), configuration, row.Product, row.Sku, clock.GetUtcNow());
            var item = items.FirstOrDefault(i => TillProduct.KeyOf(i.Name) == key) ?? items.FirstOrDefault(i => row.Sku is not null && string.Equals(i.Sku, row.Sku, StringComparison.OrdinalIgnoreCase));
            if (item is not null) product.Means(item.Id);
            db.Add(known[key] = product);
        }
        return known;
    }

    private static async Task Store(TillImport import, PosConfiguration configuration, List<SalesRow> rows, string fileHash, Dictionary<string, TillProduct> products, TenantProfileAnswer profile, PosDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var byId = products.Values.ToDictionary(p => p.Id);
        // A refund may repeat the number of the sale it belongs to, at another time. Without numbers the file itself is the key.
        var tickets = rows.GroupBy(r => r.Receipt is { } receipt ? (Key: receipt, r.BusinessDay, r.SoldAt) : (Key: $"file:{fileHash}", r.BusinessDay, r.SoldAt)).ToList();
        string External((string Key, DateOnly BusinessDay, DateTime? SoldAt) t) => $"{(t.Key.Length > 100 ? t.Key[..100] : t.Key)}|{t.SoldAt?.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? t.BusinessDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}";
        var keys = tickets.Select(t => External(t.Key)).ToList();
        var there = (await db.Transactions.Where(t => t.ConfigurationId == configuration.Id && keys.Contains(t.ExternalId)).Select(t => t.ExternalId).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var (added, waiting) = (0, 0);
        foreach (var ticket in tickets)
        {
            var external = External(ticket.Key);
            if (!there.Add(external)) continue;
            var soldAt = ticket.Key.SoldAt is { } local ? BusinessTime.Instant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), profile.TimeZone) : BusinessTime.Instant(ticket.Key.BusinessDay, new TimeOnly(12, 0), profile.TimeZone);
            var lines = ticket.Select((r, i) => PosTransactionLine.Create(i + 1, products[TillProduct.KeyOf(r.Product)].Id, r.Quantity, r.UnitPrice, r.Revenue ?? r.Quantity * (r.UnitPrice ?? 0))).ToList();
            var sale = PosTransaction.Create(Ids.New(clock), configuration.Id, import.Id, external, configuration.LocationId, soldAt, ticket.Key.BusinessDay, lines);
            sale.Complete(byId, bus);
            db.Add(sale);
            added++;
            waiting += sale.State == TransactionState.Waiting ? 1 : 0;
        }
        import.Stored(added, tickets.Count - added, waiting);
    }
}

internal static class ListTillImports
{
    private static readonly Sorting<TillImport> Order = new Sorting<TillImport>(i => i.Id, "-created_at").By("created_at", i => i.CreatedAt);

    internal static async Task<Page<TillImportView>> Handle([AsParameters] PageRequest page, PosDb db, CancellationToken ct)
    {
        var rows = await db.Imports.AsNoTracking().ToPage(page, Order, i => i, ct);
        return new Page<TillImportView>([.. rows.Items.Select(i => TillImportView.Of(i, []))], rows.Total, rows.NextCursor);
    }
}

internal static class ListTransactions
{
    private static readonly Sorting<PosTransaction> Order = new Sorting<PosTransaction>(t => t.Id, "-business_day").By("business_day", t => t.BusinessDay);

    internal static async Task<Page<TransactionView>> Handle([AsParameters] PageRequest page, [FromQuery] Guid? configuration_id, [FromQuery] string? state, PosDb db, CancellationToken ct)
    {
        var wanted = Wire.ParseOptional<TransactionState>(state, "state");
        var rows = await db.Transactions.AsNoTracking().Where(t => (configuration_id == null || t.ConfigurationId == configuration_id) && (wanted == null || t.State == wanted)).ToPage(page, Order, t => t, ct);
        return new Page<TransactionView>([.. rows.Items.Select(TransactionView.Of)], rows.Total, rows.NextCursor);
    }
}
