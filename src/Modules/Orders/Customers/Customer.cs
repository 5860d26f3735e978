using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orders.Customers;

/// <summary>Whom the customer buys as.</summary>
internal enum CustomerKind { B2b, B2c }

/// <summary>Somebody who orders.</summary>
internal sealed class Customer : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Code { get; private set; } = "";
    public CustomerKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string? TaxId { get; private set; }
    public string? Address { get; private set; }
    public string? Email { get; private set; }
    public string? Phone { get; private set; }
    public string Language { get; private set; } = "es";
    public decimal DiscountPercent { get; private set; }
    public decimal? CreditLimit { get; private set; }
    public bool EquivalenceSurcharge { get; private set; }
    public bool MarketingConsent { get; private set; }

    [Sensitive]
    public string? AllergyNote { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Customer Create(Guid id, CustomerForm.Data data, string code)
    {
        var customer = new Customer { Id = id };
        customer.Change(data with { Code = code });
        return customer;
    }

    public void Change(CustomerForm.Data d)
    {
        if (d.DiscountPercent is < 0 or > 100) throw RuleViolation.Invalid("discount_percent", "Between 0 and 100.");
        if (d.CreditLimit < 0) throw RuleViolation.Invalid("credit_limit", "Not negative.");
        if (d.Language is not ("es" or "eu" or "en")) throw RuleViolation.Invalid("language", "es, eu or en.");
        if (!string.IsNullOrWhiteSpace(d.Code)) Code = d.Code.Trim();
        Name = d.Name.Trim();
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
        (Kind, TaxId, Address, Email, Phone, Language) = (d.Kind, d.TaxId, d.Address, d.Email?.Trim(), d.Phone, d.Language);
        (DiscountPercent, CreditLimit, EquivalenceSurcharge, MarketingConsent, AllergyNote, IsActive) = (d.DiscountPercent, d.CreditLimit, d.EquivalenceSurcharge, d.MarketingConsent, d.AllergyNote, d.IsActive);
    }
}

/// <summary>Days on which a customer takes nothing: a range, or certain weekdays of it.</summary>
internal sealed class CustomerClosure : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid CustomerId { get; init; }
    public DateOnly FromDate { get; init; }
    public DateOnly? ToDate { get; init; }

    /// <summary>ISO weekdays; empty = every day of the range.</summary>
    public List<int> Weekdays { get; init; } = [];
    public string? Note { get; init; }

    public bool Covers(DateOnly date) => FromDate <= date && (ToDate is null || date <= ToDate) && (Weekdays.Count == 0 || Weekdays.Contains(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek));
}
