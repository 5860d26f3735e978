using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;

namespace Bakery.Inventory.Stock;

/// <summary>Corrects, blocks and releases lots; lets an expired lot be used once more with a reason.</summary>
internal static class ChangeLot
{
    public sealed record Correction(DateOnly? ExpiresOn, [property: MaxLength(80)] string? StoragePlace, [property: Required, Length(3, 200)] string Reason);
    public sealed record Reasoned([property: Required, Length(3, 200)] string Reason);

    internal static Task<LotForm.View> Handle(Guid id, Correction request, IfMatch match, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct) =>
        Change(id, match, db, clock, "corrected", request.Reason, AuditSeverity.Medium, async lot => lot.Correct(request.ExpiresOn, request.StoragePlace, await book.Today(ct)), ct);

    internal static Task<LotForm.View> Block(Guid id, Reasoned request, IfMatch match, InventoryDb db, TimeProvider clock, CancellationToken ct) =>
        Change(id, match, db, clock, "blocked", request.Reason, AuditSeverity.Medium, lot =>
        {
            lot.Block();
            return Task.CompletedTask;
        }, ct);

    internal static Task<LotForm.View> Release(Guid id, Reasoned request, IfMatch match, InventoryDb db, StockBook book, TimeProvider clock, CancellationToken ct) =>
        Change(id, match, db, clock, "released", request.Reason, AuditSeverity.Medium, async lot => lot.Release(await book.Today(ct)), ct);

    internal static Task<LotForm.View> OverrideExpiry(Guid id, Reasoned request, IfMatch match, InventoryDb db, TimeProvider clock, CancellationToken ct) =>
        Change(id, match, db, clock, "expiry_overridden", request.Reason, AuditSeverity.High, lot =>
        {
            lot.OverrideExpiry(clock.GetUtcNow());
            return Task.CompletedTask;
        }, ct);

    private static async Task<LotForm.View> Change(Guid id, IfMatch match, InventoryDb db, TimeProvider clock, string act, string reason, AuditSeverity severity, Func<Lot, Task> change, CancellationToken ct)
    {
        var lot = await db.FindLot(id, ct);
        match.Require(lot, () => LotForm.Of(lot));
        await change(lot);
        db.Audit(clock, act, "lot", lot.Id, severity, reason: reason);
        await db.SaveChangesAsync(ct);
        return LotForm.Of(lot);
    }
}
