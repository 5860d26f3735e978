using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Kernel.Tenancy;

namespace Bakery.Suppliers.Directory;

/// <summary>What people send and read of a supplier.</summary>
internal static class SupplierForm
{
    public record Data
    {
        [MaxLength(20)] public string? Code { get; init; }
        [Required, Length(1, 255)] public required string Name { get; init; }
        [MaxLength(20)] public string? TaxId { get; init; }
        [MaxLength(500)] public string? Address { get; init; }
        public decimal? Latitude { get; init; }
        public decimal? Longitude { get; init; }

        /// <summary>Towns or postcodes it delivers to; empty = everywhere.</summary>
        [MaxLength(50)] public IReadOnlyList<string>? DeliveryZones { get; init; }
        [EmailAddress, MaxLength(254)] public string? Email { get; init; }
        [MaxLength(40)] public string? Phone { get; init; }

        /// <summary>flour_mill, dairy, eggs, fruit, packaging, equipment, services, general.</summary>
        [MaxLength(10)] public IReadOnlyList<string>? Categories { get; init; }
        public PaymentTerms PaymentTerms { get; init; } = PaymentTerms.Days30;
        public int LeadTimeDays { get; init; }

        /// <summary>ISO weekdays, 1 = Monday; empty = every day.</summary>
        [Required, MaxLength(7)] public required IReadOnlyList<int> DeliveryWeekdays { get; init; }

        /// <summary>Local time after which an order counts as the next day's.</summary>
        public TimeOnly CutoffTime { get; init; }
        [MaxLength(400)] public IReadOnlyList<DateOnly>? ClosedDates { get; init; }
        public decimal MinimumOrderAmount { get; init; }
        public decimal? FreeDeliveryAmount { get; init; }
        public SupplierChannel Channel { get; init; }
        [MaxLength(2)] public string Language { get; init; } = "es";

        /// <summary>Deliveries known from before the first order here; read at creation.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int DeliveriesBefore { get; init; }
    }

    public sealed record View : Data, IVersioned
    {
        public required Guid Id { get; init; }
        public required SupplierStatus Status { get; init; }
        public required decimal TrustScore { get; init; }
        public required string? TrustReason { get; init; }
        public required int DeliveriesSoFar { get; init; }
        public required int Version { get; init; }
    }

    internal static View Of(Supplier s) => new()
    {
        Id = s.Id, Version = s.Version, Code = s.Code, Name = s.Name, TaxId = s.TaxId, Address = s.Address, Latitude = s.Latitude, Longitude = s.Longitude, DeliveryZones = s.DeliveryZones, Email = s.Email, Phone = s.Phone, Categories = s.Categories, Status = s.Status,
        PaymentTerms = s.PaymentTerms, LeadTimeDays = s.LeadTimeDays, DeliveryWeekdays = s.DeliveryWeekdays, CutoffTime = s.CutoffTime, ClosedDates = s.ClosedDates, MinimumOrderAmount = s.MinimumOrderAmount,
        FreeDeliveryAmount = s.FreeDeliveryAmount, Channel = s.Channel, Language = s.Language, TrustScore = s.TrustScore, TrustReason = s.TrustReason, DeliveriesSoFar = s.DeliveriesSoFar,
    };
}
