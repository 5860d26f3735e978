using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Production.Floor;

/// <summary>An act of a floor device and what became of it; the same act is applied once.</summary>
[NotAudited("The record itself names device and actor; only a person's word on a refused act is added.")]
internal sealed class FloorAct : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid ActId { get; init; }
    public string DeviceId { get; init; } = "";
    public long Seq { get; init; }
    public string Type { get; init; } = "";
    public Guid EntityId { get; init; }
    public string Payload { get; init; } = "{}";

    /// <summary>By the clock of the device.</summary>
    public DateTimeOffset EventTime { get; init; }

    /// <summary>By ours: the device's time and what its clock was wrong by when it sent the act. Null in records made before the clocks were compared.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public string Outcome { get; private set; } = "applied";
    public string? Code { get; private set; }
    public string ActorName { get; init; } = "";
    public Guid? WorkerId { get; init; }

    /// <summary>The worker had given the PIN at this device.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>What a person decided about a refused act.</summary>
    public string? Settlement { get; private set; }
    public string? SettledBy { get; private set; }

    public FloorAct Refused(string outcome, string code)
    {
        (Outcome, Code) = (outcome, code);
        return this;
    }

    public void Settle(string settlement, string by) => (Settlement, SettledBy) = (settlement, by);
}
