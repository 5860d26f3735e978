using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Orders.Distribution;

internal static class ShipmentForm
{
    public sealed record LotView(Guid LotId, string LotCode, DateOnly? ExpiresOn, decimal Quantity, bool IsDeviation);

    /// <param name="Wanted">What the order or the shop asked for.</param>
    /// <param name="Quantity">What it gets: its part of what was baked, or what was packed instead.</param>
    /// <param name="Short">What is missing of what was asked for.</param>
    public sealed record LineView(Guid Id, Guid ItemId, decimal Wanted, decimal Quantity, decimal Short, IReadOnlyList<LotView> Lots);

    /// <param name="Id">Also the id of its delivery note.</param>
    /// <param name="NoteNumber">Given when it is packed.</param>
    public sealed record StopView(Guid Id, string? NoteNumber, Guid? LocationId, Guid? OrderId, Guid? CustomerId, string Name, string Language, DateTimeOffset? DeliveredAt, string? ReceivedBy, string? FailReason, IReadOnlyList<LineView> Lines);

    /// <param name="ShopId">The shop it goes to; null for a trip to customers.</param>
    public sealed record View(Guid Id, string ShipmentNumber, DateOnly Day, Guid FromLocationId, Guid? ShopId, ShipmentStatus Status, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? PackedAt, DateTimeOffset? DispatchedAt,
        DateTimeOffset? DeliveredAt, IReadOnlyList<StopView> Stops, int Version) : IVersioned;

    internal static View Of(Shipment s) => new(s.Id, s.Number, s.Day, s.FromLocationId, s.ShopId, s.Status, s.Reason, s.CreatedAt, s.PackedAt, s.DispatchedAt, s.DeliveredAt, [.. s.Stops.OrderBy(x => x.Position).Select(Of)], s.Version);

    private static StopView Of(ShipmentStop s) => new(s.Id, s.NoteNumber, s.LocationId, s.OrderId, s.CustomerId, s.Name, s.Language, s.DeliveredAt, s.ReceivedBy, s.FailReason,
        [.. s.Lines.OrderBy(l => l.Id).Select(l => new LineView(l.Id, l.ItemId, l.Wanted, l.Quantity, Math.Max(0m, l.Wanted - l.Quantity), [.. l.Lots.Select(p => new LotView(p.LotId, p.LotCode, p.ExpiresOn, p.Quantity, p.IsDeviation))]))]);
}
