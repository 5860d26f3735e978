using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Stock;

/// <summary>Takes back a part of a movement by a new one with the opposite sign; the first stays as it was written.</summary>
internal static class CorrectMovement
{
    /// <param name="Quantity">How much of the movement was wrong, in the stock unit, above zero.</param>
    public sealed record Request(decimal Quantity, [property: Required, Length(3, 60)] string Reason);
    public sealed record Response(Guid MovementId, Guid LotId, decimal LotQuantity);

    // The other side of a transfer or a transformation is a lot of its own: they are taken back by doing them the other way round.
    private static readonly MovementType[] Paired = [MovementType.TransferOut, MovementType.TransferIn, MovementType.TransformationOut, MovementType.TransformationIn, MovementType.ReturnIn, MovementType.Correction];

    internal static async Task<Response> Handle(Guid id, Request request, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        await using var own = await book.Begin(ct);
        var movement = await db.Movements.FirstOrDefaultAsync(m => m.Id == id, ct) ?? throw RuleViolation.NotFound("The movement");
        if (movement.LotId is not { } lotId || Paired.Contains(movement.Type)) throw new RuleViolation("correction_not_possible", "This movement cannot be corrected; do the opposite instead.");
        var before = await db.Movements.Where(m => m.ReferenceType == "movement" && m.ReferenceId == id).SumAsync(m => m.Quantity, ct);
        var quantity = Rounding.FourDecimals(request.Quantity);
        if (quantity + Math.Abs(before) > Math.Abs(movement.Quantity)) throw new RuleViolation("correction_too_large", $"Only {Math.Abs(movement.Quantity) - Math.Abs(before)} of it can be corrected.");
        var (lot, item) = (await db.FindLot(lotId, ct), await db.FindItem(movement.ItemId, ct));
        var correction = await book.Adjust(item, lot, movement.Quantity < 0 ? quantity : -quantity, MovementType.Correction, new Reference("movement", id), request.Reason, book.At(null), ct);
        await trace.Undo(correction, id, quantity, ct);
        db.Audit(clock, "corrected", "movement", id, AuditSeverity.Medium, reason: request.Reason);
        await book.Save(own, ct);
        return new Response(correction.Id, lot.Id, lot.Quantity);
    }
}
