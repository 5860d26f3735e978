using Bakery.Kernel.Http;
using Bakery.Kernel.Persistence;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Production.Quality;

/// <summary>Quality templates. They are not deleted: checks point at them.</summary>
internal static class KeepTemplates
{
    private static readonly Sorting<QualityTemplate> Order = new Sorting<QualityTemplate>(t => t.Id, "code").By("code", t => t.Code);

    internal static Task<Page<QualityForm.TemplateView>> Handle(ProductionDb db, [AsParameters] PageRequest page, [FromQuery(Name = "active")] bool? active, CancellationToken ct)
    {
        var rows = db.Templates.AsNoTracking();
        if (active is { } wanted) rows = rows.Where(t => t.IsActive == wanted);
        if (page.Q is { Length: > 0 } q) rows = rows.Where(t => EF.Functions.ILike(t.Name, $"%{q}%") || EF.Functions.ILike(t.Code, $"%{q}%"));
        return rows.ToPage(page, Order, t => QualityForm.Of(t), ct);
    }

    internal static async Task<QualityForm.TemplateView> One(Guid id, ProductionDb db, CancellationToken ct) => QualityForm.Of(await db.FindTemplate(id, ct));

    internal static async Task<Created<QualityForm.TemplateView>> Add(QualityForm.TemplateData request, ProductionDb db, TimeProvider clock, CancellationToken ct)
    {
        var made = await db.Atomically(async () =>
        {
            await db.LockAsync("quality-code", ct);
            var prefix = QualityTemplate.Prefix(request.Kind);
            var number = await db.Templates.CountAsync(t => t.Code.StartsWith(prefix), ct) + 1;
            var template = QualityTemplate.Create(Ids.New(clock), $"{prefix}{number:0000}", request);
            db.Add(template);
            await db.SaveChangesAsync(ct);
            return template;
        }, ct);
        return TypedResults.Created($"quality/templates/{made.Id}", QualityForm.Of(made));
    }

    internal static async Task<QualityForm.TemplateView> Change(Guid id, QualityForm.TemplateData request, IfMatch match, ProductionDb db, CancellationToken ct)
    {
        var template = await db.FindTemplate(id, ct);
        match.Require(template, () => QualityForm.Of(template));
        if (request.Kind != template.Kind) throw RuleViolation.Invalid("kind", "The code says what it is; make a new template.");
        template.Change(request);
        await db.SaveChangesAsync(ct);
        return QualityForm.Of(template);
    }
}
