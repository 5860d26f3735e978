using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Stock;

/// <summary>A shop's day whose counted stock has been booked.</summary>
[NotAudited("A note that an event has been worked off; the day close itself is audited where it happens.")]
internal sealed class BookedDay : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid LocationId { get; init; }
    public DateOnly Day { get; init; }
    public DateTimeOffset BookedAt { get; init; }
}
