using Bakery.Inventory.Tracing;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.Recalls;

/// <summary>What people read of a recall.</summary>
internal static class RecallForm
{
    public sealed record Row(Guid Id, string Number, RecallStatus Status, bool IsDrill, string Reason, DateTimeOffset OpenedAt, string OpenedBy, DateTimeOffset? ClosedAt, int LotsFound, int RecipientsFound, int ElapsedMs);
    public sealed record Contact(Guid RecipientId, string Channel, string? Note, string ToldBy, DateTimeOffset ToldAt);

    /// <summary>A lot of the recall that still holds goods.</summary>
    public sealed record HeldLot(Guid LotId, string LotCode, string Item, decimal OnHand, string Unit, string State, Guid? LocationId);

    /// <param name="NotBlocked">Lots that hold goods and are free: they were entered after the recall was opened, or released.</param>
    public sealed record View(Row Recall, string? Instructions, DateTimeOffset? NotifiedAt, string? Outcome, IReadOnlyList<HeldLot> Held, IReadOnlyList<HeldLot> NotBlocked, IReadOnlyList<Contact> Contacts,
        TraceView Forward, TraceView? Backward, int Version) : IVersioned;

    internal static Row RowOf(Recall r) => new(r.Id, r.Number, r.Status, r.IsDrill, r.Reason, r.OpenedAt, r.OpenedBy, r.ClosedAt, r.LotsFound, r.RecipientsFound, r.ElapsedMs);

    internal static View Of(Recall r, TraceView forward, TraceView? backward, IEnumerable<RecallContact> contacts)
    {
        var held = forward.Nodes.Where(n => n.Kind == "lot" && n.OnHand > 0).Select(n => new HeldLot(n.Id, n.Code ?? "", n.Name, n.OnHand!.Value, n.Unit ?? "", n.State ?? "", n.LocationId)).ToList();
        return new(RowOf(r), r.Instructions, r.NotifiedAt, r.Outcome, held, r.IsDrill ? [] : [.. held.Where(l => l.State is "available")],
            [.. contacts.OrderBy(c => c.ToldAt).Select(c => new Contact(c.RecipientId, c.Channel, c.Note, c.ToldBy, c.ToldAt))], forward, backward, r.Version);
    }
}
