using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Stock;
using Bakery.Kernel.Http;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Reservations;

/// <summary>Holds lots back for an order or a batch by FEFO, and lets them go.</summary>
internal static class ReserveStock
{
    private static readonly Sorting<Reservation> Order = new Sorting<Reservation>(r => r.Id, "-created_at").By("created_at", r => r.CreatedAt);
    private const int LongestDays = 60;

    /// <param name="ReferenceName">What people call the order or batch, e.g. its number.</param>
    public sealed record Request([property: Required, Length(1, 200)] IReadOnlyList<TakeStock.Line> Lines, Guid LocationId, [property: Required, Length(2, 40)] string ReferenceType, Guid ReferenceId, DateTimeOffset ExpiresAt,
        [property: MaxLength(80)] string? ReferenceName = null);
    public sealed record View(Guid Id, Guid ItemId, Guid LotId, string LotCode, Guid LocationId, decimal Quantity, string ReferenceType, Guid ReferenceId, string? ReferenceName, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);
    public sealed record Response(IReadOnlyList<View> Items);

    internal static async Task<Created<Response>> Handle(Request request, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (request.ExpiresAt <= now || request.ExpiresAt > now.AddDays(LongestDays)) throw RuleViolation.Invalid("expires_at", $"In the future, at most {LongestDays} days.");
        await using var own = await book.Begin(ct);
        var day = await book.Today(ct);
        var made = new List<(Reservation Reservation, Lot Lot)>();
        var missing = new Dictionary<string, string>();
        foreach (var line in await TakeStock.Lines(request.Lines, db, ct))
        {
            var (item, picked, lacking) = await book.Pick(line, request.LocationId, day, ct);
            if (lacking > 0) missing[item.Id.ToString()] = lacking.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
            foreach (var part in picked)
            {
                part.Lot.Reserve(part.Quantity);
                made.Add((Reservation.Of(Ids.New(clock), item.Id, part.Lot.Id, request.LocationId, part.Quantity, request.ReferenceType, request.ReferenceId, request.ReferenceName, request.ExpiresAt, now), part.Lot));
            }
        }
        if (missing.Count > 0) throw new RuleViolation("insufficient_stock", "There is not enough stock.", 422, new Dictionary<string, object?> { ["missing"] = missing });
        db.AddRange(made.Select(m => m.Reservation));
        await book.Save(own, ct);
        return TypedResults.Created((string?)null, new Response([.. made.Select(m => Of(m.Reservation, m.Lot.LotCode))]));
    }

    internal static async Task<NoContent> Release(Guid id, InventoryDb db, StockBook book, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        var reservation = await db.Reservations.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The reservation");
        await LetGo(reservation, db, ct);
        await book.Save(own, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Lets all go that is held back for an order or a batch.</summary>
    internal static async Task<NoContent> ReleaseAll([FromQuery(Name = "reference_id")] Guid referenceId, InventoryDb db, StockBook book, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        await LetGo(referenceId, db, ct);
        await book.Save(own, ct);
        return TypedResults.NoContent();
    }

    internal static Task<Page<View>> List(InventoryDb db, [AsParameters] PageRequest page, [FromQuery(Name = "reference_id")] Guid? referenceId, [FromQuery(Name = "item_id")] Guid? itemId,
        [FromQuery(Name = "location_id")] Guid? locationId, CancellationToken ct)
    {
        var rows = db.Reservations.AsNoTracking().Where(r => r.Quantity > 0);
        if (referenceId is { } reference) rows = rows.Where(r => r.ReferenceId == reference);
        if (itemId is { } item) rows = rows.Where(r => r.ItemId == item);
        if (locationId is { } location) rows = rows.Where(r => r.LocationId == location);
        if (page.Q is { Length: > 0 } q)
            rows = rows.Where(r => EF.Functions.ILike(r.ReferenceName!, $"%{q}%") || db.Items.Any(i => i.Id == r.ItemId && EF.Functions.ILike(i.Name, $"%{q}%")) || db.Lots.Any(l => l.Id == r.LotId && EF.Functions.ILike(l.LotCode, $"%{q}%")));
        return rows.ToPage(page, Order, r => Of(r, db.Lots.Where(l => l.Id == r.LotId).Select(l => l.LotCode).First()), ct);
    }

    /// <summary>Lets all go that is held back for an order or a batch, inside a booking.</summary>
    internal static async Task LetGo(Guid referenceId, InventoryDb db, CancellationToken ct)
    {
        foreach (var reservation in await db.Reservations.Where(r => r.Quantity > 0 && r.ReferenceId == referenceId).ToListAsync(ct)) await LetGo(reservation, db, ct);
    }

    internal static async Task LetGo(Reservation reservation, InventoryDb db, CancellationToken ct)
    {
        var lot = await db.FindLot(reservation.LotId, ct);
        lot.Reserve(-reservation.Use(reservation.Quantity));
    }

    private static View Of(Reservation r, string lotCode) => new(r.Id, r.ItemId, r.LotId, lotCode, r.LocationId, r.Quantity, r.ReferenceType, r.ReferenceId, r.ReferenceName, r.ExpiresAt, r.CreatedAt);
}
