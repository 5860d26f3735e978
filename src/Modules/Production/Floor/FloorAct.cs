using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;

namespace Bakery.Production.Floor;

/// <summary>An act of a floor device and what became of it; the same act is applied once.</summary>
[NotAudited("The record itself is append-only and names device and actor.")]
internal sealed class FloorAct : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid ActId { get; init; }
    public string DeviceId { get; init; } = "";
    public long Seq { get; init; }
    public string Type { get; init; } = "";
    public Guid EntityId { get; init; }
    public string Payload { get; init; } = "{}";
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
    public string Outcome { get; init; } = "";
    public string? Code { get; init; }
    public string ActorName { get; init; } = "";
}
