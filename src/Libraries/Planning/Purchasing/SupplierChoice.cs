namespace Bakery.Planning.Purchasing;

/// <summary>Why a supplier was chosen.</summary>
public enum SupplierReason
{
    /// <summary>The lowest total.</summary>
    Price,

    /// <summary>Nobody delivers in time: the fastest.</summary>
    LeadTime,

    /// <summary>A contract.</summary>
    Contract,

    /// <summary>Nobody else offers it.</summary>
    OnlySource,
}

/// <summary>The chosen offer.</summary>
public sealed record ChosenSupplier(Offer Offer, Coverage Coverage, SupplierReason Reason);

/// <summary>Chooses the supplier of an item.</summary>
public static class SupplierChoice
{
    /// <summary>
    /// The cheapest total for the same quantity among approved suppliers with enough trust that deliver before the stock runs
    /// out; otherwise the fastest. Null when nobody may deliver it. Ties go to the higher trust, then to the supplier's code.
    /// </summary>
    /// <param name="offers">Offers of one item.</param>
    /// <param name="quantity">Quantity to compare totals for, in the stock unit.</param>
    /// <param name="runOutOn">First bake day that is short, or null.</param>
    /// <param name="orderedAt">Local time of the order.</param>
    /// <param name="minTrust">Lowest trust score.</param>
    /// <param name="usableSameDay">Whether goods may be used on the day they arrive.</param>
    public static ChosenSupplier? Choose(
        IEnumerable<Offer> offers,
        decimal quantity,
        DateOnly? runOutOn,
        DateTime orderedAt,
        decimal minTrust,
        bool usableSameDay = false)
    {
        var allowed = offers
            .Where(offer => offer.Standing is SupplierStanding.Approved or SupplierStanding.Preferred)
            .Select(offer => (Offer: offer, Coverage: Coverage.For(offer.Calendar, orderedAt, usableSameDay)))
            .ToList();
        if (allowed.Count == 0)
        {
            return null;
        }

        if (allowed.Count == 1)
        {
            return new ChosenSupplier(allowed[0].Offer, allowed[0].Coverage, SupplierReason.OnlySource);
        }

        var contract = allowed.Where(entry => entry.Offer.IsContract).OrderBy(entry => entry.Offer.SupplierCode, StringComparer.Ordinal).ToList();
        if (contract.Count > 0)
        {
            return new ChosenSupplier(contract[0].Offer, contract[0].Coverage, SupplierReason.Contract);
        }

        var inTime = allowed
            .Where(entry => entry.Offer.Trust >= minTrust && (runOutOn is null || entry.Coverage.UsableFrom <= runOutOn))
            .OrderBy(entry => entry.Offer.CostOf(quantity))
            .ThenByDescending(entry => entry.Offer.Trust)
            .ThenBy(entry => entry.Offer.SupplierCode, StringComparer.Ordinal)
            .ToList();
        if (inTime.Count > 0)
        {
            return new ChosenSupplier(inTime[0].Offer, inTime[0].Coverage, SupplierReason.Price);
        }

        var (offer, coverage) = allowed
            .OrderBy(entry => entry.Coverage.UsableFrom)
            .ThenBy(entry => entry.Offer.CostOf(quantity))
            .ThenBy(entry => entry.Offer.SupplierCode, StringComparer.Ordinal)
            .First();
        return new ChosenSupplier(offer, coverage, SupplierReason.LeadTime);
    }
}
