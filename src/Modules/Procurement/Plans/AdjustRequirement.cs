using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Procurement;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Procurement.PurchaseOrders;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Procurement.Plans;

/// <summary>A person wants another quantity or supplier than the plan suggests: the order that nobody has approved follows.</summary>
internal static class AdjustRequirement
{
    /// <param name="AdjustedQuantity">In the stock unit, rounded up to packs; zero orders nothing.</param>
    /// <param name="SupplierId">Null keeps the supplier.</param>
    public sealed record Request(decimal AdjustedQuantity, [property: Required, Length(2, 500)] string AdjustmentReason, Guid? SupplierId = null);

    internal static Task<GeneratePlan.RequirementView> Handle(Guid id, Request request, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct) => db.Atomically(async () =>
    {
        if (request.AdjustedQuantity is < 0 or > 1_000_000) throw RuleViolation.Invalid("adjusted_quantity", "Between 0 and 1,000,000.");
        await db.LockAsync("plan", ct);
        var plan = await db.Plans.AsSplitQuery().FirstOrDefaultAsync(p => p.Requirements.Any(r => r.Id == id), ct) ?? throw RuleViolation.NotFound("The requirement");
        if (plan.Status is ProcurementPlanStatus.Cancelled or ProcurementPlanStatus.Completed) throw RuleViolation.Transition($"Plan {plan.Number}", plan.Status, ProcurementPlanStatus.PendingApproval);
        var requirement = plan.Requirements.First(r => r.Id == id);
        var supplier = await book.Supplier(request.SupplierId ?? requirement.SupplierId ?? throw RuleViolation.Invalid("supplier_id", "Nobody sells it in time: choose a supplier."), ct);
        if (supplier.Status == "blacklisted") throw new RuleViolation("supplier_blacklisted", $"{supplier.Name} is blocked.");
        var price = supplier.Prices.FirstOrDefault(p => p.ItemId == requirement.ItemId) ?? throw RuleViolation.Invalid("supplier_id", $"{supplier.Name} has no price for it.");
        var packs = (int)Math.Ceiling(request.AdjustedQuantity / price.PackQuantity);

        var open = await db.Orders.AsSplitQuery().WhereOpen().Where(o => o.Lines.Any(l => l.ItemId == requirement.ItemId)).ToListAsync(ct);
        var old = open.FirstOrDefault(o => requirement.Packs > 0 && o.SupplierId == requirement.SupplierId && (o.PlanId == plan.Id || o.RequiredDeliveryDate == requirement.DeliveryOn));
        var isSame = old?.SupplierId == supplier.Id;
        // What other plans have put on the same line stays there.
        if (old is not null) await Change(old, requirement.ItemId, (isSame ? packs : 0) - requirement.Packs, db, book, queries, bus, clock, ct);
        var line = packs == 0 ? null : (await KeepOrders.Lines([new PurchaseOrderForm.Line(requirement.ItemId, packs)], supplier, queries, ct))[0];
        if (line is not null && !isSame)
        {
            if (await db.Orders.AsSplitQuery().FirstOrDefaultAsync(o => o.SupplierId == supplier.Id && o.PlanId == plan.Id && (o.Status == PurchaseOrderStatus.Draft || o.Status == PurchaseOrderStatus.PendingApproval), ct) is { } order)
                await Change(order, requirement.ItemId, packs, db, book, queries, bus, clock, ct);
            else await KeepOrders.Draft(supplier, await book.NextNumber("PO", ct), [line], null, plan.Id, db, book, bus, clock, ct);
        }
        requirement.Adjust(request.AdjustedQuantity, request.AdjustmentReason, supplier.Id, line);
        await db.SaveChangesAsync(ct);
        return GeneratePlan.Of(requirement);
    }, ct);

    /// <summary>Adds packs of an item to an order, or takes them off, at the price of the new quantity. An order without items is cancelled.</summary>
    private static async Task Change(PurchaseOrder order, Guid item, int packs, ProcurementDb db, OrderBook book, IQueryBus queries, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var supplier = await book.Supplier(order.SupplierId, ct);
        var lines = order.Lines.OrderBy(l => l.Position).Select(l => l.Data()).ToList();
        var index = lines.FindIndex(l => l.ItemId == item);
        var total = packs + (index < 0 ? 0 : lines[index].Packs);
        var line = total > 0 ? (await KeepOrders.Lines([new PurchaseOrderForm.Line(item, total, ItemNotes: index < 0 ? null : lines[index].ItemNotes)], supplier, queries, ct))[0] : null;
        if (index >= 0) lines.RemoveAt(index);
        if (line is not null) lines.Insert(index < 0 ? lines.Count : index, line);
        await KeepOrders.Rewrite(order, lines, supplier, db, book, clock, ct);
        if (lines.Count > 0) return;
        order.Cancel("requirement_adjusted", clock.GetUtcNow());
        bus.Publish(new PurchaseOrderCancelled(order.Facts(), "requirement_adjusted"), OrderBook.SubjectOf(order));
        book.Settled(order);
    }
}
