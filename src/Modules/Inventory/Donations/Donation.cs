using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Donations;

/// <summary>Food given away, as the register of Ley 1/2025 wants it: what, which lot, when, to whom, how many kg.</summary>
internal sealed class Donation : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }

    /// <summary>DON-{year}-{0001}, without gaps per tenant and year.</summary>
    public string Number { get; init; } = "";
    public string RecipientName { get; init; } = "";
    public string? RecipientTaxId { get; init; }
    public Guid LocationId { get; init; }

    /// <summary>Somebody has looked at food past its best-before date.</summary>
    public bool SafetyChecked { get; init; }
    public string GivenBy { get; init; } = "";
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One lot of a donation.</summary>
internal sealed class DonationLine : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid DonationId { get; init; }
    public Guid ItemId { get; init; }
    public Guid LotId { get; init; }
    public string LotCode { get; init; } = "";
    public DateOnly? ExpiresOn { get; init; }
    public decimal Quantity { get; init; }
    public decimal Kg { get; init; }
    public decimal Cost { get; init; }
}
