using System.Collections.Concurrent;
using System.Threading.Channels;
using Bakery.Kernel.Modules;

namespace Bakery.Kernel.Messaging;

/// <summary>One small event for browsers: what changed, never the data itself.</summary>
/// <param name="Id">Position in the stream, for <c>Last-Event-ID</c>.</param>
/// <param name="Channel">alerts, notifications, orchestrator, production, orders, inventory, sales, procurement, forecasting …: the module of the message.</param>
/// <param name="Name">E.g. <c>plan_changed</c>.</param>
public sealed record LiveEvent(long Id, Guid TenantId, string Channel, string Name, string Type, Subject? Entity, DateTimeOffset At);

/// <summary>The live stream for browsers. It may lose events; the browser's poll makes good for it.</summary>
public interface ILiveFeed
{
    /// <summary>Of the newest event: who looks at the data now and then listens after it misses nothing.</summary>
    long Position { get; }

    /// <summary>Writes the live event of a message that has been sent, if it has one. Never fails.</summary>
    void Append(Envelope envelope);

    /// <summary>Events after <paramref name="after"/> first, then new ones until the token is cancelled.</summary>
    IAsyncEnumerable<LiveEvent> Listen(IReadOnlySet<Guid> tenants, long? after, CancellationToken ct);
}

/// <summary>
/// The live stream of a process: a ring of recent events for replay and a channel per listener. (Redis streams replace it
/// between processes.)
/// </summary>
public sealed class LiveFeed(ModuleRegistry modules) : ILiveFeed
{
    private const int Kept = 5000;
    private readonly ConcurrentDictionary<Guid, Channel<LiveEvent>> listeners = new();
    private readonly LinkedList<LiveEvent> recent = new();
    private readonly Lock gate = new();
    private long last;

    public long Position { get { lock (gate) return last; } }

    public void Append(Envelope envelope)
    {
        if (envelope.TenantId is not { } tenant || modules.LiveName(envelope.Type) is not { } name) return;
        LiveEvent item;
        lock (gate)
        {
            item = new LiveEvent(++last, tenant, envelope.Type.Split('.')[0], name, envelope.Type, envelope.Subject, envelope.OccurredAt);
            recent.AddLast(item);
            if (recent.Count > Kept) recent.RemoveFirst();
        }
        foreach (var channel in listeners.Values) channel.Writer.TryWrite(item);
    }

    public async IAsyncEnumerable<LiveEvent> Listen(IReadOnlySet<Guid> tenants, long? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        var key = Guid.CreateVersion7();
        List<LiveEvent> replay;
        lock (gate)
        {
            listeners[key] = channel;
            replay = after is { } from ? [.. recent.Where(e => e.Id > from && tenants.Contains(e.TenantId))] : [];
        }
        try
        {
            foreach (var item in replay) yield return item;
            var seen = replay.Count > 0 ? replay[^1].Id : after ?? 0;
            await foreach (var item in channel.Reader.ReadAllAsync(ct))
                if (item.Id > seen && tenants.Contains(item.TenantId)) yield return item;
        }
        finally
        {
            listeners.TryRemove(key, out _);
        }
    }
}
