using System.Text.Json;
using Bakery.Contracts.Recipes;
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
/// <param name="Weighed">What the scale said; counts instead of the plan.</param>
/// <param name="LotId">The lot that was scanned; else inventory takes the one that expires first.</param>
internal sealed record Material(Guid ItemId, decimal Planned, string Unit, IReadOnlyList<UsedLot> Used, decimal? Weighed = null, Guid? LotId = null)
{
    public static IReadOnlyList<Material> Of(FixedNeed need) => [.. need.Materials.Select(m => new Material(m.ItemId, m.Quantity, m.Unit, []))];
}

/// <summary>What inventory took for a batch, or why it did not.</summary>
internal sealed record UsedLot(Guid? LotId, string? LotCode, decimal Quantity, string? RefusedBecause = null);

/// <summary>What goes into the bowl, as it was planned; a recipe that changes later changes no card.</summary>
/// <param name="KgPerMix">Of the first mix; the last one may be smaller.</param>
internal sealed record MixCard(int Mixes, decimal KgPerMix, IReadOnlyList<MixPart> Parts)
{
    /// <summary>A fixed recipe's parts, put together in one go.</summary>
    public static MixCard Of(FixedNeed need) => new(1, need.Lines.Sum(l => l.Kg), [.. need.Lines.Select(l => new MixPart(l.ItemId, l.RecipeId, l.Name, l.Kg, l.Count))]);

    /// <summary>The card of a part of the batch.</summary>
    public MixCard Scale(decimal share)
    {
        var total = Parts.Sum(p => p.Kg) * share;
        var one = Math.Min(KgPerMix, total);
        return new MixCard(one == 0 ? 1 : Math.Max(1, (int)Math.Ceiling(Rounding.FourDecimals(total / one))), one, [.. Parts.Select(p => p with { Kg = p.Kg * share, Count = p.Count * share })]);
    }
}

/// <summary>A line of a mix card, unrounded: an ingredient, or a pre-ferment or filling that was made before.</summary>
/// <param name="Count">Of what is counted and not weighed.</param>
internal sealed record MixPart(Guid? ItemId, Guid? PrefermentId, string Name, decimal Kg, decimal? Count = null);

/// <summary>A stage that a batch entered.</summary>
internal sealed record StageEntry(string Stage, DateTimeOffset At, string By);

/// <summary>Why a part of a batch was thrown away.</summary>
internal enum ScrapReason { ProductionSurplus, Burnt, QualityReject, Damaged, Sample, Spill }

/// <summary>Stages of a batch, in the order in which they usually come (operations.md §3.1).</summary>
internal static class Stages
{
    public static readonly string[] All = ["soaking", "pre_ferment", "mixing", "bulk", "dividing", "shaping", "proofing", "cooling", "lamination", "scoring", "baking", "cooling_out", "finishing", "packing"];

    public static string Known(string stage) => All.Contains(stage) ? stage : throw new RuleViolation("stage_unknown", $"{stage} is no stage.");
}

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

    /// <summary>The dough or pre-ferment recipe; of a product its dough or its fixed recipe.</summary>
    public Guid RecipeId { get; private set; }
    public Guid? ProductItemId { get; private set; }

    /// <summary>Products that this batch goes into.</summary>
    public List<Guid> Products { get; private set; } = [];
    public string Name { get; private set; } = "";
    public DateTimeOffset PlannedStart { get; private set; }
    public DateTimeOffset PlannedEnd { get; private set; }

    /// <summary>What was planned before the floor's own delays moved it; null while nothing did.</summary>
    public DateTimeOffset? FirstStart { get; private set; }
    public DateTimeOffset? FirstEnd { get; private set; }
    public decimal PlannedQuantity { get; private set; }
    public string Unit { get; private set; } = "kg";
    public DateTimeOffset? StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public decimal? ActualQuantity { get; private set; }
    public BatchStatus Status { get; private set; }
    public BatchPriority Priority { get; private set; } = BatchPriority.Medium;
    public string? Stage { get; private set; }

    /// <summary>Stages entered so far, as JSON (<see cref="StageEntry"/>).</summary>
    public string Entered { get; private set; } = "[]";

    /// <summary>Thrown away before it became stock, in the batch's unit.</summary>
    public decimal WasteQuantity { get; private set; }
    public ScrapReason? WasteReason { get; private set; }

    /// <summary>Recipes whose mass goes in: the pre-ferments of a dough, the dough of a product.</summary>
    public List<Guid> UsesRecipes { get; private set; } = [];

    /// <summary>Batches whose mass went in; assumed until somebody says it. Empty = not known.</summary>
    public List<Guid> MadeFrom { get; private set; } = [];
    public bool MadeFromIsAssumed { get; private set; } = true;

    /// <summary>The batch that this one was parted from.</summary>
    public Guid? PartOf { get; private set; }
    public List<Guid> EquipmentIds { get; private set; } = [];

    /// <summary>Initials of those who work on it.</summary>
    public List<string> Staff { get; private set; } = [];
    public string? Reason { get; private set; }

    /// <summary>When somebody was told that it is late.</summary>
    public DateTimeOffset? DelayToldAt { get; private set; }
    public string Body { get; private set; } = "[]";

    /// <summary>The mix card as JSON (<see cref="MixCard"/>); pieces of a dough have none, those of a fixed recipe have its parts.</summary>
    public string? Mixing { get; private set; }

    public MixCard? Card => Mixing is null ? null : JsonSerializer.Deserialize<MixCard>(Mixing, Wire.Lenient);

    public IReadOnlyList<Material> Materials => JsonSerializer.Deserialize<List<Material>>(Body, Wire.Lenient)!;

    public IReadOnlyList<StageEntry> StageHistory => JsonSerializer.Deserialize<List<StageEntry>>(Entered, Wire.Lenient)!;

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

    public void Mix(MixCard? card) => Mixing = card is null ? null : JsonSerializer.Serialize(card, Wire.Lenient);

    public void Go(BatchStatus to, string? reason, DateTimeOffset at)
    {
        if (!Allowed[Status].Contains(to)) throw RuleViolation.Transition(Number, Status, to);
        if (to is BatchStatus.OnHold or BatchStatus.Failed or BatchStatus.Cancelled && string.IsNullOrWhiteSpace(reason)) throw RuleViolation.Invalid("reason", "A reason is needed.");
        if (to == BatchStatus.InProgress) StartedAt ??= at;
        if (to is BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Cancelled) EndedAt = at;
        (Status, Reason) = (to, reason ?? Reason);
    }

    /// <param name="actual">Good pieces or kg; without it what is planned less what was scrapped.</param>
    public void Complete(decimal? actual, DateTimeOffset at)
    {
        if (actual is < 0 or > 10_000_000) throw RuleViolation.Invalid("actual_quantity", "Between 0 and 10,000,000.");
        Go(BatchStatus.Completed, null, at);
        ActualQuantity = actual ?? ActualQuantity ?? Math.Max(0m, PlannedQuantity - WasteQuantity);
    }

    /// <summary>Counted before the check that lets it go.</summary>
    public void Counted(decimal? actual)
    {
        if (actual is < 0 or > 10_000_000) throw RuleViolation.Invalid("actual_quantity", "Between 0 and 10,000,000.");
        ActualQuantity = actual ?? ActualQuantity;
    }

    /// <summary>Notes what was thrown away; it adds up.</summary>
    public void Scrap(decimal quantity, ScrapReason? reason)
    {
        if (quantity is <= 0 or > 10_000_000) throw RuleViolation.Invalid("quantity", "Above zero, at most 10,000,000.");
        if (reason is null) throw RuleViolation.Invalid("waste_reason", "A reason is needed.");
        if (Status is BatchStatus.Pending or BatchStatus.Cancelled) throw RuleViolation.Transition(Number, Status, BatchStatus.InProgress);
        (WasteQuantity, WasteReason) = (WasteQuantity + quantity, reason);
    }

    /// <summary>Notes a weight in the material's unit, or the lot it comes from.</summary>
    public void Weigh(Guid itemId, decimal? quantity, Guid? lotId)
    {
        if (Status is not BatchStatus.InProgress) throw RuleViolation.Transition(Number, Status, BatchStatus.InProgress);
        if (quantity is <= 0 or > 1_000_000) throw RuleViolation.Invalid("value", "Above zero, at most 1,000,000.");
        if (Materials.All(m => m.ItemId != itemId)) throw new RuleViolation("material_not_planned", "This batch does not take that item.");
        Body = JsonSerializer.Serialize(Materials.Select(m => m.ItemId != itemId ? m : m with { Weighed = quantity is null ? m.Weighed : (m.Weighed ?? 0m) + quantity, LotId = lotId ?? m.LotId }), Wire.Lenient);
    }

    public void Enter(string stage, DateTimeOffset at, string by)
    {
        if (Status is not (BatchStatus.InProgress or BatchStatus.QualityCheck)) throw RuleViolation.Transition(Number, Status, BatchStatus.InProgress);
        Stage = Stages.Known(stage);
        Entered = JsonSerializer.Serialize(StageHistory.Append(new StageEntry(stage, at, by)), Wire.Lenient);
    }

    public void Uses(IEnumerable<Guid> recipes) => UsesRecipes = [.. recipes];

    public void Comes(IEnumerable<Guid> from, bool isAssumed) => (MadeFrom, MadeFromIsAssumed) = ([.. from], isAssumed);

    public void Assign(IEnumerable<Guid> equipment, IEnumerable<string> staff, BatchPriority priority) => (EquipmentIds, Staff, Priority) = ([.. equipment], [.. staff], priority);

    public void TellDelay(DateTimeOffset? at) => DelayToldAt = at;

    /// <summary>The times of its tasks.</summary>
    public void Time(DateTimeOffset start, DateTimeOffset end, IEnumerable<Guid> equipment) => (PlannedStart, PlannedEnd, EquipmentIds) = (start, end, [.. equipment]);

    /// <summary>Timed by a schedule.</summary>
    public bool IsScheduled => EquipmentIds.Count > 0;

    /// <summary>New times because something else was late or early; how late this one is stays counted from the first ones.</summary>
    public void Retime(DateTimeOffset start, DateTimeOffset end, IEnumerable<Guid> equipment)
    {
        (FirstStart, FirstEnd) = (FirstStart ?? PlannedStart, FirstEnd ?? PlannedEnd);
        Time(start, end, equipment);
    }

    /// <summary>Parts a pending or running batch: <paramref name="quantity"/> goes into a new one, with its share of the materials.</summary>
    public Batch Part(Guid id, decimal quantity)
    {
        if (!IsOpen) throw RuleViolation.Transition(Number, Status, BatchStatus.Pending);
        if (quantity <= 0 || quantity >= PlannedQuantity) throw RuleViolation.Invalid("quantity", $"Above zero and below {PlannedQuantity:0.####}.");
        var share = quantity / PlannedQuantity;
        var part = Create(id, Kind, BakeDay, PlanId, LocationId, RecipeId, ProductItemId, Name, Unit);
        part.Plan(quantity, [.. Materials.Select(m => m with { Planned = m.Planned * share, Used = [] })], Products, PlannedStart, PlannedEnd);
        (part.PartOf, part.Priority) = (Id, Priority);
        part.Uses(UsesRecipes);
        part.Mix(Card?.Scale(share));
        Mix(Card?.Scale(1m - share));
        Body = JsonSerializer.Serialize(Materials.Select(m => m with { Planned = m.Planned - m.Planned * share }), Wire.Lenient);
        PlannedQuantity -= quantity;
        return part;
    }

    /// <summary>Good quantity in percent of the plan.</summary>
    public decimal YieldPercent => PlannedQuantity == 0 ? 0m : Rounding.FourDecimals((ActualQuantity ?? 0m) / PlannedQuantity * 100m);

    /// <summary>Notes which lots were booked, or refused, for a material.</summary>
    public void Booked(IEnumerable<(Guid ItemId, UsedLot Lot)> used)
    {
        var byItem = used.ToLookup(u => u.ItemId, u => u.Lot);
        Body = JsonSerializer.Serialize(Materials.Select(m => m with { Used = [.. m.Used, .. byItem[m.ItemId]] }), Wire.Lenient);
    }
}
