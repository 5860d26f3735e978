using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
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
        DateTimeOffset? EventTime = null, [property: MaxLength(500)] string? Note = null);
    public sealed record View(Guid Id, Guid ItemId, Guid? LotId, Guid LocationId, decimal Quantity, WasteReason Reason, WasteDestination Destination, decimal Cost, decimal Retail, string? Note, DateTimeOffset EventTime);

    internal static async Task<Created<View>> Handle(Request request, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        await using var own = await book.Begin(ct);
        var item = await db.FindItem(request.ItemId, ct);
        var now = request.EventTime ?? clock.GetUtcNow();
        var quantity = Rounding.FourDecimals(item.ToStock(request.Quantity, request.Unit));
        var entry = Entry(item, request.LotId, request.LocationId, quantity, request.Reason, request.Destination, request.Note, now, clock);
        // A named lot may be expired or blocked: that is what waste is for.
        if (request.LotId is { } id)
        {
            var lot = await db.FindLot(id, ct);
            if (lot.ItemId != item.Id) throw RuleViolation.Invalid("lot_id", "This lot is of another item.");
            book.Adjust(item, lot, -quantity, MovementType.Waste, new Reference("waste", entry.Id), Wire.Name(request.Reason), now);
            lot.Dispose();
        }
        else
        {
            await book.Take([new TakeLine(item.Id, quantity, null, Wire.Name(request.Reason))], request.LocationId, MovementType.Waste, new Reference("waste", entry.Id), now, ct);
        }
        db.Add(entry);
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

    internal static WasteEntry Entry(Item item, Guid? lotId, Guid locationId, decimal quantity, WasteReason reason, WasteDestination destination, string? note, DateTimeOffset eventTime, TimeProvider clock) => new()
    {
        Id = Ids.New(clock), ItemId = item.Id, LotId = lotId, LocationId = locationId, Quantity = quantity, Reason = reason, Destination = destination, Note = note, EventTime = eventTime,
        CreatedAt = clock.GetUtcNow(), Cost = Rounding.FourDecimals(quantity * item.UnitCost), Retail = Rounding.FourDecimals(quantity * (item.Price ?? 0m)),
    };

    private static View Of(WasteEntry w) => new(w.Id, w.ItemId, w.LotId, w.LocationId, w.Quantity, w.Reason, w.Destination, w.Cost, w.Retail, w.Note, w.EventTime);
}
