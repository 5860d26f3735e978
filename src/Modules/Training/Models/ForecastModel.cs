using System.Text;
using System.Text.Json;
using Bakery.Forecast;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Http;
using Bakery.Kernel.Security;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Contracts.Training;

namespace Bakery.Training.Models;

/// <summary>Life of a model: one is active per series.</summary>
public enum ModelState { Candidate, Active, Retired, Rejected }

/// <summary>Why a model serves what it serves.</summary>
public enum ModelChoice { PooledWon, OwnMethodWon, BaselineWon, ColdStart }

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
    public ModelChoice Choice { get; private set; }

    /// <summary>The chosen method as JSON: its bytes are signed, so they are kept as they are.</summary>
    public string Parameters { get; private set; } = "{}";
    public byte[] Signature { get; private set; } = [];

    /// <summary>The pooled model that serves it; null for a method of its own.</summary>
    public Guid? ArtifactId { get; private set; }
    public DateOnly TrainedFrom { get; private set; }
    public DateOnly TrainedTo { get; private set; }
    public int Observations { get; private set; }
    public decimal? Wape { get; private set; }
    public decimal? BaselineWape { get; private set; }
    public decimal SkillVsBaseline { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; private set; }

    public TrainedModel Read() => JsonSerializer.Deserialize<TrainedModel>(Parameters, Wire.Lenient)!;

    public bool IsSigned(Secrets secrets) => secrets.IsSigned(Encoding.UTF8.GetBytes(Parameters), Signature, ModelSignature.Purpose(TenantId));

    public static ForecastModel Create(Guid id, Guid tenant, Guid item, Guid location, int number, TrainedModel model, ModelChoice choice, Guid? artifact, Guid? job, Secrets secrets, DateTimeOffset now)
    {
        var text = JsonSerializer.Serialize(model, Wire.Lenient);
        return new ForecastModel
        {
            Id = id, TenantId = tenant, ItemId = item, LocationId = location, Number = number, JobId = job, Algorithm = model.Algorithm, Choice = choice, ArtifactId = artifact,
            Parameters = text, Signature = secrets.Sign(Encoding.UTF8.GetBytes(text), ModelSignature.Purpose(tenant)),
            TrainedFrom = model.TrainedFrom, TrainedTo = model.TrainedTo, Observations = model.Observations, Wape = Four(model.Metrics?.Wape), BaselineWape = Four(model.BaselineMetrics?.Wape),
            SkillVsBaseline = model.IsBaseline ? 0 : Four(model.Metrics?.Skill) ?? 0, CreatedAt = now,
        };
    }

    public void Activate() => State = ModelState.Active;
    public void Retire() => State = ModelState.Retired;
    public void Reject() => State = ModelState.Rejected;

    private static decimal? Four(double? value) => value is { } v && double.IsFinite(v) ? Rounding.FourDecimals((decimal)Math.Clamp(v, -1e6, 1e6)) : null;
}
