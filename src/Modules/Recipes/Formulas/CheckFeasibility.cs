using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;

namespace Bakery.Recipes.Formulas;

/// <summary>Is there enough in stock for some pieces of a recipe today?</summary>
internal static class CheckFeasibility
{
    public sealed record Request([property: Required, Length(1, 100)] IReadOnlyList<ScaleRecipe.Pieces> Pieces);
    public sealed record Missing(Guid ItemId, string Name, string Unit, decimal Needed, decimal Usable, decimal Lacking);
    public sealed record Response(bool IsFeasible, IReadOnlyList<Missing> MissingItems);

    internal static async Task<Response> Handle(Guid id, Request request, RecipesDb db, Kitchen kitchen, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        await db.FindRecipe(id, ct);
        if (request.Pieces.Any(p => p.Count is <= 0 or > 1_000_000m)) throw RuleViolation.Invalid("pieces", "Counts are above zero, at most 1,000,000.");
        var today = await WriteRecipe.Today(kitchen, clock, ct);
        var day = await kitchen.On(today, ct);
        if (request.Pieces.FirstOrDefault(p => !day.Book.Shapes.TryGetValue(p.ProductItemId, out var shape) || shape.DoughId != id) is { } foreign) throw RuleViolation.Invalid("pieces", $"{foreign.ProductItemId} is not made from this dough.");
        var needs = (await ExplodePieces.Answer(new Explode([.. request.Pieces.Select(p => new ExplodeLine(today, p.ProductItemId, p.Count))]), kitchen, ct)).Ingredients;
        var stock = (await queries.Ask(new StockSnapshot(today), ct)).ToDictionary(s => s.ItemId, s => s.Usable);
        var missing = needs.Select(n => (Need: n, Item: day.Items[n.ItemId], Usable: stock.GetValueOrDefault(n.ItemId))).Where(n => n.Item.StockTracked && n.Usable < n.Need.StockUnits)
            .Select(n => new Missing(n.Need.ItemId, n.Item.Name, n.Need.StockUnit, n.Need.StockUnits, n.Usable, n.Need.StockUnits - n.Usable)).ToList();
        return new Response(missing.Count == 0, missing);
    }
}
