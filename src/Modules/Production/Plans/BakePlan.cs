using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Plans;

namespace Bakery.Production.Plans;

/// <summary>Life of a bake plan.</summary>
internal enum PlanStatus { Draft, Proposed, Approved, InProgress, Done }

/// <summary>The plan of one bake day at one production site.</summary>
internal sealed class BakePlan : ITenantOwned, IVersioned
{
    private readonly List<PlanLine> lines = [];
    private readonly List<LineChange> changes = [];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public DateOnly PlanDate { get; private set; }
    public Guid LocationId { get; private set; }
    public PlanStatus Status { get; private set; }
    public Guid? LastRunId { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public Guid? ApprovedBy { get; private set; }
    public string? ApprovedByName { get; private set; }
    public IReadOnlyList<PlanLine> Lines => lines;
    public IReadOnlyList<LineChange> Changes => changes;

    public bool IsApproved => Status is PlanStatus.Approved or PlanStatus.InProgress or PlanStatus.Done;

    public static BakePlan Create(Guid id, DateOnly date, Guid locationId) => new() { Id = id, PlanDate = date, LocationId = locationId };

    public PlanLine LineOf(Guid lineId) => lines.Find(l => l.Id == lineId) ?? throw RuleViolation.NotFound("The plan line");

    public PlanLine? LineFor(Guid productItemId) => lines.Find(l => l.ProductItemId == productItemId);

    public PlanLine Add(Guid id, Guid productItemId)
    {
        var line = new PlanLine(id, Id, productItemId);
        lines.Add(line);
        return line;
    }

    /// <summary>Remembers that the machine worked on the plan; a run does so once.</summary>
    public void Planned(Guid? runId, DateTimeOffset now)
    {
        (LastRunId, ChangedAt) = (runId ?? LastRunId, now);
        if (Status == PlanStatus.Draft && runId is not null) Status = PlanStatus.Proposed;
    }

    /// <summary>
    /// Takes a new machine value of a line. An overridden line keeps the owner's quantity; a line of an approved plan changes by itself only
    /// within the tenant's limit, else a person decides.
    /// </summary>
    /// <returns>The change, or null when the planned quantity and its proposals stay as they are.</returns>
    public LineChange? Propose(PlanLine line, int machine, bool started, decimal autoAcceptPercent, ReasoningData reason, Guid changeId, DateTimeOffset now)
    {
        line.Machine(machine);
        foreach (var open in changes.Where(c => c.LineId == line.Id && c.State == LineChangeState.Proposed)) open.Supersede(now);
        if (line.OverrideQuantity is not null) return null;
        var from = line.PlannedQuantity;
        var decision = PlanChange.Decide(from, machine, IsApproved, started, autoAcceptPercent);
        if (decision == ChangeDecision.Unchanged)
        {
            line.Settle(IsApproved);
            return null;
        }
        if (decision != ChangeDecision.Proposed) line.Plan(machine, decision == ChangeDecision.AutoAccepted ? LineChangeState.Accepted : null);
        else line.Wait();
        if (decision == ChangeDecision.Applied) return new LineChange(changeId, Id, line, from, machine, LineChangeState.Accepted, true, reason, now);
        var change = new LineChange(changeId, Id, line, from, machine, decision == ChangeDecision.AutoAccepted ? LineChangeState.Accepted : LineChangeState.Proposed, decision == ChangeDecision.AutoAccepted, reason, now);
        changes.Add(change);
        return change;
    }

    public void Override(PlanLine line, int? quantity, string reason, Actor actor, DateTimeOffset now)
    {
        if (Status == PlanStatus.Done) throw new RuleViolation("invalid_state_transition", "The day is done.", 409);
        line.Override(quantity, reason, actor, now);
        foreach (var open in changes.Where(c => c.LineId == line.Id && c.State == LineChangeState.Proposed)) open.Supersede(now);
        ChangedAt = now;
    }

    public void Approve(Actor actor, DateTimeOffset now)
    {
        if (Status is not (PlanStatus.Draft or PlanStatus.Proposed)) throw RuleViolation.Transition($"The plan of {PlanDate:yyyy-MM-dd}", Status, PlanStatus.Approved);
        (Status, ApprovedAt, ApprovedBy, ApprovedByName, ChangedAt) = (PlanStatus.Approved, now, actor.Id, actor.Name, now);
    }

    /// <summary>A person decides about a proposal.</summary>
    public LineChange Decide(Guid changeId, bool accept, Actor actor, DateTimeOffset now)
    {
        var change = changes.Find(c => c.Id == changeId) ?? throw RuleViolation.NotFound("The change");
        change.Decide(accept, actor, now);
        var line = LineOf(change.LineId);
        if (accept) line.Plan(change.ToQuantity, LineChangeState.Accepted);
        else line.Refuse();
        ChangedAt = now;
        return change;
    }

    public void Begin()
    {
        if (Status == PlanStatus.Approved) Status = PlanStatus.InProgress;
    }

    public void Finish()
    {
        if (Status == PlanStatus.InProgress) Status = PlanStatus.Done;
    }
}
