using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Orders.Customers;

internal static class CustomerForm
{
    public record Data
    {
        [MaxLength(20)] public string? Code { get; init; }
        public CustomerKind Kind { get; init; }
        [Required, Length(1, 255)] public required string Name { get; init; }
        [MaxLength(20)] public string? TaxId { get; init; }
        [MaxLength(500)] public string? Address { get; init; }
        [EmailAddress, MaxLength(254)] public string? Email { get; init; }
        [MaxLength(40)] public string? Phone { get; init; }
        [MaxLength(2)] public string Language { get; init; } = "es";
        public decimal DiscountPercent { get; init; }
        public decimal? CreditLimit { get; init; }
        public bool EquivalenceSurcharge { get; init; }
        public bool MarketingConsent { get; init; }
        [MaxLength(500)] public string? AllergyNote { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record View : Data, IVersioned
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
    }

    internal static View Of(Customer c) => new()
    {
        Id = c.Id, Version = c.Version, Code = c.Code, Kind = c.Kind, Name = c.Name, TaxId = c.TaxId, Address = c.Address, Email = c.Email, Phone = c.Phone, Language = c.Language, DiscountPercent = c.DiscountPercent,
        CreditLimit = c.CreditLimit, EquivalenceSurcharge = c.EquivalenceSurcharge, MarketingConsent = c.MarketingConsent, AllergyNote = c.AllergyNote, IsActive = c.IsActive,
    };
}
