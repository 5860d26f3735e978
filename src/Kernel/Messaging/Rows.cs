using Bakery.Kernel.Tenancy;

namespace Bakery.Kernel.Messaging;

/// <summary>A message on its way out, or a retry on its way back to one subscriber (<see cref="Destination"/>).</summary>
public sealed class OutboxRow : IPlatformOwned
{
    public Guid Id { get; init; }

    /// <summary>Message id; the same for every retry.</summary>
    public Guid MessageId { get; init; }
    public string Type { get; init; } = "";
    public Guid? TenantId { get; init; }

    /// <summary>Empty for all subscribers, else the name of the one that asked for a retry.</summary>
    public string Destination { get; init; } = "";
    public string Envelope { get; init; } = "";
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; private set; }
}

/// <summary>One message handled by one subscriber, committed together with the handler's effects.</summary>
public sealed class InboxRow : IPlatformOwned
{
    public Guid MessageId { get; init; }
    public string Subscriber { get; init; } = "";
    public DateTimeOffset HandledAt { get; init; }
}

/// <summary>The newest version of a subject that a subscriber has seen.</summary>
public sealed class SubjectRow : IPlatformOwned
{
    public string Subscriber { get; init; } = "";
    public string SubjectType { get; init; } = "";
    public Guid SubjectId { get; init; }
    public int Version { get; init; }
}

/// <summary>A message that a subscriber could not handle; a person lists, redrives or drops it.</summary>
public sealed class DeadLetterRow : IPlatformOwned
{
    public Guid Id { get; init; }
    public Guid MessageId { get; init; }
    public string Type { get; init; } = "";
    public Guid? TenantId { get; init; }
    public string Subscriber { get; init; } = "";
    public string Envelope { get; init; } = "";
    public string Error { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A named lease: at most one holder until it runs out.</summary>
public sealed class LeaseRow : IPlatformOwned
{
    public string Name { get; init; } = "";
    public string Holder { get; init; } = "";
    public DateTimeOffset Until { get; init; }
}

/// <summary>The last tick of a cron job.</summary>
public sealed class JobRow : IPlatformOwned
{
    public string Name { get; init; } = "";
    public DateTimeOffset LastTick { get; init; }
}
