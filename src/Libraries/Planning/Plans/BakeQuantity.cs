using Bakery.Planning.Formulas;

namespace Bakery.Planning.Plans;

/// <summary>What one line of the bake plan needs.</summary>
/// <param name="ShopQuantities">Quantity of each shop.</param>
/// <param name="Orders">Pieces ordered by customers.</param>
/// <param name="UsableFinished">Finished pieces that can still be sold.</param>
public sealed record LineDemand(IReadOnlyList<int> ShopQuantities, decimal Orders, decimal UsableFinished)
{
    /// <summary>Σ shops + orders − usable finished stock, at least 0.</summary>
    public decimal Net => Math.Max(0m, ShopQuantities.Sum() + Orders - UsableFinished);

    /// <summary>What must be baked for customers whatever the rounding does.</summary>
    public decimal OrdersToBake => Math.Max(0m, Orders - UsableFinished);
}

/// <summary>Costs and demand of a line, for the cost-optimal multiple.</summary>
/// <param name="Underage">Cost of one piece too few.</param>
/// <param name="Overage">Cost of one piece too many.</param>
/// <param name="Demand">Equally likely demands of the shops together, for example the stored quantiles.</param>
public sealed record LineEconomics(decimal Underage, decimal Overage, IReadOnlyList<decimal> Demand);

/// <summary>Rounds a need to the tray multiple.</summary>
public static class BakeQuantity
{
    /// <summary>The planned pieces. Customer orders are covered whatever the mode says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The multiple is below 1.</exception>
    public static int Round(LineDemand demand, int multiple, MultipleRounding mode, LineEconomics? economics = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        int up = (int)Rounding.UpTo(demand.Net, multiple);
        int down = (int)Rounding.DownTo(demand.Net, multiple);
        int quantity = mode switch
        {
            MultipleRounding.Up => up,
            MultipleRounding.Nearest => (int)Rounding.NearestTo(demand.Net, multiple),
            MultipleRounding.CostOptimal when economics is not null =>
                ExpectedCost(down, demand, economics) < ExpectedCost(up, demand, economics) ? down : up,
            MultipleRounding.CostOptimal => up,
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };
        return Math.Max(quantity, (int)Rounding.UpTo(demand.OrdersToBake, multiple));
    }

    /// <summary>Expected waste and lost sales in EUR when this many pieces are baked.</summary>
    public static decimal ExpectedCost(int pieces, LineDemand demand, LineEconomics economics)
    {
        decimal forShops = pieces + demand.UsableFinished - demand.Orders;
        return economics.Demand.Count == 0 ? 0m : economics.Demand.Average(wanted =>
            wanted > forShops ? (wanted - forShops) * economics.Underage : (forShops - wanted) * economics.Overage);
    }
}

/// <summary>What happens to a new machine value.</summary>
public enum ChangeDecision
{
    /// <summary>Nothing changed.</summary>
    Unchanged,

    /// <summary>The plan is not approved yet; the value simply enters.</summary>
    Applied,

    /// <summary>Small enough: accepted by itself and listed.</summary>
    AutoAccepted,

    /// <summary>A person decides.</summary>
    Proposed,
}

/// <summary>Decides about changes of a plan.</summary>
public static class PlanChange
{
    /// <summary>Relative change in percent; null when nothing was planned.</summary>
    public static decimal? Percent(int planned, int proposed) => planned == 0 ? null : (proposed - planned) * 100m / planned;

    /// <summary>Decides by the tenant's limit in percent; a started batch is never changed by itself.</summary>
    public static ChangeDecision Decide(int planned, int proposed, bool isApproved, bool batchStarted, decimal autoAcceptPercent)
    {
        if (planned == proposed)
        {
            return ChangeDecision.Unchanged;
        }

        if (!isApproved)
        {
            return ChangeDecision.Applied;
        }

        return !batchStarted && Percent(planned, proposed) is { } percent && Math.Abs(percent) <= autoAcceptPercent
            ? ChangeDecision.AutoAccepted
            : ChangeDecision.Proposed;
    }
}
