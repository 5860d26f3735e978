using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Jobs;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Telemetry;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bakery.Kernel.Modules;

/// <summary>Puts the kernel and the modules into a host.</summary>
public static class KernelHosting
{
    private const int Cached = 32 * 1024 * 1024; // bytes

    /// <summary>Registers the kernel and configures the modules; what was registered before (a transport, a live feed) stays.</summary>
    /// <param name="elsewhere">Modules of other processes, of which this one knows what they hear and answer.</param>
    public static void AddModules(this WebApplicationBuilder builder, IReadOnlyList<IModule> modules, System.Reflection.Assembly contracts, string role, IReadOnlyList<IModule>? elsewhere = null)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.AddSingleton(Clock(configuration, builder.Environment));
        services.AddSingleton<DatabaseSettings>();
        services.AddSingleton<ServiceAddresses>();
        services.AddSingleton<DataSources>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<IInterceptor, RowSecurity>();
        services.AddSingleton<IInterceptor, FailedStatements>();
        services.AddSingleton<OutboxSignal>();
        services.TryAddSingleton<ILiveFeed, LiveFeed>();
        services.AddSingleton<DispatchLimit>();
        services.AddSingleton<Receiver>();
        services.TryAddSingleton<ITransport, InProcessTransport>();
        services.AddSingleton<Security.Secrets>();
        services.AddSingleton<Revocations>();
        services.AddScoped<TenantScope>();
        services.AddScoped<IBus, Outgoing>();
        services.AddScoped<DbTools>();
        services.TryAddScoped<IQueryBus, LocalQueries>();
        services.AddMemoryCache(o => o.SizeLimit = Cached);
        services.AddHybridCache(o => o.MaximumPayloadBytes = Cached / 8); // the distributed profile puts Redis behind it
        services.AddBakeryTelemetry(configuration, role);
        services.AddBakeryHttp(configuration);

        var registry = new ModuleRegistry();
        registry.Know(contracts);
        registry.Know(typeof(JobTicked).Assembly);
        services.AddSingleton(registry);
        var maps = new RouteMaps();
        services.AddSingleton(maps);
        foreach (var module in modules)
        {
            var built = Configure(module, services, configuration);
            registry.Add(module, built);
            maps.AddRange(built.RouteMaps);
        }
        foreach (var module in elsewhere ?? []) registry.Meet(module, Configure(module, new ServiceCollection(), configuration));
        foreach (var info in registry.Hosted.Where(m => m.Database is not null))
            services.AddSingleton<IHostedService>(p => ActivatorUtilities.CreateInstance<Dispatcher>(p, info));
        services.AddHostedService<CronLoop>();
    }

    private static ModuleBuilder Configure(IModule module, IServiceCollection services, IConfiguration configuration)
    {
        var built = new ModuleBuilder(module, services, configuration);
        module.Configure(built);
        if (built.Database is { } database)
        {
            built.Cron("seal-audit", "* * * * *", Delegate(database));
            built.Cron("clean-up", "17 3 * * *", Cleaner(database));
            built.On<TenantDeleted>("EraseTenant", Eraser(database));
            built.TenantRoutes(KernelRoutes.Audit);
            built.PlatformRoutes($"admin/{module.Name}/dead-letters", KernelRoutes.DeadLetters);
        }
        return built;
    }

    /// <summary>Maps every route of the hosted modules.</summary>
    public static void MapModules(this WebApplication app)
    {
        foreach (var map in app.Services.GetRequiredService<RouteMaps>()) map(app);
    }

    private static Delegate Delegate(Type database) => async (JobTicked tick, IServiceProvider services, CancellationToken ct) =>
        await HouseKeeping.InOwnScope(services, database, (db, clock) => AuditChain.Seal(db, everything: false, clock, ct));

    // In the message's own transaction: the rows go together with the note that they went.
    private static Delegate Eraser(Type database) => (TenantDeleted deleted, IServiceProvider services, CancellationToken ct) =>
        TenantEraser.Erase((ModuleDb)services.GetRequiredService(database), deleted.TenantId, ct);

    private static Delegate Cleaner(Type database) => async (JobTicked tick, IServiceProvider services, CancellationToken ct) =>
        await HouseKeeping.InOwnScope(services, database, (db, clock) => HouseKeeping.Clean(db, clock, ct));

    private static TimeProvider Clock(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["BAKERY_CLOCK_FILE"] is not { Length: > 0 } path) return TimeProvider.System;
        if (environment.IsProduction()) throw new RuleViolation("clock_refused", "BAKERY_CLOCK_FILE is for tests and is refused in production.");
        return new TestClock(path);
    }
}

internal sealed class RouteMaps : List<Action<IEndpointRouteBuilder>>;
