using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Sales.Days;

/// <summary>Where unsold pieces went.</summary>
internal sealed class UnsoldLine
{
    private UnsoldLine() { }

    public Guid ItemId { get; private set; }
    public decimal Quantity { get; private set; }
    public decimal Kept { get; private set; }
    public decimal Wasted { get; private set; }
    public string? Reason { get; private set; }
    public string? Destination { get; private set; }

    public static UnsoldLine Create(Guid item, decimal quantity, decimal kept, decimal wasted, string? reason, string? destination)
    {
        if (kept + wasted > quantity) throw new RuleViolation("unsold_mismatch", "More is kept and wasted than was left unsold.");
        if (wasted > 0 && string.IsNullOrWhiteSpace(reason)) throw new RuleViolation("waste_reason_missing", "Waste needs a reason.");
        return new UnsoldLine { ItemId = item, Quantity = quantity, Kept = kept, Wasted = wasted, Reason = reason, Destination = destination };
    }
}

/// <summary>The end of a selling day at a location.</summary>
internal sealed class DayClose : ITenantOwned, IVersioned
{
    private DayClose() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid LocationId { get; private set; }
    public DateOnly BusinessDay { get; private set; }
    public DateTimeOffset ClosedAt { get; private set; }
    public Guid? ClosedBy { get; private set; }
    public DateTimeOffset? ReopenedAt { get; private set; }
    public string? Note { get; private set; }
    public List<UnsoldLine> Unsold { get; private set; } = [];
    public int Version { get; private set; }

    public bool IsClosed => ReopenedAt is null;

    public static DayClose Create(Guid id, Guid location, DateOnly day) => new() { Id = id, LocationId = location, BusinessDay = day };

    public void Close(IReadOnlyList<UnsoldLine> unsold, string? note, Guid? by, DateTimeOffset now)
    {
        (ClosedAt, ClosedBy, ReopenedAt, Note) = (now, by, null, note);
        Unsold.Clear();
        Unsold.AddRange(unsold);
    }

    public void Reopen(DateTimeOffset now)
    {
        if (!IsClosed) throw new RuleViolation("invalid_state_transition", "The day is open already.", 409);
        ReopenedAt = now;
    }
}

/// <summary>A day close as people see it.</summary>
public sealed record DayCloseView(Guid Id, Guid LocationId, DateOnly BusinessDay, bool IsClosed, DateTimeOffset ClosedAt, DateTimeOffset? ReopenedAt, string? Note, IReadOnlyList<UnsoldView> Unsold, int Version) : IVersioned
{
    internal static DayCloseView Of(DayClose d) => new(d.Id, d.LocationId, d.BusinessDay, d.IsClosed, d.ClosedAt, d.ReopenedAt, d.Note,
        [.. d.Unsold.Select(u => new UnsoldView(u.ItemId, u.Quantity, u.Kept, u.Wasted, u.Reason, u.Destination))], d.Version);
}

public sealed record UnsoldView(Guid ItemId, decimal Quantity, decimal Kept, decimal Wasted, string? Reason, string? Destination);
