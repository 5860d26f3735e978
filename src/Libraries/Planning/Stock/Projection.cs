namespace Bakery.Planning.Stock;

/// <summary>A quantity on a day.</summary>
public sealed record DayQuantity(DateOnly Day, decimal Quantity);

/// <summary>Goods that will come.</summary>
/// <param name="UsableFrom">First day they may be used.</param>
/// <param name="Quantity">Quantity in the stock unit.</param>
/// <param name="ExpiresOn">Their expected last day; null = outlasts the projection.</param>
public sealed record Arrival(DateOnly UsableFrom, decimal Quantity, DateOnly? ExpiresOn = null);

/// <summary>One day of a projection, all in the stock unit.</summary>
/// <param name="Day">The day.</param>
/// <param name="Opening">Usable before arrivals.</param>
/// <param name="Arriving">What becomes usable that day.</param>
/// <param name="Need">Planned use.</param>
/// <param name="Missing">Need that nothing covers.</param>
/// <param name="Expiring">What passes its date unused that evening.</param>
/// <param name="Closing">What is left.</param>
public sealed record ProjectedDay(DateOnly Day, decimal Opening, decimal Arriving, decimal Need, decimal Missing, decimal Expiring, decimal Closing);

/// <summary>Stock day by day.</summary>
/// <param name="Days">The days in order.</param>
/// <param name="UsableStock">What FEFO can use of the lots: all of a lot that outlasts the days, else what is used by its date.</param>
/// <param name="RunOutOn">First day whose need is not covered, or null.</param>
/// <param name="ExpiringLots">Lots with the quantity that passes its date unused.</param>
public sealed record Projection(
    IReadOnlyList<ProjectedDay> Days,
    decimal UsableStock,
    DateOnly? RunOutOn,
    IReadOnlyList<(Guid LotId, decimal Quantity)> ExpiringLots)
{
    /// <summary>Runs the days in order with FEFO. A shortage of one day is not made up on the next.</summary>
    /// <param name="lots">Today's lots.</param>
    /// <param name="needs">Needs in any order; days without a need may be left out between first and last.</param>
    /// <param name="arrivals">Open orders.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    public static Projection Run(IEnumerable<LotView> lots, IEnumerable<DayQuantity> needs, IEnumerable<Arrival> arrivals, DateOnly from, DateOnly to)
    {
        var pool = lots.Where(lot => lot.UsableOn(from)).Select(lot => new Portion(lot.LotId, lot.ExpiresOn, lot.ReceivedAt, lot.Quantity)).ToList();
        var need = needs.GroupBy(entry => entry.Day).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Quantity));
        var coming = arrivals.ToLookup(arrival => arrival.UsableFrom < from ? from : arrival.UsableFrom);
        var days = new List<ProjectedDay>();
        var expiring = new List<(Guid, decimal)>();
        decimal usable = pool.Sum(portion => portion.Left);
        DateOnly? runOut = null;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            decimal opening = pool.Sum(portion => portion.Left);
            decimal arriving = coming[day].Sum(arrival => arrival.Quantity);
            pool.AddRange(coming[day].Select(arrival => new Portion(null, arrival.ExpiresOn, DateTimeOffset.MaxValue, arrival.Quantity)));
            decimal wanted = need.GetValueOrDefault(day);
            decimal missing = Take(pool, wanted);
            if (missing > Rounding.Tolerance)
            {
                runOut ??= day;
            }

            var gone = pool.Where(portion => portion.ExpiresOn == day && portion.Left > 0).ToList();
            expiring.AddRange(gone.Where(portion => portion.LotId is not null).Select(portion => (portion.LotId!.Value, portion.Left)));
            usable -= gone.Where(portion => portion.LotId is not null).Sum(portion => portion.Left);
            decimal lost = gone.Sum(portion => portion.Left);
            pool.RemoveAll(portion => portion.Left == 0 || portion.ExpiresOn == day);
            days.Add(new ProjectedDay(day, opening, arriving, wanted, missing, lost, opening + arriving - (wanted - missing) - lost));
        }

        return new Projection(days, usable, runOut, expiring);
    }

    private static decimal Take(List<Portion> pool, decimal wanted)
    {
        foreach (var portion in pool.OrderBy(part => part.ExpiresOn ?? DateOnly.MaxValue).ThenBy(part => part.ReceivedAt).ThenBy(part => part.LotId))
        {
            if (wanted <= 0)
            {
                break;
            }

            decimal taken = Math.Min(portion.Left, wanted);
            portion.Left -= taken;
            wanted -= taken;
        }

        return wanted;
    }

    private sealed class Portion(Guid? lotId, DateOnly? expiresOn, DateTimeOffset receivedAt, decimal left)
    {
        internal Guid? LotId { get; } = lotId;

        internal DateOnly? ExpiresOn { get; } = expiresOn;

        internal DateTimeOffset ReceivedAt { get; } = receivedAt;

        internal decimal Left { get; set; } = left;
    }
}
