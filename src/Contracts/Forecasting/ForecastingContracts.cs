using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Forecasting;

[Message("forecasting.batch.completed", External = true, Live = "forecasts_changed")]
public sealed record ForecastBatchCompleted(Guid BatchId, Guid? RunId, DateOnly From, DateOnly To, int Series, decimal BaselineShare) : IMessage;

[Message("forecasting.validation.completed")]
public sealed record ValidationCompleted(Guid ValidationRunId, DateOnly From, DateOnly To, decimal? Wape, decimal? Skill, IReadOnlyList<SeriesRef> Poor) : IMessage;
public sealed record SeriesRef(Guid ItemId, Guid LocationId);

[Message("forecasting.retraining.requested")]
public sealed record RetrainingRequested(IReadOnlyList<SeriesRef> Series, string Reason) : IMessage;

/// <summary>Served forecasts per item, location and date.</summary>
public sealed record Forecasts(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<ForecastAnswer>>;

/// <param name="NewsvendorQuantity">Null for resale items, whose need is the p50.</param>
/// <param name="Quantiles">0.05 … 0.95 by 0.05.</param>
public sealed record ForecastAnswer(Guid ForecastId, Guid ItemId, Guid LocationId, DateOnly Date, decimal P50, decimal Mean, decimal Lower80, decimal Upper80, decimal Baseline, string Algorithm, bool IsBaseline,
    string ConfidenceNote, decimal? CriticalRatio, decimal? NewsvendorQuantity, IReadOnlyList<decimal> Quantiles);
