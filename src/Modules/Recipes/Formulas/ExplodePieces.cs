using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Planning.Formulas;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Recipes.Formulas;

/// <summary>Pieces become doughs, pre-ferments and ingredients; the same over HTTP and for other modules.</summary>
internal static class ExplodePieces
{
    public sealed record PieceLine(Guid ProductItemId, decimal Pieces);
    public sealed record Request([property: Required, Length(1, 500)] IReadOnlyList<PieceLine> Lines, DateOnly Date);
    public sealed record PrefermentView(Guid RecipeId, string Name, decimal NeededKg, decimal ToMakeKg, decimal RestHours);

    /// <param name="Inside">Own products that go into others, besides the pieces asked for.</param>
    public sealed record Response(IReadOnlyList<Contracts.Recipes.DoughNeed> Doughs, IReadOnlyList<PrefermentView> Preferments, IReadOnlyList<IngredientNeed> Ingredients, IReadOnlyList<Contracts.Recipes.FillingNeed> Fillings,
        IReadOnlyList<Guid> WithoutRecipe, IReadOnlyList<FixedNeed> Fixed, IReadOnlyList<InsideNeed> Inside);

    internal static async Task<Response> Handle(Request request, Kitchen kitchen, CancellationToken ct)
    {
        var margin = (await kitchen.Profile(ct)).Number("production", "preferment_margin_percent");
        var answer = await Answer(new Explode([.. request.Lines.Select(l => new ExplodeLine(request.Date, l.ProductItemId, l.Pieces))]), kitchen, ct);
        return new Response(answer.Doughs,
            [.. answer.Preferments.Select(p => new PrefermentView(p.RecipeId, p.Name, p.Kg, Bakery.Planning.Rounding.UpTo(p.Kg * (1m + margin / 100m), 0.1m), p.RestHours))], answer.Ingredients, answer.Fillings, answer.WithoutRecipe, answer.Fixed,
            answer.Inside);
    }

    internal static async Task<ExplodeAnswer> Answer(Explode query, Kitchen kitchen, CancellationToken ct)
    {
        var doughs = new List<Contracts.Recipes.DoughNeed>();
        var preferments = new List<Contracts.Recipes.PrefermentNeed>();
        var ingredients = new List<IngredientNeed>();
        var fillings = new List<Contracts.Recipes.FillingNeed>();
        var (fixedNeeds, inside) = (new List<FixedNeed>(), new List<InsideNeed>());
        var without = new HashSet<Guid>();
        foreach (var lines in query.Lines.GroupBy(l => l.BakeDay).OrderBy(g => g.Key))
        {
            var day = await kitchen.On(lines.Key, ct);
            var pieces = lines.GroupBy(l => l.ProductItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Pieces));
            without.UnionWith(pieces.Keys.Where(p => !day.Book.Shapes.ContainsKey(p)));
            var explosion = day.Book.Explode(pieces, 0m);
            doughs.AddRange(explosion.Doughs.Select(d => new Contracts.Recipes.DoughNeed(lines.Key, d.DoughId, day.Recipes[d.DoughId].Recipe.Name, d.PiecesKg, d.DoughKg, d.FlourKg, day.Recipes[d.DoughId].Content.MixerMaxKg)));
            preferments.AddRange(explosion.Preferments.Select(p => Preferment(lines.Key, p, day)));
            fillings.AddRange(explosion.Fillings.Select(f => new Contracts.Recipes.FillingNeed(lines.Key, f.FillingId, day.Recipes[f.FillingId].Recipe.Name, f.Kilograms,
                [.. ScaleRecipe.FillingSheet(f.FillingId, f.Kilograms, day).Select(l => new FillingLine(l.Name, l.Grams))])));
            inside.AddRange(explosion.Inside.Select(i => new InsideNeed(lines.Key, i.ProductItemId, Bakery.Planning.Rounding.UpTo(i.Pieces, 1m))));
            fixedNeeds.AddRange(FixedSheet.Needs(lines.Key, pieces, explosion, day));
            ingredients.AddRange(explosion.Items.Select(i => new IngredientNeed(lines.Key, i.ItemId, i.Kilograms, i.Quantity, day.Items[i.ItemId].StockUnit)));
        }
        return new ExplodeAnswer(doughs, preferments, ingredients, fillings, [.. without], fixedNeeds, inside);
    }

    /// <summary>Sheets of one mix and of all mixes of each dough.</summary>
    internal static async Task<IReadOnlyList<MixSheet>> Sheets(MixSheets query, Kitchen kitchen, CancellationToken ct)
    {
        var mode = (await kitchen.Profile(ct)).Text("production", "mixer_split") == "max_plus_rest" ? MixerMode.MaxPlusRest : MixerMode.Equal;
        var day = await kitchen.On(query.BakeDay, ct);
        var pieces = query.Lines.GroupBy(l => l.ProductItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Pieces));
        return [.. day.Book.Explode(pieces, 0m).Doughs.Select(need => Sheet(need, day, mode))];
    }

    internal static async Task<IReadOnlyList<PieceExtraAnswer>> Extras(PieceExtras query, Kitchen kitchen, CancellationToken ct)
    {
        var day = await kitchen.On(query.Day, ct);
        return [.. day.Book.Shapes.Values.SelectMany(s => s.Extras.Select(e => new PieceExtraAnswer(s.ProductItemId, e.ItemId, s.Taken(e.Quantity), day.Items[e.ItemId].StockUnit)))];
    }

    private static MixSheet Sheet(Bakery.Planning.Formulas.DoughNeed need, KitchenDay day, MixerMode mode)
    {
        var (dough, content) = (day.Book.Doughs[need.DoughId], day.Recipes[need.DoughId].Content);
        var mixes = MixerSplit.Divide(need.DoughKg, content.MixerMinKg ?? 0m, content.MixerMaxKg ?? need.DoughKg, mode);
        var (all, one) = (Scaling.Sheet(dough, need.DoughKg), Scaling.Sheet(dough, mixes[0]));
        return new MixSheet(need.DoughId, day.Recipes[need.DoughId].Recipe.Name, need.DoughKg, mixes.Count, mixes[0],
            [.. all.Zip(one, (a, o) => new MixLine(a.ItemId, a.PrefermentId, a.ItemId is { } item ? day.Items[item].Name : day.Recipes[a.PrefermentId!.Value].Recipe.Name, a.Kilograms, a.Grams, o.Grams))]);
    }

    private static Contracts.Recipes.PrefermentNeed Preferment(DateOnly date, Bakery.Planning.Formulas.PrefermentNeed need, KitchenDay day)
    {
        var formula = day.Book.Doughs.Values.Select(d => d.Preferment).First(p => p?.RecipeId == need.PrefermentId)!;
        var recipe = day.Recipes[need.PrefermentId];
        return new Contracts.Recipes.PrefermentNeed(date, need.PrefermentId, recipe.Recipe.Name, need.NeededKg, recipe.Content.RestHours, [.. formula.Ingredients(1m).Select(i => new PrefermentPart(i.ItemId!.Value, i.Kilograms))]);
    }
}
