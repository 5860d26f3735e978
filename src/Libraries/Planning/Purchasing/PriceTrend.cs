namespace Bakery.Planning.Purchasing;

/// <summary>What the prices paid so far tell about the next weeks.</summary>
public enum PriceTrend { Stable, IncreaseExpected, DecreaseExpected, HighVolatility, BelowAverage }

/// <summary>Advice from the prices paid (operations.md 5.1, 7).</summary>
public static class PriceTrends
{
    /// <summary>How far back prices count, in days.</summary>
    public const int Days = 180;

    private const int PricesNeeded = 4;
    private const double AheadDays = 30;
    private const double Noticed = 0.03;
    private const double Scattered = 0.10;

    /// <summary>
    /// The straight line of least squares through the prices, followed for 30 days: 3 % up or down from the last price on it is a rise or fall to be expected. Prices that
    /// scatter about it by more than 10 % of their mean are volatile, whatever the line says. Else a last price 3 % below the mean is below average.
    /// </summary>
    /// <param name="paid">Prices per stock unit with their days, in the order of the days.</param>
    /// <returns>Null with fewer than four prices, or all of one day.</returns>
    public static PriceTrend? Of(IReadOnlyList<(DateOnly Day, decimal Price)> paid)
    {
        ArgumentNullException.ThrowIfNull(paid);
        if (paid.Count < PricesNeeded || paid[0].Day == paid[^1].Day)
        {
            return null;
        }

        var days = paid.Select(p => (double)(p.Day.DayNumber - paid[0].Day.DayNumber)).ToList();
        var prices = paid.Select(p => (double)p.Price).ToList();
        var (meanDay, mean) = (days.Average(), prices.Average());
        if (mean <= 0)
        {
            return null;
        }

        var slope = days.Zip(prices, (d, p) => (d - meanDay) * (p - mean)).Sum() / days.Sum(d => (d - meanDay) * (d - meanDay));
        double On(double day) => mean + slope * (day - meanDay);
        var scatter = Math.Sqrt(days.Zip(prices, (d, p) => (p - On(d)) * (p - On(d))).Average()) / mean;
        var change = slope * AheadDays / Math.Max(On(days[^1]), mean * Noticed);
        return scatter > Scattered ? PriceTrend.HighVolatility
            : change >= Noticed ? PriceTrend.IncreaseExpected
            : change <= -Noticed ? PriceTrend.DecreaseExpected
            : prices[^1] <= mean * (1 - Noticed) ? PriceTrend.BelowAverage
            : PriceTrend.Stable;
    }
}
