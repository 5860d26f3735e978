using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
using Bakery.Inventory.Waste;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>What becomes of goods that came back: somebody looks at them first, they are sold day-old, or they are discarded, but never given to people.</summary>
internal enum ReturnDestination { Quarantine, DayOld, AnimalFeed, ByProduct, Compost, Energy, Landfill }

/// <summary>
/// Goods that a customer or a shop's buyer brings back become a lot of their own. Not more can come back from somebody than went to him.
/// </summary>
internal static class ReturnStock
{
    /// <param name="LotId">The lot they were of when they left.</param>
    /// <param name="RecipientId">Who brings them: an order, a shop's day or a donation as the trace names it.</param>
    public sealed record Request(Guid LotId, Guid RecipientId, Guid LocationId, decimal Quantity, [property: Required, Length(3, 60)] string Reason, DateTimeOffset? EventTime = null,
        ReturnDestination Destination = ReturnDestination.Quarantine);

    /// <summary>Goods sent back to their supplier.</summary>
    public sealed record SupplierRequest(Guid LotId, decimal Quantity, [property: Required, Length(1, 200)] string SupplierName, [property: Required, Length(3, 60)] string Reason, DateTimeOffset? EventTime = null);
    public sealed record SupplierResponse(Guid RecipientId, LotForm.View Lot);

    internal static async Task<Created<LotForm.View>> Handle(Request request, InventoryDb db, StockBook book, TraceBook trace, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var source = await db.FindLot(request.LotId, ct);
        var item = await db.FindItem(source.ItemId, ct);
        var quantity = Rounding.FourDecimals(request.Quantity);
        var origin = OriginOf(source.Id, request.RecipientId);
        var sent = await db.Edges.Where(e => e.FromId == source.Id && e.ToId == request.RecipientId && e.Kind == EdgeKind.Delivery).SumAsync(e => e.Quantity, ct);
        var back = await db.Movements.Where(m => m.Type == MovementType.ReturnIn && m.ReferenceId == request.RecipientId && db.Lots.Any(l => l.Id == m.LotId && l.OriginRef == origin)).SumAsync(m => m.Quantity, ct);
        if (quantity > sent - back) throw new RuleViolation("return_exceeds_delivery", $"Only {sent - back} of this lot went there and has not come back.");
        var lot = await Bring(source, item, request.RecipientId, request.LocationId, quantity, request.Reason, at, db, book, trace, clock, ct);
        if (request.Destination == ReturnDestination.DayOld)
        {
            if (item is { ItemType: ItemType.FinishedProduct, DayOldDays: 0 }) throw new RuleViolation("return_not_sellable", $"{item.Name} is not sold day-old.");
            Keep(source, lot, await book.Today(ct));
        }
        else if (request.Destination != ReturnDestination.Quarantine)
            await Discard(item, lot, quantity, WasteReason.CustomerReturn, Wire.Parse<WasteDestination>(Wire.Name(request.Destination), "destination"), at, db, book, bus, clock, ct);
        await book.Save(own, ct);
        return TypedResults.Created($"lots/{lot.Id}", LotForm.Of(lot));
    }

    /// <summary>Lets goods that came back be sold again; of a lot that is being recalled nothing is.</summary>
    internal static void Keep(Lot source, Lot lot, DateOnly today)
    {
        if (source.State == LotState.Blocked) lot.Block();
        else lot.Release(today);
    }

    /// <summary>Discards goods that came back, inside a booking.</summary>
    internal static async Task Discard(Item item, Lot lot, decimal quantity, WasteReason reason, WasteDestination destination, DateTimeOffset at, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var id = Ids.New(clock);
        await book.Adjust(item, lot, -quantity, MovementType.Waste, new Reference("waste", id), Wire.Name(reason), at, ct);
        lot.Dispose();
        var entry = WasteEntry.Of(id, item, lot.Id, lot.LocationId, quantity, [new Taken(item, lot, quantity, false)], reason, destination, null, at, clock.GetUtcNow());
        db.Add(entry);
        bus.Publish(entry.News());
    }

    /// <summary>Books goods of a lot back in, inside a booking; they are a lot of their own in quarantine.</summary>
    internal static async Task<Lot> Bring(Lot source, Item item, Guid recipientId, Guid locationId, decimal quantity, string reason, DateTimeOffset at, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        var lot = source.ComeBack(Ids.New(clock), locationId, quantity, OriginOf(source.Id, recipientId), at, clock.GetUtcNow());
        await book.Receive(lot, item, MovementType.ReturnIn, new Reference("return", recipientId), ct, reason);
        // From the lot, not from who brought it: a shop's day has bought of many lots, and this one is known.
        trace.Join(db.MovementOf(lot), source.Id, NodeKind.Lot, lot.Id, NodeKind.Lot, EdgeKind.Return, quantity);
        return lot;
    }

    private static string OriginOf(Guid lotId, Guid recipientId) => $"{lotId:N}:{recipientId:N}";

    internal static async Task<SupplierResponse> ToSupplier(SupplierRequest request, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var lot = await db.FindLot(request.LotId, ct);
        var recipient = await trace.Recipient(new TraceRecipient { Id = Ids.New(clock), Kind = RecipientKind.Supplier, Name = request.SupplierName, PartyId = lot.SupplierId, LocationId = lot.LocationId, Day = await book.DayOf(at, ct) }, ct);
        await book.Adjust(await db.FindItem(lot.ItemId, ct), lot, -Rounding.FourDecimals(request.Quantity), MovementType.ReturnOut, new Reference("supplier_return", recipient, recipient), request.Reason, at, ct);
        lot.Dispose();
        await book.Save(own, ct);
        return new SupplierResponse(recipient, LotForm.Of(lot));
    }
}
