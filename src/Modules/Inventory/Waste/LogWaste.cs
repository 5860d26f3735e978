using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Waste;

/// <summary>Discarded food: leaves stock and is valued at cost and at retail.</summary>
internal static class LogWaste
{
    private static readonly Sorting<WasteEntry> Order = new Sorting<WasteEntry>(w => w.Id, "-event_time").By("event_time", w => w.EventTime);

    public sealed record Request(Guid ItemId, Guid LocationId, decimal Quantity, WasteReason Reason, WasteDestination Destination, Guid? LotId = null, [property: MaxLength(10)] string? Unit = null,
        DateTimeOffset? EventTime = null, [property: MaxLength(500)] string? Note = null, Guid? PhotoId = null);
    public sealed record View(Guid Id, Guid ItemId, Guid? LotId, Guid LocationId, decimal Quantity, decimal? Kg, WasteReason Reason, WasteDestination Destination, decimal Cost, decimal Retail, string? Note,
        Guid? PhotoId, DateTimeOffset EventTime);

    internal static async Task<Created<View>> Handle(Request request, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        if (request.PhotoId is { } photo && !await db.WastePhotos.AnyAsync(p => p.Id == photo, ct)) throw RuleViolation.NotFound("The photo");
        var item = await db.FindItem(request.ItemId, ct);
        var quantity = item.ToBooked(request.Quantity, request.Unit);
        var (id, reason) = (Ids.New(clock), Wire.Name(request.Reason));
        IReadOnlyList<Taken> taken;
        // A named lot may be expired or blocked: that is what waste is for.
        if (request.LotId is { } lotId)
        {
            var lot = await db.FindLot(lotId, ct);
            if (lot.ItemId != item.Id) throw RuleViolation.Invalid("lot_id", "This lot is of another item.");
            WasteEntry.Allow(request.Reason, request.Destination, lot, await book.DayOf(at, ct));
            await book.Adjust(item, lot, -quantity, MovementType.Waste, new Reference("waste", id), reason, at, ct);
            lot.Dispose();
            taken = [new Taken(item, lot, quantity, false)];
        }
        else
        {
            WasteEntry.Allow(request.Reason, request.Destination, null, default);
            taken = await book.Take([new TakeLine(item.Id, quantity, null, reason)], request.LocationId, MovementType.Waste, new Reference("waste", id), at, ct);
        }
        var entry = WasteEntry.Of(id, item, request.LotId, request.LocationId, quantity, taken, request.Reason, request.Destination, request.Note, at, clock.GetUtcNow(), request.PhotoId);
        db.Add(entry);
        bus.Publish(entry.News());
        await book.Save(own, ct);
        return TypedResults.Created($"waste/{entry.Id}", Of(entry));
    }

    internal static Task<Page<View>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "item_id")] Guid? itemId, [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct)
    {
        var rows = db.Waste.AsNoTracking();
        if (itemId is { } item) rows = rows.Where(w => w.ItemId == item);
        if (locationId is { } location) rows = rows.Where(w => w.LocationId == location);
        return rows.ToPage(page, Order, w => Of(w), ct);
    }

    private static View Of(WasteEntry w) => new(w.Id, w.ItemId, w.LotId, w.LocationId, w.Quantity, w.Kg, w.Reason, w.Destination, w.Cost, w.Retail, w.Note, w.PhotoId, w.EventTime);
}
