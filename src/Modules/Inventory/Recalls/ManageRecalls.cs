using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Shared;
using Bakery.Inventory.Stock;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Inventory.Recalls;

/// <summary>Opens a recall (blocks the lots and all that was made of them), notes who was told, closes it; times drills.</summary>
internal static class ManageRecalls
{
    private static readonly Sorting<Recall> Order = new Sorting<Recall>(r => r.Id, "-opened_at").By("opened_at", r => r.OpenedAt);

    public sealed record Request([property: Required, Length(1, 50)] IReadOnlyList<Guid> LotIds, [property: Required, Length(3, 500)] string Reason, [property: MaxLength(1000)] string? Instructions = null);
    public sealed record DrillRequest(Guid LotId, [property: MaxLength(500)] string? Reason = null);
    public sealed record Told(Guid RecipientId, [property: Required, Length(2, 40)] string Channel, [property: MaxLength(300)] string? Note = null);
    public sealed record NotifyRequest([property: Required, Length(1, 1000)] IReadOnlyList<Told> Recipients);
    public sealed record CloseRequest([property: Required, Length(3, 1000)] string Outcome);

    internal static async Task<Created<RecallForm.View>> Handle(Request request, InventoryDb db, StockBook book, TraceReader reader, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        var watch = Stopwatch.StartNew();
        var roots = request.LotIds.Distinct().ToList();
        foreach (var id in roots) await db.FindLot(id, ct);
        var recall = Recall.Open(Ids.New(clock), await NextNumber(db, await book.Today(ct), ct), roots, request.Reason, request.Instructions, db.Scope.Actor.Name, clock.GetUtcNow());
        var forward = await reader.Read(roots, true, ct);
        await Block(forward, recall, db, bus, ct);
        recall.Listed(forward.Nodes.Count(n => n.Kind == "lot"), forward.Recipients.Count, (int)watch.ElapsedMilliseconds);
        db.Add(recall);
        bus.Publish(new RecallOpened(recall.Id, roots, forward.Recipients.Count));
        bus.Publish(new AlertRaised("inventory.recall_opened", "urgent", "action_needed", new EntityRef("recall", recall.Id), null, recall.OpenedAt, 100, 100,
            new ReasoningData("inventory.recall_opened", new Dictionary<string, object?> { ["number"] = recall.Number, ["reason"] = recall.Reason, ["lots"] = $"{recall.LotsFound}", ["recipients"] = $"{recall.RecipientsFound}" },
                new Consequence("food_safety", "urgent")), IsFoodSafety: true));
        db.Audit(clock, "opened", "recall", recall.Id, AuditSeverity.Critical, reason: request.Reason);
        await book.Save(own, ct);
        return TypedResults.Created($"recalls/{recall.Id}", await Of(recall, db, reader, ct));
    }

    /// <summary>Both ways and the mass balance of one lot, timed; nothing is blocked.</summary>
    internal static async Task<Created<RecallForm.View>> Drill(DrillRequest request, InventoryDb db, StockBook book, TraceReader reader, TimeProvider clock, CancellationToken ct)
    {
        await using var own = await book.Begin(ct);
        var lot = await db.FindLot(request.LotId, ct);
        var recall = Recall.Drill(Ids.New(clock), await NextNumber(db, await book.Today(ct), ct), lot.Id, request.Reason ?? $"Drill on lot {lot.LotCode}", db.Scope.Actor.Name, clock.GetUtcNow());
        var watch = Stopwatch.StartNew();
        var (forward, backward) = (await reader.Read([lot.Id], true, ct), await reader.Read([lot.Id], false, ct));
        recall.Listed(forward.Nodes.Count(n => n.Kind == "lot"), forward.Recipients.Count, (int)watch.ElapsedMilliseconds);
        db.Add(recall);
        await book.Save(own, ct);
        return TypedResults.Created($"recalls/{recall.Id}", RecallForm.Of(recall, forward, backward, []));
    }

    internal static async Task<RecallForm.View> Notify(Guid id, NotifyRequest request, IfMatch match, InventoryDb db, TraceReader reader, TimeProvider clock, CancellationToken ct)
    {
        var recall = await Find(id, db, ct);
        match.Require(recall, () => RecallForm.RowOf(recall));
        var known = (await reader.Walk(recall.LotIds, true, ct)).Nodes.Where(n => n.Kind == NodeKind.Recipient).Select(n => n.Id).ToHashSet();
        foreach (var told in request.Recipients)
        {
            if (!known.Contains(told.RecipientId)) throw RuleViolation.NotFound("The recipient");
            db.Add(new RecallContact { Id = Ids.New(clock), RecallId = id, RecipientId = told.RecipientId, Channel = told.Channel, Note = told.Note, ToldBy = db.Scope.Actor.Name, ToldAt = clock.GetUtcNow() });
        }
        recall.Notify(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return await Of(recall, db, reader, ct);
    }

    /// <summary>Only when nothing of it lies about: what was blocked is disposed of, sent back or released.</summary>
    internal static async Task<RecallForm.View> Close(Guid id, CloseRequest request, IfMatch match, InventoryDb db, TraceReader reader, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var recall = await Find(id, db, ct);
        match.Require(recall, () => RecallForm.RowOf(recall));
        recall.Close(request.Outcome, clock.GetUtcNow());
        var lots = (await reader.Walk(recall.LotIds, true, ct)).Nodes.Where(n => n.Kind == NodeKind.Lot).Select(n => n.Id).ToList();
        if (await db.Lots.AnyAsync(l => lots.Contains(l.Id) && l.Quantity > 0 && l.State == LotState.Blocked, ct)) throw new RuleViolation("recall_lots_left", "Lots of this recall are still blocked; dispose of them or release them first.", 409);
        db.Audit(clock, "closed", "recall", recall.Id, AuditSeverity.High, reason: request.Outcome);
        bus.Publish(new AlertCleared("inventory.recall_opened", new EntityRef("recall", recall.Id)));
        await db.SaveChangesAsync(ct);
        return await Of(recall, db, reader, ct);
    }

    internal static Task<Page<RecallForm.Row>> List(InventoryDb db, [AsParameters] PageRequest page, CancellationToken ct) => db.Recalls.AsNoTracking().ToPage(page, Order, r => RecallForm.RowOf(r), ct);

    internal static async Task<RecallForm.View> One(Guid id, InventoryDb db, TraceReader reader, CancellationToken ct) => await Of(await Find(id, db, ct), db, reader, ct);

    internal static async Task<Recall> Find(Guid id, InventoryDb db, CancellationToken ct) => await db.Recalls.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleViolation.NotFound("The recall");

    internal static async Task<RecallForm.View> Of(Recall recall, InventoryDb db, TraceReader reader, CancellationToken ct) =>
        RecallForm.Of(recall, await reader.Read(recall.LotIds, true, ct), recall.IsDrill ? await reader.Read(recall.LotIds, false, ct) : null, await db.RecallContacts.AsNoTracking().Where(c => c.RecallId == recall.Id).ToListAsync(ct));

    private static async Task Block(TraceView forward, Recall recall, InventoryDb db, IBus bus, CancellationToken ct)
    {
        var ids = forward.Nodes.Where(n => n.Kind == "lot").Select(n => n.Id).ToList();
        foreach (var lot in await db.Lots.Where(l => ids.Contains(l.Id) && l.Quantity > 0 && (l.State == LotState.Available || l.State == LotState.Quarantined || l.State == LotState.Expired)).ToListAsync(ct))
        {
            lot.Block();
            bus.Publish(new LotBlocked(lot.Id, lot.ItemId, lot.LotCode, recall.Number));
        }
    }

    private static async Task<string> NextNumber(InventoryDb db, DateOnly day, CancellationToken ct)
    {
        var prefix = $"REC-{day.Year}-";
        return $"{prefix}{await db.Recalls.CountAsync(r => r.Number.StartsWith(prefix), ct) + 1:0000}";
    }
}
