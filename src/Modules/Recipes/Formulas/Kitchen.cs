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
        Recipes[Book.Shapes[product].RecipeId].Content.Shapes!.First(s => s.ProductItemId == product);

    /// <summary>Items that go into a piece at any level; what is a product of our own is named by what it is made of.</summary>
    public IReadOnlyList<Guid> ItemsIn(Guid product) => [.. Book.Within(product).SelectMany(w => (Book.Doughs.TryGetValue(w.Shape.RecipeId, out var dough) ? dough.Lines.Select(l => l.ItemId) : [])
        .Concat(w.Shape.Extras.Select(e => e.ItemId).Where(e => !Book.Shapes.ContainsKey(e)))).Distinct()];
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

    /// <summary>The same with a recipe that is being written in place of what is in force. Throws <c>recipe_not_active</c> for a filling in it that is not, and whatever it would break.</summary>
    public async Task<KitchenDay> On(DateOnly day, Cooked? draft, CancellationToken ct)
    {
        recipes ??= await db.Recipes.AsNoTracking().OrderBy(r => r.Name).ToListAsync(ct);
        var cooked = recipes.Select(r => (Recipe: r, Version: r.On(day))).Where(r => r.Version is not null).ToDictionary(r => r.Recipe.Id, r => new Cooked(r.Recipe, r.Version!.Content));
        if (draft is not null)
        {
            cooked[draft.Recipe.Id] = draft;
            if (FillingsOf(draft.Content).Any(id => !cooked.ContainsKey(id))) throw new RuleViolation("recipe_not_active", "A filling in it is not in force yet.", 409);
        }
        var known = Weighed(await With(cooked.Values.SelectMany(c => ItemsOf(c.Content)), ct), cooked.Values.Select(c => c.Content));
        IEnumerable<Cooked> Of(RecipeKind kind) => cooked.Values.Where(c => c.Recipe.Kind == kind);
        var preferments = Of(RecipeKind.PreFerment).ToDictionary(c => c.Recipe.Id, c => FormulaOf.Preferment(c.Recipe.Id, c.Content, known));
        var doughs = Of(RecipeKind.Dough).OrderBy(c => c.Recipe.Name, StringComparer.Ordinal).Select(c => FormulaOf.Dough(c.Recipe.Id, c.Content, preferments, known)).ToList();
        var fillings = FormulaOf.Fillings(Of(RecipeKind.Filling).Select(c => (c.Recipe.Id, c.Content)), known);
        var shapes = Of(RecipeKind.Dough).Concat(Of(RecipeKind.Fixed)).OrderBy(c => c != draft).SelectMany(c => Shapes(c.Recipe.Id, c.Recipe.Kind, c.Content, known, fillings)).DistinctBy(s => s.ProductItemId);
        return new KitchenDay(FormulaOf.Book(doughs, shapes, known, fillings), cooked, known);
    }

    /// <summary>Checks a content before it is stored: items exist, percents add up, the pre-ferment fits, nothing holds itself. Throws the named rule.</summary>
    public async Task Check(Guid recipeId, RecipeKind kind, RecipeForm.Content content, CancellationToken ct)
    {
        var known = Weighed(await Items(ct), [content]);
        foreach (var id in ItemsOf(content).Concat(content.Lines.SelectMany(l => l.Substitutions ?? []).Select(s => s.ItemId)))
            if (!known.ContainsKey(id)) throw RuleViolation.Invalid("item_id", $"{id} is not an active item.");
        CheckContent.Numbers(content);
        CheckContent.Items(content, kind, known);
        CheckContent.Substitutions(content, kind, known);
        if (kind != RecipeKind.Fixed && content.YieldQuantity is not null) throw RuleViolation.Invalid("yield_quantity", "Only a fixed recipe states its pieces.");
        var fillings = await AllFillings(recipeId, kind, content, known, ct);
        if (kind == RecipeKind.Filling)
        {
            if (content.Preferment is not null || content.Shapes is { Count: > 0 }) throw RuleViolation.Invalid("preferment", "A filling has neither a pre-ferment nor shapes.");
            return;
        }
        CheckContent.Shapes(content, kind == RecipeKind.Fixed);
        if (kind == RecipeKind.Fixed) CheckContent.Fixed(content);
        else if (content.Lines.Any(l => l.RecipeId is not null)) throw RuleViolation.Invalid("lines", "A dough holds items and its pre-ferment; fillings go into its shapes.");
        if (kind == RecipeKind.PreFerment)
        {
            if (content.Preferment is not null || content.Shapes is { Count: > 0 }) throw RuleViolation.Invalid("preferment", "A pre-ferment has neither a pre-ferment nor shapes.");
            FormulaOf.Preferment(recipeId, content, known);
            return;
        }
        if (kind == RecipeKind.Dough) FormulaOf.Dough(recipeId, content, await PrefermentOf(content, known, ct), known);
        _ = Shapes(recipeId, kind, content, known, fillings).ToList();
        await RequireNoCircle(recipeId, kind, content, ct);
    }

    /// <summary>The fillings that a content holds itself, those of its shapes included.</summary>
    public static IEnumerable<Guid> FillingsOf(RecipeForm.Content content) =>
        content.Lines.Select(l => l.RecipeId).Concat((content.Shapes ?? []).SelectMany(s => (s.Extras ?? []).Select(e => e.RecipeId))).OfType<Guid>();

    /// <summary>Items that are put around or into the pieces of a content; of a fixed recipe also what may replace them.</summary>
    public static IEnumerable<Guid> PutInto(RecipeKind kind, RecipeForm.Content content) =>
        (kind == RecipeKind.Fixed ? content.Lines.SelectMany(l => (l.Substitutions ?? []).Select(s => (Guid?)s.ItemId).Prepend(l.ItemId)) : [])
            .Concat((content.Shapes ?? []).SelectMany(s => (s.Extras ?? []).Select(e => e.ItemId))).OfType<Guid>();

    private static IEnumerable<Shape> Shapes(Guid id, RecipeKind kind, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> items, FillingBook fillings) =>
        kind == RecipeKind.Fixed ? [FormulaOf.Fixed(id, content, items, fillings)] : (content.Shapes ?? []).Select(s => FormulaOf.Shape(id, s, items, fillings));

    private async Task<Dictionary<Guid, PrefermentFormula>> PrefermentOf(RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> known, CancellationToken ct)
    {
        if (content.Preferment is not { } used) return [];
        if (used.FlourSharePercent is <= 0 or > 100) throw RuleViolation.Invalid("flour_share_percent", "Above 0, at most 100.");
        var recipe = await db.Recipes.AsNoTracking().FirstOrDefaultAsync(r => r.Id == used.RecipeId && r.Kind == RecipeKind.PreFerment, ct) ?? throw RuleViolation.Invalid("preferment", "Unknown pre-ferment.");
        return new() { [recipe.Id] = FormulaOf.Preferment(recipe.Id, recipe.Newest.Content, known) };
    }

    // Fillings as they are now, drafts included, with the content that is being checked: so a circle is found before it is stored.
    private async Task<FillingBook> AllFillings(Guid recipeId, RecipeKind kind, RecipeForm.Content content, IReadOnlyDictionary<Guid, ItemAnswer> known, CancellationToken ct)
    {
        if (kind != RecipeKind.Filling && !FillingsOf(content).Any()) return FillingBook.Empty;
        var others = (await db.Recipes.AsNoTracking().Where(r => r.Kind == RecipeKind.Filling && r.Id != recipeId).ToListAsync(ct)).Select(r => (r.Id, r.Newest.Content)).ToList();
        var unknown = FillingsOf(content).Where(id => id != recipeId && others.TrueForAll(o => o.Id != id)).ToList();
        if (unknown.Count > 0) throw RuleViolation.Invalid("recipe_id", $"{unknown[0]} is not a filling.");
        var all = await With(others.SelectMany(o => ItemsOf(o.Content)), ct);
        return FormulaOf.Fillings(kind == RecipeKind.Filling ? others.Append((recipeId, content)) : others, all.Concat(known.Where(k => !all.ContainsKey(k.Key))).ToDictionary());
    }

    // Products that hold products: by every version that is in force or may come to be.
    private async Task RequireNoCircle(Guid recipeId, RecipeKind kind, RecipeForm.Content content, CancellationToken ct)
    {
        if (!PutInto(kind, content).Any()) return;
        var today = BusinessTime.Today(clock.GetUtcNow(), (await Profile(ct)).TimeZone);
        var all = (await db.Recipes.AsNoTracking().Where(r => r.Id != recipeId && r.Status != RecipeStatus.Archived && (r.Kind == RecipeKind.Dough || r.Kind == RecipeKind.Fixed)).ToListAsync(ct))
            .SelectMany(r => r.Versions.Where(v => v.Number >= (r.On(today)?.Number ?? 0)).Select(v => (r.Kind, v.Content))).Append((Kind: kind, Content: content)).ToList();
        var holds = all.SelectMany(r => (r.Content.Shapes ?? []).SelectMany(s => PutInto(r.Kind, r.Content with { Shapes = [s] }).Select(held => (Holder: s.ProductItemId, Held: held)))).ToLookup(h => h.Holder, h => h.Held);
        var products = all.SelectMany(r => r.Content.Shapes ?? []).Select(s => s.ProductItemId).ToHashSet();
        void Walk(Guid product, IReadOnlyList<Guid> above)
        {
            if (above.Contains(product)) throw new RuleViolation("recipe_cycle", "A product would hold itself.");
            if (above.Count > FillingBook.MostLevels) throw new RuleViolation("recipe_too_deep", $"Recipes lie at most {FillingBook.MostLevels} levels deep.");
            foreach (var held in holds[product].Distinct().Where(products.Contains)) Walk(held, [.. above, product]);
        }
        foreach (var shape in content.Shapes ?? []) Walk(shape.ProductItemId, []);
    }

    private static IEnumerable<Guid> ItemsOf(RecipeForm.Content content) =>
        content.Lines.Select(l => l.ItemId).Concat((content.Shapes ?? []).SelectMany(s => (s.Extras ?? []).Select(e => e.ItemId).Prepend(s.ProductItemId))).OfType<Guid>();

    // A product weighs what its recipe says of the baked piece, unless its article says otherwise.
    private static IReadOnlyDictionary<Guid, ItemAnswer> Weighed(IReadOnlyDictionary<Guid, ItemAnswer> items, IEnumerable<RecipeForm.Content> contents)
    {
        var baked = contents.SelectMany(c => c.Shapes ?? []).Where(s => s.BakedWeightG > 0).DistinctBy(s => s.ProductItemId).ToDictionary(s => s.ProductItemId, s => s.BakedWeightG);
        return items.ToDictionary(i => i.Key, i => i.Value.UnitWeightG is null && baked.TryGetValue(i.Key, out var grams) ? i.Value with { UnitWeightG = grams } : i.Value);
    }

    // A recipe in force may still use an item that was archived meanwhile.
    private async Task<IReadOnlyDictionary<Guid, ItemAnswer>> With(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var known = await Items(ct);
        var archived = ids.Where(id => !known.ContainsKey(id)).Distinct().ToList();
        return archived.Count == 0 ? known : items = known.Concat(await Ask(archived, ct)).ToDictionary();
    }

    // The price that costs are made of, by the tenant's setting; what has none of its kind takes the next best.
    private async Task<Dictionary<Guid, ItemAnswer>> Ask(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var asked = await queries.Ask(new Contracts.Inventory.Items(ids), ct);
        var basis = (await Profile(ct)).Text("production", "cost_basis");
        var bought = asked.All(i => i.LastPurchasePrice is not null || i.AverageCost > 0 || !i.StockTracked);
        var prices = bought && basis != "price_list" ? new Dictionary<Guid, decimal>() : await ListPrices(ct);
        return asked.ToDictionary(i => i.Id, i => i with { LastPurchasePrice = Basis(i, basis, prices.TryGetValue(i.Id, out var price) ? price : null) });
    }

    private static decimal? Basis(ItemAnswer item, string basis, decimal? listed)
    {
        decimal? average = item.AverageCost > 0 ? item.AverageCost : null;
        return basis switch
        {
            "price_list" => listed ?? item.LastPurchasePrice,
            "average" => average ?? item.LastPurchasePrice ?? listed,
            _ => item.LastPurchasePrice ?? (average is null ? listed : null),
        };
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

    /// <summary>The price that the tenant costs with, else the average.</summary>
    public static decimal Cost(ItemAnswer item) => item.LastPurchasePrice ?? item.AverageCost;

    /// <summary>Packaging is paid for and kept in stock, but it is no food.</summary>
    public static bool IsEaten(ItemAnswer item) => item.ItemType != "packaging";

    public static decimal? KilogramsPerUnit(ItemAnswer item) => Unit.Of(item.StockUnit) switch
    {
        { Dimension: Dimension.Mass } u => u.Factor / 1000m,
        { Dimension: Dimension.Volume } u => item.DensityKgPerLitre * u.Factor / 1000m,
        _ => item.UnitWeightG / 1000m,
    };

    public static decimal Weighable(ItemAnswer item) => KilogramsPerUnit(item) ?? throw new RuleViolation("conversion_unknown", $"{item.Name} has no density or piece weight.");
}
