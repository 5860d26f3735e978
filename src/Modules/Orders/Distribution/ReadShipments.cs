using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Orders.Distribution;

/// <summary>Lists shipments and shows one.</summary>
internal static class ReadShipments
{
    private static readonly Sorting<Shipment> Sort = new Sorting<Shipment>(s => s.Id, "-number").By("number", s => s.Number).By("day", s => s.Day);

    internal static Task<Page<ShipmentForm.View>> List(OrdersDb db, [AsParameters] PageRequest page, [FromQuery(Name = "date")] DateOnly? date, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Shipments.AsNoTracking();
        if (date is { } day) rows = rows.Where(s => s.Day == day);
        if (Wire.ParseOptional<ShipmentStatus>(status, "status") is { } wanted) rows = rows.Where(s => s.Status == wanted);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(s => EF.Functions.ILike(s.Number, $"%{q}%"));
        return rows.ToPage(page, Sort, s => ShipmentForm.Of(s), ct);
    }

    internal static async Task<ShipmentForm.View> One(Guid id, OrdersDb db, CancellationToken ct) => ShipmentForm.Of(await db.FindShipment(id, ct));
}
