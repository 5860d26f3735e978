using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Stock;

/// <summary>Takes, corrects and moves stock; the preview shows the lots without booking.</summary>
internal static class TakeStock
{
    public sealed record Line(Guid ItemId, decimal Quantity, [property: MaxLength(10)] string? Unit = null, Guid? LotId = null, [property: MaxLength(60)] string? ReasonCode = null);
    public sealed record Request([property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, Guid LocationId, DateTimeOffset? EventTime = null, [property: MaxLength(40)] string? ReferenceType = null,
        Guid? ReferenceId = null);
    public sealed record TransferRequest([property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, Guid LocationId, Guid ToLocationId, DateTimeOffset? EventTime = null);
    public sealed record AdjustLine(Guid LotId, decimal Change, [property: Required, Length(2, 60)] string ReasonCode);
    public sealed record AdjustRequest([property: Required, Length(1, 200)] IReadOnlyList<AdjustLine> Lines, DateTimeOffset? EventTime = null);

    public sealed record Part(Guid ItemId, Guid LotId, string LotCode, decimal Quantity, DateOnly? ExpiresOn, bool IsDeviation);
    public sealed record Preview(IReadOnlyList<Part> Parts, IReadOnlyList<Lack> Missing);
    public sealed record Lack(Guid ItemId, decimal Quantity);
    public sealed record Response(IReadOnlyList<Part> Parts);

    internal static async Task<Preview> FefoPreview(Request request, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var day = await book.DayOf(request.EventTime ?? clock.GetUtcNow(), ct);
        var parts = new List<Part>();
        var missing = new List<Lack>();
        foreach (var line in await Lines(request.Lines, db, ct))
        {
            var (item, taken, lacking) = await book.Pick(line, request.LocationId, day, ct);
            parts.AddRange(taken.Select(PartOf));
            if (lacking > 0) missing.Add(new Lack(item.Id, lacking));
        }
        return new Preview(parts, missing);
    }

    internal static async Task<Response> Handle(Request request, InventoryDb db, StockBook book, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var taken = await book.Take(await Lines(request.Lines, db, ct), request.LocationId, MovementType.ProductionUse, new Reference(request.ReferenceType ?? "manual", request.ReferenceId), at, ct);
        await book.Save(own, ct);
        return new Response([.. taken.Select(PartOf)]);
    }

    internal static async Task<Response> Adjust(AdjustRequest request, InventoryDb db, StockBook book, IBus bus, CancellationToken ct)
    {
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var parts = new List<Part>();
        foreach (var line in request.Lines)
        {
            if (line.Change == 0) throw RuleViolation.Invalid("change", "Not zero.");
            var lot = await db.FindLot(line.LotId, ct);
            await book.Adjust(await db.FindItem(lot.ItemId, ct), lot, Rounding.FourDecimals(line.Change), MovementType.Adjustment, new Reference("manual", null), line.ReasonCode, at, ct);
            bus.Publish(new StockAdjusted(lot.ItemId, lot.Id, Rounding.FourDecimals(line.Change), line.ReasonCode, lot.LocationId));
            parts.Add(new Part(lot.ItemId, lot.Id, lot.LotCode, line.Change, lot.ExpiresOn, false));
        }
        await book.Save(own, ct);
        return new Response(parts);
    }

    internal static async Task<Response> Transfer(TransferRequest request, InventoryDb db, StockBook book, TraceBook trace, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        if (request.LocationId == request.ToLocationId) throw RuleViolation.Invalid("to_location_id", "Another location.");
        if ((await queries.Ask(new Bakery.Contracts.Tenant.Locations(), ct)).All(l => l.Id != request.ToLocationId)) throw RuleViolation.NotFound("The location");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var taken = await Move(await Lines(request.Lines, db, ct), request.LocationId, request.ToLocationId, new Reference("transfer", Ids.New(clock)), at, db, book, trace, bus, clock, ct);
        await book.Save(own, ct);
        return new Response([.. taken.Select(PartOf)]);
    }

    /// <summary>Moves lines by FEFO inside a booking; the parts that arrive are lots of their own.</summary>
    internal static async Task<IReadOnlyList<Taken>> Move(IReadOnlyList<TakeLine> lines, Guid from, Guid to, Reference reference, DateTimeOffset at, InventoryDb db, StockBook book, TraceBook trace, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var taken = await book.Take(lines, from, MovementType.TransferOut, reference, at, ct);
        foreach (var part in taken) await Arrive(part, to, reference, at, db, book, trace, clock, ct);
        bus.Publish(new StockTransferred(reference.Id!.Value, from, to, [.. taken.Select(t => new LotUse(t.Item.Id, t.Lot.Id, t.Lot.LotCode, t.Quantity))]));
        return taken;
    }

    /// <summary>What was taken at one place becomes a lot at another.</summary>
    internal static async Task Arrive(Taken part, Guid to, Reference reference, DateTimeOffset at, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        var moved = part.Lot.MoveTo(Ids.New(clock), to, part.Quantity, at, clock.GetUtcNow());
        await book.Receive(moved, part.Item, MovementType.TransferIn, reference, ct);
        trace.Join(db.MovementOf(moved), part.Lot.Id, NodeKind.Lot, moved.Id, NodeKind.Lot, EdgeKind.Transfer, part.Quantity);
    }

    internal static async Task<IReadOnlyList<TakeLine>> Lines(IReadOnlyList<Line> lines, InventoryDb db, CancellationToken ct)
    {
        var made = new List<TakeLine>();
        foreach (var line in lines)
        {
            if (line.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
            var item = await db.FindItem(line.ItemId, ct);
            made.Add(new TakeLine(item.Id, item.ToBooked(line.Quantity, line.Unit), line.LotId, line.ReasonCode));
        }
        return made;
    }

    internal static Part PartOf(Taken t) => new(t.Item.Id, t.Lot.Id, t.Lot.LotCode, t.Quantity, t.Lot.ExpiresOn, t.IsDeviation);
}
