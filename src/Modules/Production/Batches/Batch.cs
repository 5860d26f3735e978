using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Production.Batches;

/// <summary>What a batch makes.</summary>
internal enum BatchKind { PreFerment, Dough, Product }

/// <summary>Life of a batch.</summary>
internal enum BatchStatus { Pending, InProgress, OnHold, QualityCheck, Completed, Failed, Cancelled }

/// <summary>How urgent a batch is.</summary>
internal enum BatchPriority { Low, Medium, High, Urgent }

/// <summary>One material of a batch.</summary>
/// <param name="Planned">Planned quantity, unrounded.</param>
/// <param name="Used">Lots that inventory booked.</param>
internal sealed record Material(Guid ItemId, decimal Planned, string Unit, IReadOnlyList<UsedLot> Used);

/// <summary>What inventory took for a batch, or why it did not.</summary>
internal sealed record UsedLot(Guid? LotId, string? LotCode, decimal Quantity, string? RefusedBecause = null);

/// <summary>A production order for a pre-ferment, a dough or a product.</summary>
internal sealed class Batch : ITenantOwned, IVersioned
{
    private static readonly Dictionary<BatchStatus, BatchStatus[]> Allowed = new()
    {
        [BatchStatus.Pending] = [BatchStatus.InProgress, BatchStatus.Cancelled],
        [BatchStatus.InProgress] = [BatchStatus.OnHold, BatchStatus.QualityCheck, BatchStatus.Completed, BatchStatus.Failed],
        [BatchStatus.OnHold] = [BatchStatus.InProgress, BatchStatus.Cancelled, BatchStatus.Failed],
        [BatchStatus.QualityCheck] = [BatchStatus.Completed, BatchStatus.InProgress, BatchStatus.Failed],
        [BatchStatus.Completed] = [],
        [BatchStatus.Failed] = [],
        [BatchStatus.Cancelled] = [],
    };

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Number { get; private set; } = "";
    public BatchKind Kind { get; private set; }
    public DateOnly BakeDay { get; private set; }
    public Guid? PlanId { get; private set; }
    public Guid LocationId { get; private set; }

    /// <summary>The dough or pre-ferment recipe; of a product its dough.</summary>
    public Guid RecipeId { get; private set; }
    public Guid? ProductItemId { get; private set; }

    /// <summary>Products that this batch goes into.</summary>
    public List<Guid> Products { get; private set; } = [];
    public string Name { get; private set; } = "";
    public DateTimeOffset PlannedStart { get; private set; }
    public DateTimeOffset PlannedEnd { get; private set; }
    public decimal PlannedQuantity { get; private set; }
    public string Unit { get; private set; } = "kg";
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public decimal? ActualQuantity { get; private set; }
    public BatchStatus Status { get; private set; }
    public BatchPriority Priority { get; private set; } = BatchPriority.Medium;
    public string? Stage { get; private set; }
    public string? Reason { get; private set; }
    public string Body { get; private set; } = "[]";

    public IReadOnlyList<Material> Materials => JsonSerializer.Deserialize<List<Material>>(Body, Wire.Lenient)!;

    public bool IsOpen => Status is BatchStatus.Pending or BatchStatus.InProgress or BatchStatus.OnHold or BatchStatus.QualityCheck;

    public static Batch Create(Guid id, BatchKind kind, DateOnly bakeDay, Guid? planId, Guid locationId, Guid recipeId, Guid? productItemId, string name, string unit) => new()
    {
        Id = id, Number = $"BATCH-{bakeDay:yyyyMMdd}-{id.ToString("N")[^6..].ToUpperInvariant()}", Kind = kind, BakeDay = bakeDay, PlanId = planId, LocationId = locationId, RecipeId = recipeId, ProductItemId = productItemId,
        Name = name, Unit = unit,
    };

    /// <summary>Sets what is to be made; a batch that has begun stays as it is.</summary>
    public void Plan(decimal quantity, IReadOnlyList<Material> materials, IEnumerable<Guid> products, DateTimeOffset start, DateTimeOffset end)
    {
        if (quantity is <= 0 or > 10_000_000) throw RuleViolation.Invalid("planned_quantity", "Above zero, at most 10,000,000.");
        (PlannedQuantity, PlannedStart, PlannedEnd) = (quantity, start, end);
        Products = [.. products];
        Body = JsonSerializer.Serialize(materials, Wire.Lenient);
    }

    public void Go(BatchStatus to, string? reason, DateTimeOffset at)
    {
        if (!Allowed[Status].Contains(to)) throw RuleViolation.Transition(Number, Status, to);
        if (to is BatchStatus.OnHold or BatchStatus.Failed or BatchStatus.Cancelled && string.IsNullOrWhiteSpace(reason)) throw RuleViolation.Invalid("reason", "A reason is needed.");
        if (to == BatchStatus.InProgress) StartedAt ??= at;
        if (to is BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Cancelled) EndedAt = at;
        (Status, Reason) = (to, reason ?? Reason);
    }

    public void Complete(decimal? actual, DateTimeOffset at)
    {
        if (actual is < 0 or > 10_000_000) throw RuleViolation.Invalid("actual_quantity", "Between 0 and 10,000,000.");
        Go(BatchStatus.Completed, null, at);
        ActualQuantity = actual ?? PlannedQuantity;
    }

    public void Enter(string stage) => Stage = stage;

    /// <summary>Yield in percent of the plan.</summary>
    public decimal YieldPercent => PlannedQuantity == 0 ? 0m : Rounding.FourDecimals((ActualQuantity ?? 0m) / PlannedQuantity * 100m);

    /// <summary>Notes which lots were booked, or refused, for a material.</summary>
    public void Booked(IEnumerable<(Guid ItemId, UsedLot Lot)> used)
    {
        var byItem = used.ToLookup(u => u.ItemId, u => u.Lot);
        Body = JsonSerializer.Serialize(Materials.Select(m => m with { Used = [.. m.Used, .. byItem[m.ItemId]] }), Wire.Lenient);
    }
}
