using Bakery.Distributed.Services;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Bakery.Distributed.Redis;

/// <summary>
/// The process's connection to Redis (<c>BAKERY_REDIS</c>, e.g. <c>rediss://:password@host:6379</c>). Redis holds only what may be lost: while it is
/// away every command fails at once, and each user of this class does without.
/// </summary>
internal sealed class RedisLink(IConfiguration configuration, TrustedRoots roots) : IAsyncDisposable
{
    public const string Setting = "BAKERY_REDIS";
    private readonly SemaphoreSlim gate = new(1);
    private IConnectionMultiplexer? connection;

    public string State => connection is { IsConnected: true } ? "redis" : "redis_unreachable";

    /// <summary>Null while Redis is away.</summary>
    public IDatabase? Database => connection is { IsConnected: true } open ? open.GetDatabase() : null;

    /// <summary>How to reach Redis; <c>wait redis</c> asks the same way.</summary>
    public static ConfigurationOptions Options(string address, TrustedRoots roots)
    {
        var uri = new Uri(address);
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false, ConnectTimeout = 2000, AsyncTimeout = 1000, SyncTimeout = 1000, BacklogPolicy = BacklogPolicy.FailFast, ReconnectRetryPolicy = new LinearRetry(1000),
            Password = Uri.UnescapeDataString(uri.UserInfo.Split(':', 2)[^1]) is { Length: > 0 } password ? password : null, Ssl = uri.Scheme == "rediss", SslHost = uri.Host,
        };
        options.EndPoints.Add(uri.Host, uri.Port > 0 ? uri.Port : 6379);
        options.CertificateValidation += (_, certificate, _, errors) => roots.Accept(certificate, errors);
        return options;
    }

    /// <summary>Returns a connection that goes on trying by itself.</summary>
    public async Task<IConnectionMultiplexer> Open()
    {
        if (connection is { } known) return known;
        await gate.WaitAsync();
        try
        {
            return connection ??= await ConnectionMultiplexer.ConnectAsync(Options(configuration[Setting]!, roots));
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open) await open.DisposeAsync();
        gate.Dispose();
    }
}
