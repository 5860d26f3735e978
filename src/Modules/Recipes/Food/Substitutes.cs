using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Food;
using Bakery.Recipes.Formulas;

namespace Bakery.Recipes.Food;

/// <summary>An ingredient that may take another one's place, and what that does to the allergens as both are described now.</summary>
/// <param name="AllergenChanged">An allergen would stand otherwise, another cereal or nut would be named, or nobody knows: labels and signs would no longer be true.</param>
/// <param name="Shifts">The allergens that would stand otherwise.</param>
/// <param name="SpeciesAdded">Cereals and nuts that would come in by name.</param>
/// <param name="SpeciesRemoved">Those that would go.</param>
internal sealed record Substitute(Guid ItemId, string Name, decimal Ratio, bool AllergenChanged, IReadOnlyList<AllergenShift> Shifts, IReadOnlyList<string> SpeciesAdded, IReadOnlyList<string> SpeciesRemoved);

/// <summary>Compares ingredients with what may replace them.</summary>
internal sealed class Substitutes(Pantry pantry, Kitchen kitchen, IQueryBus queries)
{
    /// <summary>The substitutes of each line, in the order in which they are written. Asks only where there are any.</summary>
    public async Task<IReadOnlyDictionary<RecipeForm.Line, IReadOnlyList<Substitute>>> Of(IEnumerable<RecipeForm.Line> lines, CancellationToken ct)
    {
        var replaceable = lines.Where(l => l is { ItemId: not null, Substitutions.Count: > 0 }).Distinct().ToList();
        if (replaceable.Count == 0) return new Dictionary<RecipeForm.Line, IReadOnlyList<Substitute>>();
        var ids = replaceable.SelectMany(l => l.Substitutions!.Select(s => s.ItemId).Prepend(l.ItemId!.Value)).Distinct().ToList();
        var facts = (await AnswerAllergens.Handle(new ProductAllergens(ids), pantry, queries, ct)).ToDictionary(a => a.ItemId);
        var items = (await queries.Ask(new Items(ids), ct)).ToDictionary(i => i.Id);
        return replaceable.ToDictionary(l => l, l => (IReadOnlyList<Substitute>)[.. l.Substitutions!.Where(s => items.ContainsKey(s.ItemId)).Select(s => Compare(facts[l.ItemId!.Value], facts[s.ItemId], items[s.ItemId].Name, s.Ratio))]);
    }

    /// <summary>The version's lines that may be replaced, with the names of the recipes they stand in: those of the products' doughs, pre-ferments, fillings and fixed recipes.</summary>
    public async Task<IReadOnlyList<(string Recipe, RecipeForm.Line Line)>> Behind(IEnumerable<Guid> products, DateOnly date, CancellationToken ct)
    {
        var day = await kitchen.On(date, ct);
        var recipes = products.SelectMany(p => day.Book.Within(p)).SelectMany(w => (w.Shape.Fillings ?? []).SelectMany(f => day.Book.Fillings.Needs(f.FillingId, f.Kilograms)).Select(n => n.FillingId)
            .Append(w.Shape.RecipeId).Concat(day.Recipes[w.Shape.RecipeId].Content.Preferment is { } used ? [used.RecipeId] : [])).Distinct();
        return [.. recipes.Where(day.Recipes.ContainsKey).SelectMany(id => day.Recipes[id].Content.Lines.Select(l => (day.Recipes[id].Recipe.Name, l)))];
    }

    /// <summary>How much of a substitute takes the place of an amount, both in their stock units. Throws <c>conversion_unknown</c>.</summary>
    /// <param name="ratio">By weight; between two things that are counted and have no weight, by piece.</param>
    public static decimal Needed(ItemAnswer item, ItemAnswer substitute, decimal ratio, decimal amount) =>
        (Kitchen.KilogramsPerUnit(item), Kitchen.KilogramsPerUnit(substitute)) switch
        {
            ({ } from, { } to and > 0) => amount * from * ratio / to,
            (null, null) when Unit.Of(item.StockUnit).Dimension == Unit.Of(substitute.StockUnit).Dimension => amount * Unit.Of(item.StockUnit).Factor * ratio / Unit.Of(substitute.StockUnit).Factor,
            _ => throw new RuleViolation("conversion_unknown", $"{item.Name} or {substitute.Name} has no density or piece weight."),
        };

    private static Substitute Compare(ProductAllergensAnswer from, ProductAllergensAnswer to, string name, decimal ratio)
    {
        var shifts = Allergens.Shifts(States(from), States(to));
        var (added, removed) = (to.Species.Except(from.Species).ToList(), from.Species.Except(to.Species).ToList());
        return new Substitute(to.ItemId, name, ratio, shifts.Count + added.Count + removed.Count > 0, shifts, added, removed);
    }

    private static Dictionary<string, AllergenState> States(ProductAllergensAnswer answer) => Allergens.Codes.ToDictionary(c => c, c =>
        answer.Contains.Contains(c) ? AllergenState.Contains : answer.Traces.Contains(c) ? AllergenState.Traces : answer.Unknown.Contains(c) ? AllergenState.Unknown : AllergenState.Free);
}
