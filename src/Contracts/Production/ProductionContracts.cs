using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Production;

public sealed record PlanLineChange(Guid ItemId, decimal Old, decimal New, ReasoningData Reason);

[Message("production.plan.generated", External = true, Live = "plan_changed")]
public sealed record PlanGenerated(Guid PlanId, DateOnly Date, int Version, IReadOnlyList<PlanLineChange> Lines) : IMessage;

[Message("production.plan.approved", Live = "plan_changed")]
public sealed record PlanApproved(Guid PlanId, DateOnly Date, int Version) : IMessage;

[Message("production.plan.changed", External = true, Live = "plan_changed")]
public sealed record PlanChanged(Guid PlanId, DateOnly Date, int Version, IReadOnlyList<PlanLineChange> Lines) : IMessage;

[Message("production.batch.started", Live = "batch_changed")]
public sealed record BatchStarted(Guid BatchId, DateOnly BakeDay, IReadOnlyList<Guid> ProductItemIds, DateTimeOffset At) : IMessage;

[Message("production.batch.stage_changed", External = true, Live = "batch_changed")]
public sealed record BatchStageChanged(Guid BatchId, string Stage, DateTimeOffset At) : IMessage;

/// <summary>A batch used materials; inventory books them FEFO at the location.</summary>
[Message("production.batch.materials_used", Live = "batch_changed")]
public sealed record BatchMaterialsUsed(Guid BatchId, Guid LocationId, IReadOnlyList<MaterialUse> Lines, DateTimeOffset EventTime) : IMessage;
public sealed record MaterialUse(Guid ItemId, decimal Quantity, string Unit, Guid? LotId);

/// <summary>A batch is done; of a product batch inventory makes the finished lot.</summary>
/// <param name="Quantity">Good pieces or kg; what was scrapped is not in it.</param>
/// <param name="MadeFrom">Batches whose mass went into this one: the dough of pieces, the pre-ferment of a dough. Null = nobody knows; the whole bake day may have.</param>
/// <param name="BakeDay">The day it is baked for; what is done the evening before keeps from this day on.</param>
[Message("production.batch.completed", Live = "batch_changed")]
public sealed record BatchCompleted(Guid BatchId, Guid? ProductItemId, decimal Quantity, string LotCode, DateOnly? ExpiresOn, Guid LocationId, decimal YieldPercent, decimal UnitCost, DateTimeOffset EventTime,
    IReadOnlyList<Guid>? MadeFrom = null, DateOnly? BakeDay = null) : IMessage;

[Message("production.batch.failed", External = true, Live = "batch_changed")]
public sealed record BatchFailed(Guid BatchId, string Reason) : IMessage;

/// <summary>Plan lines of a bake day, for the dashboard, orders and inventory.</summary>
public sealed record PlansBetween(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<PlanAnswer>>;

public sealed record PlanAnswer(Guid PlanId, DateOnly Date, string Status, int Version, DateTimeOffset? ApprovedAt, IReadOnlyList<PlanLineAnswer> Lines);
public sealed record PlanLineAnswer(Guid LineId, Guid ProductItemId, decimal ShopsTotal, decimal Orders, decimal FinishedStock, decimal Net, decimal Machine, decimal Planned, bool IsOverridden, string ChangeState);

/// <summary>Material needs per bake day in stock units, from the rounded plan lines (pre-ferment ingredients included, margin not); resale items from the shops' p50.</summary>
public sealed record MaterialNeeds(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<MaterialNeed>>;
public sealed record MaterialNeed(DateOnly BakeDay, Guid ItemId, decimal Quantity, string Unit);

/// <summary>Batches of a day in time order, for the dashboard's timeline.</summary>
public sealed record BatchesOn(DateOnly Date) : IQuery<IReadOnlyList<BatchAnswer>>;
public sealed record BatchAnswer(Guid Id, string Number, string Name, string Status, string? Stage, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, decimal PlannedQuantity, string Unit);
