using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Bakery.Sales.Imports;

/// <summary>Writes sales by the hundred thousand: COPY into a temporary table, then one INSERT. Needs a running transaction.</summary>
internal static class BulkSales
{
    /// <summary>Sales of the file that are there already.</summary>
    public static async Task<int> CountKnown(SalesDb db, IEnumerable<Guid> keys, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.ExecuteSqlRawAsync("CREATE TEMP TABLE incoming_key (dedup uuid NOT NULL) ON COMMIT DROP", ct);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY incoming_key FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var key in keys)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(key, NpgsqlDbType.Uuid, ct);
            }
            await copy.CompleteAsync(ct);
        }
        return await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM incoming_key k JOIN sales.sale_record r ON r.tenant_id = {db.Scope.Require()} AND r.dedup = k.dedup").SingleAsync(ct);
    }

    /// <summary>Adds the rows; returns how many were new and how many were overwritten.</summary>
    public static async Task<(int Added, int Updated)> Write(SalesDb db, Guid importId, IEnumerable<ImportRow> rows, Duplicates duplicates, TimeProvider clock, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.ExecuteSqlRawAsync("""
            CREATE TEMP TABLE incoming_sale (id uuid NOT NULL, item_id uuid NOT NULL, location_id uuid NOT NULL, sold_at timestamptz NOT NULL, business_day date NOT NULL, quantity numeric NOT NULL,
                unit_price numeric, revenue numeric NOT NULL, discount numeric NOT NULL, channel text NOT NULL, external_id text, dedup uuid NOT NULL) ON COMMIT DROP
            """, ct);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY incoming_sale FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var row in rows) await Copy(copy, row, importId, duplicates, clock, ct);
            await copy.CompleteAsync(ct);
        }
        var (tenant, by) = (db.Scope.Require(), db.Scope.Actor.Id);
        var updated = 0;
        if (duplicates == Duplicates.Update)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO sales.previous_sale (import_id, sale_id, tenant_id, quantity, unit_price, revenue, discount)
                SELECT {importId}, r.id, r.tenant_id, r.quantity, r.unit_price, r.revenue, r.discount FROM incoming_sale i JOIN sales.sale_record r ON r.tenant_id = {tenant} AND r.dedup = i.dedup
                WHERE (r.quantity, r.revenue, r.discount) IS DISTINCT FROM (i.quantity, i.revenue, i.discount)
                """, ct);
            updated = await db.Database.ExecuteSqlAsync($"""
                UPDATE sales.sale_record r SET quantity = i.quantity, unit_price = i.unit_price, revenue = i.revenue, discount = i.discount, version = r.version + 1
                FROM incoming_sale i WHERE r.tenant_id = {tenant} AND r.dedup = i.dedup AND (r.quantity, r.revenue, r.discount) IS DISTINCT FROM (i.quantity, i.revenue, i.discount)
                """, ct);
        }
        var added = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO sales.sale_record (id, tenant_id, item_id, location_id, sold_at, business_day, quantity, unit_price, revenue, discount, channel, source, external_id, import_id, created_by, dedup, version)
            SELECT id, {tenant}, item_id, location_id, sold_at, business_day, quantity, unit_price, revenue, discount, channel, 'import', external_id, {importId}, {by}, dedup, 1 FROM incoming_sale
            ON CONFLICT (tenant_id, dedup) DO NOTHING
            """, ct);
        return (added, updated);
    }

    /// <summary>Takes an import's sales back and puts back what it had overwritten.</summary>
    public static async Task<int> Remove(SalesDb db, Guid importId, CancellationToken ct)
    {
        var tenant = db.Scope.Require();
        var removed = await db.Database.ExecuteSqlAsync($"DELETE FROM sales.sale_record WHERE tenant_id = {tenant} AND import_id = {importId}", ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE sales.sale_record r SET quantity = p.quantity, unit_price = p.unit_price, revenue = p.revenue, discount = p.discount, version = r.version + 1
            FROM sales.previous_sale p WHERE p.tenant_id = {tenant} AND p.import_id = {importId} AND r.tenant_id = {tenant} AND r.id = p.sale_id
            """, ct);
        await db.Database.ExecuteSqlAsync($"DELETE FROM sales.previous_sale WHERE tenant_id = {tenant} AND import_id = {importId}", ct);
        return removed;
    }

    private static async Task Copy(NpgsqlBinaryImporter copy, ImportRow row, Guid importId, Duplicates duplicates, TimeProvider clock, CancellationToken ct)
    {
        var s = row.Source;
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(Ids.New(clock), NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(row.ItemId!.Value, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(row.LocationId!.Value, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(row.SoldAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
        await copy.WriteAsync(s.BusinessDay, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(Rounding.FourDecimals(s.Quantity), NpgsqlDbType.Numeric, ct);
        if (s.UnitPrice is { } price) await copy.WriteAsync(Rounding.FourDecimals(price), NpgsqlDbType.Numeric, ct);
        else await copy.WriteNullAsync(ct);
        await copy.WriteAsync(Rounding.Cents(s.Revenue ?? s.Quantity * (s.UnitPrice ?? 0)), NpgsqlDbType.Numeric, ct);
        await copy.WriteAsync(Rounding.Cents(s.Discount ?? 0), NpgsqlDbType.Numeric, ct);
        await copy.WriteAsync(Wire.Name(row.Channel), NpgsqlDbType.Text, ct);
        if (s.Receipt is { } receipt) await copy.WriteAsync(receipt.Length > 120 ? receipt[..120] : receipt, NpgsqlDbType.Text, ct);
        else await copy.WriteNullAsync(ct);
        // "Create" was asked for on purpose: the sale is another one even when all its facts are equal.
        await copy.WriteAsync(duplicates == Duplicates.Create ? Ids.From(importId, row.Key.ToString("N")) : row.Key, NpgsqlDbType.Uuid, ct);
    }
}
