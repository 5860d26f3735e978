using Bakery.Kernel.Modules;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bakery.Kernel.Persistence;

/// <summary>
/// Brings the databases of the hosted modules up to date with the owner's role, under an advisory lock, and gives the application role what it
/// may do: it owns no table, sees only rows of the tenant it was told, and can neither change nor delete audit rows.
/// </summary>
public sealed class Migrator(ModuleRegistry modules, IServiceScopeFactory scopes, DatabaseSettings settings)
{
    public async Task Run(TextWriter output, CancellationToken ct)
    {
        foreach (var module in modules.Hosted.Where(m => m.Database is not null))
        {
            await using var services = scopes.CreateAsyncScope();
            using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
            // Not from the pool: it works on the owner's connection, which no request may ever meet.
            var options = services.ServiceProvider.GetRequiredService(typeof(DbContextOptions<>).MakeGenericType(module.Database!));
            await using var template = (ModuleDb)Activator.CreateInstance(module.Database!, options)!;
            template.Enter(services.ServiceProvider.GetRequiredService<DbTools>());
            await using var connection = new NpgsqlConnection(settings.Owner(module.Name));
            await connection.OpenAsync(ct);
            await Execute(connection, $"SELECT pg_advisory_lock({Ids.LockKey("bakery-migrate-" + module.Schema)})", ct);
            template.Database.SetDbConnection(connection);
            var pending = (await template.Database.GetPendingMigrationsAsync(ct)).ToList();
            await template.Database.MigrateAsync(ct);
            await Execute(connection, Grants(template, settings.ApplicationRole(module.Name)), ct);
            if (pending.Count > 0) await output.WriteLineAsync($"  {module.Name}: {string.Join(", ", pending)}");
        }
    }

    /// <summary>True when no hosted module's database lacks a migration.</summary>
    public async Task<bool> IsCurrent(CancellationToken ct)
    {
        foreach (var module in modules.Hosted.Where(m => m.Database is not null))
        {
            await using var services = scopes.CreateAsyncScope();
            if ((await Pending((ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!), ct)).Count > 0) return false;
        }
        return true;
    }

    /// <summary>Names of migrations that the database lacks; a process that finds any is not ready.</summary>
    public static async Task<IReadOnlyList<string>> Pending(ModuleDb db, CancellationToken ct) => [.. await db.Database.GetPendingMigrationsAsync(ct)];

    // Names come from the model, never from input.
    internal static string Grants(ModuleDb db, string role)
    {
        var sql = new List<string>
        {
            $"GRANT USAGE ON SCHEMA {db.Schema} TO {role}",
            $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {db.Schema} TO {role}",
            $"REVOKE UPDATE, DELETE ON {db.Schema}.audit_log, {db.Schema}.audit_seal FROM {role}",
        };
        var kept = TenantEraser.AppendOnlyTables(db);
        if (kept.Count > 0)
        {
            sql.Add($"REVOKE UPDATE, DELETE ON {string.Join(", ", kept.Select(t => $"{db.Schema}.{t}"))} FROM {role}");
            // A tenant that is gone takes its records along: all of them, never one.
            sql.Add($"""
                CREATE OR REPLACE FUNCTION {db.Schema}.erase_append_only(tenant uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
                AS $$ {string.Join(' ', kept.Select(t => $"DELETE FROM {db.Schema}.{t} WHERE tenant_id = tenant;"))} $$
                """);
            sql.Add($"REVOKE ALL ON FUNCTION {db.Schema}.erase_append_only(uuid) FROM PUBLIC");
            sql.Add($"GRANT EXECUTE ON FUNCTION {db.Schema}.erase_append_only(uuid) TO {role}");
        }
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null).DistinctBy(e => e.GetTableName()))
        {
            var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            if (entity.FindProperty("TenantId")?.GetColumnName(table) is not { } column) continue;
            var name = $"{db.Schema}.{table.Name}";
            sql.AddRange(
                $"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
                $"DROP POLICY IF EXISTS tenant ON {name}",
                // The sub-selects, comparison and cast included, are evaluated once per statement, not once per row.
                $"""
                CREATE POLICY tenant ON {name} USING ((SELECT current_setting('bakery.tenant', true) = '*')
                    OR {column} = (SELECT NULLIF(NULLIF(current_setting('bakery.tenant', true), ''), '*')::uuid))
                    WITH CHECK ((SELECT current_setting('bakery.tenant', true) = '*') OR {column} IS NULL
                    OR {column} = (SELECT NULLIF(NULLIF(current_setting('bakery.tenant', true), ''), '*')::uuid))
                """);
        }
        return string.Join(";\n", sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Where the databases are. <c>BAKERY_DB</c> for the application role, <c>BAKERY_DB_OWNER</c> for migrations; a suffix <c>_INVENTORY</c> gives one module its own.</summary>
public sealed class DatabaseSettings(Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    public string Application(string module) => Read("BAKERY_DB", module);
    public string Owner(string module) => Read("BAKERY_DB_OWNER", module);
    public string ApplicationRole(string module) => new NpgsqlConnectionStringBuilder(Application(module)).Username ?? "bakery_app";

    private string Read(string name, string module) =>
        configuration[$"{name}_{module.Replace('-', '_').ToUpperInvariant()}"] ?? configuration[name]
        ?? throw new RuleViolation("database_not_configured", $"Set {name} to a PostgreSQL connection string, or start with ./bakery up.");
}
