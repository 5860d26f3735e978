using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Training;

[Message("training.started", External = true, Live = "training_progress")]
public sealed record TrainingStarted(Guid JobId, int Series) : IMessage;

[Message("training.product_completed", External = true, Live = "training_progress")]
public sealed record TrainingSeriesCompleted(Guid JobId, Guid ItemId, Guid LocationId, string Algorithm, int Progress) : IMessage;

[Message("training.completed", Live = "training_progress")]
public sealed record TrainingCompleted(Guid JobId, int Succeeded, int Failed) : IMessage;

/// <summary>The active model of each series; a series without one is served by the baseline.</summary>
public sealed record ActiveModels(IReadOnlyList<Guid> ItemIds) : IQuery<IReadOnlyList<ModelAnswer>>;

/// <param name="Parameters">JSON of the chosen method, its parameters and calibration offsets.</param>
/// <param name="Signature">HMAC of the parameters' bytes with the purpose <see cref="ModelSignature.Purpose"/>.</param>
/// <param name="ArtifactId">The pooled model that serves the series; null when a method of its own does.</param>
/// <param name="Choice">Why it was chosen: pooled_won, own_method_won, baseline_won or cold_start.</param>
public sealed record ModelAnswer(Guid ModelId, Guid ItemId, Guid LocationId, string Algorithm, int Version, string Parameters, byte[] Signature, Guid? ArtifactId, decimal SkillVsBaseline, string Choice);

/// <summary>The bytes of a pooled model; null when it is gone.</summary>
public sealed record ModelArtifact(Guid ArtifactId) : IQuery<ArtifactAnswer?>;

/// <param name="Content">As <c>PooledModelFile</c> writes it.</param>
/// <param name="Signature">HMAC of the content. Who loads it checks it.</param>
public sealed record ArtifactAnswer(Guid ArtifactId, byte[] Content, byte[] Signature);

/// <summary>What a model of a bakery is signed for: one of another bakery does not pass.</summary>
public static class ModelSignature
{
    public static string Purpose(Guid tenant) => $"training.model:{tenant:N}";
}
