namespace Bakery.Forecast;

/// <summary>What a product earns and costs, in EUR per piece.</summary>
/// <param name="Price">Retail price with tax.</param>
/// <param name="TaxRate">Tax as a fraction: 0.04 for 4 %.</param>
/// <param name="VariableCost">Ingredients, energy and direct labour of a piece.</param>
/// <param name="Salvage">What an unsold piece still brings.</param>
public sealed record ProductEconomics(decimal Price, decimal TaxRate, decimal VariableCost, decimal Salvage = 0);

/// <summary>Settings of the newsvendor step.</summary>
/// <param name="SubstitutionRate">Share of customers who take another product when theirs is gone (0 to 1).</param>
/// <param name="MinimumLevel">Lowest quantile ever produced to.</param>
/// <param name="MaximumLevel">Highest quantile ever produced to.</param>
public sealed record NewsvendorSettings(decimal SubstitutionRate = 0.30m, double MinimumLevel = 0.05, double MaximumLevel = 0.95);

/// <summary>The level to produce to.</summary>
/// <param name="Underage">Cost of one piece too few, Cu, EUR.</param>
/// <param name="Overage">Cost of one piece too many, Co, EUR.</param>
/// <param name="Ratio">Cu / (Cu + Co) within the settings' limits.</param>
/// <param name="IsAssumed">True: price or cost was missing and 0.70 was taken.</param>
public sealed record CriticalRatio(decimal Underage, decimal Overage, double Ratio, bool IsAssumed);

/// <summary>The quantity that balances the cost of waste against the cost of a lost sale.</summary>
public static class Newsvendor
{
    /// <summary>The ratio taken when price or cost is missing.</summary>
    public const double AssumedRatio = 0.70;

    /// <summary>
    /// Cu = (net price − variable cost) × (1 − substitution rate); Co = max(variable cost − salvage, 10 % of variable cost).
    /// Net price and variable cost are rounded to four decimals before use, nothing after them.
    /// </summary>
    public static CriticalRatio Ratio(ProductEconomics? economics, NewsvendorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (economics is not { Price: > 0, VariableCost: > 0 })
        {
            return new CriticalRatio(0, 0, Math.Clamp(AssumedRatio, settings.MinimumLevel, settings.MaximumLevel), true);
        }

        var net = decimal.Round(economics.Price / (1 + economics.TaxRate), 4, MidpointRounding.AwayFromZero);
        var cost = decimal.Round(economics.VariableCost, 4, MidpointRounding.AwayFromZero);
        var underage = Math.Max(0, net - cost) * (1 - settings.SubstitutionRate);
        var overage = Math.Max(cost - economics.Salvage, 0.10m * cost);
        var ratio = (double)(underage / (underage + overage));
        return new CriticalRatio(underage, overage, Math.Clamp(ratio, settings.MinimumLevel, settings.MaximumLevel), false);
    }

    /// <summary>The smallest whole number not below the quantile at the critical ratio.</summary>
    public static int Quantity(Prediction prediction, CriticalRatio ratio)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(ratio);
        return Ceiling(prediction.Quantile(ratio.Ratio));
    }

    /// <summary>The same for a cold start, where the quantile is exact.</summary>
    public static int Quantity(ColdStartForecast forecast, CriticalRatio ratio)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(ratio);
        return Ceiling(forecast.Quantile(ratio.Ratio));
    }

    /// <summary>Expected pieces left over and expected pieces not sold for want of goods, when a quantity is produced.</summary>
    /// <returns>Both in pieces: E[max(0, q − D)] and E[max(0, D − q)], from the piecewise linear quantile function.</returns>
    public static (double Waste, double LostSales) Expected(Prediction prediction, double quantity)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        const int steps = 200;
        double waste = 0, lost = 0;
        for (var i = 0; i < steps; i++)
        {
            var demand = prediction.Quantile((i + 0.5) / steps);
            waste += Math.Max(0, quantity - demand);
            lost += Math.Max(0, demand - quantity);
        }

        return (waste / steps, lost / steps);
    }

    // A quantile that is whole up to rounding noise must not gain a piece.
    private static int Ceiling(double quantity) => (int)Math.Clamp(Math.Ceiling(quantity - 1e-9), 0, int.MaxValue);
}
