using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Floor;

/// <summary>
/// Takes the acts a device has collected, in their order. An act seen before is a duplicate; one that no longer fits the batch's state is kept as
/// a conflict for a person to decide; one that cannot be read is rejected. Nothing is lost.
/// </summary>
internal static class SyncFloor
{
    /// <param name="ActualQuantity">Quantity made, of finish.</param>
    /// <param name="Stage">Of stage.</param>
    /// <param name="Text">Reason of pause, text of note.</param>
    public sealed record Payload(decimal? ActualQuantity = null, [property: MaxLength(40)] string? Stage = null, [property: MaxLength(500)] string? Text = null);

    /// <param name="Type">start, stage, pause, resume, finish or note.</param>
    /// <param name="EntityId">The batch.</param>
    /// <param name="Seq">Counts the acts of the device.</param>
    public sealed record Act(Guid ActId, [property: Required, Length(1, 40)] string Type, Guid EntityId, DateTimeOffset EventTime, long Seq, Payload? Payload = null);
    public sealed record Request([property: Required, Length(1, 80)] string DeviceId, [property: Required, Length(1, 500)] IReadOnlyList<Act> Acts);
    public sealed record Answer(Guid ActId, string Outcome, string? Code);
    public sealed record Response(IReadOnlyList<Answer> Acts);

    internal static async Task<Response> Handle(Request request, ProductionDb db, BatchBook book, TimeProvider clock, CancellationToken ct)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            await db.LockAsync("floor", ct);
            var ids = request.Acts.Select(a => a.ActId).ToList();
            var seen = (await db.Acts.Where(a => ids.Contains(a.ActId)).Select(a => a.ActId).ToListAsync(ct)).ToHashSet();
            var answers = new List<Answer>();
            foreach (var act in request.Acts.OrderBy(a => a.Seq))
            {
                if (!seen.Add(act.ActId))
                {
                    answers.Add(new Answer(act.ActId, "duplicate", null));
                    continue;
                }
                var (outcome, code) = await Apply(act, db, book, ct);
                answers.Add(new Answer(act.ActId, outcome, code));
                db.Add(new FloorAct
                {
                    ActId = act.ActId, DeviceId = request.DeviceId, Seq = act.Seq, Type = act.Type, EntityId = act.EntityId, Payload = JsonSerializer.Serialize(act.Payload, Wire.Lenient), EventTime = act.EventTime,
                    ReceivedAt = clock.GetUtcNow(), Outcome = outcome, Code = code, ActorName = db.Scope.Actor.Name, TenantId = db.Scope.Require(),
                });
            }
            await db.SaveChangesAsync(ct);
            if (own is not null) await own.CommitAsync(ct);
            return new Response(answers);
        }
    }

    private static async Task<(string Outcome, string? Code)> Apply(Act act, ProductionDb db, BatchBook book, CancellationToken ct)
    {
        if (await db.Batches.FirstOrDefaultAsync(b => b.Id == act.EntityId, ct) is not { } batch) return ("rejected", "not_found");
        try
        {
            switch (act.Type)
            {
                case "start": await book.Move(batch, BatchStatus.InProgress, null, null, act.EventTime, ct); break;
                case "resume": await book.Move(batch, BatchStatus.InProgress, null, null, act.EventTime, ct); break;
                case "pause": await book.Move(batch, BatchStatus.OnHold, act.Payload?.Text ?? "paused on the floor", null, act.EventTime, ct); break;
                case "stage": batch.Enter(act.Payload?.Stage ?? throw RuleViolation.Invalid("stage", "Which stage?")); break;
                case "finish":
                    // A worker who forgot to press start has still made it.
                    if (batch.Status == BatchStatus.Pending) await book.Move(batch, BatchStatus.InProgress, null, null, act.EventTime, ct);
                    await book.Move(batch, BatchStatus.Completed, null, act.Payload?.ActualQuantity, act.EventTime, ct);
                    break;
                case "note": break;
                default: return ("rejected", "act_unknown");
            }
            return ("applied", null);
        }
        catch (RuleViolation refused)
        {
            return (refused.Code == "invalid_state_transition" ? "conflict" : "rejected", refused.Code);
        }
    }
}
