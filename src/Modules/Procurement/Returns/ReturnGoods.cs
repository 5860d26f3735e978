using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Procurement;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.Deliveries;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Returns;

/// <summary>Sends goods back to the supplier that delivered them: never more of a lot than came, and than is still there.</summary>
internal static class ReturnGoods
{
    private static readonly Sorting<SupplierReturn> Sort = new Sorting<SupplierReturn>(r => r.Id, "-returned_at").By("returned_at", r => r.ReturnedAt);

    /// <param name="Quantity">In the stock unit.</param>
    public sealed record Wanted(Guid PoItemId, [property: Required, Length(1, 80)] string LotCode, decimal Quantity, ReturnReason Reason);
    public sealed record Request(Guid DeliveryId, [property: Required, Length(1, 200)] IReadOnlyList<Wanted> Lines, [property: MaxLength(500)] string? Note = null);
    public sealed record Line(Guid PoItemId, Guid ItemId, string ProductName, string LotCode, decimal Quantity, string UnitOfMeasure, decimal UnitPrice, ReturnReason Reason);
    public sealed record View(Guid Id, string ReturnNumber, Guid DeliveryId, Guid PurchaseOrderId, Guid SupplierId, string SupplierName, DateTimeOffset ReturnedAt, string ReturnedBy, string? Note,
        [property: JsonConverter(typeof(CentsText))] decimal Credit, IReadOnlyList<Line> Lines);

    internal static Task<Page<View>> List(ProcurementDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.Returns.AsNoTracking().ToPage(page, Sort, r => Of(r), ct);

    internal static async Task<Created<View>> Handle(Request request, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var delivery = await db.Deliveries.FirstOrDefaultAsync(d => d.Id == request.DeliveryId, ct) ?? throw RuleViolation.NotFound("The delivery");
        if (delivery.Status != DeliveryStatus.Completed) throw new RuleViolation("invalid_state_transition", "Only goods that were booked go back; others are refused at the door.", 409);
        var order = await db.FindOrder(delivery.PurchaseOrderId, ct);
        var stock = (await queries.Ask(new StockSnapshot(await book.Today(ct)), ct)).SelectMany(s => s.Lots.Select(l => (s.ItemId, Lot: l))).ToLookup(l => (l.ItemId, l.Lot.LotCode), l => l.Lot.Quantity);
        var made = await db.Atomically(async () =>
        {
            await db.LockAsync($"return:{delivery.Id}", ct);
            var before = (await db.Returns.AsNoTracking().Where(r => r.DeliveryId == delivery.Id).ToListAsync(ct)).SelectMany(r => r.Lines).ToLookup(l => (l.PoItemId, l.LotCode), l => l.Quantity);
            var lines = request.Lines.Select(w => LineOf(w, delivery, order, before[(w.PoItemId, w.LotCode)].Sum())).ToList();
            if (lines.GroupBy(l => (l.PoItemId, l.LotCode)).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("lines", "A lot of a line is written once.");
            foreach (var line in lines)
                if (stock[(line.ItemId, line.LotCode)].Sum() is var left && left < line.Quantity)
                    throw new RuleViolation("insufficient_stock", $"Of lot {line.LotCode} only {left:0.####} is left.", 422, new Dictionary<string, object?> { ["missing"] = new Dictionary<string, decimal> { [line.ItemId.ToString()] = line.Quantity - left } });
            var sent = SupplierReturn.Create(Ids.New(clock), await book.NextNumber("RT", ct), delivery, order.SupplierName, lines, clock.GetUtcNow(), db.Scope.Actor.Name, request.Note);
            db.Add(sent);
            bus.Publish(new GoodsReturned(sent.Id, order.SupplierId, order.SupplierName, delivery.LocationId, sent.ReturnedAt, [.. lines.Select(l => new ReturnedLine(l.ItemId, l.LotCode, l.Quantity, l.UnitOfMeasure, Wire.Name(l.Reason)))]));
            await db.SaveChangesAsync(ct);
            return sent;
        }, ct);
        return TypedResults.Created($"returns/{made.Id}", Of(made));
    }

    private static Line LineOf(Wanted wanted, Delivery delivery, PurchaseOrder order, decimal returned)
    {
        if (wanted.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        var came = delivery.Lines.FirstOrDefault(l => l.PoItemId == wanted.PoItemId && l.LotCode == wanted.LotCode) ?? throw RuleViolation.Invalid("lot_code", "This delivery did not bring that lot.");
        if (wanted.Quantity > came.Accepted - returned) throw new RuleViolation("return_exceeds_delivery", $"Only {came.Accepted - returned:0.####} of lot {wanted.LotCode} came and has not gone back.");
        var item = order.Lines.First(l => l.Id == wanted.PoItemId);
        return new Line(item.Id, item.ItemId, item.ProductName, wanted.LotCode, Rounding.FourDecimals(wanted.Quantity), item.Unit, came.UnitPrice ?? item.UnitPrice, wanted.Reason);
    }

    private static View Of(SupplierReturn r) => new(r.Id, r.Number, r.DeliveryId, r.PurchaseOrderId, r.SupplierId, r.SupplierName, r.ReturnedAt, r.ReturnedBy, r.Note, r.Credit, r.Lines);
}
