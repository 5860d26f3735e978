using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Kernel.Messaging;

/// <summary>Marks a record as a message. Past tense for events.</summary>
public interface IMessage;

/// <summary>The fixed wire name of a message; the CLR name never travels.</summary>
/// <param name="name">E.g. <c>inventory.stock.received</c>.</param>
/// <param name="version">Version of the payload; additive changes keep it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MessageAttribute(string name, int version = 1) : Attribute
{
    public string Name { get; } = name;
    public int Version { get; } = version;

    /// <summary>No module subscribes: it exists for webhooks and live updates.</summary>
    public bool External { get; init; }

    /// <summary>Name of the live event that browsers get when it is published, e.g. <c>plan_changed</c>.</summary>
    public string? Live { get; init; }
}

/// <summary>What a message is about; handlers may ignore a version older than the one they have seen.</summary>
public sealed record Subject(string Type, Guid Id, int Version);

/// <summary>The envelope of platform.md 8.2. <c>Attempt</c> counts the deliveries to one subscriber.</summary>
public sealed record Envelope(
    Guid Id, string Type, int Version, Guid? TenantId, DateTimeOffset OccurredAt, string Producer, Guid CorrelationId, Guid? CausationId,
    Actor Actor, Subject? Subject, JsonElement Data, string? Traceparent = null, int Attempt = 0)
{
    /// <summary>Reads the payload. Throws <see cref="JsonException"/> on rubbish.</summary>
    public object Read(Type type) => Data.Deserialize(type, Wire.Lenient) ?? throw new JsonException("The payload is null.");
}

/// <summary>What a handler may ask about the message it handles.</summary>
public sealed record MessageContext(Envelope Envelope)
{
    public Guid Id => Envelope.Id;
    public DateTimeOffset OccurredAt => Envelope.OccurredAt;
}

/// <summary>Wire names of message types, read once from their attribute.</summary>
public static class MessageNames
{
    private static readonly ConcurrentDictionary<Type, MessageAttribute> Known = new();

    public static MessageAttribute Of(Type type) => Known.GetOrAdd(type, t => t.GetCustomAttribute<MessageAttribute>()
        ?? throw new InvalidOperationException($"{t.FullName} has no [Message(\"wire.name\")]."));
}

/// <summary>
/// Publishes messages. Nothing leaves before the scope's module saves its changes: the message becomes an outbox row of that transaction.
/// </summary>
public interface IBus
{
    /// <param name="message">A record with <see cref="MessageAttribute"/>.</param>
    /// <param name="subject">Lets subscribers ignore stale versions.</param>
    /// <param name="dueAt">Not before this instant.</param>
    /// <param name="id">Given for messages that must exist once, e.g. a request for a step of a run: published again, it is dropped.</param>
    void Publish(IMessage message, Subject? subject = null, DateTimeOffset? dueAt = null, Guid? id = null);
}

/// <summary>The scope's unsent messages, waiting for the save that makes them outbox rows.</summary>
internal sealed class Outgoing(TenantScope scope, TimeProvider clock) : IBus
{
    private readonly List<(Envelope Envelope, DateTimeOffset DueAt, bool Once)> pending = [];

    public void Publish(IMessage message, Subject? subject, DateTimeOffset? dueAt, Guid? id)
    {
        var name = MessageNames.Of(message.GetType());
        var now = clock.GetUtcNow();
        var key = id ?? Ids.New(clock);
        pending.Add((new Envelope(key, name.Name, name.Version, scope.TenantId, now, "", scope.CorrelationId == default ? key : scope.CorrelationId,
            scope.CausationId, scope.Actor, subject, JsonSerializer.SerializeToElement(message, message.GetType(), Wire.Lenient),
            System.Diagnostics.Activity.Current?.Id), dueAt ?? now, id is not null));
    }

    public List<(Envelope Envelope, DateTimeOffset DueAt, bool Once)> Drain()
    {
        var copy = pending.ToList();
        pending.Clear();
        return copy;
    }

    public bool IsEmpty => pending.Count == 0;
}
