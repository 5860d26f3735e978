using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Transfers;

/// <summary>Transfers between the sites of a bakery: asked for, approved, on their way, delivered.</summary>
internal static class MoveGoods
{
    private static readonly Sorting<InternalTransfer> Sort = new Sorting<InternalTransfer>(t => t.Id, "-number").By("number", t => t.Number);

    public sealed record Wanted(Guid ItemId, decimal Quantity);

    /// <param name="MarkupPercent">Added to the cost.</param>
    public sealed record Request(TransferType TransferType, Guid FromLocationId, Guid ToLocationId, DateOnly NeededOn, [property: Required, Length(1, 200)] IReadOnlyList<Wanted> Lines, decimal MarkupPercent = 0m, [property: MaxLength(500)] string? Note = null);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);
    public sealed record Line(Guid ItemId, string ProductName, decimal Quantity, string UnitOfMeasure, decimal UnitPrice);
    public sealed record View(Guid Id, string TransferNumber, TransferType TransferType, Guid FromLocationId, Guid ToLocationId, DateOnly NeededOn, TransferStatus Status, decimal MarkupPercent, [property: JsonConverter(typeof(CentsText))] decimal Total, string? Note,
        string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, string? RejectionReason, DateTimeOffset? DeliveredAt, IReadOnlyList<Line> Lines, int Version) : IVersioned;

    internal static Task<Page<View>> List(ProcurementDb db, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, CancellationToken ct)
    {
        var rows = db.Transfers.AsNoTracking();
        if (Wire.ParseOptional<TransferStatus>(status, "status") is { } wanted) rows = rows.Where(t => t.Status == wanted);
        return rows.ToPage(page, Sort, t => Of(t), ct);
    }

    internal static async Task<Created<View>> Handle(Request request, ProcurementDb db, OrderBook book, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var places = await queries.Ask(new Locations(), ct);
        if (places.All(l => l.Id != request.FromLocationId) || places.All(l => l.Id != request.ToLocationId)) throw RuleViolation.NotFound("The location");
        var items = (await queries.Ask(new Items([.. request.Lines.Select(l => l.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        // What the bakery makes costs what its recipe says, what it buys what it cost on average.
        var made = (await queries.Ask(new ProductFacts(request.NeededOn, [.. items.Keys]), ct)).ToDictionary(f => f.ProductItemId, f => f.VariableCost);
        var lines = request.Lines.Select(l =>
        {
            if (!items.TryGetValue(l.ItemId, out var item)) throw RuleViolation.Invalid("lines", $"{l.ItemId} is not an item.");
            if (l.Quantity is <= 0 or > 1_000_000) throw RuleViolation.Invalid("quantity", "Above zero.");
            return new Line(item.Id, item.Name, Rounding.FourDecimals(l.Quantity), item.StockUnit, Rounding.FourDecimals(made.GetValueOrDefault(item.Id, item.AverageCost) * (1m + request.MarkupPercent / 100m)));
        }).ToList();
        var asked = await db.Atomically(async () =>
        {
            var transfer = InternalTransfer.Request(Ids.New(clock), await book.NextNumber("IT", ct), request, lines, db.Scope.Actor.Name, clock.GetUtcNow());
            db.Add(transfer);
            await db.SaveChangesAsync(ct);
            return transfer;
        }, ct);
        return TypedResults.Created($"internal-transfers/{asked.Id}", Of(asked));
    }

    internal static Task<View> Approve(Guid id, ProcurementDb db, CancellationToken ct) => Go(id, t => t.Approve(db.Scope.Actor.Name), db, ct);

    internal static Task<View> Reject(Guid id, Reasoned request, ProcurementDb db, CancellationToken ct) => Go(id, t => t.Reject(request.Reason, db.Scope.Actor.Name), db, ct);

    internal static Task<View> Dispatch(Guid id, ProcurementDb db, CancellationToken ct) => Go(id, t => t.Dispatch(), db, ct);

    /// <summary>The goods are there; inventory moves the lots, the earliest expiry first.</summary>
    internal static async Task<View> Deliver(Guid id, ProcurementDb db, IQueryBus queries, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var transfer = await Find(id, db, ct);
        var now = clock.GetUtcNow();
        transfer.Deliver(now);
        var today = await book.Today(ct);
        var stock = (await queries.Ask(new StockSnapshot(today), ct)).ToDictionary(s => s.ItemId, s => s.Lots.Where(l => l.State == "available" && l.LocationId == transfer.FromLocationId && !(l.ExpiresOn < today)).Sum(l => l.Quantity));
        var missing = transfer.Lines.Where(l => stock.GetValueOrDefault(l.ItemId) < l.Quantity).ToDictionary(l => l.ItemId.ToString(), l => l.Quantity - stock.GetValueOrDefault(l.ItemId));
        if (missing.Count > 0) throw new RuleViolation("insufficient_stock", "There is not enough stock.", 422, new Dictionary<string, object?> { ["missing"] = missing });
        bus.Publish(new TransferDelivered(transfer.Id, transfer.FromLocationId, transfer.ToLocationId, now, [.. transfer.Lines.Select(l => new ItemQuantity(l.ItemId, l.Quantity))]));
        await db.SaveChangesAsync(ct);
        return Of(transfer);
    }

    private static async Task<View> Go(Guid id, Action<InternalTransfer> move, ProcurementDb db, CancellationToken ct)
    {
        var transfer = await Find(id, db, ct);
        move(transfer);
        await db.SaveChangesAsync(ct);
        return Of(transfer);
    }

    private static async Task<InternalTransfer> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Transfers.FirstOrDefaultAsync(t => t.Id == id, ct) ?? throw RuleViolation.NotFound("The transfer");

    private static View Of(InternalTransfer t) => new(t.Id, t.Number, t.Type, t.FromLocationId, t.ToLocationId, t.NeededOn, t.Status, t.MarkupPercent, t.Total, t.Note, t.RequestedBy, t.RequestedAt, t.DecidedBy, t.RejectionReason, t.DeliveredAt, t.Lines,
        t.Version);
}
