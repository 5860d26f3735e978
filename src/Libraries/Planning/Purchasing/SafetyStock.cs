namespace Bakery.Planning.Purchasing;

/// <summary>How safety stock is worked out.</summary>
public enum SafetyStockMethod
{
    /// <summary>A share of the lead-time demand.</summary>
    FixedPercentage,

    /// <summary>z · σd · √L.</summary>
    StatisticalZ,

    /// <summary>z · √(L·σd² + d²·σL²).</summary>
    AdvancedVariability,
}

/// <summary>What the last 28 days tell about an item.</summary>
/// <param name="Observations">Days with a known use.</param>
/// <param name="Mean">Mean daily use d.</param>
/// <param name="Deviation">Its standard deviation σd.</param>
/// <param name="LeadTimeDeviation">Standard deviation of the lead time in days σL.</param>
public sealed record UseHistory(int Observations, decimal Mean, decimal Deviation, decimal LeadTimeDeviation);

/// <summary>Safety stock and how it was found (Silver, Pyke and Thomas, Inventory and Production Management, ch. 6).</summary>
/// <param name="Quantity">In the stock unit.</param>
/// <param name="Method">The method used.</param>
/// <param name="HistoryTooShort">True when fewer than 14 observations led to the fixed percentage.</param>
public sealed record SafetyStock(decimal Quantity, SafetyStockMethod Method, bool HistoryTooShort)
{
    /// <summary>Observations the statistical methods need.</summary>
    public const int ObservationsNeeded = 14;

    /// <summary>Works out the safety stock.</summary>
    /// <param name="method">The tenant's method.</param>
    /// <param name="percent">Share for the fixed percentage, in percent.</param>
    /// <param name="meanDailyNeed">Mean planned daily need over the horizon.</param>
    /// <param name="leadTimeDays">Lead time L.</param>
    /// <param name="serviceLevel">Service level, 0.5 to 0.9999.</param>
    /// <param name="history">The last 28 days, or null.</param>
    public static SafetyStock For(
        SafetyStockMethod method,
        decimal percent,
        decimal meanDailyNeed,
        int leadTimeDays,
        decimal serviceLevel = 0.95m,
        UseHistory? history = null)
    {
        bool tooShort = history is null || history.Observations < ObservationsNeeded;
        if (method == SafetyStockMethod.FixedPercentage || tooShort)
        {
            return new SafetyStock(percent / 100m * meanDailyNeed * leadTimeDays, SafetyStockMethod.FixedPercentage, method != SafetyStockMethod.FixedPercentage);
        }

        double z = Normal.Quantile((double)Math.Clamp(serviceLevel, 0.5m, 0.9999m));
        double deviation = (double)history!.Deviation;
        double variance = leadTimeDays * deviation * deviation;
        if (method == SafetyStockMethod.AdvancedVariability)
        {
            double spread = (double)(history.Mean * history.LeadTimeDeviation);
            variance += spread * spread;
        }

        return new SafetyStock((decimal)(z * Math.Sqrt(variance)), method, false);
    }
}
