using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;

namespace Bakery.Production.Plans;

/// <summary>What people read of a plan.</summary>
internal static class PlanForm
{
    public sealed record Shop(Guid LocationId, int Quantity, decimal P50, decimal Mean, decimal? CriticalRatio, bool IsWish);
    public sealed record Override(int Quantity, string Reason, string? UserName, DateTimeOffset At);
    public sealed record Line(Guid Id, Guid ProductItemId, IReadOnlyList<Shop> Shops, decimal ShopsTotal, decimal FirmOrders, decimal StandingOrders, decimal FinishedStock, decimal NetQuantity, int MachineQuantity,
        int PlannedQuantity, Override? Override, LineChangeState ChangeState, ReasoningData ReasoningData);
    public sealed record Change(Guid Id, Guid LineId, Guid ProductItemId, int FromQuantity, int ToQuantity, decimal? Percent, LineChangeState State, bool IsAutomatic, DateTimeOffset At, DateTimeOffset? DecidedAt, ReasoningData ReasoningData);
    public sealed record View(Guid Id, DateOnly PlanDate, Guid LocationId, PlanStatus Status, Guid? RunId, DateTimeOffset? ApprovedAt, string? ApprovedBy, IReadOnlyList<Line> Lines, IReadOnlyList<Change> Changes,
        int ChangesSinceApproval, DateTimeOffset ChangedAt, int Version) : IVersioned;

    internal static View Of(BakePlan p) => new(p.Id, p.PlanDate, p.LocationId, p.Status, p.LastRunId, p.ApprovedAt, p.ApprovedByName, [.. p.Lines.OrderBy(l => l.ProductItemId).Select(Of)],
        [.. p.Changes.OrderBy(c => c.At).ThenBy(c => c.Id).Select(Of)], SinceApproval(p), p.ChangedAt, p.Version);

    /// <summary>Accepted changes since the plan was approved: what the printed sheet does not know.</summary>
    internal static int SinceApproval(BakePlan p) => p.Changes.Count(c => c.State == LineChangeState.Accepted && c.DecidedAt > p.ApprovedAt);

    private static Line Of(PlanLine l) => new(l.Id, l.ProductItemId, [.. l.ShopNeeds.Select(s => new Shop(s.LocationId, s.Quantity, s.P50, s.Mean, s.CriticalRatio, s.IsWish))], l.ShopNeeds.Sum(s => s.Quantity), l.FirmOrders,
        l.StandingOrders, l.FinishedStock, l.NetQuantity, l.MachineQuantity, l.PlannedQuantity, l.OverrideQuantity is { } q ? new Override(q, l.OverrideReason ?? "", l.OverrideByName, l.OverrideAt!.Value) : null, l.ChangeState, l.Reasoning);

    private static Change Of(LineChange c) => new(c.Id, c.LineId, c.ProductItemId, c.FromQuantity, c.ToQuantity, Bakery.Planning.Plans.PlanChange.Percent(c.FromQuantity, c.ToQuantity), c.State, c.IsAutomatic, c.At, c.DecidedAt, c.Reasoning);
}
