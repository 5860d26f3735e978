using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bakery.Contracts.Training;
using Bakery.Forecast;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.Training.Models;

/// <summary>Life of a model: one is active per series.</summary>
public enum ModelState { Candidate, Active, Retired, Rejected }

/// <summary>The method chosen for one series at one time, with what it scored.</summary>
[NotAudited("Machine-made in bulk; changes of state by people are audited by their own rows.")]
internal sealed class ForecastModel : ITenantOwned, IVersioned
{
    private ForecastModel() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public Guid ItemId { get; private set; }
    public Guid LocationId { get; private set; }
    public Guid? JobId { get; private set; }
    public int Number { get; private set; }
    public string Algorithm { get; private set; } = "";
    public ModelState State { get; private set; } = ModelState.Candidate;
    public string Parameters { get; private set; } = "{}";

    /// <summary>Hash of the parameters: a changed artifact is not served.</summary>
    public string ArtifactRef { get; private set; } = "";
    public DateOnly TrainedFrom { get; private set; }
    public DateOnly TrainedTo { get; private set; }
    public int Observations { get; private set; }
    public decimal? Wape { get; private set; }
    public decimal? BaselineWape { get; private set; }
    public decimal SkillVsBaseline { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }

    public TrainedModel Read() => JsonSerializer.Deserialize<TrainedModel>(Parameters, Wire.Lenient)!;

    public static ForecastModel Create(Guid id, Guid item, Guid location, int number, TrainedModel model, Guid? job, DateTimeOffset now)
    {
        var text = JsonSerializer.Serialize(model, Wire.Lenient);
        return new ForecastModel
        {
            Id = id, ItemId = item, LocationId = location, Number = number, JobId = job, Algorithm = model.Algorithm, Parameters = text, ArtifactRef = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            TrainedFrom = model.TrainedFrom, TrainedTo = model.TrainedTo, Observations = model.Observations, Wape = Four(model.Metrics?.Wape), BaselineWape = Four(model.BaselineMetrics?.Wape),
            SkillVsBaseline = model.IsBaseline ? 0 : Four(model.Metrics?.Skill) ?? 0, CreatedAt = now,
        };
    }

    public void Activate() => State = ModelState.Active;
    public void Retire() => State = ModelState.Retired;
    public void Reject() => State = ModelState.Rejected;

    private static decimal? Four(double? value) => value is { } v && double.IsFinite(v) ? Rounding.FourDecimals((decimal)Math.Clamp(v, -1e6, 1e6)) : null;
}

/// <summary>Adds models and decides which one is served.</summary>
internal static class Registry
{
    private const double Worse = 1.02;

    /// <summary>The new model replaces the active one unless it is more than 2 % worse on the same folds.</summary>
    public static async Task<ForecastModel> Add(Guid item, Guid location, TrainedModel trained, Guid? job, TrainingDb db, TimeProvider clock, CancellationToken ct)
    {
        var before = await db.Models.Where(m => m.ItemId == item && m.LocationId == location).OrderByDescending(m => m.Number).Take(1).Select(m => m.Number).FirstOrDefaultAsync(ct);
        var model = ForecastModel.Create(Ids.New(clock), item, location, before + 1, trained, job, clock.GetUtcNow());
        var active = await db.Models.FirstOrDefaultAsync(m => m.ItemId == item && m.LocationId == location && m.State == ModelState.Active, ct);
        if (active is not null && IsWorse(trained, active.Algorithm)) model.Reject();
        else
        {
            active?.Retire();
            model.Activate();
        }
        db.Add(model);
        return model;
    }

    private static bool IsWorse(TrainedModel trained, string activeAlgorithm)
    {
        double? Loss(string algorithm) => trained.Candidates.FirstOrDefault(c => c.Algorithm == algorithm)?.RelativeLoss;
        return Loss(trained.Algorithm) is { } own && Loss(activeAlgorithm) is { } other && own > other * Worse;
    }
}

/// <summary>A model as people see it.</summary>
public sealed record ModelView(Guid Id, Guid ItemId, Guid LocationId, int Number, string Algorithm, bool IsBaseline, ModelState State, DateOnly TrainedFrom, DateOnly TrainedTo, int Observations, decimal? Wape, decimal? BaselineWape,
    decimal SkillVsBaseline, string ArtifactRef, DateTimeOffset CreatedAt, int Version) : IVersioned
{
    internal static ModelView Of(ForecastModel m) => new(m.Id, m.ItemId, m.LocationId, m.Number, m.Algorithm, m.Algorithm == Forecaster.Baseline, m.State, m.TrainedFrom, m.TrainedTo, m.Observations, m.Wape, m.BaselineWape,
        m.SkillVsBaseline, m.ArtifactRef, m.CreatedAt, m.Version);
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
            .Select(m => new ModelAnswer(m.Id, m.ItemId, m.LocationId, m.Algorithm, m.Number, m.Parameters, m.SkillVsBaseline)).ToListAsync(ct);
}
