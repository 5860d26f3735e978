using Bakery.Planning.Stock;

namespace Bakery.Planning.Purchasing;

/// <summary>The figures of a planning run.</summary>
public sealed record PlanningSettings
{
    /// <summary>Local time at which orders would be placed.</summary>
    public required DateTime OrderedAt { get; init; }

    /// <summary>Whether goods may be used on the day they arrive.</summary>
    public bool UsableSameDay { get; init; }

    /// <summary>Lowest trust score of a supplier.</summary>
    public decimal MinTrust { get; init; } = 80m;

    /// <summary>Safety stock method.</summary>
    public SafetyStockMethod SafetyMethod { get; init; }

    /// <summary>Percent of the fixed percentage method.</summary>
    public decimal SafetyPercent { get; init; } = 20m;

    /// <summary>Service level of the statistical methods.</summary>
    public decimal ServiceLevel { get; init; } = 0.95m;

    /// <summary>The quantity steps.</summary>
    public QuantitySettings Quantity { get; init; } = new();
}

/// <summary>The requirement of an item with the chosen supplier; null where nobody may deliver it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Supplier">The chosen supplier, or null.</param>
/// <param name="Net">The net requirement, or null without a supplier.</param>
/// <param name="Line">What is ordered, or null.</param>
/// <param name="EconomicQuantity">Economic order quantity as advice, in the stock unit, or null.</param>
public sealed record PlannedRequirement(ItemOutlook Item, ChosenSupplier? Supplier, NetRequirement? Net, PlannedLine? Line, decimal? EconomicQuantity);

/// <summary>Requirements of all items and the orders they lead to.</summary>
public sealed record OrderPlan(IReadOnlyList<PlannedRequirement> Requirements, IReadOnlyList<PlannedOrder> Orders);

/// <summary>From stock, needs and offers to purchase orders: one per supplier and delivery date.</summary>
public static class OrderPlanning
{
    // Cost of placing an order in EUR; only the advice of the economic quantity uses it.
    private const double OrderingCost = 5;

    /// <summary>Plans all items. The result depends on the input alone and keeps the order of the items.</summary>
    public static OrderPlan Plan(IReadOnlyList<ItemOutlook> items, IEnumerable<Offer> offers, PlanningSettings settings)
    {
        // A supplier that is closed for a year must not stop the planning of the others.
        var byItem = offers.Where(offer => offer.Calendar.Delivers(settings.OrderedAt)).ToLookup(offer => offer.ItemId);
        var chosen = items.Select(item => Choose(item, [.. byItem[item.ItemId]], settings)).ToList();
        var orders = chosen
            .Where(entry => entry.Net is { ToOrder: > 0 } or { AtReorderPoint: true })
            .GroupBy(entry => (entry.Supplier!.Offer.SupplierId, entry.Supplier.Offer.SupplierCode, entry.Supplier.Coverage.Delivery))
            .OrderBy(group => group.Key.SupplierCode, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Delivery)
            .Select(group => Order([.. group.OrderBy(entry => entry.Supplier!.Offer.Position)], settings.Quantity))
            .Where(order => order.Lines.Count > 0)
            .ToList();
        var lines = orders.SelectMany(order => order.Lines).ToDictionary(line => line.Item.ItemId);
        return new OrderPlan([.. chosen.Select(entry => entry with { Line = lines.GetValueOrDefault(entry.Item.ItemId) })], orders);
    }

    private static PlannedRequirement Choose(ItemOutlook item, IReadOnlyList<Offer> offers, PlanningSettings settings)
    {
        var nets = offers.ToDictionary(offer => offer, offer => Net(item, offer, settings));
        decimal compared = nets.Count == 0 ? 0m : Math.Max(nets.Values.Max(net => net.ToOrder), item.Needs.Mean * 7m);
        var supplier = SupplierChoice.Choose(
            offers, compared, nets.Values.FirstOrDefault()?.RunOutOn, settings.OrderedAt, settings.MinTrust, settings.UsableSameDay);
        return supplier is null
            ? new PlannedRequirement(item, null, null, null, null)
            : new PlannedRequirement(item, supplier, nets[supplier.Offer], null, Economic(item, supplier.Offer, settings.Quantity));
    }

    private static NetRequirement Net(ItemOutlook item, Offer offer, PlanningSettings settings)
    {
        var safety = SafetyStock.For(
            settings.SafetyMethod, settings.SafetyPercent, item.Needs.Mean, offer.Calendar.LeadTimeDays, settings.ServiceLevel, item.History);
        return NetRequirement.For(item, Coverage.For(offer.Calendar, settings.OrderedAt, settings.UsableSameDay), safety);
    }

    private static decimal? Economic(ItemOutlook item, Offer offer, QuantitySettings settings)
    {
        double holding = (double)(offer.UnitPrice * settings.HoldingPercentPerYear / 100m);
        double yearly = (double)item.Needs.Mean * 365;
        return holding <= 0 || yearly <= 0 ? null : Rounding.HalfAway((decimal)Math.Sqrt(2 * yearly * OrderingCost / holding), 4);
    }

    private static PlannedOrder Order(IReadOnlyList<PlannedRequirement> entries, QuantitySettings settings)
    {
        var drafts = entries.Select(entry => new LineDraft(entry.Item, entry.Supplier!.Offer, entry.Net!, settings)).ToList();
        drafts.ForEach(draft => draft.RoundToPacks());
        drafts.ForEach(draft => draft.ApplyReorderRule());
        decimal minimum = entries[0].Supplier!.Offer.MinimumOrderAmount;
        if (settings.SupplierMinimum)
        {
            drafts.ForEach(draft => draft.ApplyMinimumPacks());
            RaiseToMinimum(drafts, minimum);
        }

        drafts.ForEach(draft => draft.ApplyPriceTier());
        drafts.ForEach(draft => draft.ApplyStorageLimit());
        drafts.ForEach(draft => draft.ApplyShelfLife());
        var lines = drafts.Where(draft => draft.Packs > 0).Select(draft => draft.Line()).ToList();
        return new PlannedOrder(
            entries[0].Supplier!.Offer.SupplierId,
            entries[0].Supplier!.Offer.SupplierCode,
            entries[0].Supplier!.Coverage,
            lines,
            lines.Sum(line => line.Total) >= minimum);
    }

    // One pack at a time on the line that runs out first after the order, while it can be used and stored.
    private static void RaiseToMinimum(IReadOnlyList<LineDraft> drafts, decimal minimum)
    {
        while (drafts.Sum(draft => draft.Total) < minimum)
        {
            var next = drafts
                .Where(draft => draft.Packs > 0 && draft.HasRoomFor(draft.Packs + 1))
                .OrderBy(draft => draft.LastsUntil() ?? DateOnly.MaxValue)
                .FirstOrDefault();
            if (next is null)
            {
                return;
            }

            next.Raise(next.Packs + 1, QuantityFlags.SupplierMinimum);
        }
    }
}
