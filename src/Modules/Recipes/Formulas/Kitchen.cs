using Bakery.Contracts.Inventory;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Formulas;

/// <summary>A recipe as it is in force on a day.</summary>
internal sealed record Cooked(Recipe Recipe, RecipeForm.Content Content);

/// <summary>The recipes in force on a day as a formula book, with the items they use.</summary>
internal sealed record KitchenDay(FormulaBook Book, IReadOnlyDictionary<Guid, Cooked> Recipes, IReadOnlyDictionary<Guid, ItemAnswer> Items)
{
    public RecipeForm.Shape ShapeOf(Guid product) =>
        Recipes[Book.Shapes[product].DoughId].Content.Shapes!.First(s => s.ProductItemId == product);
}

/// <summary>Turns stored recipes into formulas. Items are asked from inventory once per scope.</summary>
internal sealed class Kitchen(RecipesDb db, IQueryBus queries, TimeProvider clock)
{
    private IReadOnlyDictionary<Guid, ItemAnswer>? items;
    private IReadOnlyList<Recipe>? recipes;
    private TenantProfileAnswer? profile;

    public async Task<TenantProfileAnswer> Profile(CancellationToken ct) => profile ??= await queries.Ask(new TenantProfile(), ct);

    public async Task<IReadOnlyDictionary<Guid, ItemAnswer>> Items(CancellationToken ct) => items ??= await Ask([], ct);

    public Task<KitchenDay> On(DateOnly day, CancellationToken ct) => On(day, null, ct);

    /// <summary>The same with a recipe that is being written in place of what is in force. Throws <c>recipe_not_active</c> for a filling in it that is not.</summary>
    public async Task<KitchenDay> On(DateOnly day, Cooked? draft, CancellationToken ct)
    {
        recipes ??= await db.Recipes.AsNoTracking().OrderBy(r => r.Name).ToListAsync(ct);
        var cooked = recipes.Select(r => (Recipe: r, Version: r.On(day))).Where(r => r.Version is not null).ToDictionary(r => r.Recipe.Id, r => new Cooked(r.Recipe, r.Version!.Content));
        if (draft is not null)
        {
            cooked[draft.Recipe.Id] = draft;
            if (FillingsOf(draft.Content).Any(id => !cooked.ContainsKey(id))) throw new RuleViolation("recipe_not_active", "A filling in it is not in force yet.", 409);
        }
        var known = await With(cooked.Values.SelectMany(c => ItemsOf(c.Content)), ct);
        var preferments = cooked.Values.Where(c => c.Recipe.Kind == RecipeKind.PreFerment).ToDictionary(c => c.Recipe.Id, c => Preferment(c.Recipe.Id, c.Content, known));
        var doughs = cooked.Values.Where(c => c.Recipe.Kind == RecipeKind.Dough).OrderBy(c => c.Recipe.Name, StringComparer.Ordinal)
            .Select(c => Dough(c.Recipe.Id, c.Content, preferments, known)).ToList();
        var fillings = Fillings(cooked.Values.Where(c => c.Recipe.Kind == RecipeKind.Filling).Select(c => (c.Recipe.Id, c.Content)), known);
        var shapes = cooked.Values.Where(c => c.Recipe.Kind == RecipeKind.Dough).OrderBy(c => c != draft).SelectMany(c => (c.Content.Shapes ?? []).Select(s => Shape(c.Recipe.Id, s, known, fillings))).DistinctBy(s => s.ProductItemId);
        return new KitchenDay(new FormulaBook(doughs, shapes, Ingredients(known), fillings), cooked, known);
    }

    /// <summary>Checks a content before it is stored: items exist, percents add up, the pre-ferment fits. Throws the named rule.</summary>
    public async Task Check(Guid recipeId, RecipeKind kind, RecipeForm.Content content, CancellationToken ct)
    {
        var known = await Items(ct);
        foreach (var id in ItemsOf(content))
            if (!known.ContainsKey(id)) throw RuleViolation.Invalid("item_id", $"{id} is not an active item.");
        if (content.Lines.Any(l => l.Quantity is < 0.001m or > 1_000_000m)) throw RuleViolation.Invalid("lines", "Quantities lie between 0.001 and 1,000,000.");
        if (content.ProcessLossPercent is < 0 or >= 100) throw RuleViolation.Invalid("process_loss_percent", "From 0 to below 100.");
        if (content.MixerMaxKg is < 1 or > 10_000 || content.MixerMinKg < 0 || content.MixerMinKg > content.MixerMaxKg) throw RuleViolation.Invalid("mixer_max_kg", "Between 1 and 10,000 kg and not below mixer_min_kg.");
        if (content.RestHours is < 0 or > 240) throw RuleViolation.Invalid("rest_hours", "Between 0 and 240.");
        RequireOneOf(content);
        var fillings = await AllFillings(recipeId, kind, content, known, ct);
        if (kind == RecipeKind.Filling)
        {
            if (content.Preferment is not null || content.Shapes is { Count: > 0 }) throw RuleViolation.Invalid("preferment", "A filling has neither a pre-ferment nor shapes.");
            return;
        }
        if (content.Lines.Any(l => l.RecipeId is not null)) throw RuleViolation.Invalid("lines", "A dough holds items and its pre-ferment; fillings go into its shapes.");
        if (kind == RecipeKind.PreFerment)
        {
            if (content.Preferment is not null || content.Shapes is { Count: > 0 }) throw RuleViolation.Invalid("preferment", "A pre-ferment has neither a pre-ferment nor shapes.");
            Preferment(recipeId, content, known);
            return;
        }
        foreach (var shape in content.Shapes ?? []) Check(shape);
        if ((content.Shapes ?? []).GroupBy(s => s.ProductItemId).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("shapes", "A product has one shape.");
        var preferments = new Dictionary<Guid, PrefermentFormula>();
        if (content.Preferment is { } used)
        {
            if (used.FlourSharePercent is <= 0 or > 100) throw RuleViolation.Invalid("flour_share_percent", "Above 0, at most 100.");
            var recipe = await db.Recipes.AsNoTracking().FirstOrDefaultAsync(r => r.Id == used.RecipeId && r.Kind == RecipeKind.PreFerment, ct) ?? throw RuleViolation.Invalid("preferment", "Unknown pre-ferment.");
            var version = recipe.Versions.FirstOrDefault(v => v.Id == recipe.CurrentVersionId) ?? recipe.OpenDraft!;
            preferments[recipe.Id] = Preferment(recipe.Id, version.Content, known);
        }
        var dough = Dough(recipeId, content, preferments, known);
        _ = new FormulaBook([dough], (content.Shapes ?? []).Select(s => Shape(recipeId, s, known, fillings)), [], fillings);
    }

    /// <summary>The fillings that a content holds itself, those of its shapes included.</summary>
    public static IEnumerable<Guid> FillingsOf(RecipeForm.Content content) =>
        content.Lines.Select(l => l.RecipeId).Concat((content.Shapes ?? []).SelectMany(s => (s.Extras ?? []).Select(e => e.RecipeId))).OfType<Guid>();

    private static void RequireOneOf(RecipeForm.Content content)
    {
        if (content.Lines.Any(l => l.ItemId is null == l.RecipeId is null)) throw RuleViolation.Invalid("lines", "A line names an item or a filling.");
        if ((content.Shapes ?? []).SelectMany(s => s.Extras ?? []).Any(e => e.ItemId is null == e.RecipeId is null)) throw RuleViolation.Invalid("extras", "An extra names an item or a filling.");
    }

    // Fillings as they are now, drafts included, with the content that is being checked: so a circle is found before it is stored.
    private async Task<FillingBook> AllFillings(Guid recipeId, RecipeKind kind, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> known, CancellationToken ct)
    {
        if (kind != RecipeKind.Filling && !FillingsOf(content).Any()) return FillingBook.Empty;
        var others = (await db.Recipes.AsNoTracking().Where(r => r.Kind == RecipeKind.Filling && r.Id != recipeId).ToListAsync(ct))
            .Select(r => (r.Id, (r.Versions.FirstOrDefault(v => v.Id == r.CurrentVersionId) ?? r.OpenDraft)!.Content)).ToList();
        var unknown = FillingsOf(content).Where(id => id != recipeId && others.TrueForAll(o => o.Id != id)).ToList();
        if (unknown.Count > 0) throw RuleViolation.Invalid("recipe_id", $"{unknown[0]} is not a filling.");
        var items = await With(others.SelectMany(o => ItemsOf(o.Content)), ct);
        return Fillings(kind == RecipeKind.Filling ? others.Append((recipeId, content)) : others, items);
    }

    private static IEnumerable<Guid> ItemsOf(RecipeForm.Content content) =>
        content.Lines.Select(l => l.ItemId).Concat((content.Shapes ?? []).SelectMany(s => (s.Extras ?? []).Select(e => e.ItemId).Prepend(s.ProductItemId))).OfType<Guid>();

    // A recipe in force may still use an item that was archived meanwhile.
    private async Task<IReadOnlyDictionary<Guid, ItemAnswer>> With(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var known = await Items(ct);
        var archived = ids.Where(id => !known.ContainsKey(id)).Distinct().ToList();
        return archived.Count == 0 ? known : items = known.Concat(await Ask(archived, ct)).ToDictionary();
    }

    private async Task<Dictionary<Guid, ItemAnswer>> Ask(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var asked = await queries.Ask(new Contracts.Inventory.Items(ids), ct);
        // What was never bought costs what the cheapest price list says.
        if (asked.All(i => i.LastPurchasePrice is not null || i.AverageCost > 0 || !i.StockTracked)) return asked.ToDictionary(i => i.Id);
        var prices = await ListPrices(ct);
        return asked.ToDictionary(i => i.Id, i => i.LastPurchasePrice is null && i.AverageCost == 0 && prices.TryGetValue(i.Id, out var price) ? i with { LastPurchasePrice = price } : i);
    }

    private async Task<IReadOnlyDictionary<Guid, decimal>> ListPrices(CancellationToken ct)
    {
        try
        {
            return (await queries.Ask(new SupplierCatalog(BusinessTime.Today(clock.GetUtcNow(), (await Profile(ct)).TimeZone)), ct)).Where(s => s.Status is "approved" or "preferred")
                .SelectMany(s => s.Prices).GroupBy(p => p.ItemId).ToDictionary(g => g.Key, g => g.Min(p => p.UnitPrice));
        }
        catch (RuleViolation missing) when (missing.Code == "dependency_unavailable")
        {
            return new Dictionary<Guid, decimal>();
        }
    }

    public static DoughFormula Dough(Guid id, RecipeForm.Content content, IReadOnlyDictionary<Guid, PrefermentFormula> preferments, IReadOnlyDictionary<Guid, ItemAnswer> items) =>
        Formula(() => new DoughFormula(id, Lines(content, items), content.ProcessLossPercent,
            content.Preferment is { } used && preferments.TryGetValue(used.RecipeId, out var preferment) ? preferment : null, content.Preferment?.FlourSharePercent ?? 0m));

    public static PrefermentFormula Preferment(Guid id, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items) => Formula(() => new PrefermentFormula(id, Lines(content, items)));

    private static FillingBook Fillings(IEnumerable<(Guid Id, RecipeForm.Content Content)> fillings, IReadOnlyDictionary<Guid, ItemAnswer> items) =>
        Formula(() => new FillingBook(fillings.Select(f => new FillingFormula(f.Id, [.. f.Content.Lines.Select(l => new FillingPart(l.ItemId, l.RecipeId, Weight(l, f.Content, items)))], f.Content.ProcessLossPercent)).ToList()));

    // Percents are shares of the whole: as proportions they need no other unit.
    private static decimal Weight(RecipeForm.Line line, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        if (content.Lines.Any(l => l.Unit == "%") != content.Lines.All(l => l.Unit == "%")) throw RuleViolation.Invalid("lines", "Either all lines are percents or none.");
        return line.Unit == "%" ? line.Quantity : InKilograms(line.Quantity, line.Unit, line.ItemId is { } item ? Factors(items, item) : ConversionFactors.None);
    }

    private static decimal InKilograms(decimal quantity, string unit, ConversionFactors factors) => new Quantity(quantity, Unit.Of(unit)).To(Unit.Kilogram, factors).Amount;

    /// <summary>A filling is an extra of all that it is made of, so that stock, costs, allergens and labels see through it.</summary>
    private static Shape Shape(Guid dough, RecipeForm.Shape shape, IReadOnlyDictionary<Guid, ItemAnswer> items, FillingBook fillings)
    {
        var extras = shape.Extras ?? [];
        var filled = extras.Where(e => e.RecipeId is not null).Select(e => new PieceFilling(e.RecipeId!.Value, InKilograms(e.Quantity, e.Unit, ConversionFactors.None))).ToList();
        var all = extras.Where(e => e.ItemId is not null).Select(e => new PieceExtra(e.ItemId!.Value, InStock(e, items[e.ItemId.Value])))
            .Concat(filled.SelectMany(f => fillings.Ingredients(f.FillingId, f.Kilograms)).Select(w => new PieceExtra(w.ItemId!.Value, w.Kilograms / Weighable(items[w.ItemId.Value]))));
        return new Shape(shape.ProductItemId, dough, shape.RawWeightG, shape.BakedWeightG, shape.PiecesMultiple, shape.MultipleRounding,
            [.. all.GroupBy(e => e.ItemId).Select(g => new PieceExtra(g.Key, g.Sum(e => e.Quantity)))], filled);
    }

    private static decimal Weighable(ItemAnswer item) => KilogramsPerUnit(item) ?? throw new RuleViolation("conversion_unknown", $"{item.Name} has no density or piece weight.");

    private static decimal InStock(RecipeForm.Extra extra, ItemAnswer item) =>
        new Quantity(extra.Quantity, Unit.Of(extra.Unit)).To(Unit.Of(item.StockUnit), new ConversionFactors(item.DensityKgPerLitre, item.UnitWeightG)).Amount;

    // Weights become percents of the flour; percents stay.
    private static IReadOnlyList<FormulaLine> Lines(RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items)
    {
        var percents = content.Lines.Count(l => l.Unit == "%");
        if (percents != 0 && percents != content.Lines.Count) throw RuleViolation.Invalid("lines", "Either all lines are percents or none.");
        if (percents > 0) return [.. content.Lines.Select(l => new FormulaLine(l.ItemId!.Value, l.Quantity, IsFlour(items, l.ItemId.Value)))];
        var weights = content.Lines.Select(l => (ItemId: l.ItemId!.Value, Kg: InKilograms(l.Quantity, l.Unit, Factors(items, l.ItemId.Value)))).ToList();
        var flour = weights.Where(w => IsFlour(items, w.ItemId)).Sum(w => w.Kg);
        if (flour <= 0) throw new RuleViolation("flour_missing", "The formula has no flour.");
        return [.. weights.Select(w => new FormulaLine(w.ItemId, w.Kg / flour * 100m, IsFlour(items, w.ItemId)))];
    }

    private static bool IsFlour(IReadOnlyDictionary<Guid, ItemAnswer> items, Guid id) => items.TryGetValue(id, out var item) && item.Category == "flour";

    private static ConversionFactors Factors(IReadOnlyDictionary<Guid, ItemAnswer> items, Guid id) => items.TryGetValue(id, out var item) ? new(item.DensityKgPerLitre, item.UnitWeightG) : ConversionFactors.None;

    private static IEnumerable<Ingredient> Ingredients(IReadOnlyDictionary<Guid, ItemAnswer> items) => items.Values
        .Select(i => (Item: i, Kg: KilogramsPerUnit(i)))
        .Where(i => i.Kg > 0)
        .Select(i => new Ingredient(i.Item.Id, i.Kg!.Value, Cost(i.Item)));

    /// <summary>The last price paid (or the list price of what was never bought), else the average.</summary>
    public static decimal Cost(ItemAnswer item) => item.LastPurchasePrice ?? item.AverageCost;

    public static decimal? KilogramsPerUnit(ItemAnswer item) => Unit.Of(item.StockUnit) switch
    {
        { Dimension: Dimension.Mass } u => u.Factor / 1000m,
        { Dimension: Dimension.Volume } u => item.DensityKgPerLitre * u.Factor / 1000m,
        _ => item.UnitWeightG / 1000m,
    };

    private static void Check(RecipeForm.Shape shape)
    {
        if (shape.RawWeightG is <= 0 or > 100_000 || shape.BakedWeightG is <= 0 or > 100_000) throw RuleViolation.Invalid("raw_weight_g", "Weights are above zero, at most 100,000 g.");
        if (shape.PiecesMultiple is < 1 or > 10_000) throw RuleViolation.Invalid("pieces_multiple", "Between 1 and 10,000.");
        if (shape.LabourMinutes is < 0 or > 10_000 || shape.EnergyKwh is < 0 or > 10_000) throw RuleViolation.Invalid("labour_minutes", "Between 0 and 10,000.");
        if ((shape.Extras ?? []).Any(e => e.Quantity is <= 0 or > 100_000)) throw RuleViolation.Invalid("extras", "Quantities are above zero, at most 100,000.");
    }

    private static T Formula<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FormulaException refused)
        {
            throw refused.Problem switch
            {
                FormulaProblem.PrefermentExceedsTotal => new RuleViolation("preferment_exceeds_total", refused.Message),
                FormulaProblem.RecipeCycle => new RuleViolation("recipe_cycle", refused.Message),
                FormulaProblem.TooManyLevels => new RuleViolation("recipe_too_deep", refused.Message),
                _ => new RuleViolation("formula_invalid", refused.Message),
            };
        }
    }
}
