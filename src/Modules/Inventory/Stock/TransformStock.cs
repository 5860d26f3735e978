using System.ComponentModel.DataAnnotations;
using Bakery.Inventory.Items;
using Bakery.Inventory.Tracing;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bakery.Inventory.Stock;

/// <summary>What is done to a lot.</summary>
internal enum TransformationKind { Freeze, Thaw, Rework }

/// <summary>
/// A lot becomes another one: frozen (keeps the item's frozen life from that day), thawed (24 hours at most, never longer than it would have kept frozen,
/// and never frozen again), or worked into another item such as crumbs. What is lost on the way is waste of the source.
/// </summary>
internal static class TransformStock
{
    /// <param name="Quantity">Taken from the source, in its stock unit.</param>
    /// <param name="LossQuantity">Of it lost.</param>
    /// <param name="TargetItemId">What it becomes; the same item by default.</param>
    /// <param name="TargetQuantity">How much it becomes, in the target's stock unit; needed when the target has another unit.</param>
    /// <param name="ExpiresOn">Last day of the reworked lot.</param>
    public sealed record Request(TransformationKind Kind, Guid SourceLotId, decimal Quantity, decimal LossQuantity = 0, Guid? TargetItemId = null, decimal? TargetQuantity = null, DateOnly? ExpiresOn = null,
        Guid? LocationId = null, DateTimeOffset? EventTime = null, [property: MaxLength(60)] string? Reason = null);

    /// <param name="LabelWording">Words that the law wants on the label, in every language, or none.</param>
    public sealed record Response(LotForm.View Source, LotForm.View Lot, IReadOnlyDictionary<string, string> LabelWording);

    private static readonly Dictionary<string, string> Thawed = new() { ["es"] = "descongelado", ["eu"] = "desizoztua", ["en"] = "thawed" };

    internal static async Task<Created<Response>> Handle(Request request, InventoryDb db, StockBook book, TraceBook trace, TimeProvider clock, CancellationToken ct)
    {
        if (request.Quantity <= 0) throw RuleViolation.Invalid("quantity", "Above zero.");
        if (request.LossQuantity < 0 || request.LossQuantity >= request.Quantity) throw RuleViolation.Invalid("loss_quantity", "Between 0 and what is taken.");
        var at = book.At(request.EventTime);
        await using var own = await book.Begin(ct);
        var source = await db.FindLot(request.SourceLotId, ct);
        var item = await db.FindItem(source.ItemId, ct);
        var target = request.TargetItemId is { } id && id != item.Id ? await db.FindItem(id, ct) : item;
        var day = await book.DayOf(at, ct);
        var (quantity, loss) = (Rounding.FourDecimals(request.Quantity), Rounding.FourDecimals(request.LossQuantity));
        if (quantity > source.Quantity - source.ReservedQuantity) throw new RuleViolation("insufficient_stock", $"Lot {source.LotCode} has only {source.Quantity - source.ReservedQuantity} free.");
        var (stage, expires) = Outcome(request, source, target, day);
        var made = Made(request, item, target, quantity - loss);
        var reference = new Reference("transformation", Ids.New(clock));
        var reason = request.Reason ?? Wire.Name(request.Kind);
        await book.Take([new TakeLine(item.Id, quantity, source.Id, reason)], source.LocationId, MovementType.TransformationOut, reference, at, ct);
        var lot = source.Become(Ids.New(clock), target, stage, request.LocationId ?? source.LocationId, made, Rounding.FourDecimals(quantity * source.UnitCost / made), expires, at, clock.GetUtcNow());
        await book.Receive(lot, target, MovementType.TransformationIn, reference, ct, reason);
        trace.Join(db.MovementOf(lot), source.Id, NodeKind.Lot, lot.Id, NodeKind.Lot, EdgeKind.Transformation, quantity);
        await book.Save(own, ct);
        return TypedResults.Created($"lots/{lot.Id}", new Response(LotForm.Of(source), LotForm.Of(lot), stage == LotStage.Thawed ? Thawed : new Dictionary<string, string>()));
    }

    private static (LotStage Stage, DateOnly? Expires) Outcome(Request request, Lot source, Item target, DateOnly day)
    {
        switch (request.Kind)
        {
            case TransformationKind.Freeze:
                if (source.Stage is LotStage.Thawed or LotStage.Frozen) throw new RuleViolation("refreeze_forbidden", "What was thawed is not frozen again.");
                return (LotStage.Frozen, day.AddDays(target.FrozenLifeDays ?? throw new RuleViolation("freeze_life_unknown", "The item does not say how long it keeps when frozen.")));
            case TransformationKind.Thaw:
                if (source.Stage != LotStage.Frozen) throw new RuleViolation("lot_not_frozen", "Only a frozen lot can be thawed.");
                var tomorrow = day.AddDays(1);
                return (LotStage.Thawed, source.ExpiresOn < tomorrow ? source.ExpiresOn : tomorrow);
            default:
                // Rework does not make food younger than the law lets it be: without a date of its own it keeps the source's.
                return (source.Stage, request.ExpiresOn ?? source.ExpiresOn);
        }
    }

    private static decimal Made(Request request, Item item, Item target, decimal rest)
    {
        if (request.TargetQuantity is { } given) return given > 0 ? Rounding.FourDecimals(given) : throw RuleViolation.Invalid("target_quantity", "Above zero.");
        var made = target.Id == item.Id ? rest : target.ToBooked(rest, item.StockUnit);
        return made > 0 ? made : throw RuleViolation.Invalid("quantity", "Too little.");
    }
}
