using Bakery.Contracts.Inventory;
using Bakery.Kernel.Queries;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Models;

/// <summary>A model as people see it.</summary>
public sealed record ModelView(Guid Id, Guid ItemId, Guid LocationId, int Number, string Algorithm, bool IsBaseline, ModelState State, DateOnly TrainedFrom, DateOnly TrainedTo, int Observations, decimal? Wape, decimal? BaselineWape,
    decimal SkillVsBaseline, ModelChoice Choice, Guid? ArtifactId, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    internal static ModelView Of(ForecastModel m) => new(m.Id, m.ItemId, m.LocationId, m.Number, m.Algorithm, m.Algorithm == Forecaster.Baseline, m.State, m.TrainedFrom, m.TrainedTo, m.Observations, m.Wape, m.BaselineWape,
        m.SkillVsBaseline, m.Choice, m.ArtifactId, m.CreatedAt, m.Version);
}

internal static class ListModels
{
    private static readonly Sorting<ForecastModel> Order = new Sorting<ForecastModel>(m => m.Id, "-created_at").By("created_at", m => m.CreatedAt);

    internal static async Task<Page<ModelView>> Handle([AsParameters] PageRequest page, [FromQuery] Guid? item_id, [FromQuery] string? state, TrainingDb db, CancellationToken ct)
    {
        var wanted = Wire.ParseOptional<ModelState>(state, "state");
        var rows = await db.Models.AsNoTracking().Where(m => (item_id == null || m.ItemId == item_id) && (wanted == null || m.State == wanted)).ToPage(page, Order, m => m, ct);
        return new Page<ModelView>([.. rows.Items.Select(ModelView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class ListProductModels
{
    public sealed record Response(IReadOnlyList<ModelView> Items);

    /// <summary>Every version of a product, the newest first.</summary>
    internal static async Task<Response> Handle(Guid item_id, TrainingDb db, IQueryBus queries, CancellationToken ct)
    {
        if ((await queries.Ask(new Items([item_id]), ct)).Count == 0) throw RuleViolation.NotFound("The product");
        return new Response([.. (await db.Models.AsNoTracking().Where(m => m.ItemId == item_id).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id).Take(500).ToListAsync(ct)).Select(ModelView.Of)]);
    }
}

internal static class GetModel
{
    internal static async Task<ModelView> Handle(Guid id, TrainingDb db, CancellationToken ct) => ModelView.Of(await Find(id, db, ct));

    internal static async Task<ForecastModel> Find(Guid id, TrainingDb db, CancellationToken ct) => await db.Models.FirstOrDefaultAsync(m => m.Id == id, ct) ?? throw RuleViolation.NotFound("The model");
}

internal static class ShowModelMetrics
{
    public sealed record Response(Guid ModelId, AccuracyReport? Metrics, AccuracyReport? BaselineMetrics, IReadOnlyList<CandidateScore> Candidates, double? CalibratedCoverage80, IReadOnlyList<ModelMember> Members);

    internal static async Task<Response> Handle(Guid id, TrainingDb db, CancellationToken ct)
    {
        var model = (await GetModel.Find(id, db, ct)).Read();
        return new Response(id, model.Metrics, model.BaselineMetrics, model.Candidates, model.Calibration?.Coverage80, model.Members);
    }
}

internal static class ActivateModel
{
    internal static async Task<ModelView> Handle(Guid id, TrainingDb db, CancellationToken ct)
    {
        var model = await GetModel.Find(id, db, ct);
        // A pooled model that was cleared away serves no longer.
        if (model.ArtifactId is { } artifact && !await db.Artifacts.AnyAsync(a => a.Id == artifact, ct)) throw RuleViolation.Transition("The model", model.State, ModelState.Active);
        if (model.State == ModelState.Active) throw RuleViolation.Transition("The model", model.State, ModelState.Active);
        var active = await db.Models.FirstOrDefaultAsync(m => m.ItemId == model.ItemId && m.LocationId == model.LocationId && m.State == ModelState.Active, ct);
        active?.Retire();
        model.Activate();
        await db.SaveChangesAsync(ct);
        return ModelView.Of(model);
    }
}

internal static class AnswerActiveModels
{
    internal static async Task<IReadOnlyList<ModelAnswer>> Handle(ActiveModels query, TrainingDb db, CancellationToken ct) =>
        await db.Models.AsNoTracking().Where(m => m.State == ModelState.Active && (query.ItemIds.Count == 0 || query.ItemIds.Contains(m.ItemId)))
            .Select(m => new ModelAnswer(m.Id, m.ItemId, m.LocationId, m.Algorithm, m.Number, m.Parameters, m.Signature, m.ArtifactId, m.SkillVsBaseline, Wire.Name(m.Choice))).ToListAsync(ct);
}

internal static class AnswerModelArtifact
{
    internal static async Task<ArtifactAnswer?> Handle(ModelArtifact query, TrainingDb db, CancellationToken ct) =>
        await db.Artifacts.AsNoTracking().Where(a => a.Id == query.ArtifactId).Select(a => new ArtifactAnswer(a.Id, a.Content, a.Signature)).FirstOrDefaultAsync(ct);
}
