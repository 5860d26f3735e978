namespace Bakery.Planning.Stock;

/// <summary>A lot as picking sees it. Quantities are in the item's stock unit.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="Quantity">What is there.</param>
/// <param name="ExpiresOn">Last day it may be used; null = never expires.</param>
/// <param name="ReceivedAt">When it came; breaks ties.</param>
/// <param name="IsAvailable">False for quarantined, blocked, expired and depleted lots.</param>
public sealed record LotView(Guid LotId, decimal Quantity, DateOnly? ExpiresOn, DateTimeOffset ReceivedAt, bool IsAvailable = true)
{
    /// <summary>Whether the lot may be used on a day: through its date, not after it.</summary>
    public bool UsableOn(DateOnly day) => IsAvailable && Quantity > 0 && (ExpiresOn is null || ExpiresOn >= day);
}

/// <summary>What is taken from one lot.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="Quantity">Quantity in the stock unit.</param>
/// <param name="IsDeviation">True when a person chose this lot although another expires first.</param>
public sealed record PickLine(Guid LotId, decimal Quantity, bool IsDeviation = false);

/// <summary>The result of a pick.</summary>
/// <param name="Lines">Lots in the order they are taken.</param>
/// <param name="Missing">What no lot could give.</param>
public sealed record Picked(IReadOnlyList<PickLine> Lines, decimal Missing);

/// <summary>First expired, first out: by expiry (none last), then receipt, then lot id. Expired lots are never taken.</summary>
public static class Fefo
{
    /// <summary>The usable lots in the order they are to be taken.</summary>
    public static IEnumerable<LotView> Order(IEnumerable<LotView> lots, DateOnly day) =>
        lots.Where(lot => lot.UsableOn(day)).OrderBy(Expiry).ThenBy(lot => lot.ReceivedAt).ThenBy(lot => lot.LotId);

    /// <summary>Takes a quantity. A chosen lot is taken first and marked as deviation when it is not the FEFO lot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is negative.</exception>
    public static Picked Pick(IEnumerable<LotView> lots, decimal quantity, DateOnly day, Guid? chosenLotId = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quantity);
        var order = Order(lots, day).ToList();
        var first = order.FirstOrDefault();
        if (chosenLotId is { } chosen && order.Find(lot => lot.LotId == chosen) is { } lot)
        {
            order.Remove(lot);
            order.Insert(0, lot);
        }

        var lines = new List<PickLine>();
        decimal missing = quantity;
        foreach (var candidate in order)
        {
            if (missing <= 0)
            {
                break;
            }

            decimal taken = Math.Min(candidate.Quantity, missing);
            lines.Add(new PickLine(candidate.LotId, taken, candidate.LotId == chosenLotId && candidate.LotId != first?.LotId));
            missing -= taken;
        }

        return new Picked(lines, missing);
    }

    /// <summary>The lots as they are once a quantity has left; what is missing leaves nothing behind.</summary>
    public static List<LotView> After(IReadOnlyList<LotView> lots, decimal quantity, DateOnly day)
    {
        var taken = Pick(lots, quantity, day).Lines.ToDictionary(line => line.LotId, line => line.Quantity);
        return [.. lots.Select(lot => lot with { Quantity = lot.Quantity - taken.GetValueOrDefault(lot.LotId) })];
    }

    private static DateOnly Expiry(LotView lot) => lot.ExpiresOn ?? DateOnly.MaxValue;
}
