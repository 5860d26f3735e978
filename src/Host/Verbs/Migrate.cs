using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bakery.Host.Verbs;

/// <summary>
/// Brings the databases of the hosted modules up to date and ends; with <c>--pending</c> it only says (by 0) that nothing is to do. Tables without a
/// history are refused, or taken as made by the first migration with <c>--adopt</c>; <c>DB_FORCE_RECREATE=true</c> drops them, in development only.
/// </summary>
internal static class Migrate
{
    public static async Task<int> Run(string[] args)
    {
        await using var app = BakeryHost.Build([.. args.Where(a => a is not ("migrate" or "--pending" or "--adopt"))]);
        var ct = app.Lifetime.ApplicationStopping;
        if (args.Contains("--pending")) return await app.Services.GetRequiredService<Migrator>().IsCurrent(ct) ? 0 : 1;
        foreach (var module in app.Services.GetRequiredService<ModuleRegistry>().Hosted.Where(m => m.Database is not null)) await Prepare(app, module, args.Contains("--adopt"), ct);
        await app.Services.GetRequiredService<Migrator>().Run(Console.Out, ct);
        return 0;
    }

    private static async Task Prepare(WebApplication app, ModuleInfo module, bool adopt, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(app.Services.GetRequiredService<DatabaseSettings>().Owner(module.Name));
        await connection.OpenAsync(ct);
        async Task<bool> Exists(string what) => await new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = '{module.Schema}' {what})", connection).ExecuteScalarAsync(ct) is true;
        if (app.Configuration["DB_FORCE_RECREATE"] == "true")
        {
            if (app.Configuration["DEVELOPMENT_MODE"] != "true") throw new RuleViolation("recreate_refused", "DB_FORCE_RECREATE deletes all data and is refused unless DEVELOPMENT_MODE=true.");
            await new NpgsqlCommand($"DROP SCHEMA IF EXISTS {module.Schema} CASCADE", connection).ExecuteNonQueryAsync(ct);
            await Console.Out.WriteLineAsync($"  {module.Name}: dropped, to be made anew");
            return;
        }
        if (await Exists("AND table_name = 'migration'") || !await Exists("AND table_name <> 'migration'")) return;
        if (!adopt)
            throw new RuleViolation("schema_without_history", $"The schema {module.Schema} has tables but no history of migrations. If the first migration made them, run migrate --adopt; else restore a backup or use an empty database. Nothing was changed.");
        await using var services = app.Services.CreateAsyncScope();
        using var all = services.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
        var first = ((ModuleDb)services.ServiceProvider.GetRequiredService(module.Database!)).Database.GetMigrations().First();
        var sql = $"CREATE TABLE {module.Schema}.migration (migration_id varchar(150) NOT NULL CONSTRAINT pk_migration PRIMARY KEY, product_version varchar(32) NOT NULL); INSERT INTO {module.Schema}.migration VALUES ('{first}', '10.0')";
        await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync(ct);
        await Console.Out.WriteLineAsync($"  {module.Name}: its tables are taken as made by {first}");
    }
}
