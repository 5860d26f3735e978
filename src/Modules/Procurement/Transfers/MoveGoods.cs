using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Contracts.AlertProcessor;
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

/// <summary>Transfers between the sites of a bakery: asked for, approved, on their way, delivered. Those from a bakery to one that belongs to it go the same way once they are asked for (<see cref="AskParent"/>).</summary>
internal static class MoveGoods
{
    private const string Requested = "procurement.transfer_requested";
    private static readonly Sorting<InternalTransfer> Sort = new Sorting<InternalTransfer>(t => t.Id, "-number").By("number", t => t.Number);

    public sealed record Wanted(Guid ItemId, decimal Quantity);

    /// <param name="FromLocationId">A site of this bakery; null asks the bakery this one belongs to (enterprise), which has its own markup.</param>
    /// <param name="MarkupPercent">Added to the cost.</param>
    public sealed record Request(TransferType TransferType, Guid ToLocationId, DateOnly NeededOn, [property: Required, Length(1, 200)] IReadOnlyList<Wanted> Lines, Guid? FromLocationId = null, decimal MarkupPercent = 0m, [property: MaxLength(500)] string? Note = null);
    public sealed record Reasoned([property: Required, Length(2, 500)] string Reason);

    /// <param name="BuyerItemId">The same article at the bakery that asks, by its reference.</param>
    public sealed record Line(Guid ItemId, string ProductName, decimal Quantity, string UnitOfMeasure, decimal UnitPrice, Guid? BuyerItemId = null);

    /// <param name="BuyerTenantId">The bakery of the organisation that asks; null between sites of one bakery.</param>
    public sealed record View(Guid Id, string TransferNumber, TransferType TransferType, Guid FromLocationId, Guid ToLocationId, Guid? BuyerTenantId, string? BuyerName, DateOnly NeededOn, TransferStatus Status, decimal MarkupPercent,
        [property: JsonConverter(typeof(CentsText))] decimal Total, string? Note, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, string? RejectionReason, DateTimeOffset? DeliveredAt, IReadOnlyList<Line> Lines, int Version) : IVersioned;

    /// <param name="fromParent">True: what was asked of the bakery this one belongs to.</param>
    internal static Task<Page<View>> List(ProcurementDb db, IQueryBus queries, [AsParameters] PageRequest page, [FromQuery(Name = "status")] string? status, [FromQuery(Name = "from_parent")] bool? fromParent, CancellationToken ct) =>
        fromParent == true ? AskParent.List(db, queries, page, status, ct) : Listed(db.Transfers.AsNoTracking(), page, status, ct);

    internal static Task<Page<View>> Listed(IQueryable<InternalTransfer> rows, PageRequest page, string? status, CancellationToken ct)
    {
        if (Wire.ParseOptional<TransferStatus>(status, "status") is { } wanted) rows = rows.Where(t => t.Status == wanted);
        return rows.ToPage(page, Sort, t => Of(t), ct);
    }

    internal static async Task<Created<View>> Handle(Request request, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var places = await queries.Ask(new Locations(), ct);
        if (places.All(l => l.Id != request.ToLocationId) || (request.FromLocationId is { } site && places.All(l => l.Id != site))) throw RuleViolation.NotFound("The location");
        var wanted = await Asked(request, queries, ct);
        if (request.FromLocationId is not { } from) return await AskParent.Handle(request, wanted, db, book, queries, bus, clock, ct);
        var lines = await Lines(request, wanted, wanted, request.MarkupPercent, queries, ct);
        return await Save(request, from, null, request.MarkupPercent, lines, db, book, bus, clock, ct);
    }

    internal static Task<View> Approve(Guid id, ProcurementDb db, IBus bus, CancellationToken ct) => Decide(id, t => t.Approve(db.Scope.Actor.Name), db, bus, ct);

    internal static Task<View> Reject(Guid id, Reasoned request, ProcurementDb db, IBus bus, CancellationToken ct) => Decide(id, t => t.Reject(request.Reason, db.Scope.Actor.Name), db, bus, ct);

    internal static async Task<View> Dispatch(Guid id, ProcurementDb db, CancellationToken ct)
    {
        var transfer = await Find(id, db, ct);
        transfer.Dispatch();
        await db.SaveChangesAsync(ct);
        return Of(transfer);
    }

    /// <summary>The goods are there, said by the giver or by the bakery that asked; inventory moves the lots, the earliest expiry first.</summary>
    internal static async Task<View> Deliver(Guid id, ProcurementDb db, IQueryBus queries, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct) =>
        await db.Transfers.FirstOrDefaultAsync(t => t.Id == id, ct) is { } own ? await HandOver(own, db, queries, book, bus, clock, ct) : await AskParent.Deliver(id, db, queries, book, bus, clock, ct);

    internal static async Task<View> HandOver(InternalTransfer transfer, ProcurementDb db, IQueryBus queries, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        transfer.Deliver(now);
        var today = await book.Today(ct);
        var stock = (await queries.Ask(new StockSnapshot(today), ct)).ToDictionary(s => s.ItemId, s => s.Lots.Where(l => l.State == "available" && l.LocationId == transfer.FromLocationId && !(l.ExpiresOn < today)).Sum(l => l.Quantity));
        var missing = transfer.Lines.Where(l => stock.GetValueOrDefault(l.ItemId) < l.Quantity).ToDictionary(l => l.ItemId.ToString(), l => l.Quantity - stock.GetValueOrDefault(l.ItemId));
        if (missing.Count > 0) throw new RuleViolation("insufficient_stock", "There is not enough stock.", 422, new Dictionary<string, object?> { ["missing"] = missing });
        bus.Publish(transfer.BuyerTenantId is { } buyer
            ? new GoodsHandedOver(transfer.Id, transfer.Number, (await book.Profile(ct)).Name, transfer.FromLocationId, buyer, transfer.BuyerName!, transfer.ToLocationId, now, [.. transfer.Lines.Select(l => new HandedOverLine(l.ItemId, l.BuyerItemId!.Value, l.Quantity, l.UnitPrice))])
            : new TransferDelivered(transfer.Id, transfer.FromLocationId, transfer.ToLocationId, now, [.. transfer.Lines.Select(l => new ItemQuantity(l.ItemId, l.Quantity))]));
        await db.SaveChangesAsync(ct);
        return Of(transfer);
    }

    private static async Task<Dictionary<Guid, ItemAnswer>> Asked(Request request, IQueryBus queries, CancellationToken ct)
    {
        var items = (await queries.Ask(new Items([.. request.Lines.Select(l => l.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        foreach (var line in request.Lines)
        {
            if (!items.ContainsKey(line.ItemId)) throw RuleViolation.Invalid("lines", $"{line.ItemId} is not an item.");
            if (line.Quantity is <= 0 or > 1_000_000) throw RuleViolation.Invalid("quantity", "Above zero.");
        }
        return items;
    }

    /// <summary>What the giver makes costs what its recipe says, what it buys what it cost on average.</summary>
    /// <param name="given">Item asked for → item of the giver.</param>
    internal static async Task<IReadOnlyList<Line>> Lines(Request request, Dictionary<Guid, ItemAnswer> wanted, Dictionary<Guid, ItemAnswer> given, decimal markup, IQueryBus queries, CancellationToken ct)
    {
        var made = (await queries.Ask(new ProductFacts(request.NeededOn, [.. given.Values.Select(i => i.Id)]), ct)).ToDictionary(f => f.ProductItemId, f => f.VariableCost);
        return [.. request.Lines.Select(l =>
        {
            var (item, asked) = (given[l.ItemId], wanted[l.ItemId]);
            var quantity = Rounding.FourDecimals(item.StockUnit == asked.StockUnit ? l.Quantity : new Quantity(l.Quantity, Unit.Of(asked.StockUnit)).To(Unit.Of(item.StockUnit), item.Factors()).Amount);
            return new Line(item.Id, item.Name, quantity, item.StockUnit, Rounding.FourDecimals(made.GetValueOrDefault(item.Id, item.AverageCost) * (1m + markup / 100m)), asked.Id == item.Id ? null : asked.Id);
        })];
    }

    internal static async Task<Created<View>> Save(Request request, Guid from, FamilyMember? buyer, decimal markup, IReadOnlyList<Line> lines, ProcurementDb db, OrderBook book, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var asked = await db.Atomically(async () =>
        {
            var transfer = InternalTransfer.Request(Ids.New(clock), await book.NextNumber("IT", ct), request, from, buyer, markup, lines, db.Scope.Actor.Name, clock.GetUtcNow());
            db.Add(transfer);
            if (buyer is not null)
                bus.Publish(new AlertRaised(Requested, "medium", "action_needed", EntityOf(transfer), null, null, 100, 100, new ReasoningData(Requested, new Dictionary<string, object?>
                {
                    ["number"] = transfer.Number, ["tenant_name"] = buyer.Name, ["date"] = transfer.NeededOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                })));
            await db.SaveChangesAsync(ct);
            return transfer;
        }, ct);
        return TypedResults.Created($"internal-transfers/{asked.Id}", Of(asked));
    }

    private static async Task<View> Decide(Guid id, Action<InternalTransfer> decision, ProcurementDb db, IBus bus, CancellationToken ct)
    {
        var transfer = await Find(id, db, ct);
        decision(transfer);
        if (transfer.BuyerTenantId is not null) bus.Publish(new AlertCleared(Requested, EntityOf(transfer)));
        await db.SaveChangesAsync(ct);
        return Of(transfer);
    }

    private static EntityRef EntityOf(InternalTransfer transfer) => new("internal_transfer", transfer.Id);

    private static async Task<InternalTransfer> Find(Guid id, ProcurementDb db, CancellationToken ct) => await db.Transfers.FirstOrDefaultAsync(t => t.Id == id, ct) ?? throw RuleViolation.NotFound("The transfer");

    private static View Of(InternalTransfer t) => new(t.Id, t.Number, t.Type, t.FromLocationId, t.ToLocationId, t.BuyerTenantId, t.BuyerName, t.NeededOn, t.Status, t.MarkupPercent, t.Total, t.Note, t.RequestedBy, t.RequestedAt, t.DecidedBy,
        t.RejectionReason, t.DeliveredAt, t.Lines, t.Version);
}
