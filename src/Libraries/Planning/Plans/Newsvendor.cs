namespace Bakery.Planning.Plans;

/// <summary>
/// The economics of one piece too few and one piece too many. The critical ratio Cu / (Cu + Co) is the demand quantile to bake
/// (newsvendor model, Arrow, Harris and Marschak 1951).
/// </summary>
/// <param name="Underage">Cost of one piece too few in EUR: lost margin of customers who buy nothing else.</param>
/// <param name="Overage">Cost of one piece too many in EUR: cost less salvage, at least a tenth of the cost.</param>
/// <param name="Ratio">The critical ratio within the owner's limits, unrounded.</param>
/// <param name="IsAssumed">True when price or cost is missing and 0.70 is used.</param>
public sealed record Newsvendor(decimal Underage, decimal Overage, decimal Ratio, bool IsAssumed)
{
    /// <summary>The ratio used when price or cost is not known.</summary>
    public const decimal AssumedRatio = 0.70m;

    /// <summary>Works out the ratio. Net price and variable cost are rounded to 4 decimals first; nothing after them is rounded.</summary>
    /// <param name="price">Retail price with tax in EUR, or null.</param>
    /// <param name="taxPercent">Tax rate in percent.</param>
    /// <param name="variableCost">Ingredients, energy and direct labour of a piece in EUR, or null.</param>
    /// <param name="salvage">What an unsold piece still brings in EUR.</param>
    /// <param name="substitutionRate">Share of customers who take something else, 0 to 1.</param>
    /// <param name="minRatio">Lower limit.</param>
    /// <param name="maxRatio">Upper limit.</param>
    public static Newsvendor For(
        decimal? price,
        decimal taxPercent,
        decimal? variableCost,
        decimal salvage,
        decimal substitutionRate,
        decimal minRatio = 0.50m,
        decimal maxRatio = 0.95m)
    {
        if (price is null or <= 0 || variableCost is null or <= 0)
        {
            return new Newsvendor(0m, 0m, Math.Clamp(AssumedRatio, minRatio, maxRatio), true);
        }

        decimal cost = Rounding.HalfAway(variableCost.Value, 4);
        decimal underage = (NetPrice(price.Value, taxPercent) - cost) * (1m - substitutionRate);
        decimal overage = Math.Max(cost - salvage, cost * 0.1m);
        // A product sold below cost has no margin to lose: the lower limit is all that is left.
        decimal ratio = underage <= 0 ? 0m : underage / (underage + overage);
        return new Newsvendor(underage, overage, Math.Clamp(ratio, minRatio, maxRatio), false);
    }

    /// <summary>Price without tax in EUR, 4 decimals.</summary>
    public static decimal NetPrice(decimal price, decimal taxPercent) => Rounding.HalfAway(price / (1m + taxPercent / 100m), 4);
}
