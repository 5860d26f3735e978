using Bakery.Distributed.RabbitMq;
using Bakery.Distributed.Redis;
using Bakery.Distributed.Services;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Bakery.Distributed;

/// <summary>One try to reach a part of the installation, the way the services do it: over TLS, with the authority and the password of the settings.</summary>
public static class Reach
{
    /// <summary>Throws when Redis does not answer a PING.</summary>
    public static async Task Redis(IConfiguration configuration)
    {
        var options = RedisLink.Options(Setting(configuration, RedisLink.Setting), new TrustedRoots(configuration));
        options.AbortOnConnectFail = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await connection.GetDatabase().PingAsync();
    }

    /// <summary>Throws when RabbitMQ does not take the connection.</summary>
    public static async Task RabbitMq(IConfiguration configuration, CancellationToken ct)
    {
        await using var connection = await Broker.Factory(Setting(configuration, Broker.Setting), new TrustedRoots(configuration)).CreateConnectionAsync("wait", ct);
    }

    private static string Setting(IConfiguration configuration, string name) => configuration[name] is { Length: > 0 } value ? value : throw new ArgumentException($"Set {name}.");
}
