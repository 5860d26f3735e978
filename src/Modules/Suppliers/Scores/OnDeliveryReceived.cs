using Bakery.Contracts.Procurement;
using Bakery.Kernel.Values;
using Bakery.Suppliers.PriceLists;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Suppliers.Scores;

/// <summary>A supplier that has delivered is no stranger any more, and has a new score.</summary>
internal static class OnDeliveryReceived
{
    private static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    internal static async Task Handle(DeliveryReceived delivery, SuppliersDb db, ScoreBook scores, CancellationToken ct)
    {
        if (await db.Suppliers.FirstOrDefaultAsync(s => s.Id == delivery.SupplierId, ct) is not { } supplier) return;
        supplier.CountDelivery();
        var day = BusinessTime.Today(delivery.ReceivedAt, await scores.Zone(ct));
        var items = delivery.Lines.Select(l => l.ItemId).ToList();
        var prices = (await db.Prices.AsNoTracking().Where(p => p.SupplierId == supplier.Id && items.Contains(p.ItemId) && p.EffectiveFrom <= day && (p.EffectiveTo == null || p.EffectiveTo >= day)).ToListAsync(ct)).ToDictionary(p => p.ItemId);
        db.Add(new DeliveryScore
        {
            Id = delivery.DeliveryId, SupplierId = supplier.Id, ReceivedOn = day, ExpectedOn = delivery.ExpectedOn, OnTime = delivery.ExpectedOn is null || day <= delivery.ExpectedOn, CompletePercent = Complete(delivery.Lines),
            AcceptedPercent = Share(delivery.Lines.Sum(l => l.Accepted * l.UnitCost), delivery.Lines.Sum(l => l.Delivered * l.UnitCost)), PricePercent = Price(delivery.Lines, prices),
            ConfirmedInTime = delivery is { SentAt: { } sent, ConfirmedAt: { } confirmed } && confirmed - sent <= ConfirmWithin,
        });
        supplier.Score((await scores.Of(supplier.Id, ct)).Score);
    }

    // By value, so that a missing sack weighs more than a missing pinch; more than was open counts as all of it.
    private static decimal Complete(IReadOnlyList<DeliveredLine> lines)
    {
        var items = lines.GroupBy(l => l.ItemId).Select(g => (Open: g.Max(l => l.Open ?? 0m), Came: g.Sum(l => l.Delivered), Cost: g.First().UnitCost)).ToList();
        return Share(items.Sum(i => Math.Min(i.Open, i.Came) * i.Cost), items.Sum(i => i.Open * i.Cost));
    }

    private static decimal Price(IReadOnlyList<DeliveredLine> lines, Dictionary<Guid, PriceRow> prices)
    {
        var listed = lines.Where(l => prices.ContainsKey(l.ItemId) && l.Accepted > 0).Select(l => (Paid: l.Accepted * l.UnitCost, List: l.Accepted * prices[l.ItemId].PriceFor(l.Ordered))).ToList();
        return Share(listed.Sum(l => l.List), listed.Sum(l => l.Paid));
    }

    private static decimal Share(decimal part, decimal whole) => whole <= 0 ? 100m : Math.Min(100m, Math.Round(part / whole * 100m, 2, MidpointRounding.AwayFromZero));
}
