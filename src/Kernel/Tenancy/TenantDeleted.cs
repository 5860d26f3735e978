using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Bakery.Kernel.Tenancy;

/// <summary>An organisation is gone; every module drops its rows. Audit rows stay: no role of the application may delete them.</summary>
[Message("tenant.deleted")]
public sealed record TenantDeleted(Guid TenantId) : IMessage;

internal static class TenantEraser
{
    public static async Task Erase(ModuleDb db, Guid tenant, CancellationToken ct)
    {
        using var all = db.Scope.AllTenants();
        var kept = AppendOnlyTables(db);
        if (kept.Count > 0) await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""SELECT {{db.Schema}}.erase_append_only({0})""", tenant), ct);
        foreach (var table in Tables(db).Except(kept)) await db.Database.ExecuteSqlAsync(ModuleDb.Sql($$"""DELETE FROM {{db.Schema}}.{{table}} WHERE tenant_id = {0}""", tenant), ct);
    }

    /// <summary>Tables whose rows the application may neither change nor delete.</summary>
    internal static IReadOnlyList<string> AppendOnlyTables(ModuleDb db) => [.. db.Model.GetEntityTypes().Where(e => typeof(IAppendOnly).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).Distinct().Order()];

    /// <summary>Tables of tenant-owned entities, those that refer to others first.</summary>
    internal static IReadOnlyList<string> Tables(ModuleDb db)
    {
        var left = db.Model.GetEntityTypes().Where(e => e.FindProperty("TenantId") is not null && typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var free = left.Where(e => !left.Any(o => o != e && o.GetForeignKeys().Any(k => k.PrincipalEntityType == e))).ToList();
            ordered.AddRange(free.Count > 0 ? free : left);
            left = free.Count > 0 ? [.. left.Except(free)] : [];
        }
        return [.. ordered.Select(e => e.GetTableName()!).Distinct()];
    }
}
