using Bakery.Kernel.Http;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Cronos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bakery.Kernel.Modules;

/// <summary>One of the 18 services. Its one method is a table of contents: services, routes, subscriptions, answers, jobs.</summary>
public interface IModule
{
    /// <summary>The one word that names it everywhere, e.g. <c>ai-insights</c>.</summary>
    string Name { get; }

    void Configure(ModuleBuilder module);
}

/// <summary>What the process knows of a module once it is configured.</summary>
public sealed record ModuleInfo(string Name, Type ModuleType, Type? Database)
{
    public string Schema => Name.Replace('-', '_');
}

/// <summary>Collects what a module brings; used once at start-up.</summary>
public sealed class ModuleBuilder(IModule module, IServiceCollection services, IConfiguration configuration)
{
    // Kept per module for the next request; more than that are made and thrown away.
    private const int PooledContexts = 64;

    internal Type? Database { get; private set; }
    internal List<Subscription> Subscriptions { get; } = [];
    internal List<CronJob> CronJobs { get; } = [];
    internal Dictionary<Type, Invocation> Answers { get; } = [];
    internal List<Action<IEndpointRouteBuilder>> RouteMaps { get; } = [];

    public string Name => module.Name;
    public IServiceCollection Services => services;
    public IConfiguration Configuration => configuration;

    /// <summary>Registers the module's database context. First line of every module that stores something.</summary>
    public void Store<TDb>() where TDb : ModuleDb
    {
        Database = typeof(TDb);
        var schema = module.Name.Replace('-', '_');
        var name = module.Name;
        services.AddPooledDbContextFactory<TDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<DataSources>().For(name), o => o.MigrationsHistoryTable("migration", schema))
            .UseSnakeCaseNamingConvention()
            // Counting up to a limit needs no order.
            .ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning))
            .ReplaceService<IBatchExecutor, OneRoundTrip>()
            .AddInterceptors(provider.GetServices<IInterceptor>()), PooledContexts);
        services.AddScoped(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<TDb>>().CreateDbContext();
            db.Enter(provider.GetRequiredService<DbTools>());
            return db;
        });
    }

    /// <summary>Subscribes a static method to a message. <paramref name="ignoreStale"/> drops subject versions not newer than the last seen.</summary>
    public void On<TMessage>(Delegate handler, bool ignoreStale = false) where TMessage : IMessage
    {
        var call = new Invocation(handler, typeof(TMessage));
        Subscriptions.Add(new Subscription($"{module.Name}.{call.Owner.Name}", module.Name, MessageNames.Of(typeof(TMessage)).Name, typeof(TMessage), Store(), ignoreStale, call));
    }

    /// <summary>Subscribes a handler of the kernel, whose class does not name the module's use case.</summary>
    internal void On<TMessage>(string name, Delegate handler) where TMessage : IMessage =>
        Subscriptions.Add(new Subscription($"{module.Name}.{name}", module.Name, MessageNames.Of(typeof(TMessage)).Name, typeof(TMessage), Store(), false, new Invocation(handler, typeof(TMessage))));

    /// <summary>Answers a query of another module with a static method that returns Task of the answer.</summary>
    public void Answer<TQuery, TAnswer>(Delegate handler) where TQuery : IQuery<TAnswer> => Answers.Add(typeof(TQuery), new Invocation(handler, typeof(TQuery)));

    /// <summary>Runs a static method at the times of a cron line (five fields, UTC). It runs with no tenant; per-tenant work fans out messages.</summary>
    public void Cron(string name, string schedule, Delegate handler)
    {
        var call = new Invocation(handler, typeof(JobTicked));
        var full = $"{module.Name}.{name}";
        CronJobs.Add(new CronJob(full, module.Name, CronExpression.Parse(schedule), Store(), call));
        Subscriptions.Add(new Subscription(full, module.Name, "kernel.job.ticked", typeof(JobTicked), Store(), false, call));
    }

    /// <summary>Routes below <c>/api/v1/tenants/{tenant_id}/&lt;module&gt;</c>.</summary>
    public void TenantRoutes(Action<Slices> map) => TenantRoutes(module.Name, map);

    /// <summary>Routes below <c>/api/v1/tenants/{tenant_id}/&lt;segment&gt;</c> for the few segments that are not a module's name.</summary>
    public void TenantRoutes(string segment, Action<Slices> map) => Map($"/api/v1/tenants/{{tenant_id:guid}}/{segment}".TrimEnd('/'), Audience.Tenant, map);

    /// <summary>Routes below <c>/api/v1/&lt;segment&gt;</c> that belong to no tenant.</summary>
    public void PlatformRoutes(string segment, Action<Slices> map) => Map($"/api/v1/{segment}", Audience.Platform, map);

    /// <summary>Routes below <c>/internal/v1/&lt;segment&gt;</c>: service tokens only, never reachable from outside.</summary>
    public void InternalRoutes(string segment, Action<Slices> map) => Map($"/internal/v1/{segment}".TrimEnd('/'), Audience.Service, map);

    private void Map(string prefix, Audience audience, Action<Slices> map)
    {
        var (owner, database) = (module.Name, Database);
        RouteMaps.Add(routes => map(new Slices(routes.MapGroup(prefix), owner, database, audience)));
    }

    private Type Store() => Database ?? throw new InvalidOperationException($"{module.Name} subscribes before Store<TDb>().");
}

/// <summary>One connection pool per distinct connection string, so that modules sharing a database share its connections.</summary>
public sealed class DataSources(DatabaseSettings settings) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> sources = [];
    private readonly Lock gate = new();

    public NpgsqlDataSource For(string module)
    {
        var text = settings.Application(module);
        lock (gate)
        {
            if (sources.TryGetValue(text, out var source)) return source;
            var builder = new NpgsqlDataSourceBuilder(text);
            builder.ConnectionStringBuilder.ApplicationName = "bakery";
            if (!text.Contains("Pool Size", StringComparison.OrdinalIgnoreCase)) builder.ConnectionStringBuilder.MaxPoolSize = 80;
            // Nothing of a session outlives its use: every command and transaction says its tenant first (RowSecurity), locks end with the transaction.
            builder.ConnectionStringBuilder.NoResetOnClose = true;
            // Statements that a connection has run five times are planned no more.
            if (!text.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase)) builder.ConnectionStringBuilder.MaxAutoPrepare = 60;
            return sources[text] = builder.Build();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values) await source.DisposeAsync();
    }
}
