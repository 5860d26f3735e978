using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Contracts.Suppliers;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Bakery.Recipes.Formulas;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Costs;

/// <summary>A recipe or a price changed: the costs of the tenant's products are worked out again.</summary>
/// <param name="Ticket">Whose request this is; changes that come while it waits need no request of their own.</param>
[Message("recipes.costs.outdated")]
public sealed record CostsOutdated(string Ticket) : IMessage;

/// <summary>Asks for one recomputation, however many changes come before it has begun.</summary>
internal static class OutdatedCosts
{
    // Should the request be lost in a dead letter, the next change may ask again after this time.
    private static readonly TimeSpan Waits = TimeSpan.FromMinutes(5);

    public static async Task Ask(RecipesDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var ticket = Ids.New(clock).ToString();
        if (await Lease.TryTake(db, Name(db), ticket, clock.GetUtcNow(), Waits, ct)) bus.Publish(new CostsOutdated(ticket));
    }

    /// <summary>From here on a change asks again; it waits for this transaction.</summary>
    public static Task Begin(RecipesDb db, string ticket, CancellationToken ct) => Lease.Release(db, Name(db), ticket, ct);

    private static string Name(RecipesDb db) => $"costs:{db.Scope.Require()}";
}

/// <summary>What products cost, and how that changed.</summary>
internal static class ProductCosts
{
    // Royal Decree on bread: g of salt per 100 g of baked bread.
    private const decimal SaltLimit = 1.31m;
    private static readonly Sorting<CostSnapshot> Order = new Sorting<CostSnapshot>(c => c.Id, "-number").By("number", c => c.Number);

    public sealed record Part(Guid ItemId, string Name, decimal KgPerPiece, decimal Cost);
    public sealed record ProductCost(Guid ProductItemId, string Name, decimal IngredientCost, decimal LabourCost, decimal EnergyCost, decimal VariableCost, decimal? SaltGPer100G, bool SaltWarning, IReadOnlyList<Part> Parts);
    /// <param name="DoughCostPerKg">Of the dough mixed, of the filling made, or of what a fixed recipe puts into a piece.</param>
    public sealed record Response(Guid RecipeId, string Name, decimal TotalPercent, decimal DoughCostPerKg, IReadOnlyList<ProductCost> Products);
    public sealed record Snapshot(Guid ProductItemId, decimal IngredientCost, decimal VariableCost, DateTimeOffset At);

    internal static async Task<Response> Handle(Guid id, RecipesDb db, Kitchen kitchen, TimeProvider clock, CancellationToken ct)
    {
        var recipe = await db.FindRecipe(id, ct);
        return Of(id, recipe.Name, await kitchen.On(await WriteRecipe.Today(kitchen, clock, ct), ct), await kitchen.Profile(ct));
    }

    internal static Response Of(Guid id, string name, KitchenDay day, TenantProfileAnswer profile)
    {
        if (day.Book.Fillings.Fillings.ContainsKey(id))
        {
            return new Response(id, name, 100m, PerKilogram(day.Book.Fillings.Ingredients(id, 1m), day), []);
        }
        var (isDough, products) = (day.Book.Doughs.TryGetValue(id, out var dough), day.Book.Shapes.Values.Where(s => s.RecipeId == id).ToList());
        if (!isDough && products.Count == 0) throw new RuleViolation("recipe_not_active", "The recipe has no version in force.", 409);
        var perKg = isDough ? DoughCost(dough!, day.Items) : products[0].RawWeightG == 0 ? 0m : day.Book.PieceCost(products[0].ProductItemId) / products[0].RawWeightG * 1000m;
        return new Response(id, name, dough?.TotalPercent ?? 100m, Rounding.FourDecimals(perKg), [.. products.Select(s => Cost(s, dough, day, Rates.Of(profile)))]);
    }

    internal static async Task<Page<Snapshot>> History(Guid id, RecipesDb db, [AsParameters] PageRequest page, CancellationToken ct)
    {
        await db.FindRecipe(id, ct);
        return await db.Costs.AsNoTracking().Where(c => c.RecipeId == id).ToPage(page, Order, c => new Snapshot(c.ProductItemId, c.IngredientCost, c.VariableCost, c.At), ct);
    }

    internal static async Task<IReadOnlyList<ProductFact>> Facts(ProductFacts query, Kitchen kitchen, CancellationToken ct)
    {
        var day = await kitchen.On(query.Day, ct);
        var rates = Rates.Of(await kitchen.Profile(ct));
        return [.. day.Book.Shapes.Values.Where(s => query.ProductItemIds.Count == 0 || query.ProductItemIds.Contains(s.ProductItemId)).Select(s =>
        {
            var ingredients = day.Book.PieceCost(s.ProductItemId);
            return new ProductFact(s.ProductItemId, s.RecipeId, day.Recipes[s.RecipeId].Recipe.Name, s.RawWeightG, s.BakedWeightG, s.Multiple, Wire.Name(s.Rounding), ingredients,
                Variable(ingredients, Work(s.ProductItemId, day, rates)), day.ItemsIn(s.ProductItemId));
        })];
    }

    /// <summary>Stores a snapshot and tells when a product's cost moved.</summary>
    internal static async Task Recompute(CostsOutdated outdated, RecipesDb db, Kitchen kitchen, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        await OutdatedCosts.Begin(db, outdated.Ticket, ct);
        await db.LockAsync("costs", ct);
        var today = await WriteRecipe.Today(kitchen, clock, ct);
        var last = await db.Costs.AsNoTracking().GroupBy(c => c.ProductItemId).Select(g => g.OrderByDescending(c => c.Number).First()).ToDictionaryAsync(c => c.ProductItemId, ct);
        var number = last.Count == 0 ? 0 : last.Values.Max(c => c.Number);
        var (items, target) = (await kitchen.Items(ct), (await kitchen.Profile(ct)).Number("production", "target_margin_percent"));
        foreach (var fact in await Facts(new ProductFacts(today, []), kitchen, ct))
        {
            var margin = items.TryGetValue(fact.ProductItemId, out var product) ? Margin.Of(product, fact.VariableCost, target) : null;
            if (last.TryGetValue(fact.ProductItemId, out var before) && before.VariableCost == fact.VariableCost && before.IngredientCost == fact.IngredientCost && before.IsBelowTarget == (margin?.IsBelow == true)) continue;
            if (before?.IsBelowTarget == true || margin?.IsBelow == true) Warn(fact, product, margin, bus);
            db.Add(new CostSnapshot { Id = Ids.New(clock), RecipeId = fact.DoughRecipeId, ProductItemId = fact.ProductItemId, IngredientCost = fact.IngredientCost, VariableCost = fact.VariableCost, IsBelowTarget = margin?.IsBelow == true, At = clock.GetUtcNow(), Number = ++number });
            bus.Publish(new CostChanged(fact.DoughRecipeId, fact.ProductItemId, before?.VariableCost ?? 0m, fact.VariableCost, margin is null ? null : Rounding.FourDecimals(margin.MarginPercent), target, margin?.PriceToRestore));
        }
    }

    // The alert processor merges repeats, and a margin that is back clears its alert.
    private static void Warn(ProductFact fact, ItemAnswer? product, Margin? margin, IBus bus)
    {
        var entity = new EntityRef("item", fact.ProductItemId);
        if (margin is null || product is null || !margin.IsBelow)
        {
            bus.Publish(new AlertCleared("recipes.margin_below_target", entity));
            return;
        }
        static string Text(decimal value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        bus.Publish(new AlertRaised("recipes.margin_below_target", "medium", "trend_warning", entity, null, null, 100, 100, new ReasoningData("recipes.margin_below_target", new Dictionary<string, object?>
        {
            ["product_name"] = product.Name, ["margin_percent"] = Text(margin.MarginPercent, "0.0"), ["target_margin_percent"] = Text(margin.TargetPercent, "0.0"), ["price"] = Text(product.Price!.Value, "0.00"), ["new_price"] = Text(margin.PriceToRestore!.Value, "0.00"),
        }, new Consequence("cost_increase", "medium"))));
    }

    private static ProductCost Cost(Shape shape, DoughFormula? dough, KitchenDay day, Rates rates)
    {
        var (work, ingredients) = (Work(shape.ProductItemId, day, rates), day.Book.PieceCost(shape.ProductItemId));
        var parts = (dough?.Ingredients(dough.DoughFor(shape.RawWeightG / 1000m)) ?? []).Select(w => (Item: day.Items[w.ItemId!.Value], w.Kilograms, Cost: w.Kilograms / Kitchen.Weighable(day.Items[w.ItemId.Value]) * Kitchen.Cost(day.Items[w.ItemId.Value])))
            .Concat(shape.Extras.Select(e => (Item: day.Items[e.ItemId], Kilograms: shape.Taken(e.Quantity) * (Kitchen.KilogramsPerUnit(day.Items[e.ItemId]) ?? 0m),
                Cost: shape.Taken(e.Quantity) * (day.Book.Shapes.ContainsKey(e.ItemId) ? day.Book.PieceCost(e.ItemId) : Kitchen.Cost(day.Items[e.ItemId])))));
        decimal? salt = day.Items.Values.FirstOrDefault(i => i.Category == "salt" && dough?.Lines.Any(l => l.ItemId == i.Id) == true) is { } item ? Math.Round(day.Book.SaltPer100G(shape.ProductItemId, item.Id), 3, MidpointRounding.AwayFromZero) : null;
        return new ProductCost(shape.ProductItemId, day.Items[shape.ProductItemId].Name, ingredients, Rounding.FourDecimals(work.Labour), Rounding.FourDecimals(work.Energy), Variable(ingredients, work), salt, salt > SaltLimit,
            [.. parts.Select(p => new Part(p.Item.Id, p.Item.Name, p.Kilograms, Rounding.FourDecimals(p.Cost)))]);
    }

    private sealed record Rates(decimal Labour, decimal Energy)
    {
        public static Rates Of(TenantProfileAnswer profile) => new(profile.Number("production", "labour_rate"), profile.Number("production", "energy_rate"));
    }

    // Labour and energy of a piece and of our own products in it.
    private static Rates Work(Guid product, KitchenDay day, Rates rates)
    {
        var forms = day.Book.Within(product).Select(w => (Form: day.ShapeOf(w.Shape.ProductItemId), w.Pieces)).ToList();
        return new Rates(forms.Sum(f => f.Pieces * f.Form.LabourMinutes) / 60m * rates.Labour, forms.Sum(f => f.Pieces * f.Form.EnergyKwh) * rates.Energy);
    }

    // Energy and labour are added to the rounded ingredient cost, as the printed figures add up.
    private static decimal Variable(decimal ingredients, Rates work) => Rounding.FourDecimals(ingredients + work.Labour + work.Energy);

    /// <summary>What a kilogram costs, 4 decimals.</summary>
    internal static decimal PerKilogram(IEnumerable<Weighed> kilogram, KitchenDay day) => Rounding.FourDecimals(kilogram.Sum(w => w.Kilograms / Kitchen.Weighable(day.Items[w.ItemId!.Value]) * Kitchen.Cost(day.Items[w.ItemId.Value])));

    private static decimal DoughCost(DoughFormula dough, IReadOnlyDictionary<Guid, ItemAnswer> items) =>
        dough.CostPerKilogram(dough.Lines.Select(l => items[l.ItemId]).DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => new Ingredient(i.Id, Kitchen.Weighable(i), Kitchen.Cost(i))));
}

/// <summary>A receipt may bring another price.</summary>
internal static class OnStockReceived
{
    internal static Task Handle(StockReceived received, RecipesDb db, IBus bus, TimeProvider clock, CancellationToken ct) => OutdatedCosts.Ask(db, bus, clock, ct);
}

/// <summary>A changed density, piece weight or standard cost moves costs.</summary>
internal static class OnItemChanged
{
    internal static Task Handle(ItemChanged changed, RecipesDb db, IBus bus, TimeProvider clock, CancellationToken ct) => OutdatedCosts.Ask(db, bus, clock, ct);
}

/// <summary>A new list price counts where nothing was bought yet.</summary>
internal static class OnPriceChanged
{
    internal static Task Handle(PriceChanged changed, RecipesDb db, IBus bus, TimeProvider clock, CancellationToken ct) => OutdatedCosts.Ask(db, bus, clock, ct);
}
