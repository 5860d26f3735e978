using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Purchasing;

namespace Bakery.Suppliers.Directory;

/// <summary>Whether a supplier may be ordered from.</summary>
internal enum SupplierStatus { PendingApproval, Approved, Preferred, Inactive, Blacklisted }

/// <summary>When a supplier wants its money.</summary>
internal enum PaymentTerms { Prepaid, OnDelivery, Days7, Days15, Days30, Days60, EndOfMonth30 }

/// <summary>How orders reach a supplier.</summary>
internal enum SupplierChannel { Email, Whatsapp, Phone, Portal }

/// <summary>Somebody who sells to the bakery, with its calendar and its trust.</summary>
internal sealed class Supplier : ITenantOwned, IVersioned
{
    private static readonly Dictionary<SupplierStatus, SupplierStatus[]> Allowed = new()
    {
        [SupplierStatus.PendingApproval] = [SupplierStatus.Approved, SupplierStatus.Blacklisted],
        [SupplierStatus.Approved] = [SupplierStatus.Preferred, SupplierStatus.Inactive, SupplierStatus.Blacklisted],
        [SupplierStatus.Preferred] = [SupplierStatus.Approved, SupplierStatus.Inactive, SupplierStatus.Blacklisted],
        [SupplierStatus.Inactive] = [SupplierStatus.Approved],
        [SupplierStatus.Blacklisted] = [SupplierStatus.Inactive],
    };

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? TaxId { get; private set; }
    public string? Address { get; private set; }
    public decimal? Latitude { get; private set; }
    public decimal? Longitude { get; private set; }
    public List<string> DeliveryZones { get; private set; } = [];
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public List<string> Categories { get; private set; } = [];
    public SupplierStatus Status { get; private set; }
    public PaymentTerms PaymentTerms { get; private set; }
    public int LeadTimeDays { get; private set; }
    public List<int> DeliveryWeekdays { get; private set; } = [];
    public TimeOnly CutoffTime { get; private set; }
    public List<DateOnly> ClosedDates { get; private set; } = [];
    public decimal MinimumOrderAmount { get; private set; }
    public decimal? FreeDeliveryAmount { get; private set; }
    public SupplierChannel Channel { get; private set; }
    public string Language { get; private set; } = "es";
    public decimal TrustScore { get; private set; } = Scorecard.Unknown;
    public string? TrustReason { get; private set; }
    public int DeliveriesSoFar { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static Supplier Create(Guid id, SupplierForm.Data data, string code, DateTimeOffset now)
    {
        var supplier = new Supplier { Id = id, CreatedAt = now, DeliveriesSoFar = data.DeliveriesBefore };
        supplier.Change(data with { Code = code });
        return supplier;
    }

    public void Change(SupplierForm.Data d)
    {
        if (d.LeadTimeDays is < 0 or > 90) throw RuleViolation.Invalid("lead_time_days", "Between 0 and 90.");
        if (d.DeliveryWeekdays.Any(day => day is < 1 or > 7)) throw RuleViolation.Invalid("delivery_weekdays", "Weekdays are 1 (Monday) to 7 (Sunday).");
        if (d.MinimumOrderAmount is < 0 or > 1_000_000 || d.FreeDeliveryAmount is < 0 or > 1_000_000) throw RuleViolation.Invalid("minimum_order_amount", "Between 0 and 1,000,000.");
        if (d.Latitude is < -90 or > 90) throw RuleViolation.Invalid("latitude", "Between -90 and 90.");
        if (d.Longitude is < -180 or > 180) throw RuleViolation.Invalid("longitude", "Between -180 and 180.");
        if (d.DeliveryZones?.Any(zone => zone.Length is 0 or > 60) == true) throw RuleViolation.Invalid("delivery_zones", "Between 1 and 60 characters each.");
        if (d.DeliveriesBefore < 0) throw RuleViolation.Invalid("deliveries_before", "Not negative.");
        if (d.Language is not ("es" or "eu" or "en")) throw RuleViolation.Invalid("language", "es, eu or en.");
        if (d.Channel == SupplierChannel.Email && string.IsNullOrWhiteSpace(d.Email)) throw RuleViolation.Invalid("email", "Orders by e-mail need an address.");
        if (!string.IsNullOrWhiteSpace(d.Code)) Code = d.Code.Trim();
        Name = d.Name.Trim();
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
        (TaxId, Address, Email, Phone, PaymentTerms) = (d.TaxId, d.Address, d.Email?.Trim(), d.Phone, d.PaymentTerms);
        (LeadTimeDays, CutoffTime, MinimumOrderAmount, FreeDeliveryAmount) = (d.LeadTimeDays, d.CutoffTime, d.MinimumOrderAmount, d.FreeDeliveryAmount);
        (Channel, Language) = (d.Channel, d.Language);
        (Latitude, Longitude, DeliveryZones) = (d.Latitude, d.Longitude, [.. (d.DeliveryZones ?? []).Select(zone => zone.Trim()).Distinct()]);
        Categories = [.. (d.Categories ?? []).Distinct()];
        DeliveryWeekdays = [.. d.DeliveryWeekdays.Distinct().Order()];
        ClosedDates = [.. (d.ClosedDates ?? []).Distinct().Order()];
    }

    public void Go(SupplierStatus to)
    {
        if (!Allowed[Status].Contains(to)) throw RuleViolation.Transition(Name, Status, to);
        Status = to;
    }

    /// <summary>An admin's own judgement, with its reason.</summary>
    public void Trust(decimal score, string reason)
    {
        if (score is < 0 or > 100) throw RuleViolation.Invalid("score", "Between 0 and 100.");
        (TrustScore, TrustReason) = (score, reason);
    }

    /// <summary>The scorecard counts again.</summary>
    public void EndOverride(decimal score) => (TrustScore, TrustReason) = (score, null);

    /// <summary>Takes the score of the deliveries, unless an admin has judged otherwise.</summary>
    public void Score(decimal score)
    {
        if (TrustReason is null) TrustScore = score;
    }

    public void CountDelivery() => DeliveriesSoFar++;
}
