using Bakery.Distributed.Database;
using Bakery.Distributed.Limits;
using Bakery.Distributed.Memory;
using Bakery.Distributed.RabbitMq;
using Bakery.Distributed.Redis;
using Bakery.Distributed.Services;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using Bakery.Kernel.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bakery.Distributed;

/// <summary>
/// The distributed profile, part by part: <c>BAKERY_RABBITMQ</c> puts RabbitMQ in the place of the in-process bus, <c>BAKERY_REDIS</c> Redis in the
/// place of memory, and a process that hosts only some modules asks the others over HTTP.
/// </summary>
public static class DistributedHosting
{
    /// <summary>Before <c>AddModules</c>, which takes the in-process parts where these are not.</summary>
    /// <param name="speaks">False for a process that hosts no module: it has nothing to say on the bus.</param>
    /// <param name="behindGateway">For a service, whose callers the gateway has counted.</param>
    public static void AddDistributed(this WebApplicationBuilder builder, bool speaks = true, bool behindGateway = false)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton<IInterceptor, RotatedPasswords>();
        services.AddSingleton<TrustedRoots>();
        services.AddSingleton<Breakers>();
        services.AddSingleton<ServiceHttp>();
        services.AddSingleton<ServiceTokens>();
        services.AddScoped<IQueryBus, HttpQueries>();
        if (speaks && IsSet(configuration, Broker.Setting))
        {
            services.AddSingleton<Broker>();
            services.AddSingleton<Deliveries>();
            services.AddSingleton<ITransport, RabbitTransport>();
            services.AddHostedService<QueueConsumers>();
            services.AddSingleton(p => new HealthNote("broker", () => p.GetRequiredService<Broker>().State));
        }
        if (IsSet(configuration, RedisLink.Setting))
        {
            services.AddSingleton<RedisLink>();
            services.AddSingleton<RedisLiveFeed>();
            services.AddSingleton<ILiveFeed>(p => p.GetRequiredService<RedisLiveFeed>());
            services.AddSingleton<IStreamTickets, RedisTickets>();
            services.AddSingleton<IRateWindows, RedisWindows>();
            services.AddStackExchangeRedisCache(o => o.InstanceName = "cache:");
            services.AddOptions<RedisCacheOptions>().Configure<RedisLink>((o, link) => o.ConnectionMultiplexerFactory = link.Open);
            services.AddHostedService<RedisSubscriptions>();
            services.AddSingleton(p => new HealthNote("cache", () => p.GetRequiredService<RedisLink>().State));
        }
        services.TryAddSingleton<IStreamTickets, MemoryTickets>();
        services.TryAddSingleton<IRateWindows, MemoryWindows>();
        services.AddRateLimits(configuration, onlySignIn: behindGateway);
    }

    /// <summary>The endpoint at which other processes ask this one.</summary>
    public static void MapQueries(this WebApplication app) => QueryEndpoint.Map(app, app.Services.GetRequiredService<ModuleRegistry>());

    private static bool IsSet(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 };
}
