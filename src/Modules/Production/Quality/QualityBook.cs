using System.Globalization;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Production;
using Bakery.Contracts.Recipes;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Values;
using Bakery.Production.Batches;
using Microsoft.EntityFrameworkCore;
using static Bakery.Production.Quality.QualityForm;

namespace Bakery.Production.Quality;

/// <summary>Makes the checks a batch needs, judges them, and keeps a batch that has not passed from being completed.</summary>
internal sealed class QualityBook(ProductionDb db, IQueryBus queries, IBus bus, TimeProvider clock)
{
    /// <summary>Makes the checks of a batch that begins.</summary>
    public async Task Prepare(Batch batch, CancellationToken ct)
    {
        var templates = await db.Templates.Where(t => t.IsActive).OrderBy(t => t.Code).ToListAsync(ct);
        if (templates.Count == 0) return;
        var route = (await queries.Ask(new RecipeRoutes(batch.BakeDay, [batch.RecipeId]), ct)).FirstOrDefault();
        // Of a dough's recipe the stages up to the bulk are the dough's, the later ones the pieces'.
        var named = (route?.Checks ?? []).Where(c => Array.IndexOf(Stages.All, c.Stage) < Array.IndexOf(Stages.All, "dividing") == (batch.Kind != BatchKind.Product)).Select(c => c.TemplateId).ToHashSet();
        foreach (var template in templates.Where(t => batch.Kind == BatchKind.Product ? t.ProductItemIds.Contains(batch.ProductItemId!.Value) : t.RecipeIds.Contains(batch.RecipeId)).Concat(route?.AutoCreateChecks == false ? [] : templates.Where(t => named.Contains(t.Id))).Distinct())
            db.Add(QualityCheck.Create(Ids.New(clock), batch.Id, template, route?.CriticalBlocks ?? true, clock.GetUtcNow()));
    }

    public async Task<bool> IsDue(Batch batch, CancellationToken ct) => (await Checks(batch.Id, ct)).Any(c => c.Status is CheckStatus.Due or CheckStatus.Failed);

    /// <summary>Throws <c>quality_check_due</c> or <c>quality_failed</c> (409).</summary>
    public async Task Gate(Batch batch, CancellationToken ct)
    {
        var checks = await Checks(batch.Id, ct);
        if (checks.Any(c => c.Status == CheckStatus.Failed)) throw new RuleViolation("quality_failed", $"{batch.Number} has not passed its check.", 409);
        if (checks.Any(c => c.Status == CheckStatus.Due)) throw new RuleViolation("quality_check_due", $"{batch.Number} is checked first.", 409);
    }

    /// <summary>A batch that is worked on again is checked anew.</summary>
    public async Task Again(Batch batch, CancellationToken ct)
    {
        var templates = await db.Templates.ToDictionaryAsync(t => t.Id, ct);
        foreach (var failed in (await Checks(batch.Id, ct)).Where(c => c.Status == CheckStatus.Failed))
        {
            failed.Replace();
            Clear(failed);
            db.Add(QualityCheck.Create(Ids.New(clock), batch.Id, templates[failed.TemplateId], failed.CriticalBlocks, clock.GetUtcNow()));
        }
    }

    /// <summary>A check beside those the recipe asks for, e.g. of a finished lot.</summary>
    public QualityCheck Add(Batch batch, QualityTemplate template)
    {
        if (batch.Status is BatchStatus.Pending or BatchStatus.Cancelled or BatchStatus.Failed) throw RuleViolation.Transition(batch.Number, batch.Status, BatchStatus.QualityCheck);
        var check = QualityCheck.Create(Ids.New(clock), batch.Id, template, true, clock.GetUtcNow());
        db.Add(check);
        return check;
    }

    /// <summary>Judges a check. The last one passed lets a batch go that waits for it; a failed one raises an alert and holds what came of the batch.</summary>
    public async Task Record(QualityCheck check, IReadOnlyList<CriterionResult> results, string? note, DateTimeOffset at, BatchBook book, CancellationToken ct)
    {
        var template = await db.FindTemplate(check.TemplateId, ct);
        check.Record(template.Criteria, results, note, at, db.Scope.Actor.Name);
        var batch = await db.TakeBatch(check.BatchId, ct);
        if (check.Status == CheckStatus.Passed)
        {
            if (batch.Status == BatchStatus.QualityCheck && !await IsDue(batch, ct)) await book.Move(batch, BatchStatus.Completed, null, batch.ActualQuantity, at, ct);
            return;
        }
        bus.Publish(new QualityFailed(check.Id, batch.Id, check.Score!.Value, check.CriticalFailed.Count > 0), new Subject("quality_check", check.Id, check.Version + 1));
        bus.Publish(new AlertRaised("production.quality_failed", "high", "action_needed", new EntityRef("quality_check", check.Id), null, batch.PlannedEnd, 100, 100,
            new ReasoningData("production.quality_failed", new Dictionary<string, object?>
            {
                ["product_name"] = batch.Name, ["batch_number"] = batch.Number, ["score"] = check.Score!.Value.ToString("0.##", CultureInfo.InvariantCulture), ["threshold"] = check.Threshold.ToString("0.##", CultureInfo.InvariantCulture),
            }, new Consequence("food_safety", "high")), Key(check), IsFoodSafety: check.CriticalFailed.Count > 0));
    }

    /// <summary>Lets go of what a failed check holds.</summary>
    public void Release(QualityCheck check, string reason)
    {
        check.Release(reason, db.Scope.Actor.Name, clock.GetUtcNow());
        bus.Publish(new QualityReleased(check.Id, check.BatchId, reason), new Subject("quality_check", check.Id, check.Version + 1));
        Clear(check);
    }

    /// <summary>A batch that is given up needs nobody's decision any more.</summary>
    public async Task GiveUp(Batch batch, CancellationToken ct)
    {
        foreach (var check in (await Checks(batch.Id, ct)).Where(c => c.Status is CheckStatus.Due or CheckStatus.Failed))
        {
            if (check.Status == CheckStatus.Failed) Clear(check);
            check.Replace();
        }
    }

    private void Clear(QualityCheck check) => bus.Publish(new AlertCleared("production.quality_failed", new EntityRef("quality_check", check.Id), Key(check)));

    // What this scope has just made is not in the database yet.
    private async Task<List<QualityCheck>> Checks(Guid batchId, CancellationToken ct)
    {
        await db.Checks.Where(c => c.BatchId == batchId).LoadAsync(ct);
        return [.. db.Checks.Local.Where(c => c.BatchId == batchId)];
    }

    private static string Key(QualityCheck check) => $"quality:{check.Id}";
}
