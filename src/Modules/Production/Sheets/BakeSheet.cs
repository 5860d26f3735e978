using Bakery.Contracts.Inventory;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Tenant;
using Bakery.Documents;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Bakery.Production.Sheets;

/// <summary>The bake sheet of a day: doughs, pieces and where they go; as JSON, or as PDF in A4 or A5.</summary>
internal static class BakeSheet
{
    /// <param name="Planned">All pieces to make, those that go into other products included.</param>
    /// <param name="Inside">Pieces of them that go into other products.</param>
    public sealed record Piece(Guid ProductItemId, string Name, int Planned, decimal Orders, IReadOnlyList<ShopPart> Shops, int Inside = 0);
    public sealed record ShopPart(Guid LocationId, string Name, int Quantity);
    public sealed record Dough(Guid RecipeId, string Name, decimal Kg, int Mixes, decimal KgPerMix, IReadOnlyList<Piece> Pieces);
    public sealed record Preferment(Guid RecipeId, string Name, decimal NeededKg, decimal ToMakeKg);
    public sealed record Filling(Guid RecipeId, string Name, decimal Kg, IReadOnlyList<FillingLine> Lines);

    /// <param name="Fixed">What is made by fixed recipes, without a dough.</param>
    public sealed record Response(Guid PlanId, DateOnly Date, int PlanVersion, PlanStatus Status, DateTimeOffset? ApprovedAt, int ChangesSinceApproval, IReadOnlyList<Dough> Doughs, IReadOnlyList<Preferment> Preferments,
        IReadOnlyList<Filling> Fillings, IReadOnlyList<Piece> Fixed);

    internal static async Task<IResult> Handle(DateOnly date, ProductionDb db, IQueryBus queries, TimeProvider clock, IConfiguration configuration, [FromQuery(Name = "format")] string? format, [FromQuery(Name = "size")] string? size, CancellationToken ct)
    {
        var sheet = await Read(date, db, queries, ct);
        if (SheetFormat.IsJson(format)) return TypedResults.Ok(sheet);
        var paper = new Paper(await queries.Ask(new TenantProfile(), ct), clock.GetUtcNow(), SheetFormat.Size(size), configuration["BAKERY_PUBLIC_URL"]);
        return TypedResults.File(BakeSheetPaper.Print(sheet, paper), "application/pdf", $"bake-sheet-{date:yyyy-MM-dd}.pdf");
    }

    private static async Task<Response> Read(DateOnly date, ProductionDb db, IQueryBus queries, CancellationToken ct)
    {
        var plan = await db.Plans.AsNoTracking().AsSplitQuery().FirstOrDefaultAsync(p => p.PlanDate == date, ct) ?? throw RuleViolation.NotFound("A plan of that day");
        var lines = plan.Lines.Where(l => l.PlannedQuantity > 0).Select(l => new ExplodeLine(date, l.ProductItemId, l.PlannedQuantity)).ToList();
        var sheets = await queries.Ask(new MixSheets(date, lines), ct);
        var needs = await queries.Ask(new Explode(lines), ct);
        var facts = (await queries.Ask(new ProductFacts(date, []), ct)).ToDictionary(f => f.ProductItemId);
        var items = (await queries.Ask(new Items([]), ct)).ToDictionary(i => i.Id);
        var shops = (await queries.Ask(new Locations(), ct)).ToDictionary(l => l.Id, l => l.Name);
        var margin = 1m + (await queries.Ask(new TenantProfile(), ct)).Number("production", "preferment_margin_percent") / 100m;
        var inside = needs.Inside.ToDictionary(i => i.ProductItemId, i => (int)i.Pieces);
        IReadOnlyList<Piece> Of(Guid recipe) => [.. facts.Values.Where(f => f.DoughRecipeId == recipe).Select(f => Row(f.ProductItemId)).Where(p => p.Planned > 0).OrderBy(p => items.GetValueOrDefault(p.ProductItemId)?.Sku, StringComparer.Ordinal)];
        Piece Row(Guid product)
        {
            var (line, others) = (plan.LineFor(product), inside.GetValueOrDefault(product));
            return new Piece(product, items.GetValueOrDefault(product)?.Name ?? "", (line?.PlannedQuantity ?? 0) + others, (line?.FirmOrders ?? 0m) + (line?.StandingOrders ?? 0m),
                [.. (line?.ShopNeeds ?? []).Select(n => new ShopPart(n.LocationId, shops.GetValueOrDefault(n.LocationId, ""), n.Quantity))], others);
        }
        return new Response(plan.Id, date, plan.Version, plan.Status, plan.ApprovedAt, PlanForm.SinceApproval(plan), [.. sheets.Select(s => new Dough(s.RecipeId, s.DoughName, s.TotalKg, s.Mixes, s.KgPerMix, Of(s.RecipeId)))],
            [.. needs.Preferments.Select(n => new Preferment(n.RecipeId, n.Name, n.Kg, Bakery.Planning.Rounding.UpTo(n.Kg * margin, 0.1m)))], [.. needs.Fillings.Select(n => new Filling(n.RecipeId, n.Name, n.Kg, n.Lines))],
            [.. needs.Fixed.Select(f => Row(f.ProductItemId)).OrderBy(p => p.Name, StringComparer.Ordinal)]);
    }
}
