using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.Production;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Quality;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Floor;

/// <summary>
/// Takes the acts a device has collected, in their order. An act seen before is a duplicate; one that no longer fits the batch's state is kept as
/// a conflict for a person to decide; one that cannot be read is rejected. Nothing is lost.
/// </summary>
internal static class SyncFloor
{
    /// <param name="ActualQuantity">Quantity made, of finish; thrown away, of waste.</param>
    /// <param name="Stage">Of stage.</param>
    /// <param name="Text">Reason of pause, text of note or reading.</param>
    /// <param name="Reason">Of waste.</param>
    /// <param name="MadeFrom">Batches whose mass went in, of stage and finish.</param>
    /// <param name="Value">Of reading; of weigh in the material's unit.</param>
    /// <param name="ItemId">Of weigh and scan_lot.</param>
    /// <param name="Results">Of quality.</param>
    public sealed record Payload(decimal? ActualQuantity = null, [property: MaxLength(40)] string? Stage = null, [property: MaxLength(500)] string? Text = null, ScrapReason? Reason = null,
        [property: MaxLength(50)] IReadOnlyList<Guid>? MadeFrom = null, decimal? Value = null, [property: MaxLength(40)] IReadOnlyList<QualityForm.CriterionResult>? Results = null, Guid? ItemId = null, Guid? LotId = null);

    /// <param name="Type">start, stage, weigh, scan_lot, pause, resume, finish, waste, quality, reading or note.</param>
    /// <param name="EntityId">The batch; of quality the check, of reading the point.</param>
    /// <param name="Seq">Counts the acts of the device.</param>
    public sealed record Act(Guid ActId, [property: Required, Length(1, 40)] string Type, Guid EntityId, DateTimeOffset EventTime, long Seq, Payload? Payload = null);
    public sealed record Request([property: Required, Length(1, 80)] string DeviceId, [property: Required, Length(1, 500)] IReadOnlyList<Act> Acts);
    public sealed record Answer(Guid ActId, string Outcome, string? Code);
    public sealed record Response(IReadOnlyList<Answer> Acts);

    internal static async Task<Response> Handle(Request request, ProductionDb db, BatchBook book, QualityBook quality, IBus bus, TimeProvider clock, CancellationToken ct)
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
                var (outcome, code) = await Apply(act, request.DeviceId, db, book, quality, bus, ct);
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

    private static async Task<(string Outcome, string? Code)> Apply(Act act, string device, ProductionDb db, BatchBook book, QualityBook quality, IBus bus, CancellationToken ct)
    {
        try
        {
            switch (act.Type)
            {
                case "reading":
                    bus.Publish(new ReadingRecorded(act.EntityId, act.Payload?.Value ?? throw RuleViolation.Invalid("value", "Which value?"), act.Payload.Text, device, act.EventTime));
                    return ("applied", null);
                case "quality":
                    await quality.Record(await db.FindCheck(act.EntityId, ct), act.Payload?.Results ?? [], act.Payload?.Text, act.EventTime, book, ct);
                    return ("applied", null);
            }
            if (await db.Batches.FirstOrDefaultAsync(b => b.Id == act.EntityId, ct) is not { } batch) return ("rejected", "not_found");
            return await Apply(act, batch, book, ct) ? ("applied", null) : ("rejected", "act_unknown");
        }
        catch (RuleViolation refused)
        {
            return (refused.Code is "invalid_state_transition" or "quality_failed" ? "conflict" : "rejected", refused.Code);
        }
    }

    private static async Task<bool> Apply(Act act, Batch batch, BatchBook book, CancellationToken ct)
    {
        var (type, said) = (act.Type, act.Payload);
        if (type is "stage" or "finish" && said?.MadeFrom is { Count: > 0 } from) await book.Comes(batch, from, ct);
        switch (type)
        {
            case "start" or "resume": await book.Move(batch, BatchStatus.InProgress, null, null, act.EventTime, ct); break;
            case "pause": await book.Move(batch, BatchStatus.OnHold, said?.Text ?? "paused on the floor", null, act.EventTime, ct); break;
            case "stage": book.Enter(batch, said?.Stage ?? throw RuleViolation.Invalid("stage", "Which stage?"), act.EventTime); break;
            case "weigh": batch.Weigh(said?.ItemId ?? Guid.Empty, said?.Value ?? throw RuleViolation.Invalid("value", "How much?"), said.LotId); break;
            case "scan_lot": batch.Weigh(said?.ItemId ?? Guid.Empty, null, said?.LotId ?? throw RuleViolation.Invalid("lot_id", "Which lot?")); break;
            case "waste": book.Scrap(batch, said?.ActualQuantity ?? throw RuleViolation.Invalid("actual_quantity", "How much?"), said.Reason, null, said.Text, act.EventTime); break;
            case "finish":
                // A worker who forgot to press start has still made it.
                if (batch.Status == BatchStatus.Pending) await book.Move(batch, BatchStatus.InProgress, null, null, act.EventTime, ct);
                await book.Finish(batch, said?.ActualQuantity, act.EventTime, ct);
                break;
            case "note": break;
            default: return false;
        }
        return true;
    }
}
