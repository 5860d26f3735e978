using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Planning;
using Bakery.Production.Batches;
using Bakery.Production.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.Production.Sheets;

/// <summary>The mix cards of a day: what goes into each mix, in whole grams.</summary>
internal static class MixCards
{
    /// <param name="PrefermentId">A pre-ferment, or in a fixed recipe a filling.</param>
    /// <param name="GramsLast">Of the last mix, which takes what the full ones leave.</param>
    /// <param name="Count">Of what is counted and not weighed; its grams are 0.</param>
    public sealed record Line(Guid? ItemId, Guid? PrefermentId, string Name, decimal ExactKg, int GramsAll, int GramsOne, int GramsLast, decimal? Count = null);

    /// <param name="BatchId">The batch whose plan it was; none before the plan is approved.</param>
    /// <param name="KgLastMix">As much as the others, or the rest that full mixes leave.</param>
    /// <param name="Pieces">Of a fixed recipe: what the card is for.</param>
    public sealed record Card(Guid RecipeId, Guid? BatchId, string Name, decimal TotalKg, int Mixes, decimal KgPerMix, decimal KgLastMix, IReadOnlyList<Line> Lines, int GramsAll, int GramsOne, int GramsLast, decimal? Pieces = null);
    public sealed record Response(DateOnly Date, int PlanVersion, IReadOnlyList<Card> Cards);

    internal static async Task<IResult> Handle(DateOnly date, ProductionDb db, IQueryBus queries, TimeProvider clock, IConfiguration configuration, [FromQuery(Name = "format")] string? format, [FromQuery(Name = "size")] string? size, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == date, ct) ?? throw RuleViolation.NotFound("A plan of that day");
        var cards = new Response(date, plan.Version, await Read(plan, db, queries, ct));
        if (SheetFormat.IsJson(format)) return TypedResults.Ok(cards);
        var paper = new Paper(await queries.Ask(new TenantProfile(), ct), clock.GetUtcNow(), SheetFormat.Size(size), configuration["BAKERY_PUBLIC_URL"]);
        var routes = (await queries.Ask(new RecipeRoutes(date, [.. cards.Cards.Select(c => c.RecipeId).Distinct()]), ct)).ToDictionary(r => r.RecipeId);
        return TypedResults.File(MixCardPaper.Print(cards, routes, await Suggested(date, queries, ct), paper), "application/pdf", $"mix-cards-{date:yyyy-MM-dd}.pdf");
    }

    // The lot that goes first: usable, and the one that expires first.
    private static async Task<IReadOnlyDictionary<Guid, string>> Suggested(DateOnly date, IQueryBus queries, CancellationToken ct) =>
        (await queries.Ask(new StockSnapshot(date), ct)).Select(s => (s.ItemId, Lot: s.Lots.Where(l => l.State == "available" && l.Quantity > 0 && (l.ExpiresOn is null || l.ExpiresOn >= date)).MinBy(l => l.ExpiresOn ?? DateOnly.MaxValue)))
            .Where(s => s.Lot is not null).ToDictionary(s => s.ItemId, s => s.Lot!.LotCode);

    /// <summary>The card of one batch, in the words and weights of the day it was planned.</summary>
    internal static async Task<Card> One(Guid id, ProductionDb db, CancellationToken ct) =>
        await db.FindBatch(id, ct) is { Card: not null } batch ? Of(batch) : throw RuleViolation.NotFound("A mix card of this batch");

    internal static Card Of(Batch batch) => Of(batch.RecipeId, batch.Id, batch.Name, batch.Card!, batch.Kind == BatchKind.Product ? batch.PlannedQuantity : null);

    private static Card Of(Guid recipe, Guid? batch, string name, MixCard card, decimal? pieces)
    {
        var total = card.Parts.Sum(p => p.Kg);
        var rest = total - card.KgPerMix * (card.Mixes - 1);
        int[] Grams(decimal kg) => LargestRemainder.Round([.. card.Parts.Select(p => total == 0 ? 0m : p.Kg * 1000m * kg / total)]);
        var (all, one, last) = (Grams(total), Grams(card.KgPerMix), Grams(rest));
        return new Card(recipe, batch, name, total, card.Mixes, card.KgPerMix, rest, [.. card.Parts.Select((p, i) => new Line(p.ItemId, p.PrefermentId, p.Name, p.Kg, all[i], one[i], last[i], p.Count))], all.Sum(), one.Sum(), last.Sum(), pieces);
    }

    // Once the plan has its batches, their cards count; before, what the recipes say today.
    private static async Task<IReadOnlyList<Card>> Read(BakePlan plan, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var batches = await db.Batches.AsNoTracking().Where(b => b.PlanId == plan.Id && b.Status != BatchStatus.Cancelled && b.Mixing != null).OrderBy(b => b.PlannedStart).ThenBy(b => b.Name).ThenBy(b => b.Id).ToListAsync(ct);
        if (batches.Count > 0) return [.. batches.Select(Of)];
        var lines = plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(plan.PlanDate, l.ProductItemId, l.PlannedQuantity)).ToList();
        var sheets = await queries.Ask(new MixSheets(plan.PlanDate, lines), ct);
        return [.. sheets.Select(s => Of(s.RecipeId, null, s.DoughName, new MixCard(s.Mixes, s.KgPerMix, [.. s.Lines.Select(l => new MixPart(l.ItemId, l.PrefermentId, l.Name, l.ExactKg))]), null)),
            .. (await queries.Ask(new Explode(lines), ct)).Fixed.Select(f => Of(f.RecipeId, null, f.Name, MixCard.Of(f), f.Pieces))];
    }
}
