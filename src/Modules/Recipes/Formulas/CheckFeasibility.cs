using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning.Formulas;
using Bakery.Recipes.Food;

namespace Bakery.Recipes.Formulas;

/// <summary>Is there enough in stock for some pieces of a recipe today, and if not, what could take the place of what is missing?</summary>
internal static class CheckFeasibility
{
    public sealed record Request([property: Required, Length(1, 100)] IReadOnlyList<ScaleRecipe.Pieces> Pieces);

    /// <param name="Recipe">The recipe whose line allows it.</param>
    /// <param name="Needed">For all that is lacking, in the substitute's own unit.</param>
    /// <param name="Usable">What is left of it when these pieces have taken their own part.</param>
    public sealed record Alternative(string Recipe, Substitute Substitute, string Unit, decimal Needed, decimal Usable, bool IsEnough);

    /// <param name="IsOptional">Every line that takes it may be left out: it keeps nobody from baking.</param>
    public sealed record Missing(Guid ItemId, string Name, string Unit, decimal Needed, decimal Usable, decimal Lacking, bool IsOptional, IReadOnlyList<Alternative> Substitutes);
    public sealed record Response(bool IsFeasible, IReadOnlyList<Missing> MissingItems);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, Substitutes substitutes, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await db.FindRecipe(id, ct);
        if (request.Pieces.Any(p => p.Count is <= 0 or > 1_000_000m)) throw RuleViolation.Invalid("pieces", "Counts are above zero, at most 1,000,000.");
        var today = await WriteRecipe.Today(kitchen, clock, ct);
        var day = await kitchen.On(today, ct);
        if (request.Pieces.FirstOrDefault(p => !day.Book.Shapes.TryGetValue(p.ProductItemId, out var shape) || shape.RecipeId != id) is { } foreign) throw RuleViolation.Invalid("pieces", $"{foreign.ProductItemId} is not made by this recipe.");
        var pieces = request.Pieces.GroupBy(p => p.ProductItemId).ToDictionary(g => g.Key, g => g.Sum(p => p.Count));
        var stock = (await queries.Ask(new StockSnapshot(today), ct)).ToDictionary(s => s.ItemId, s => s.Usable);
        // Our own products that lie in stock go in before more of them are made.
        var needs = day.Book.Explode(pieces, 0m, stock).Items.ToDictionary(n => n.ItemId, n => n.Quantity);
        var lacking = needs.Where(n => day.Items[n.Key].StockTracked && stock.GetValueOrDefault(n.Key) < n.Value).ToList();
        if (lacking.Count == 0) return new Response(true, []);
        var lines = (await substitutes.Behind(pieces.Keys, today, ct)).Where(l => lacking.Exists(m => m.Key == l.Line.ItemId)).ToList();
        var extras = pieces.Keys.SelectMany(p => day.Book.Within(p)).SelectMany(w => day.ShapeOf(w.Shape.ProductItemId).Extras ?? []).Select(e => e.ItemId).ToHashSet();
        var replaced = await substitutes.Of(lines.Select(l => l.Line), ct);
        var others = (await queries.Ask(new Items([.. replaced.Values.SelectMany(s => s).Select(s => s.ItemId).Distinct()]), ct)).ToDictionary(i => i.Id);
        var missing = lacking.Select(n =>
        {
            var (item, usable, own) = (day.Items[n.Key], stock.GetValueOrDefault(n.Key), lines.Where(l => l.Line.ItemId == n.Key).ToList());
            return new Missing(item.Id, item.Name, item.StockUnit, n.Value, usable, n.Value - usable, own.Count > 0 && !extras.Contains(n.Key) && own.TrueForAll(l => l.Line.IsOptional), [.. own.SelectMany(l => replaced.GetValueOrDefault(l.Line, []).Select(s =>
            {
                var other = day.Items.GetValueOrDefault(s.ItemId) ?? others[s.ItemId];
                var (needed, left) = (Substitutes.Needed(item, other, s.Ratio, n.Value - usable), Math.Max(0m, stock.GetValueOrDefault(s.ItemId) - needs.GetValueOrDefault(s.ItemId)));
                return new Alternative(l.Recipe, s, other.StockUnit, needed, left, !other.StockTracked || left >= needed);
            }))]);
        }).ToList();
        return new Response(missing.TrueForAll(m => m.IsOptional), missing);
    }
}
