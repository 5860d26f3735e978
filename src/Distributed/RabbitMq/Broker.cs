using System.Collections.Concurrent;
using Bakery.Distributed.Services;
using Bakery.Kernel.Modules;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace Bakery.Distributed.RabbitMq;

/// <summary>
/// The process's connection to RabbitMQ (<c>BAKERY_RABBITMQ</c>, e.g. <c>amqps://user:password@host:5671/vhost</c>): opened when it is needed, opened
/// anew when it was lost, with the topology declared each time.
/// </summary>
internal sealed class Broker(IConfiguration configuration, ModuleRegistry modules, TrustedRoots roots) : IAsyncDisposable
{
    public const string Setting = "BAKERY_RABBITMQ";
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentBag<IChannel> idle = [];
    private IConnection? connection;

    public string State => connection is { IsOpen: true } ? "rabbitmq" : "rabbitmq_unreachable";

    /// <summary>How to reach the broker; <c>wait rabbitmq</c> asks the same way.</summary>
    public static ConnectionFactory Factory(string address, TrustedRoots roots)
    {
        var factory = new ConnectionFactory { Uri = new Uri(address), AutomaticRecoveryEnabled = false, RequestedHeartbeat = TimeSpan.FromSeconds(20), RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
        if (factory.Ssl.Enabled) factory.Ssl.CertificateValidationCallback = (_, certificate, chain, errors) => roots.Accept(certificate, errors);
        return factory;
    }

    public async Task<IConnection> Open(CancellationToken ct)
    {
        if (connection is { IsOpen: true } known) return known;
        await gate.WaitAsync(ct);
        try
        {
            if (connection is { IsOpen: true } meanwhile) return meanwhile;
            if (connection is { } lost) await lost.DisposeAsync();
            connection = null;
            var address = configuration[Setting] ?? throw new InvalidOperationException($"{Setting} is not set.");
            var made = await Factory(address, roots).CreateConnectionAsync(configuration["MODULES"] ?? "all", ct);
            try
            {
                await using var channel = await made.CreateChannelAsync(cancellationToken: ct);
                await Topology.Declare(channel, modules, ct);
            }
            catch
            {
                await made.DisposeAsync();
                throw;
            }
            return connection = made;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Returns when the broker has the message on disk. Throws when it has not: the outbox row stays unsent.</summary>
    public async Task Publish(string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var open = await Open(ct);
        IChannel? channel;
        while (idle.TryTake(out channel) && !channel.IsOpen) await channel.DisposeAsync();
        channel ??= await open.CreateChannelAsync(Confirming, ct);
        var returned = false;
        try
        {
            await channel.BasicPublishAsync(exchange, key, mandatory: false, properties, body, ct);
            idle.Add(channel);
            returned = true;
        }
        finally
        {
            // A channel that failed is in an unknown state.
            if (!returned) await channel.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } open) await open.DisposeAsync();
        gate.Dispose();
    }
}
