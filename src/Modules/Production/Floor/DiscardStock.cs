using Bakery.Contracts.Inventory;
using Bakery.Contracts.Production;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Production.Floor;

/// <summary>Why something is thrown away; the last three are only said of what lay in stock.</summary>
internal enum DiscardReason { ProductionSurplus, Burnt, QualityReject, Damaged, Sample, Spill, Unsold, Expired, CustomerReturn }

/// <summary>Where it goes, in the legal order.</summary>
internal enum DiscardDestination { PreventionReuse, Donation, AnimalFeed, ByProduct, Compost, Energy, Landfill }

/// <summary>Waste in three taps: out of a shop's or the bakery's stock, and of no batch. Inventory books it; here is refused what a person can still put right.</summary>
internal static class DiscardStock
{
    internal static async Task Handle(SyncFloor.Act act, DateTimeOffset at, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var said = act.Payload!;
        if (said.ActualQuantity is not (> 0 and <= 10_000_000) || said.ActualQuantity is not { } quantity) throw RuleViolation.Invalid("actual_quantity", "Above zero, at most 10,000,000.");
        if (said.Reason is not { } reason) throw RuleViolation.Invalid("reason", "A reason is needed.");
        var destination = said.Destination ?? DiscardDestination.AnimalFeed;
        // What came back or was rejected is not eaten any more.
        if (reason is DiscardReason.CustomerReturn or DiscardReason.QualityReject && destination is DiscardDestination.PreventionReuse or DiscardDestination.Donation)
            throw new RuleViolation("destination_not_allowed", "This food may not be eaten any more.");
        var item = (await queries.Ask(new Items([said.ItemId!.Value]), ct)).FirstOrDefault() ?? throw RuleViolation.NotFound("The item");
        if ((await queries.Ask(new Locations(), ct)).All(l => l.Id != said.LocationId)) throw RuleViolation.NotFound("The location");
        bus.Publish(new WasteRecorded(act.ActId, null, item.Id, said.LocationId!.Value, quantity, item.StockUnit, Wire.Name(reason), Wire.Name(destination), said.Text, at));
    }
}
