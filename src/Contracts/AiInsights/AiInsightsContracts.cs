using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.AiInsights;

[Message("ai_insights.insight.created", External = true, Live = "insights_changed")]
public sealed record InsightCreated(Guid InsightId, string Type, string Category, int Confidence) : IMessage;

/// <summary>Actionable insights of a phase (forecast, production, procurement) that are confident enough to be shown.</summary>
public sealed record ActionableInsights(string Phase) : IQuery<IReadOnlyList<InsightAnswer>>;
public sealed record InsightAnswer(Guid Id, string Type, string Category, int Confidence, decimal? ImpactValue, string? ImpactUnit, ReasoningData ReasoningData);

/// <summary>What last week's overrides cost against the machine's proposal, per product; asked by ai-insights, answered by production.</summary>
public sealed record OverrideOutcomes(DateOnly From, DateOnly To) : IQuery<IReadOnlyList<OverrideOutcome>>;
public sealed record OverrideOutcome(DateOnly Date, Guid ProductItemId, decimal Machine, decimal Planned, decimal VariableCost, decimal NetPrice);

/// <summary>Learned demand rules and the assumption they replace; asked by ai-insights, answered by forecasting.</summary>
public sealed record RuleDifferences : IQuery<IReadOnlyList<RuleDifference>>;
public sealed record RuleDifference(Guid RuleId, Guid ItemId, Guid LocationId, string Kind, decimal Assumed, decimal Learned, int Samples, int Confidence);
