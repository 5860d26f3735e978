using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

internal static class ReadLots
{
    private static readonly DateOnly Never = new(9999, 1, 1);
    private static readonly Sorting<Lot> LotOrder = new Sorting<Lot>(l => l.Id, "-received_at").By("received_at", l => l.ReceivedAt).By("expires_on", l => l.ExpiresOn ?? Never);
    private static readonly Sorting<Movement> MovementOrder = new Sorting<Movement>(m => m.Id, "-event_time").By("event_time", m => m.EventTime);

    public sealed record MovementView(Guid Id, Guid ItemId, Guid? LotId, MovementType Type, decimal Quantity, decimal UnitCost, decimal QuantityBefore, decimal QuantityAfter, Guid LocationId,
        string? ReferenceType, Guid? ReferenceId, string? ReasonCode, bool IsDeviation, DateTimeOffset EventTime, DateTimeOffset CreatedAt, string ActorName);

    internal static Task<Page<LotForm.View>> Handle(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "item_id")] Guid? itemId, [FromQuery(Name = "location_id")] Guid? locationId,
        [FromQuery(Name = "state")] string? state, [FromQuery(Name = "in_stock")] bool? inStock, CancellationToken ct)
    {
        var lots = db.Lots.AsNoTracking();
        if (itemId is { } item) lots = lots.Where(l => l.ItemId == item);
        if (locationId is { } location) lots = lots.Where(l => l.LocationId == location);
        if (Wire.ParseOptional<LotState>(state, "state") is { } wanted) lots = lots.Where(l => l.State == wanted);
        if (inStock == true) lots = lots.Where(l => l.Quantity > 0);
        if (page.Q is { Length: > 0 } q)
            lots = lots.Where(l => EF.Functions.ILike(l.LotCode, $"%{q}%") || EF.Functions.ILike(l.SupplierLotCode!, $"%{q}%") || db.Items.Any(i => i.Id == l.ItemId && (EF.Functions.ILike(i.Name, $"%{q}%") || i.Barcode == q)));
        return lots.ToPage(page, LotOrder, l => LotForm.Of(l), ct);
    }

    internal static async Task<LotForm.View> One(Guid id, InventoryDb db, CancellationToken ct) => LotForm.Of(await db.FindLot(id, ct));

    internal static Task<Page<MovementView>> Movements(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "item_id")] Guid? itemId, [FromQuery(Name = "lot_id")] Guid? lotId,
        [FromQuery(Name = "type")] string? type, [FromQuery(Name = "reference_id")] Guid? referenceId, [FromQuery(Name = "from")] DateTimeOffset? from, [FromQuery(Name = "to")] DateTimeOffset? to, CancellationToken ct)
    {
        var rows = db.Movements.AsNoTracking();
        if (itemId is { } item) rows = rows.Where(m => m.ItemId == item);
        if (lotId is { } lot) rows = rows.Where(m => m.LotId == lot);
        if (Wire.ParseOptional<MovementType>(type, "type") is { } wanted) rows = rows.Where(m => m.Type == wanted);
        if (referenceId is { } reference) rows = rows.Where(m => m.ReferenceId == reference);
        if (from is { } f) rows = rows.Where(m => m.EventTime >= f);
        if (to is { } t) rows = rows.Where(m => m.EventTime < t);
        return rows.ToPage(page, MovementOrder, m => new MovementView(m.Id, m.ItemId, m.LotId, m.Type, m.Quantity, m.UnitCost, m.QuantityBefore, m.QuantityAfter, m.LocationId, m.ReferenceType,
            m.ReferenceId, m.ReasonCode, m.IsDeviation, m.EventTime, m.CreatedAt, m.ActorName), ct);
    }
}
