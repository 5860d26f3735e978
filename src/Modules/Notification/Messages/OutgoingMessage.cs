using System.Text.Json;
using Bakery.Contracts.Notification;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Notification.Messages;

/// <summary>Life of a message (platform.md §5).</summary>
public enum MessageState { Pending, Sending, Sent, Failed, Cancelled, Outboxed }

internal sealed class OutgoingMessage : ITenantOwned, IVersioned
{
    /// <summary>Waits before the second, third and fourth try.</summary>
    public static readonly TimeSpan[] Delays = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private OutgoingMessage() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Kind { get; private set; } = "";
    public string Channel { get; private set; } = "";

    [Sensitive]
    public string Recipient { get; private set; } = "";
    public string Template { get; private set; } = "";
    public string Language { get; private set; } = "";

    // May hold the token of a reset or an invitation.
    [Sensitive]
    public string Parameters { get; private set; } = "{}";

    [Sensitive]
    public string Attachments { get; private set; } = "[]";
    public string DedupKey { get; private set; } = "";
    public string? RelatedType { get; private set; }
    public Guid? RelatedId { get; private set; }
    public MessageState State { get; private set; }
    public int Attempts { get; private set; }
    public string? Error { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public int Version { get; private set; }

    public EntityRef? About() => RelatedId is { } id ? new EntityRef(RelatedType!, id) : null;
    public IReadOnlyDictionary<string, JsonElement> Values() => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Parameters, Wire.Lenient)!;
    public IReadOnlyList<Attachment> Files() => JsonSerializer.Deserialize<List<Attachment>>(Attachments, Wire.Lenient)!;

    public static OutgoingMessage Create(Guid id, MessageRequested request, bool canSend, DateTimeOffset now) => new()
    {
        Id = id, Kind = request.Kind, Channel = request.Channel, Recipient = request.Recipient, Template = request.Template, Language = request.Language, DedupKey = request.DedupKey,
        Parameters = JsonSerializer.Serialize(request.Parameters, Wire.Lenient), Attachments = JsonSerializer.Serialize(request.Attachments ?? [], Wire.Lenient),
        RelatedType = request.Related?.Type, RelatedId = request.Related?.Id, State = canSend ? MessageState.Pending : MessageState.Outboxed, CreatedAt = now,
    };

    public void Sent(DateTimeOffset now) => (State, SentAt, Error, Attempts) = (MessageState.Sent, now, null, Attempts + 1);

    /// <summary>The next try's wait, or null when this was the last.</summary>
    public TimeSpan? Failed(string error, bool permanent)
    {
        Attempts++;
        Error = error.Length > 500 ? error[..500] : error;
        if (permanent || Attempts > Delays.Length)
        {
            State = MessageState.Failed;
            return null;
        }
        return Delays[Attempts - 1];
    }

    public void Retry()
    {
        Need(MessageState.Pending, MessageState.Failed, MessageState.Outboxed);
        (State, Attempts, Error) = (MessageState.Pending, 0, null);
    }

    public void Cancel()
    {
        Need(MessageState.Cancelled, MessageState.Pending, MessageState.Outboxed, MessageState.Failed);
        State = MessageState.Cancelled;
    }

    public void MarkSent(DateTimeOffset now)
    {
        Need(MessageState.Sent, MessageState.Outboxed, MessageState.Failed);
        Sent(now);
    }

    private void Need(MessageState to, params MessageState[] from)
    {
        if (!from.Contains(State)) throw RuleViolation.Transition("The message", State, to);
    }
}
