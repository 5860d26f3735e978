using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Procurement.Deliveries;

internal static class DeliveryForm
{
    /// <summary>Quantities in the item's stock unit; what is delivered and not accepted goes back with the driver.</summary>
    /// <param name="TemperatureC">Of this line; without it the delivery's counts.</param>
    /// <param name="AcceptanceReason">Why goods outside their temperature limits were accepted all the same.</param>
    /// <param name="PhotoId">Of damaged goods or of the paper that came with them.</param>
    public sealed record Line(Guid PoItemId, decimal Delivered, decimal Accepted, [property: Required, Length(1, 80)] string LotCode, DateOnly? ExpiresOn = null, [property: MaxLength(20)] string? ExpiryKind = null, decimal? UnitPrice = null,
        decimal? TemperatureC = null, [property: MaxLength(200)] string? RejectionReason = null, [property: MaxLength(200)] string? AcceptanceReason = null, Guid? PhotoId = null);

    /// <param name="Reason">Needed for more than 10 % above the order.</param>
    /// <param name="DeliveryNote">Number of the supplier's delivery note; each is received once.</param>
    public sealed record Data([property: Required, Length(1, 200)] IReadOnlyList<Line> Lines, DateTimeOffset? ReceivedAt = null, [property: MaxLength(120)] string? Carrier = null, decimal? TemperatureC = null, [property: MaxLength(500)] string? Reason = null,
        [property: MaxLength(60)] string? DeliveryNote = null);

    public sealed record View(Guid Id, string DeliveryNumber, Guid PurchaseOrderId, Guid SupplierId, Guid LocationId, DeliveryStatus Status, DateTimeOffset ReceivedAt, string? ReceivedBy, string? Carrier, decimal? TemperatureC, string? Reason,
        string? DeliveryNote, IReadOnlyList<Line> Lines, int Version) : IVersioned;

    internal static View Of(Delivery d) => new(d.Id, d.Number, d.PurchaseOrderId, d.SupplierId, d.LocationId, d.Status, d.ReceivedAt, d.ReceivedBy, d.Carrier, d.TemperatureC, d.Reason, d.DeliveryNote, d.Lines, d.Version);
}
