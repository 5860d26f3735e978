using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Training;

/// <summary>A training job waits to be started.</summary>
[Message("training.job.requested")]
public sealed record TrainingJobRequested(Guid JobId) : IMessage;

/// <summary>It is time for the weekly training of one bakery.</summary>
[Message("training.weekly.due")]
public sealed record WeeklyTrainingDue : IMessage;

/// <summary>A part of a job: these series are trained by whoever takes the message.</summary>
[Message("training.series.requested")]
public sealed record TrainingSeriesRequested(Guid JobId, IReadOnlyList<TrainingSeries> Series) : IMessage;
public sealed record TrainingSeries(Guid ItemId, Guid LocationId);

/// <summary>Every series of a job is trained on its own: the pooled model comes next, then the choice.</summary>
[Message("training.pool.requested")]
public sealed record TrainingPoolRequested(Guid JobId) : IMessage;

/// <summary>The history of a job is read and its parts are on their way.</summary>
[Message("training.data_analyzed", External = true, Live = "training_progress")]
public sealed record TrainingDataAnalyzed(Guid JobId, int Series, int Parts) : IMessage;

[Message("training.failed", External = true, Live = "training_progress")]
public sealed record TrainingFailed(Guid JobId, string Error) : IMessage;
