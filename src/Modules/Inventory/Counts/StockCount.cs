using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Counts;

/// <summary>Life of a count.</summary>
internal enum CountStatus { Open, Posted, Cancelled }

/// <summary>A person's walk through a location: what the books expect, what is there. Differences are booked when it is posted.</summary>
internal sealed class StockCount : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid LocationId { get; private set; }
    public CountStatus Status { get; private set; }
    public string? Note { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string StartedBy { get; private set; } = "";

    /// <summary>Moves on with every entry, so that two people who count at once see each other.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public static StockCount Start(Guid id, Guid locationId, string? note, string by, DateTimeOffset now) => new() { Id = id, LocationId = locationId, Note = note, StartedBy = by, StartedAt = now, ChangedAt = now };

    public void Entered(DateTimeOffset now)
    {
        if (Status != CountStatus.Open) throw RuleViolation.Transition("The count", Status, CountStatus.Open);
        // Two entries in one instant are still two.
        ChangedAt = now > ChangedAt ? now : ChangedAt.AddMilliseconds(1);
    }

    public void End(CountStatus to, DateTimeOffset now)
    {
        if (Status != CountStatus.Open) throw RuleViolation.Transition("The count", Status, to);
        (Status, EndedAt, ChangedAt) = (to, now, now);
    }
}

/// <summary>One lot of a count, or goods found that no lot tells of.</summary>
internal sealed class CountLine : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid CountId { get; init; }
    public Guid ItemId { get; init; }
    public Guid? LotId { get; init; }
    public string LotCode { get; init; } = "";
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>What the books said when it was counted.</summary>
    public decimal Expected { get; private set; }
    public decimal? Counted { get; private set; }
    public string? ReasonCode { get; private set; }

    public void Enter(decimal expected, decimal? counted, string? reason)
    {
        if (counted is < 0 or > 1_000_000_000) throw RuleViolation.Invalid("counted", "Between 0 and 1,000,000,000.");
        (Expected, Counted, ReasonCode) = (expected, counted, reason);
    }

    public void Explain(string reason) => ReasonCode = reason;
}
