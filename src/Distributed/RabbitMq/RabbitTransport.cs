using System.Collections.Concurrent;
using System.Text.Json;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Modules;
using RabbitMQ.Client;

namespace Bakery.Distributed.RabbitMq;

/// <summary>Publishes with confirms: events to their exchange, retries and ticks to the own queue of their module.</summary>
internal sealed class RabbitTransport(Broker broker, ModuleRegistry modules, Deliveries deliveries) : ITransport
{
    public const string Barrier = "kernel.barrier";
    private static readonly TimeSpan BarrierLife = TimeSpan.FromSeconds(2);

    public async Task Publish(Envelope envelope, string destination, CancellationToken ct)
    {
        var (properties, body) = WireEnvelope.Write(envelope, destination);
        var (exchange, key) = destination.Length > 0 ? ("", Topology.EventsOf(destination.Split('.')[0]))
            : Topology.IsAlert(envelope.Type) ? (Topology.Alerts, AlertKey(envelope)) : (Topology.Events, envelope.Type);
        await broker.Publish(exchange, key, properties, body, ct);
        deliveries.Count();
    }

    /// <summary><c>alert.&lt;severity&gt;.&lt;domain&gt;</c>; what has no severity (an alert is over) says its kind instead.</summary>
    internal static string AlertKey(Envelope envelope)
    {
        string? Text(string name) => envelope.Data.ValueKind == JsonValueKind.Object && envelope.Data.TryGetProperty(name, out var value) ? value.GetString() : null;
        return $"alert.{Text("severity") ?? envelope.Type.Split('.')[1]}.{Text("event_type")?.Split('.')[0] ?? "other"}";
    }

    /// <summary>Sends a mark through every queue of this process: when it comes out, what was before it has at least begun.</summary>
    public async Task<long> Settle(CancellationToken ct)
    {
        foreach (var queue in modules.Hosted.SelectMany(m => Topology.QueuesOf(modules, m.Name)))
        {
            // A replica may have taken the mark; another is sent.
            for (var passed = false; !passed;)
            {
                var id = Guid.CreateVersion7();
                var mark = deliveries.Expect(id);
                await broker.Publish("", queue, new BasicProperties { Type = Barrier, MessageId = id.ToString() }, ReadOnlyMemory<byte>.Empty, ct);
                passed = await Task.WhenAny(mark, Task.Delay(BarrierLife, ct)) == mark;
                ct.ThrowIfCancellationRequested();
            }
        }
        while (deliveries.Busy > 0) await Task.Delay(TimeSpan.FromMilliseconds(5), ct);
        return deliveries.Total;
    }
}

/// <summary>What this process has in hand, so that a test can wait for its end.</summary>
internal sealed class Deliveries
{
    private static readonly ConcurrentDictionary<Guid, TaskCompletionSource> Marks = new();
    private int busy;
    private long total;

    public int Busy => Volatile.Read(ref busy);
    public long Total => Interlocked.Read(ref total);

    public void Count() => Interlocked.Increment(ref total);

    public void Begin()
    {
        Interlocked.Increment(ref busy);
        Count();
    }

    public void End() => Interlocked.Decrement(ref busy);

    public Task Expect(Guid mark) => Marks.GetOrAdd(mark, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Passed(string? mark)
    {
        if (Guid.TryParse(mark, out var id) && Marks.TryRemove(id, out var waiting)) waiting.TrySetResult();
    }
}
