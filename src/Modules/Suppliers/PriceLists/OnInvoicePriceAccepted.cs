using Bakery.Contracts.Procurement;
using Bakery.Contracts.Suppliers;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.PriceLists;

/// <summary>A price that somebody accepted on an invoice goes into the list: it takes the place of the list price or the tier it was ordered at.</summary>
internal static class OnInvoicePriceAccepted
{
    internal static async Task Handle(InvoicePriceAccepted accepted, SuppliersDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.Prices.Where(p => p.SupplierId == accepted.SupplierId && p.ItemId == accepted.ItemId).ToListAsync(ct);
        if (PriceBook.InForce(rows, accepted.From) is not { } row) return;
        var isTier = row.UnitPrice != accepted.Ordered && row.PriceTiers.Any(t => t.UnitPrice == accepted.Ordered);
        var tiers = row.PriceTiers.Select(t => new PriceForm.Tier(t.FromPacks, isTier && t.UnitPrice == accepted.Ordered ? accepted.Invoiced : t.UnitPrice)).ToList();
        var until = row.EffectiveTo;
        var data = new PriceForm.Data(row.ItemId, row.PackUnit, row.PackQuantity, isTier ? row.UnitPrice : accepted.Invoiced, row.MinPacks, tiers, accepted.From, until, row.SupplierSku, row.IsContract);
        if (row.EffectiveFrom == accepted.From)
        {
            row.Change(data, accepted.From, row.Position);
        }
        else
        {
            row.EndOn(accepted.From.AddDays(-1));
            db.Add(PriceRow.Create(Ids.New(clock), accepted.SupplierId, data, accepted.From, row.Position));
        }
        bus.Publish(new PriceChanged(accepted.SupplierId, accepted.ItemId, accepted.Ordered, accepted.Invoiced, PriceBook.Percent(accepted.Ordered, accepted.Invoiced)));
    }
}
