using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Planning.Purchasing;

namespace Bakery.Suppliers.Scores;

/// <summary>What one delivery said of its supplier; the rows of ninety days make the scorecard.</summary>
[NotAudited("Worked out of a delivery, which is audited itself.")]
internal sealed class DeliveryScore : ITenantOwned
{
    /// <summary>The delivery.</summary>
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid SupplierId { get; init; }
    public DateOnly ReceivedOn { get; init; }
    public DateOnly? ExpectedOn { get; init; }
    public bool OnTime { get; init; }
    public decimal CompletePercent { get; init; }
    public decimal AcceptedPercent { get; init; }
    public decimal PricePercent { get; init; }
    public bool ConfirmedInTime { get; init; }

    public DeliveryFacts Facts => new(OnTime, CompletePercent, AcceptedPercent, PricePercent, ConfirmedInTime);
}
