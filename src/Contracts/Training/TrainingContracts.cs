using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Training;

[Message("training.started", External = true, Live = "training_progress")]
public sealed record TrainingStarted(Guid JobId, int Series) : IMessage;

[Message("training.product_completed", External = true, Live = "training_progress")]
public sealed record TrainingSeriesCompleted(Guid JobId, Guid ItemId, Guid LocationId, string Algorithm, int Progress) : IMessage;

[Message("training.completed", External = true, Live = "training_progress")]
public sealed record TrainingCompleted(Guid JobId, int Succeeded, int Failed) : IMessage;

/// <summary>The active model of each series; a series without one is served by the baseline.</summary>
public sealed record ActiveModels(IReadOnlyList<Guid> ItemIds) : IQuery<IReadOnlyList<ModelAnswer>>;

/// <param name="Parameters">JSON of the fitted parameters and calibration offsets.</param>
public sealed record ModelAnswer(Guid ModelId, Guid ItemId, Guid LocationId, string Algorithm, int Version, string Parameters, decimal SkillVsBaseline);
