namespace Bakery.Planning.Purchasing;

/// <summary>What one delivery says of its supplier.</summary>
/// <param name="OnTime">It came on the agreed day or before.</param>
/// <param name="CompletePercent">Delivered share of what was still open, 0 to 100.</param>
/// <param name="AcceptedPercent">Accepted share of what was delivered, 0 to 100.</param>
/// <param name="PricePercent">100 at the list price or below, less the more was charged.</param>
/// <param name="ConfirmedInTime">The order was confirmed within 24 hours.</param>
public sealed record DeliveryFacts(bool OnTime, decimal CompletePercent, decimal AcceptedPercent, decimal PricePercent, bool ConfirmedInTime);

/// <summary>Score of a supplier over a time, each part 0 to 100 (operations.md 4).</summary>
/// <param name="Deliveries">How many it rests on.</param>
/// <param name="Score">The weighted parts, blended with 70 under five deliveries; 2 decimals.</param>
public sealed record Scorecard(int Deliveries, decimal OnTime, decimal Complete, decimal Quality, decimal Price, decimal Confirmation, decimal Score)
{
    /// <summary>Score of a supplier nothing is known about.</summary>
    public const decimal Unknown = 70m;

    private const int EnoughDeliveries = 5;

    /// <summary>On time 30 %, complete 20 %, quality 25 %, price 15 %, confirmation 10 %; each missing delivery up to five counts as one of 70.</summary>
    public static Scorecard Of(IReadOnlyCollection<DeliveryFacts> deliveries)
    {
        decimal Mean(Func<DeliveryFacts, decimal> part) => deliveries.Count == 0 ? 0m : Rounding.HalfAway(deliveries.Average(part), 2);
        var (onTime, complete, quality, price, confirmation) = (
            Mean(d => d.OnTime ? 100m : 0m), Mean(d => d.CompletePercent), Mean(d => d.AcceptedPercent), Mean(d => d.PricePercent), Mean(d => d.ConfirmedInTime ? 100m : 0m));
        decimal weighted = 0.30m * onTime + 0.20m * complete + 0.25m * quality + 0.15m * price + 0.10m * confirmation;
        int missing = Math.Max(0, EnoughDeliveries - deliveries.Count);
        decimal score = (weighted * (EnoughDeliveries - missing) + Unknown * missing) / EnoughDeliveries;
        return new Scorecard(deliveries.Count, onTime, complete, quality, price, confirmation, Rounding.HalfAway(score, 2));
    }
}
