using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.StandingOrders;

namespace Bakery.Orders.Ordering;

internal static class OrderForm
{
    /// <param name="UnitPrice">Net price of a unit in EUR.</param>
    public sealed record Line(Guid ItemId, decimal Quantity, decimal UnitPrice, [property: MaxLength(500)] string? Note = null);

    public sealed record View(Guid Id, string OrderNumber, OrderChannel Channel, OrderKind Kind, Guid CustomerId, Fulfilment Fulfilment, DateOnly DueOn, TimeOnly? DueTime, Guid LocationId, OrderStatus Status, OrderPriority Priority,
        Guid? StandingOrderId, string? Note, string? CancelReason, IReadOnlyList<Line> Lines, [property: JsonConverter(typeof(CentsText))] decimal Total, EditPhase? EditPhase, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, int Version) : IVersioned;

    internal static View Of(Order o, EditPhase? phase) => new(o.Id, o.Number, o.Channel, o.Kind, o.CustomerId, o.Fulfilment, o.DueOn, o.DueTime, o.LocationId, o.Status, o.Priority, o.StandingOrderId, o.Note, o.CancelReason,
        [.. o.Lines.OrderBy(l => l.Id).Select(l => new Line(l.ItemId, l.Quantity, l.UnitPrice, l.Note))], o.Total, phase, o.CreatedAt, o.ChangedAt, o.Version);
}
