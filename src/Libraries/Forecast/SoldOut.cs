namespace Bakery.Forecast;

/// <summary>Demand of a day on which the product was gone before closing.</summary>
/// <param name="Demand">Estimated demand, in pieces.</param>
/// <param name="Lost">Estimated pieces not sold: demand minus quantity.</param>
/// <param name="Share">Share of a full day's sales that is usually over by that time.</param>
public sealed record SoldOutEstimate(double Demand, double Lost, double Share);

/// <summary>Sales of one day in time order, as offsets from opening.</summary>
/// <param name="Date">Business day.</param>
/// <param name="Sales">Minute of the local day and quantity of every sale.</param>
/// <param name="IsSoldOut">Whether the day is already known to be censored.</param>
public sealed record SellingDay(DateOnly Date, IReadOnlyList<(int Minute, double Quantity)> Sales, bool IsSoldOut = false);

/// <summary>Sold-out detection and the estimate of what would have been sold.</summary>
public static class SoldOut
{
    private const double LowestShare = 0.30;
    private const double HighestMultiple = 2;

    /// <summary>
    /// Share F(t) of a day's sales made until a minute: the mean over the last eight same weekdays without sell-out, or over
    /// all weekdays when there are fewer than three. Null when no day is known.
    /// </summary>
    public static double? ShareUntil(IEnumerable<SellingDay> history, DayOfWeek weekday, int minute)
    {
        ArgumentNullException.ThrowIfNull(history);
        var usable = history.Where(d => !d.IsSoldOut && d.Sales.Sum(s => s.Quantity) > 0).OrderByDescending(d => d.Date).ToList();
        var same = usable.Where(d => d.Date.DayOfWeek == weekday).Take(8).ToList();
        var chosen = same.Count >= 3 ? same : usable.Take(8).ToList();
        return chosen.Count == 0
            ? null
            : chosen.Average(d => d.Sales.Where(s => s.Minute <= minute).Sum(s => s.Quantity) / d.Sales.Sum(s => s.Quantity));
    }

    /// <summary>Estimate = quantity / max(F(t), 0.30), at most twice the quantity.</summary>
    public static SoldOutEstimate Estimate(double quantity, double? share)
    {
        var used = Math.Max(share ?? 1, LowestShare);
        var demand = Math.Max(quantity, Math.Min(quantity / used, HighestMultiple * quantity));
        return new SoldOutEstimate(demand, demand - quantity, used);
    }

    /// <summary>
    /// The minute of the last sale when nothing was sold after it for longer than three times the usual gap (at least 60 minutes),
    /// else null. The caller adds that all supply was sold.
    /// </summary>
    public static int? LastSaleBeforeSilence(SellingDay day, IEnumerable<SellingDay> history, int closingMinute)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(history);
        if (day.Sales.Count == 0)
        {
            return null;
        }

        var gaps = new List<double>();
        foreach (var past in history)
        {
            var minutes = past.Sales.Select(s => s.Minute).Order().ToList();
            for (var i = 1; i < minutes.Count; i++)
            {
                gaps.Add(minutes[i] - minutes[i - 1]);
            }
        }

        var usual = gaps.Count == 0 ? 0 : Statistics.Median(gaps);
        var last = day.Sales.Max(s => s.Minute);
        return closingMinute - last > Math.Max(60, 3 * usual) ? last : null;
    }
}
