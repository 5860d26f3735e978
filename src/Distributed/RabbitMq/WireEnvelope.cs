using System.Text;
using System.Text.Json;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using RabbitMQ.Client;

namespace Bakery.Distributed.RabbitMq;

/// <summary>The envelope of platform.md §8.2 as a message of the broker: the body is for anybody, what only our own delivery needs is a header.</summary>
internal static class WireEnvelope
{
    private const string Trace = "traceparent", Key = "x-idempotency-key", Attempt = "x-attempt", Destination = "x-destination";

    private sealed record Body(Guid Id, string Type, int Version, Guid? TenantId, DateTimeOffset OccurredAt, string Producer, Guid CorrelationId, Guid? CausationId, Sender Actor, Subject? Subject, JsonElement Data);
    private sealed record Sender(ActorKind Type, Guid? Id, string Name);

    public static (BasicProperties Properties, byte[] Body) Write(Envelope e, string destination)
    {
        var headers = new Dictionary<string, object?> { [Key] = e.Id.ToString(), [Attempt] = e.Attempt };
        if (e.Traceparent is not null) headers[Trace] = e.Traceparent;
        if (destination.Length > 0) headers[Destination] = destination;
        var properties = new BasicProperties { MessageId = e.Id.ToString(), Type = e.Type, ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent, CorrelationId = e.CorrelationId.ToString(), Headers = headers };
        var body = new Body(e.Id, e.Type, e.Version, e.TenantId, e.OccurredAt, e.Producer, e.CorrelationId, e.CausationId, new Sender(e.Actor.Kind, e.Actor.Id, e.Actor.Name), e.Subject, e.Data);
        return (properties, JsonSerializer.SerializeToUtf8Bytes(body, Wire.Lenient));
    }

    /// <summary>Throws <see cref="JsonException"/> on what is no envelope.</summary>
    public static (Envelope Envelope, string Destination) Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        var b = JsonSerializer.Deserialize<Body>(body, Wire.Lenient) ?? throw new JsonException("The envelope is null.");
        if (b is { Actor: null } or { Type: null }) throw new JsonException("The envelope lacks its type or actor.");
        var attempt = properties.Headers?.TryGetValue(Attempt, out var n) == true ? Convert.ToInt32(n, System.Globalization.CultureInfo.InvariantCulture) : 0;
        return (new Envelope(b.Id, b.Type, b.Version, b.TenantId, b.OccurredAt, b.Producer, b.CorrelationId, b.CausationId, new Actor(b.Actor.Type, b.Actor.Id, b.Actor.Name), b.Subject, b.Data, Text(properties, Trace), attempt),
            Text(properties, Destination) ?? "");
    }

    /// <summary>Stands for bytes that are no envelope, so that they can lie with the dead letters and be looked at.</summary>
    public static Envelope Unreadable(ReadOnlySpan<byte> body, TimeProvider clock)
    {
        var id = Ids.New(clock);
        return new Envelope(id, "unreadable", 1, null, clock.GetUtcNow(), "", id, null, Actor.System, null, JsonSerializer.SerializeToElement(Convert.ToBase64String(body)));
    }

    // The broker hands text headers back as bytes.
    private static string? Text(IReadOnlyBasicProperties properties, string name) => (properties.Headers?.TryGetValue(name, out var value) == true ? value : null) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ => null,
    };
}
