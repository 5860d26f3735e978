using Bakery.Contracts.Production;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Quality;
using Microsoft.EntityFrameworkCore;
using static Bakery.Production.Floor.SyncFloor;

namespace Bakery.Production.Floor;

/// <summary>Applies one act of a device to its batch, check or control point.</summary>
internal sealed class FloorBook(ProductionDb db, BatchBook book, QualityBook quality, IQueryBus queries, IBus bus)
{
    /// <summary>Changes nothing that is saved; throws what the act breaks.</summary>
    /// <param name="at">When it happened, by our clock.</param>
    public async Task Apply(Act act, string device, DateTimeOffset at, CancellationToken ct)
    {
        switch (act.Type)
        {
            case "reading":
                bus.Publish(new ReadingRecorded(act.EntityId, act.Payload?.Value ?? throw RuleViolation.Invalid("value", "Which value?"), act.Payload.Text, device, at));
                break;
            case "quality":
                await quality.Record(await db.FindCheck(act.EntityId, ct), act.Payload?.Results ?? [], act.Payload?.Text, at, book, ct);
                break;
            case "waste" when act.Payload?.ItemId is not null:
                await DiscardStock.Handle(act, at, queries, bus, ct);
                break;
            case "settle":
                var refused = await db.Acts.FirstOrDefaultAsync(a => a.ActId == act.EntityId && a.Outcome != "applied", ct) ?? throw RuleViolation.NotFound("The refused act");
                refused.Settle(act.Payload?.Text ?? "", db.Scope.Actor.Name);
                break;
            default:
                await Work(act, await db.TakeBatch(act.EntityId, ct), at, ct);
                break;
        }
    }

    private async Task Work(Act act, Batch batch, DateTimeOffset at, CancellationToken ct)
    {
        var (type, said) = (act.Type, act.Payload);
        if (type is "stage" or "finish" && said?.MadeFrom is { Count: > 0 } from) await book.Comes(batch, from, ct);
        switch (type)
        {
            // Two people who press start mean the same, and the second one may be heard late.
            case "start" when batch.Status is BatchStatus.InProgress or BatchStatus.QualityCheck or BatchStatus.Completed: break;
            case "start" or "resume": await book.Move(batch, BatchStatus.InProgress, null, null, at, ct); break;
            case "pause": await book.Move(batch, BatchStatus.OnHold, said?.Text ?? "paused on the floor", null, at, ct); break;
            case "stage": book.Enter(batch, said?.Stage ?? throw RuleViolation.Invalid("stage", "Which stage?"), at); break;
            case "weigh": batch.Weigh(said?.ItemId ?? Guid.Empty, said?.Value ?? throw RuleViolation.Invalid("value", "How much?"), said.LotId); break;
            case "scan_lot": batch.Weigh(said?.ItemId ?? Guid.Empty, null, said?.LotId ?? throw RuleViolation.Invalid("lot_id", "Which lot?")); break;
            case "waste":
                await book.Scrap(batch, said?.ActualQuantity ?? throw RuleViolation.Invalid("actual_quantity", "How much?"), Wire.ParseOptional<ScrapReason>(said.Reason is { } why ? Wire.Name(why) : null, "reason"), null, said.Text, at, ct);
                break;
            case "finish":
                // A worker who forgot to press start has still made it.
                if (batch.Status == BatchStatus.Pending) await book.Move(batch, BatchStatus.InProgress, null, null, at, ct);
                await book.Finish(batch, said?.ActualQuantity, at, ct);
                break;
            case "note": break;
            default: throw new RuleViolation("act_unknown", $"{type} is no act of the floor.");
        }
    }
}
