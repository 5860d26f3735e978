using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Recalls;

/// <summary>Life of a recall.</summary>
internal enum RecallStatus { Open, Notified, Closed }

/// <summary>Lots that are called back with everything made of them, or a drill of it, timed.</summary>
internal sealed class Recall : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }

    /// <summary>REC-{year}-{0001}.</summary>
    public string Number { get; private set; } = "";
    public RecallStatus Status { get; private set; }
    public bool IsDrill { get; private set; }
    public List<Guid> LotIds { get; private set; } = [];
    public string Reason { get; private set; } = "";
    public string? Instructions { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public string OpenedBy { get; private set; } = "";
    public DateTimeOffset? NotifiedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? Outcome { get; private set; }

    /// <summary>How long the list of lots and recipients took, in milliseconds.</summary>
    public int ElapsedMs { get; private set; }
    public int LotsFound { get; private set; }
    public int RecipientsFound { get; private set; }

    public static Recall Open(Guid id, string number, IReadOnlyList<Guid> lots, string reason, string? instructions, string by, DateTimeOffset now) =>
        new() { Id = id, Number = number, LotIds = [.. lots], Reason = reason, Instructions = instructions, OpenedBy = by, OpenedAt = now };

    /// <summary>A drill blocks nothing and is closed when it is done.</summary>
    public static Recall Drill(Guid id, string number, Guid lot, string reason, string by, DateTimeOffset now) =>
        new() { Id = id, Number = number, LotIds = [lot], Reason = reason, OpenedBy = by, OpenedAt = now, IsDrill = true, Status = RecallStatus.Closed, ClosedAt = now };

    public void Listed(int lots, int recipients, int elapsedMs) => (LotsFound, RecipientsFound, ElapsedMs) = (lots, recipients, elapsedMs);

    public void Notify(DateTimeOffset now)
    {
        if (Status == RecallStatus.Closed) throw RuleViolation.Transition($"Recall {Number}", Status, RecallStatus.Notified);
        (Status, NotifiedAt) = (RecallStatus.Notified, NotifiedAt ?? now);
    }

    public void Close(string outcome, DateTimeOffset now)
    {
        if (Status == RecallStatus.Closed) throw RuleViolation.Transition($"Recall {Number}", Status, RecallStatus.Closed);
        (Status, Outcome, ClosedAt) = (RecallStatus.Closed, outcome, now);
    }
}

/// <summary>A recipient that has been told.</summary>
internal sealed class RecallContact : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid RecallId { get; init; }
    public Guid RecipientId { get; init; }
    public string Channel { get; init; } = "";
    public string? Note { get; init; }
    public string ToldBy { get; init; } = "";
    public DateTimeOffset ToldAt { get; init; }
}
