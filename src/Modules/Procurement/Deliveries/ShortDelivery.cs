using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Stock;
using Bakery.Procurement.Plans;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Deliveries;

/// <summary>Tells what a delivery that was not complete means for the next bakes, and takes the warnings back once everything is there.</summary>
internal sealed class ShortDelivery(ProcurementDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    public const string Short = "procurement.delivery_short";

    /// <summary>After a receipt. The stock that inventory will book from it is counted in here, for the lots come after this transaction.</summary>
    public async Task Tell(PurchaseOrder order, Delivery delivery, CancellationToken ct)
    {
        foreach (var told in new[] { WatchOrders.DueToday, WatchOrders.Overdue }) bus.Publish(new AlertCleared(told, OrderBook.EntityOf(order)));
        var missing = order.Lines.Where(l => l.RemainingQuantity > 0).ToList();
        if (missing.Count == 0)
        {
            bus.Publish(new AlertCleared(Short, OrderBook.EntityOf(order)));
            return;
        }
        var inputs = await PlanInputs.Ask(queries, clock.GetUtcNow(), null, null, ct);
        var others = (await db.Orders.AsNoTracking().Where(o => o.Id != order.Id).WhereOpen().ToListAsync(ct)).ToList();
        var (line, day) = missing.Select(l => (Line: l, Day: RunsOut(l, others, delivery, inputs))).MinBy(m => m.Day ?? DateOnly.MaxValue);
        var urgent = day == inputs.FirstBakeDay;
        bus.Publish(new AlertRaised(Short, urgent ? "high" : "medium", "action_needed", OrderBook.EntityOf(order), missing.Sum(l => Rounding.Cents(l.RemainingQuantity * l.UnitPrice)), await Start(day, inputs, ct), 60, 100,
            new ReasoningData(Short, new Dictionary<string, object?>
            {
                ["po_number"] = order.Number, ["supplier_name"] = order.SupplierName, ["product_name"] = line.ProductName, ["missing"] = line.RemainingQuantity.ToString("0.####", CultureInfo.InvariantCulture), ["unit"] = line.Unit,
                ["date"] = day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["back_order_on"] = order.ExpectedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }, new Consequence("stockout_risk", urgent ? "high" : "medium", day is { } d ? d.DayNumber - inputs.Today.DayNumber : null)),
            Links: [new AlertLink("open", "GET", $"/procurement/purchase-orders/{order.Id}")]));
    }

    private static DateOnly? RunsOut(PurchaseOrderLine line, IEnumerable<PurchaseOrder> others, Delivery delivery, PlanInputs inputs)
    {
        var came = delivery.Lines.Where(l => l.PoItemId == line.Id && l.Accepted > 0).Select(l => new Arrival(inputs.UsableFrom(inputs.Today), l.Accepted, l.ExpiresOn));
        return inputs.RunsOutOn(line.ItemId, others, came);
    }

    // Bake start of the day.
    private async Task<DateTimeOffset?> Start(DateOnly? day, PlanInputs inputs, CancellationToken ct)
    {
        if (day is not { } at) return null;
        var opens = (await queries.Ask(new Locations(), ct)).Where(l => l.Type == "central_production").Select(l => l.On(at)?.Opens).Where(o => o is not null).Min();
        return opens is { } time ? BusinessTime.Instant(at, time, inputs.Profile.TimeZone) : null;
    }
}
