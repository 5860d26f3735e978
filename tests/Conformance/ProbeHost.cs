using Bakery.Distributed;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(Bakery.Tests.Conformance.Cluster))]

namespace Bakery.Tests.Conformance;

/// <summary>One PostgreSQL for the run.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private PostgresCluster? postgres;
    public async ValueTask InitializeAsync() => postgres = await PostgresCluster.Start();
    public Task<(string Owner, string Application)> NewDatabase() => postgres!.NewDatabase("probe");
    public async ValueTask DisposeAsync()
    {
        if (postgres is not null) await postgres.DisposeAsync();
    }
}

/// <summary>A process with the probe module; several may share a database, as replicas do.</summary>
public sealed class ProbeHost : IAsyncDisposable
{
    public static readonly Guid Tenant = new("01930d5c-0000-7000-8000-000000000001");
    public static readonly DateTimeOffset Start = new(2026, 11, 10, 4, 32, 0, TimeSpan.Zero);
    private readonly WebApplication app;
    private readonly string clockFile;
    private readonly string application;

    private ProbeHost(WebApplication app, string clockFile, string application) => (this.app, this.clockFile, this.application) = (app, clockFile, application);

    public IServiceProvider Services => app.Services;

    /// <summary>Makes the database's tables once, then hosts on it.</summary>
    public static async Task<ProbeHost> OnNewDatabase(Cluster cluster, Action<WebApplicationBuilder>? change = null, bool start = true)
    {
        var (owner, application) = await cluster.NewDatabase();
        var clock = Path.GetTempFileName();
        TestClock.Set(clock, Start);
        var host = Build(owner, application, clock, change);
        await using var scope = host.app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        foreach (var sql in new[] { "CREATE SCHEMA IF NOT EXISTS probe", db.Database.GenerateCreateScript(), Migrator.Grants(db, "bakery_app") })
            await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();
        if (start) await host.app.StartAsync();
        return host;
    }

    /// <summary>Another process on the same database and clock.</summary>
    public async Task<ProbeHost> Replica(Action<WebApplicationBuilder>? change = null)
    {
        var host = Build("Host=/none", application, clockFile, change);
        await host.app.StartAsync();
        return host;
    }

    private static ProbeHost Build(string owner, string application, string clock, Action<WebApplicationBuilder>? change)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test", ApplicationName = typeof(ProbeHost).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Configuration["BAKERY_DB"] = application;
        builder.Configuration["BAKERY_DB_OWNER"] = owner;
        builder.Configuration["BAKERY_CLOCK_FILE"] = clock;
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        change?.Invoke(builder);
        builder.AddModules([new ProbeModule()], typeof(ProbeModule).Assembly, "probe");
        return new ProbeHost(builder.Build(), clock, application);
    }

    public Task Run() => app.StartAsync();
    public void SetClock(DateTimeOffset at) => TestClock.Set(clockFile, at);

    /// <summary>Publishes inside one save, as a slice does; <paramref name="commit"/> false leaves before the commit.</summary>
    public async Task Publish(IMessage message, Subject? subject = null, DateTimeOffset? dueAt = null, Guid? id = null, bool commit = true, Guid? tenant = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant ?? Tenant, Actor.System);
        var db = scope.ServiceProvider.GetRequiredService<ProbeDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        scope.ServiceProvider.GetRequiredService<IBus>().Publish(message, subject, dueAt, id);
        await db.SaveChangesAsync();
        if (commit) await transaction.CommitAsync();
    }

    public async Task Settled()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Settlement.Wait(Services.GetRequiredService<ModuleRegistry>(), Services.GetRequiredService<IServiceScopeFactory>(), limit.Token);
    }

    public Task<int> Effects(string subscriber, string note) => Look(db => db.Effects.CountAsync(e => e.Subscriber == subscriber && e.Note == note));
    public Task<List<DeadLetterRow>> DeadLetters() => Look(db => db.Set<DeadLetterRow>().AsNoTracking().ToListAsync());

    public async Task<T> Look<T>(Func<ProbeDb, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        using var all = scope.ServiceProvider.GetRequiredService<TenantScope>().AllTenants();
        return await look(scope.ServiceProvider.GetRequiredService<ProbeDb>());
    }

    /// <summary>Cuts every connection of the application to its database, as a killed process does.</summary>
    public async Task CutConnections(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bakery_app' AND datname = current_database()", connection).ExecuteNonQueryAsync();
        Services.GetRequiredService<DataSources>().For("probe").Clear(); // a new process begins without the dead connections
    }

    public string OwnerConnection => application.Replace("bakery_app", "bakery_owner");

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try { await app.StopAsync(soon.Token); }
        catch (OperationCanceledException) { }
        await app.DisposeAsync();
    }
}
