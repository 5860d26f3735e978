using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Opening stock and other lots that no delivery brings.</summary>
internal static class OpenLot
{
    public sealed record Request(Guid ItemId, [property: Required, Length(1, 80)] string LotCode, Guid LocationId, decimal Quantity, decimal? UnitCost = null, DateOnly? ExpiresOn = null,
        [property: MaxLength(10)] string? Unit = null, LotStage Stage = LotStage.Raw, DateTimeOffset? EventTime = null,
        [property: MaxLength(80)] string? StoragePlace = null, [property: MaxLength(80)] string? SupplierLotCode = null);

    internal static async Task<Created<LotForm.View>> Handle(Request request, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var item = await db.FindItem(request.ItemId, ct);
        var now = clock.GetUtcNow();
        if (await db.Lots.AnyAsync(l => l.ItemId == item.Id && l.LocationId == request.LocationId && l.LotCode == request.LotCode && l.Origin == LotOrigin.Opening, ct))
            throw new RuleViolation("lot_exists", $"Lot {request.LotCode} has been entered here already; correct its quantity instead.", 409);
        var quantity = item.ToBooked(request.Quantity, request.Unit);
        var lot = Lot.Receive(Ids.New(clock), item, request.LotCode, request.LocationId, quantity, request.UnitCost ?? item.UnitCost, request.ExpiresOn, LotOrigin.Opening, null,
            at, now, request.Stage).With(request.StoragePlace, request.SupplierLotCode);
        await book.Receive(lot, item, MovementType.Opening, new Reference("opening", null), ct);
        await book.Save(own, ct);
        return TypedResults.Created($"lots/{lot.Id}", LotForm.Of(lot));
    }
}
