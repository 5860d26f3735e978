using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Tenant;
using Bakery.Inventory.Items;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Counts;

/// <summary>Starts, fills and posts counts. Stock that moved after it was counted is refused, for the count would book the movement a second time.</summary>
internal static class CountStock
{
    private static readonly Sorting<StockCount> Order = new Sorting<StockCount>(c => c.Id, "-started_at").By("started_at", c => c.StartedAt);

    public sealed record StartRequest(Guid LocationId, IReadOnlyList<Guid>? ItemIds = null, [property: MaxLength(200)] string? Note = null);
    public sealed record Entry(Guid LotId, decimal? Counted, [property: MaxLength(60)] string? ReasonCode = null);
    public sealed record Found(Guid ItemId, [property: Required, Length(1, 80)] string LotCode, decimal Counted, [property: MaxLength(10)] string? Unit = null, DateOnly? ExpiresOn = null);
    public sealed record EnterRequest([property: MaxLength(1000)] IReadOnlyList<Entry>? Lines = null, [property: MaxLength(200)] IReadOnlyList<Found>? Found = null);

    /// <summary>Why what was counted is not what the books said.</summary>
    public sealed record Explanation(Guid LineId, [property: Required, Length(2, 60)] string ReasonCode);
    public sealed record ExplainRequest([property: Required, Length(1, 1000)] IReadOnlyList<Explanation> Lines);

    /// <param name="Expected">Null until the line is counted: people count blind.</param>
    /// <param name="Difference">Counted − expected, in the stock unit.</param>
    public sealed record LineView(Guid Id, Guid ItemId, string Name, string Unit, Guid? LotId, string LotCode, DateOnly? ExpiresOn, decimal? Expected, decimal? Counted, decimal? Difference, string? ReasonCode);
    public sealed record View(Guid Id, Guid LocationId, CountStatus Status, string? Note, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<LineView> Lines, int Version) : IVersioned;
    public sealed record Row(Guid Id, Guid LocationId, CountStatus Status, string? Note, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

    internal static async Task<Created<View>> Handle(StartRequest request, InventoryDb db, StockBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != request.LocationId)) throw RuleViolation.NotFound("The location");
        await using var own = await book.Begin(ct);
        if (await db.Counts.AnyAsync(c => c.LocationId == request.LocationId && c.Status == CountStatus.Open, ct)) throw new RuleViolation("count_open", "This location is being counted already.", 409);
        var count = StockCount.Start(Ids.New(clock), request.LocationId, request.Note, db.Scope.Actor.Name, clock.GetUtcNow());
        db.Add(count);
        var lots = db.Lots.Where(l => l.LocationId == request.LocationId && l.Quantity > 0);
        if (request.ItemIds is { Count: > 0 } ids) lots = lots.Where(l => ids.Contains(l.ItemId));
        foreach (var lot in await lots.ToListAsync(ct)) db.Add(LineOf(count, lot, clock));
        await book.Save(own, ct);
        return TypedResults.Created($"stock/counts/{count.Id}", await Of(count, db, ct));
    }

    internal static async Task<View> Enter(Guid id, EnterRequest request, IfMatch match, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        var count = await Find(id, db, ct);
        var before = await Of(count, db, ct);
        match.Require(count, () => before);
        count.Entered(clock.GetUtcNow());
        var lines = await db.CountLines.Where(l => l.CountId == id).ToListAsync(ct);
        foreach (var entry in request.Lines ?? [])
        {
            var lot = await db.FindLot(entry.LotId, ct);
            if (lot.LocationId != count.LocationId) throw RuleViolation.Invalid("lot_id", "This lot is at another location.");
            var line = lines.Find(l => l.LotId == lot.Id);
            if (line is null) db.Add(line = LineOf(count, lot, clock));
            line.Enter(lot.Quantity, entry.Counted is { } counted ? Rounding.FourDecimals(counted) : null, entry.ReasonCode ?? line.ReasonCode);
        }
        foreach (var found in request.Found ?? [])
        {
            var item = await db.FindItem(found.ItemId, ct);
            if (found.Counted <= 0) throw RuleViolation.Invalid("counted", "Above zero.");
            var line = new CountLine { Id = Ids.New(clock), CountId = id, ItemId = item.Id, LotCode = found.LotCode, ExpiresOn = found.ExpiresOn };
            line.Enter(0, item.ToBooked(found.Counted, found.Unit), "found");
            db.Add(line);
        }
        await book.Save(own, ct);
        return await Of(count, db, ct);
    }

    /// <summary>Reasons only: what the books said stays as it was when the line was counted.</summary>
    internal static async Task<View> Explain(Guid id, ExplainRequest request, IfMatch match, InventoryDb db, TimeProvider clock, CancellationToken ct)
    {
        var count = await Find(id, db, ct);
        var before = await Of(count, db, ct);
        match.Require(count, () => before);
        count.Entered(clock.GetUtcNow());
        var lines = await db.CountLines.Where(l => l.CountId == id).ToDictionaryAsync(l => l.Id, ct);
        foreach (var reason in request.Lines) (lines.GetValueOrDefault(reason.LineId) ?? throw RuleViolation.NotFound("The line")).Explain(reason.ReasonCode);
        await db.SaveChangesAsync(ct);
        return await Of(count, db, ct);
    }

    internal static async Task<View> Post(Guid id, IfMatch match, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        var count = await Find(id, db, ct);
        var before = await Of(count, db, ct);
        match.Require(count, () => before);
        var now = clock.GetUtcNow();
        count.End(CountStatus.Posted, now);
        var lines = await db.CountLines.Where(l => l.CountId == id && l.Counted != null).ToListAsync(ct);
        if (lines.Count == 0) throw new RuleViolation("count_empty", "Nothing has been counted yet.");
        var ids = lines.Select(l => l.LotId).OfType<Guid>().ToList();
        var lots = await db.Lots.Where(l => ids.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        var moved = lines.Where(l => l.LotId is { } lot && lots[lot].Quantity != l.Expected).Select(l => l.LotId!.Value).ToList();
        if (moved.Count > 0) throw new RuleViolation("stock_moved_during_count", "Stock moved after it was counted; count these lots again.", 409, new Dictionary<string, object?> { ["lots"] = moved });
        var items = (await db.Items.Where(i => lines.Select(l => l.ItemId).Contains(i.Id)).ToListAsync(ct)).ToDictionary(i => i.Id);
        foreach (var line in lines.Where(l => l.Counted != l.Expected)) await Book(line, items[line.ItemId], line.LotId is { } lot ? lots[lot] : null, count, db, book, bus, clock, now, ct);
        await book.Save(own, ct);
        return await Of(count, db, ct);
    }

    internal static async Task<View> Cancel(Guid id, IfMatch match, InventoryDb db, TimeProvider clock, CancellationToken ct)
    {
        var count = await Find(id, db, ct);
        var before = await Of(count, db, ct);
        match.Require(count, () => before);
        count.End(CountStatus.Cancelled, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return await Of(count, db, ct);
    }

    internal static Task<Page<Row>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct)
    {
        var rows = db.Counts.AsNoTracking();
        if (locationId is { } location) rows = rows.Where(c => c.LocationId == location);
        return rows.ToPage(page, Order, c => new Row(c.Id, c.LocationId, c.Status, c.Note, c.StartedBy, c.StartedAt, c.EndedAt), ct);
    }

    internal static async Task<View> One(Guid id, InventoryDb db, CancellationToken ct) => await Of(await Find(id, db, ct), db, ct);

    private static async Task Book(CountLine line, Item item, Lot? lot, StockCount count, InventoryDb db, StockBook book, IBus bus, TimeProvider clock, DateTimeOffset now, CancellationToken ct)
    {
        var (change, reference) = (line.Counted!.Value - line.Expected, new Reference("count", count.Id));
        if (lot is null)
        {
            lot = Lot.Receive(Ids.New(clock), item, line.LotCode, count.LocationId, change, item.UnitCost, line.ExpiresOn, LotOrigin.Opening, $"count:{count.Id}", now, now);
            await book.Receive(lot, item, MovementType.Adjustment, reference, ct, line.ReasonCode);
        }
        else
        {
            await book.Adjust(item, lot, change, MovementType.Adjustment, reference, line.ReasonCode ?? "counted", now, ct);
        }
        bus.Publish(new StockAdjusted(item.Id, lot.Id, change, line.ReasonCode ?? "counted", count.LocationId));
    }

    private static CountLine LineOf(StockCount count, Lot lot, TimeProvider clock)
    {
        var line = new CountLine { Id = Ids.New(clock), CountId = count.Id, ItemId = lot.ItemId, LotId = lot.Id, LotCode = lot.LotCode, ExpiresOn = lot.ExpiresOn };
        line.Enter(lot.Quantity, null, null);
        return line;
    }

    private static async Task<StockCount> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.Counts.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw RuleViolation.NotFound("The count");

    private static async Task<View> Of(StockCount c, InventoryDb db, CancellationToken ct)
    {
        var lines = await db.CountLines.AsNoTracking().Where(l => l.CountId == c.Id).ToListAsync(ct);
        var items = await ReadStock.Names(db, lines.Select(l => l.ItemId), ct);
        return new View(c.Id, c.LocationId, c.Status, c.Note, c.StartedBy, c.StartedAt, c.EndedAt,
            [.. lines.OrderBy(l => items[l.ItemId].Name).ThenBy(l => l.ExpiresOn ?? DateOnly.MaxValue).ThenBy(l => l.LotCode).Select(l => new LineView(l.Id, l.ItemId, items[l.ItemId].Name, items[l.ItemId].StockUnit, l.LotId, l.LotCode, l.ExpiresOn, c.Status == CountStatus.Open && l.Counted is null ? null : l.Expected, l.Counted, l.Counted - l.Expected, l.ReasonCode))],
            c.Version);
    }
}
