using Bakery.Contracts.Procurement;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;
using Bakery.Procurement.Analytics;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Plans;

/// <summary>What a planning pass did.</summary>
internal sealed record PlanResult(ProcurementPlan Plan, int Orders, int AutoApproved);

/// <summary>Turns needs, stock and offers into requirements and purchase orders, and lets the rules approve what they may.</summary>
internal sealed class PlanBook(ProcurementDb db, OrderBook orders, IQueryBus queries, IBus bus, TimeProvider clock)
{
    /// <summary>Plans once per run. Call inside a transaction.</summary>
    public async Task<PlanResult> Make(Guid? runId, DateOnly? businessDay, int? horizonDays, CancellationToken ct)
    {
        await db.LockAsync("plan", ct);
        if (runId is not null && await db.Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.RunId == runId, ct) is { } done)
        {
            var made = await db.Orders.Where(o => o.PlanId == done.Id).ToListAsync(ct);
            return new PlanResult(done, made.Count, made.Count(o => o.AutoApproved));
        }
        var inputs = await PlanInputs.Ask(queries, clock.GetUtcNow(), businessDay, horizonDays, ct);
        var open = await db.Orders.AsSplitQuery().WhereOpen().ToListAsync(ct);
        var policy = await orders.Policy(ct);
        var planned = OrderPlanning.Plan(inputs.Outlooks(open), inputs.Offers(), inputs.Settings(policy.MinSupplierScore));
        var now = clock.GetUtcNow();
        var plan = ProcurementPlan.Create(Ids.New(clock), await orders.NextNumber("PP", ct), inputs.Today, inputs.HorizonDays, runId, now);
        db.Add(plan);
        var paid = (await Purchases.Between(inputs.Today.AddDays(-PriceTrends.Days), inputs.Today, db, orders, ct)).ToLookup(p => p.Line.ItemId, p => (p.Day, p.UnitPrice));
        foreach (var (requirement, position) in planned.Requirements.Select((r, i) => (r, i + 1)))
        {
            var item = inputs.Items[requirement.Item.ItemId];
            plan.Add(new Requirement(Ids.New(clock), plan.Id, position, requirement, item.Name, item.Sku, item.StockUnit, inputs.Profile.TimeZone, Why(requirement, planned, inputs), PriceTrends.Of([.. paid[item.Id]])));
        }
        var written = new List<PurchaseOrder>();
        foreach (var order in planned.Orders) written.Add(await Write(order, plan, open, inputs, now, ct));
        plan.Ordered(written);
        bus.Publish(new ProcurementPlanGenerated(plan.Id, runId, plan.Requirements.Count, written.Count, plan.Total, [.. planned.Orders.SelectMany(o => o.Lines).Select(l => l.Item.ItemId)]), new Subject("procurement_plan", plan.Id, 1));
        return new PlanResult(plan, written.Count, written.Count(o => o.AutoApproved));
    }

    private async Task<PurchaseOrder> Write(PlannedOrder planned, ProcurementPlan plan, IReadOnlyList<PurchaseOrder> open, PlanInputs inputs, DateTimeOffset now, CancellationToken ct)
    {
        var supplier = inputs.Suppliers[planned.SupplierId];
        var lines = planned.Lines.Select(l => Line(l, inputs)).ToList();
        // An order nobody has approved yet takes the new lines, so that the supplier gets one order for one delivery.
        var order = open.FirstOrDefault(o => o.SupplierId == supplier.Id && o.IsEditable && o.RequiredDeliveryDate == planned.Coverage.Delivery);
        if (order is null)
        {
            order = PurchaseOrder.Create(Ids.New(clock), await orders.NextNumber("PO", ct), KeepOrders.Snapshot(supplier), inputs.Today, planned.Coverage.Delivery,
                KeepOrders.OrderBy(KeepOrders.Calendar(supplier), planned.Coverage.Delivery, inputs.Profile.TimeZone), plan.Id, now);
            order.Write(lines, () => Ids.New(clock), now);
            db.Add(order);
        }
        else
        {
            order.Extend(lines, () => Ids.New(clock), now);
            db.Touch(order);
        }
        var risk = planned.Lines.Max(l => inputs.MoneyAtRiskOf(l.Requirement));
        order.Explain(Why(planned, supplier.Name, inputs), risk);
        bus.Publish(new PurchaseOrderCreated(order.Facts()), OrderBook.SubjectOf(order));
        if (order.Status == PurchaseOrderStatus.Draft)
        {
            if (!planned.MinimumMet && order.Subtotal < supplier.MinimumOrder)
            {
                order.BlockedBy(["below_supplier_minimum"]);
                return order;
            }
            order.Submit(null, now);
        }
        if (await orders.Judge(order, supplier, ct))
        {
            await orders.Approve(order, true, ct);
            var riskiest = planned.Lines.Where(l => l.Requirement.RunOutOn is not null).MaxBy(l => inputs.MoneyAtRiskOf(l.Requirement));
            orders.Prevented(order, riskiest is null ? null : inputs.Items[riskiest.Item.ItemId].Name, riskiest?.Requirement.RunOutOn);
        }
        else
        {
            orders.Wait(order);
        }
        return order;
    }

    private static LineData Line(PlannedLine line, PlanInputs inputs)
    {
        var item = inputs.Items[line.Item.ItemId];
        var price = inputs.Suppliers[line.Offer.SupplierId].Prices.First(p => p.ItemId == item.Id);
        return new LineData(item.Id, item.Name, price.PackUnit, line.Packs, line.Offer.PackQuantity, item.StockUnit, line.UnitPrice, item.LastPurchasePrice, item.IsCritical, null, line.Reason, line.FlagCodes, item.TaxRatePercent ?? 0m);
    }

    // The other parameters describe the line that runs out first.
    private static ReasoningData Why(PlannedOrder order, string supplierName, PlanInputs inputs)
    {
        var names = order.Lines.Select(l => inputs.Items[l.Item.ItemId].Name).ToList();
        var first = order.Tightest.Requirement;
        var tightest = inputs.Items[order.Tightest.Item.ItemId];
        if (first.RunOutOn is not { } day)
            return new("safety_stock_replenishment", new Dictionary<string, object?> { ["supplier_name"] = supplierName, ["product_names"] = names, ["safety_stock"] = Text(first.Safety.Quantity), ["current_stock"] = Text(first.UsableStock), ["product_name"] = tightest.Name, ["unit"] = tightest.StockUnit });
        var days = day.DayNumber - inputs.Today.DayNumber;
        return new("low_stock_detection", new Dictionary<string, object?>
        {
            ["supplier_name"] = supplierName, ["product_names"] = names, ["days_until_stockout"] = days, ["current_stock"] = Text(first.UsableStock), ["required_stock"] = Text(first.Needed + first.Safety.Quantity),
            ["product_name"] = tightest.Name, ["unit"] = tightest.StockUnit,
        }, new Consequence("stockout_risk", StockoutSeverity.Of(days), days));
    }

    /// <summary>Why the quantity is what it is: the last step that changed it, with the parameters of its text.</summary>
    private static ReasoningData? Why(PlannedRequirement requirement, OrderPlan plan, PlanInputs inputs)
    {
        if (requirement.Line is not { Reason: { } reason } line) return null;
        var (needed, before) = (Text(line.Requirement.ToOrder), line.Offer.PacksFor(line.Requirement.ToOrder));
        return new(reason, reason switch
        {
            "price_tier_upgraded" => new() { ["packs_before"] = before, ["packs_after"] = line.Packs, ["total_before"] = Cents(line.Offer.TotalFor(before)), ["total_after"] = Cents(line.Total) },
            "supplier_minimum_applied" => Minimum(line, before, plan.Orders.First(o => o.Lines.Contains(line)), inputs),
            "reorder_rule_applied" => new() { ["reorder_point"] = Text(line.Item.ReorderPoint ?? 0m), ["current_stock"] = Text(line.Requirement.UsableStock), ["quantity"] = Text(line.Quantity) },
            "storage_limit_applied" or "storage_conflict" => new() { ["needed"] = needed, ["limit"] = Text(line.Item.MaxStock ?? 0m) },
            "shelf_life_limit_applied" => new() { ["needed"] = needed, ["limit"] = Text(line.Quantity) },
            _ => new Dictionary<string, object?> { ["needed"] = needed, ["packs"] = line.Packs, ["pack_quantity"] = Text(line.Offer.PackQuantity) },
        });
    }

    private static Dictionary<string, object?> Minimum(PlannedLine line, int before, PlannedOrder order, PlanInputs inputs) => new()
    {
        ["minimum_amount"] = Cents(line.Offer.MinimumOrderAmount), ["total_before"] = Cents(order.Total - line.Total + line.Offer.TotalFor(before)), ["total_after"] = Cents(order.Total), ["product_name"] = inputs.Items[line.Item.ItemId].Name,
    };

    private static string Cents(decimal amount) => amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(decimal value) => Rounding.FourDecimals(value).ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
}
