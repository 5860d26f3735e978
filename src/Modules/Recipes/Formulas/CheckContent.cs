using Bakery.Contracts.Inventory;
using Bakery.Kernel.Values;

namespace Bakery.Recipes.Formulas;

/// <summary>What can be said of a content without looking at other recipes. Each throws the named rule.</summary>
internal static class CheckContent
{
    public static readonly string[] Stages = ["soaking", "pre_ferment", "mixing", "bulk", "dividing", "shaping", "proofing", "cooling", "lamination", "scoring", "baking", "cooling_out", "finishing", "packing"];
    private static readonly string[] Equipment = ["mixer", "divider", "laminator", "proofer", "retarder", "oven", "cooler", "packer"];

    public static void Numbers(RecipeForm.Content content)
    {
        if (content.Lines.Any(l => l.Quantity is < 0.001m or > 1_000_000m)) throw RuleViolation.Invalid("lines", "Quantities lie between 0.001 and 1,000,000.");
        if (content.ProcessLossPercent is < 0 or >= 100) throw RuleViolation.Invalid("process_loss_percent", "From 0 to below 100.");
        if (content.MixerMaxKg is < 1 or > 10_000 || content.MixerMinKg < 0 || content.MixerMinKg > content.MixerMaxKg) throw RuleViolation.Invalid("mixer_max_kg", "Between 1 and 10,000 kg and not below mixer_min_kg.");
        if (content.RestHours is < 0 or > 240) throw RuleViolation.Invalid("rest_hours", "Between 0 and 240.");
        if (content.Lines.Any(l => l.ItemId is null == l.RecipeId is null)) throw RuleViolation.Invalid("lines", "A line names an item or a filling.");
        if ((content.Shapes ?? []).SelectMany(s => s.Extras ?? []).Any(e => e.ItemId is null == e.RecipeId is null)) throw RuleViolation.Invalid("extras", "An extra names an item or a filling.");
        foreach (var step in content.Steps ?? []) Check(step);
    }

    public static void Shapes(RecipeForm.Content content, bool isFixed)
    {
        foreach (var shape in content.Shapes ?? [])
        {
            if (!isFixed && shape.RawWeightG is <= 0 or > 100_000 || shape.BakedWeightG is <= 0 or > 100_000) throw RuleViolation.Invalid("raw_weight_g", "Weights are above zero, at most 100,000 g.");
            if (shape.PiecesMultiple is < 1 or > 10_000) throw RuleViolation.Invalid("pieces_multiple", "Between 1 and 10,000.");
            if (shape.LabourMinutes is < 0 or > 10_000 || shape.EnergyKwh is < 0 or > 10_000) throw RuleViolation.Invalid("labour_minutes", "Between 0 and 10,000.");
            if ((shape.Extras ?? []).Any(e => e.Quantity is <= 0 or > 100_000)) throw RuleViolation.Invalid("extras", "Quantities are above zero, at most 100,000.");
        }
        if ((content.Shapes ?? []).GroupBy(s => s.ProductItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("shapes", "A product has one shape.");
    }

    /// <summary>A fixed recipe states how many pieces of one product its lines yield.</summary>
    public static void Fixed(RecipeForm.Content content)
    {
        if (content.YieldQuantity is null or < 1 or > 100_000) throw RuleViolation.Invalid("yield_quantity", "Pieces that the lines yield, between 1 and 100,000.");
        if (content.Shapes is not { Count: 1 }) throw RuleViolation.Invalid("shapes", "A fixed recipe makes one product.");
        if (content.Preferment is not null) throw RuleViolation.Invalid("preferment", "A fixed recipe has no pre-ferment.");
        if (content.Lines.Any(l => l.Unit == "%")) throw RuleViolation.Invalid("lines", "A fixed recipe is written in weights, volumes and pieces.");
    }

    /// <summary>Nobody eats a detergent, and a box goes around a piece, not into a dough.</summary>
    public static void Items(RecipeForm.Content content, RecipeKind kind, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        var around = (content.Shapes ?? []).SelectMany(s => s.Extras ?? []).Select(e => e.ItemId).Concat(kind == RecipeKind.Fixed ? content.Lines.Select(l => l.ItemId) : []).OfType<Guid>().ToHashSet();
        var inside = content.Lines.SelectMany(l => (l.Substitutions ?? []).Select(s => (Guid?)s.ItemId).Prepend(l.ItemId)).OfType<Guid>();
        if (around.Concat(inside).FirstOrDefault(id => items[id].ItemType == "cleaning") is var cleaner && cleaner != Guid.Empty) throw RuleViolation.Invalid("item_id", $"{items[cleaner].Name} is a cleaning article.");
        if (kind != RecipeKind.Fixed && inside.FirstOrDefault(id => items[id].ItemType == "packaging") is var box && box != Guid.Empty) throw RuleViolation.Invalid("item_id", $"{items[box].Name} is packaging: it belongs to the pieces.");
    }

    /// <summary>What may replace a line's item: another item, of which an amount can be worked out; a flour by a flour, weight for weight.</summary>
    public static void Substitutions(RecipeForm.Content content, RecipeKind kind, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        foreach (var line in content.Lines.Where(l => l.Substitutions is { Count: > 0 }))
        {
            if (line.ItemId is not { } id) throw new RuleViolation("substitution_invalid", "Only an ingredient has substitutes; a filling has them in its own lines.");
            if (line.Substitutions!.GroupBy(s => s.ItemId).Any(g => g.Count() > 1)) throw new RuleViolation("substitution_invalid", $"{items[id].Name} names a substitute twice.");
            foreach (var other in line.Substitutions!)
            {
                if (other.Ratio is < 0.1m or > 100m) throw RuleViolation.Invalid("ratio", "Between 0.1 and 100.");
                if (other.ItemId == id) throw new RuleViolation("substitution_invalid", $"{items[id].Name} cannot replace itself.");
                if ((content.Shapes ?? []).Any(s => s.ProductItemId == other.ItemId)) throw new RuleViolation("recipe_cycle", $"{items[other.ItemId].Name} is made by this recipe.");
                if (kind is RecipeKind.Dough or RecipeKind.PreFerment && (FormulaOf.IsFlour(items, id) != FormulaOf.IsFlour(items, other.ItemId) || FormulaOf.IsFlour(items, id) && other.Ratio != 1m))
                    throw new RuleViolation("substitution_invalid", "In a formula of baker's percents a flour is replaced by a flour, weight for weight, and nothing else is.");
                Food.Substitutes.Needed(items[id], items[other.ItemId], other.Ratio, 1m);
            }
        }
    }

    private static void Check(RecipeForm.Step step)
    {
        if (!Stages.Contains(step.Stage)) throw RuleViolation.Invalid("stage", $"{step.Stage} is no stage.");
        if (step.Minutes is < 0 or > 100_000 || step.ActiveMinutes is { } active && (active < 0 || active > step.Minutes)) throw RuleViolation.Invalid("minutes", "Not negative, and not fewer than those that need hands.");
        if (step.EquipmentKind is { } kind && !Equipment.Contains(kind)) throw RuleViolation.Invalid("equipment_kind", $"{kind} is no kind of machine.");
    }
}
