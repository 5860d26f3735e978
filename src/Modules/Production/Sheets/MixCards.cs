using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Sheets;

/// <summary>The mix cards of a day: what goes into each mix, in whole grams.</summary>
internal static class MixCards
{
    public sealed record Line(Guid? ItemId, Guid? PrefermentId, string Name, decimal ExactKg, int GramsAll, int GramsOne);
    public sealed record Card(Guid RecipeId, string Name, decimal TotalKg, int Mixes, decimal KgPerMix, IReadOnlyList<Line> Lines, int GramsAll, int GramsOne);
    public sealed record Response(DateOnly Date, int PlanVersion, IReadOnlyList<Card> Cards);

    internal static async Task<IResult> Handle(DateOnly date, ProductionDb db, IQueryBus queries, TimeProvider clock, [FromQuery(Name = "format")] string? format, [FromQuery(Name = "size")] string? size, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == date, ct) ?? throw RuleViolation.NotFound("A plan of that day");
        var sheets = await queries.Ask(new MixSheets(date, [.. plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(date, l.ProductItemId, l.PlannedQuantity))]), ct);
        var cards = new Response(date, plan.Version, [.. sheets.Select(s => new Card(s.RecipeId, s.DoughName, s.TotalKg, s.Mixes, s.KgPerMix,
            [.. s.Lines.Select(l => new Line(l.ItemId, l.PrefermentId, l.Name, l.ExactKg, l.GramsAll, l.GramsOne))], s.Lines.Sum(l => l.GramsAll), s.Lines.Sum(l => l.GramsOne)))]);
        if (SheetFormat.IsJson(format)) return TypedResults.Ok(cards);
        var profile = await queries.Ask(new TenantProfile(), ct);
        var words = SheetWords.Of(profile.Language);
        var tables = cards.Cards.Select(c => new SheetTable($"{c.Name}   {c.Mixes} × {SheetFormat.Kg(c.KgPerMix)}", [new(words.Ingredient, 4), new(words.OneMix, 2, true), new(words.AllMixes, 2, true)],
            [.. c.Lines.Select(l => (IReadOnlyList<string>)[l.Name, SheetFormat.Grams(l.GramsOne), SheetFormat.Grams(l.GramsAll)]), [words.Total, SheetFormat.Grams(c.GramsOne), SheetFormat.Grams(c.GramsAll)]], LastRowIsTotal: true));
        var note = $"{profile.Name}   {words.Version} {plan.Version}   {words.Printed} {BusinessTime.Local(clock.GetUtcNow(), profile.TimeZone):yyyy-MM-dd HH:mm}";
        return TypedResults.File(TableSheet.Print($"{words.MixCards} {date:yyyy-MM-dd}", [note], tables, profile.Name, SheetFormat.Size(size)), "application/pdf", $"mix-cards-{date:yyyy-MM-dd}.pdf");
    }
}
