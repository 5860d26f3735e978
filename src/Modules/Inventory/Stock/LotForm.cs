using Bakery.Inventory.Items;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Stock;

/// <summary>What people read of a lot.</summary>
internal static class LotForm
{
    public sealed record View(Guid Id, Guid ItemId, string LotCode, string? SupplierLotCode, Guid? SupplierId, Guid LocationId, string? StoragePlace, LotOrigin Origin, DateTimeOffset ReceivedAt,
        DateTimeOffset EventTime, DateTimeOffset CreatedAt, DateOnly? ExpiresOn, ExpiryKind ExpiryKind, decimal Quantity, decimal ReservedQuantity, decimal UnitCost, LotStage Stage, LotState State, int Version) : IVersioned;

    internal static View Of(Lot l) => new(l.Id, l.ItemId, l.LotCode, l.SupplierLotCode, l.SupplierId, l.LocationId, l.StoragePlace, l.Origin, l.ReceivedAt, l.EventTime, l.CreatedAt, l.ExpiresOn, l.ExpiryKind,
        l.Quantity, l.ReservedQuantity, l.UnitCost, l.Stage, l.State, l.Version);
}
