using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Bakery.Production.Machines;
using Bakery.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Schedule;

/// <summary>
/// The work of a bake day: each batch by the steps of its recipe, a dough in as many mixes as the mixer needs, pieces in as many oven loads. Pieces
/// wait for their dough, a dough for its pre-ferments; what is due is due when the first shop opens.
/// </summary>
internal sealed class RouteWork(ProductionDb db, IQueryBus queries)
{
    private readonly Dictionary<EquipmentKind, CapacityUnit> units = [];

    // Days before the bake day on which work may begin: long cold rests.
    private const int DaysAhead = 2;

    private static readonly Dictionary<string, EquipmentKind> Machine = new()
    {
        ["mixing"] = EquipmentKind.Mixer, ["pre_ferment"] = EquipmentKind.Mixer, ["dividing"] = EquipmentKind.Divider, ["lamination"] = EquipmentKind.Laminator, ["proofing"] = EquipmentKind.Proofer,
        ["cooling"] = EquipmentKind.Retarder, ["baking"] = EquipmentKind.Oven, ["cooling_out"] = EquipmentKind.Cooler, ["packing"] = EquipmentKind.Packer,
    };

    // What needs hands all the time; the rest works by itself.
    private static readonly string[] ByHand = ["mixing", "pre_ferment", "dividing", "shaping", "lamination", "scoring", "finishing", "packing"];

    // A recipe whose steps nobody has written down.
    private static readonly RouteStep[] UsualDough = [new("mixing", 20, null), new("bulk", 60, null)];
    private static readonly RouteStep[] UsualFixed = [new("finishing", 30, null)];
    private static readonly RouteStep[] UsualPieces = [new("dividing", 15, null), new("proofing", 60, null), new("baking", 25, 220m), new("cooling_out", 30, null)];

    public async Task<DayProblem> Of(DateOnly day, IReadOnlyList<ScheduledTask> known, DateTimeOffset now, CancellationToken ct)
    {
        // Pre-ferments before doughs before products: each finds what it waits for. What is done keeps nobody waiting.
        var batches = InOrder(await db.Batches.Where(b => b.BakeDay == day && b.Status != BatchStatus.Cancelled && b.Status != BatchStatus.Failed && b.Status != BatchStatus.Completed).ToListAsync(ct));
        if (batches.Count == 0) throw RuleViolation.NotFound("A batch of that day");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var locations = await queries.Ask(new Locations(), ct);
        var origin = BusinessTime.Instant(day.AddDays(-DaysAhead), TimeOnly.MinValue, profile.TimeZone);
        var opens = locations.Where(l => l.Type == "retail_outlet").Select(l => l.On(day)?.Opens).Where(o => o is not null).Min() ?? new TimeOnly(7, 0);
        var due = (int)(BusinessTime.Instant(day, opens, profile.TimeZone) - origin).TotalMinutes;
        var routes = (await queries.Ask(new RecipeRoutes(day, []), ct)).ToDictionary(r => r.RecipeId);
        var facts = await queries.Ask(new ProductFacts(day, []), ct);
        var allergens = await Allergens(facts, ct);
        var machines = await Machines(day, origin, ct);
        var (works, batchOf, stageOf, positionOf) = (new List<Work>(), new Dictionary<Guid, Guid>(), new Dictionary<Guid, string>(), new Dictionary<Guid, int>());
        var ends = new Dictionary<Guid, List<Guid>>();
        foreach (var batch in batches)
        {
            var before = batches.Where(b => b.Kind < batch.Kind && (batch.MadeFrom.Count > 0 && !batch.MadeFromIsAssumed ? batch.MadeFrom.Contains(b.Id) : batch.UsesRecipes.Contains(b.RecipeId)) || GoesInto(b, batch)).SelectMany(b => ends[b.Id]).ToList();
            var free = allergens.GetValueOrDefault(batch.Kind == BatchKind.PreFerment ? Guid.Empty : batch.RecipeId, []);
            var steps = Steps(batch, routes.GetValueOrDefault(batch.RecipeId));
            var position = 0;
            foreach (var (step, index) in steps.Select((s, i) => (s, i)))
            {
                var (kind, capacity) = Fit(step, machines);
                var loads = Loads(Load(batch, kind, facts), capacity).ToList();
                var last = index == steps.Count - 1 && batch.Kind == BatchKind.Product;
                var parts = new List<Guid>();
                foreach (var load in loads)
                {
                    var id = Ids.From(batch.Id, $"task:{step.Stage}:{index}:{parts.Count}");
                    (batchOf[id], stageOf[id], positionOf[id]) = (batch.Id, step.Stage, position++);
                    works.Add(new Work(id, kind is { } k ? Wire.Name(k) : null, Math.Max(1, step.Minutes), load, ByHand.Contains(step.Stage) ? 1 : 0, loads.Count == before.Count ? [before[parts.Count]] : before, Earliest(batch, now, origin), last ? due : null, kind == EquipmentKind.Oven ? step.TempC : null, free, Put(id, batch, known, origin)));
                    parts.Add(id);
                }
                before = parts;
            }
            ends[batch.Id] = before;
        }
        return new DayProblem(new ScheduleProblem(machines, works, await Staff(queries, ct), Away: await Away(day, origin, queries, ct)), origin, batchOf, stageOf, positionOf);
    }

    /// <summary>Machines that can be used, with the times in which they cannot: maintenance, and tasks of the days around.</summary>
    public async Task<IReadOnlyList<Machine>> Machines(DateOnly day, DateTimeOffset origin, CancellationToken ct)
    {
        var equipment = await db.Equipment.Where(e => e.IsActive).OrderBy(e => e.Name).ThenBy(e => e.Id).ToListAsync(ct);
        foreach (var machine in equipment) units[machine.Kind] = machine.CapacityUnit;
        var standing = (await db.Downtimes.AsNoTracking().Where(d => d.Until == null || d.Until > origin).ToListAsync(ct)).ToLookup(d => d.EquipmentId);
        var taken = (await db.Tasks.AsNoTracking().Where(t => t.Day != day && t.EquipmentId != null && t.End > origin && t.Start < origin.AddDays(DaysAhead + 2)).ToListAsync(ct)).ToLookup(t => t.EquipmentId!.Value);
        int Minute(DateTimeOffset at) => (int)(at - origin).TotalMinutes;
        return [.. equipment.Select(e =>
        {
            var shared = e.Kind is EquipmentKind.Oven or EquipmentKind.Proofer or EquipmentKind.Retarder or EquipmentKind.Cooler;
            // A machine whose return nobody has promised is out for the day.
            var closed = standing[e.Id].Where(d => d.Until != d.From).Select(d => new Span(Minute(d.From), Minute(d.Until ?? origin.AddDays(DaysAhead + 2)))).Concat(shared ? [] : taken[e.Id].Select(t => new Span(Minute(t.Start), Minute(t.End))));
            return new Machine(e.Id, Wire.Name(e.Kind), e.Capacity, shared, e.MinTemp, e.MaxTemp, [.. closed.Where(c => c.End > c.Start)]);
        })];
    }

    public static async Task<int> Staff(IQueryBus queries, CancellationToken ct) => (int)(await queries.Ask(new TenantProfile(), ct)).Number("production", "floor_staff");

    /// <summary>When the production site is closed. A site without hours is always open.</summary>
    public static async Task<IReadOnlyList<Span>> Away(DateOnly day, DateTimeOffset origin, IQueryBus queries, CancellationToken ct)
    {
        var (profile, locations) = (await queries.Ask(new TenantProfile(), ct), await queries.Ask(new Locations(), ct));
        if (locations.FirstOrDefault(l => l.Type == "central_production" && l.IsActive) is not { Opening.Count: > 0 } site) return [];
        int Minute(DateOnly on, TimeOnly at) => (int)(BusinessTime.Instant(on, at, profile.TimeZone) - origin).TotalMinutes;
        var (away, closed) = (new List<Span>(), Minute(day.AddDays(-DaysAhead - 2), TimeOnly.MinValue));
        for (var on = day.AddDays(-DaysAhead - 2); on <= day.AddDays(1); on = on.AddDays(1))
        {
            if (site.On(on) is not { } hours) continue;
            away.Add(new Span(closed, Minute(on, hours.Opens)));
            // Hours past midnight end on the next day.
            closed = Minute(hours.Closes > hours.Opens ? on : on.AddDays(1), hours.Closes);
        }
        return [.. away.Append(new Span(closed, Minute(day.AddDays(2), TimeOnly.MinValue))).Where(s => s.End > s.Start)];
    }

    // A product that another one holds is made before it.
    private static bool GoesInto(Batch held, Batch holder) => holder is { Kind: BatchKind.Product, Mixing: not null } && held.ProductItemId is { } product && held.Id != holder.Id && holder.Materials.Any(m => m.ItemId == product);

    private static List<Batch> InOrder(List<Batch> batches)
    {
        int Level(Batch holder) => batches.Where(b => GoesInto(b, holder)).Select(b => Level(b) + 1).DefaultIfEmpty().Max();
        return [.. batches.OrderBy(b => b.Kind).ThenBy(Level).ThenBy(b => b.Name, StringComparer.Ordinal).ThenBy(b => b.Id)];
    }

    private static List<RouteStep> Steps(Batch batch, RecipeRoute? route)
    {
        var written = (route?.Steps ?? []).Where(s => s.Minutes > 0).ToList();
        switch (batch.Kind)
        {
            case BatchKind.PreFerment:
                return written.Count > 0 ? written : [new("pre_ferment", 15, null), new("bulk", Math.Max(1, (int)((route?.RestHours ?? 0m) * 60m)), null)];
            case BatchKind.Dough:
            {
                var dough = written.Where(s => !OfPieces(s.Stage)).ToList();
                return dough.Count > 0 ? dough : [.. UsualDough];
            }
            case BatchKind.Product when batch.Card is not null:
                return written.Count > 0 ? written : [.. UsualFixed];
            default:
            {
                var pieces = written.Where(s => OfPieces(s.Stage)).ToList();
                return pieces.Count > 0 ? pieces : [.. UsualPieces];
            }
        }
    }

    private static bool OfPieces(string stage) => Array.IndexOf(Stages.All, stage) >= Array.IndexOf(Stages.All, "dividing") && stage is not "lamination" and not "cooling";

    private static (EquipmentKind? Kind, decimal Capacity) Fit(RouteStep step, IReadOnlyList<Machine> machines)
    {
        // A stage for which there is no machine is done by hand.
        var said = Wire.ParseOptional<EquipmentKind>(step.EquipmentKind, "equipment_kind");
        if ((said ?? (Machine.TryGetValue(step.Stage, out var usual) ? usual : (EquipmentKind?)null)) is not { } kind || machines.Where(m => m.Kind == Wire.Name(kind)).ToList() is not { Count: > 0 } fit) return (null, decimal.MaxValue);
        return (kind, fit.Max(m => m.Capacity));
    }

    // In what the machines of the kind count: kg, pieces, or decks of one tray multiple each.
    private decimal Load(Batch batch, EquipmentKind? kind, IReadOnlyList<ProductFact> facts)
    {
        if (kind is null) return 0m;
        var fact = facts.FirstOrDefault(f => f.ProductItemId == batch.ProductItemId);
        return units[kind.Value] switch
        {
            CapacityUnit.Kg => fact is null ? batch.PlannedQuantity : batch.PlannedQuantity * fact.RawWeightG / 1000m,
            CapacityUnit.Pieces => batch.Kind == BatchKind.Product ? batch.PlannedQuantity : 0m,
            _ => batch.Kind == BatchKind.Product ? decimal.Ceiling(batch.PlannedQuantity / (fact?.Multiple ?? 1)) : 1m,
        };
    }

    // Equal loads, as few as fit.
    private static IEnumerable<decimal> Loads(decimal load, decimal capacity)
    {
        var count = load <= capacity ? 1 : (int)decimal.Ceiling(load / capacity);
        return Enumerable.Repeat(decimal.Ceiling(load / count * 100m) / 100m is var part && part > capacity ? capacity : part, count);
    }

    private static int Earliest(Batch batch, DateTimeOffset now, DateTimeOffset origin) => batch.Status == BatchStatus.Pending ? Math.Max(0, (int)Math.Ceiling((now - origin).TotalMinutes)) : 0;

    // What has begun, and what a person has put somewhere, stays.
    private static Place? Put(Guid id, Batch batch, IReadOnlyList<ScheduledTask> known, DateTimeOffset origin) =>
        known.FirstOrDefault(t => t.Id == id) is { } task && (task.IsPinned || batch.Status != BatchStatus.Pending) ? new Place((int)(task.Start - origin).TotalMinutes, task.EquipmentId) : null;

    // Of each dough: what any of its products contains.
    private async Task<Dictionary<Guid, List<string>>> Allergens(IReadOnlyList<ProductFact> facts, CancellationToken ct)
    {
        var foods = (await queries.Ask(new FoodFacts([.. facts.SelectMany(f => f.IngredientItemIds).Distinct()]), ct)).ToDictionary(f => f.ItemId);
        return facts.GroupBy(f => f.DoughRecipeId).ToDictionary(g => g.Key, g => g.SelectMany(f => f.IngredientItemIds).Distinct()
            .SelectMany(i => foods.TryGetValue(i, out var food) ? food.Allergens.Where(a => a.Value == "contains").Select(a => a.Key) : []).Distinct().Order(StringComparer.Ordinal).ToList());
    }
}
