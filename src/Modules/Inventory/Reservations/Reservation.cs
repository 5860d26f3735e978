using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Reservations;

/// <summary>A part of a lot held back for an order or a batch until it is used, let go, or its time is over. The quantity is what is still held.</summary>
internal sealed class Reservation : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid ItemId { get; init; }
    public Guid LotId { get; init; }
    public Guid LocationId { get; init; }
    public decimal Quantity { get; private set; }
    public string ReferenceType { get; init; } = "";
    public Guid ReferenceId { get; init; }

    /// <summary>What people call the order or batch.</summary>
    public string? ReferenceName { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public static Reservation Of(Guid id, Guid itemId, Guid lotId, Guid locationId, decimal quantity, string referenceType, Guid referenceId, string? referenceName, DateTimeOffset expiresAt, DateTimeOffset now) => new()
    {
        Id = id, ItemId = itemId, LotId = lotId, LocationId = locationId, Quantity = quantity, ReferenceType = referenceType, ReferenceId = referenceId, ReferenceName = referenceName, ExpiresAt = expiresAt, CreatedAt = now,
    };

    /// <summary>Uses or lets go up to a quantity; returns how much it was.</summary>
    public decimal Use(decimal quantity)
    {
        var used = Math.Clamp(quantity, 0m, Quantity);
        Quantity -= used;
        return used;
    }
}
