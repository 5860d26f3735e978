using System.Text.Json;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Production.Plans;

/// <summary>What one shop wants of a product.</summary>
/// <param name="Quantity">Newsvendor quantity, or the owner's wish for this shop.</param>
/// <param name="IsWish">The owner set it.</param>
/// <param name="Allocated">Pieces that a person has divided to it.</param>
internal sealed record ShopNeed(Guid LocationId, int Quantity, decimal P50, decimal Mean, decimal? CriticalRatio, bool IsWish, int? Allocated = null);

/// <summary>State of the newest change of a line.</summary>
internal enum LineChangeState { Unchanged, Proposed, Accepted, Refused, Superseded }

/// <summary>One product of a bake plan, with the sources of its quantity.</summary>
internal sealed class PlanLine : ITenantOwned
{
    private PlanLine() { }

    public PlanLine(Guid id, Guid planId, Guid productItemId) => (Id, PlanId, ProductItemId) = (id, planId, productItemId);

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid PlanId { get; private set; }
    public Guid ProductItemId { get; private set; }
    public string Shops { get; private set; } = "[]";
    public decimal FirmOrders { get; private set; }
    public decimal StandingOrders { get; private set; }
    public decimal FinishedStock { get; private set; }
    public decimal NetQuantity { get; private set; }
    public int MachineQuantity { get; private set; }
    public int PlannedQuantity { get; private set; }
    public int? OverrideQuantity { get; private set; }
    public string? OverrideReason { get; private set; }
    public Guid? OverrideBy { get; private set; }
    public string? OverrideByName { get; private set; }
    public DateTimeOffset? OverrideAt { get; private set; }
    public LineChangeState ChangeState { get; private set; }
    public string Reason { get; private set; } = "{}";

    public IReadOnlyList<ShopNeed> ShopNeeds => JsonSerializer.Deserialize<List<ShopNeed>>(Shops, Wire.Lenient)!;

    public ReasoningData Reasoning => Reason == "{}" ? ReasoningData.Unspecified : JsonSerializer.Deserialize<ReasoningData>(Reason, Wire.Lenient)!;

    public void Sources(IReadOnlyList<ShopNeed> shops, decimal firm, decimal standing, decimal finished, decimal net, ReasoningData reason)
    {
        (FirmOrders, StandingOrders, FinishedStock, NetQuantity) = (firm, standing, finished, net);
        Shops = JsonSerializer.Serialize(shops, Wire.Lenient);
        Reason = JsonSerializer.Serialize(reason, Wire.Lenient);
    }

    public void Wish(Guid locationId, int? quantity)
    {
        var shops = ShopNeeds.ToList();
        var index = shops.FindIndex(s => s.LocationId == locationId);
        if (index < 0) throw RuleViolation.Invalid("location_id", "The plan knows no need of this shop.");
        shops[index] = quantity is { } wanted ? shops[index] with { Quantity = wanted, IsWish = true } : shops[index] with { IsWish = false };
        Shops = JsonSerializer.Serialize(shops, Wire.Lenient);
    }

    /// <summary>Divides the baked pieces by hand; nothing takes the hand's word back.</summary>
    public void Allocate(IReadOnlyDictionary<Guid, int> shops)
    {
        if (shops.Keys.Except(ShopNeeds.Select(s => s.LocationId)).Any()) throw RuleViolation.Invalid("location_id", "The plan knows no need of this shop.");
        Shops = JsonSerializer.Serialize(ShopNeeds.Select(s => s with { Allocated = shops.Count == 0 ? null : shops.GetValueOrDefault(s.LocationId) }), Wire.Lenient);
    }

    public void Machine(int quantity) => MachineQuantity = quantity;

    public void Plan(int quantity, LineChangeState? state)
    {
        PlannedQuantity = quantity;
        if (state is { } known) ChangeState = known;
    }

    /// <summary>The machine agrees with the plan: nothing waits any more.</summary>
    public void Settle(bool approved)
    {
        if (!approved || ChangeState == LineChangeState.Proposed) ChangeState = LineChangeState.Unchanged;
    }

    public void Wait() => ChangeState = LineChangeState.Proposed;

    public void Refuse() => ChangeState = LineChangeState.Refused;

    public void Override(int? quantity, string reason, Actor actor, DateTimeOffset now)
    {
        if (quantity < 0) throw RuleViolation.Invalid("quantity", "Not negative.");
        var kept = quantity is not null;
        (OverrideQuantity, OverrideReason) = (quantity, kept ? reason : null);
        (OverrideBy, OverrideByName, OverrideAt) = (kept ? actor.Id : null, kept ? actor.Name : null, kept ? now : null);
        PlannedQuantity = quantity ?? MachineQuantity;
        ChangeState = LineChangeState.Unchanged;
    }
}

/// <summary>A new machine value for a line of an approved plan, and what became of it.</summary>
internal sealed class LineChange : ITenantOwned
{
    private LineChange() { }

    public LineChange(Guid id, Guid planId, PlanLine line, int from, int to, LineChangeState state, bool automatic, ReasoningData reason, DateTimeOffset now)
    {
        (Id, PlanId, LineId, ProductItemId, FromQuantity, ToQuantity, State, IsAutomatic, At) = (id, planId, line.Id, line.ProductItemId, from, to, state, automatic, now);
        if (state == LineChangeState.Accepted) DecidedAt = now;
        Reason = JsonSerializer.Serialize(reason, Wire.Lenient);
    }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid PlanId { get; private set; }
    public Guid LineId { get; private set; }
    public Guid ProductItemId { get; private set; }
    public int FromQuantity { get; private set; }
    public int ToQuantity { get; private set; }
    public LineChangeState State { get; private set; }
    public bool IsAutomatic { get; private set; }
    public string Reason { get; private set; } = "{}";
    public DateTimeOffset At { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }

    public ReasoningData Reasoning => JsonSerializer.Deserialize<ReasoningData>(Reason, Wire.Lenient)!;

    public void Supersede(DateTimeOffset now) => (State, DecidedAt) = (LineChangeState.Superseded, now);

    public void Decide(bool accept, Actor actor, DateTimeOffset now)
    {
        var to = accept ? LineChangeState.Accepted : LineChangeState.Refused;
        if (State != LineChangeState.Proposed) throw RuleViolation.Transition("The change", State, to);
        (State, DecidedBy, DecidedAt) = (to, actor.Id, now);
    }
}
