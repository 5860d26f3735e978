using Bakery.Contracts.Shared;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.AlertProcessor;

/// <summary>
/// What a producer says when something needs attention (platform.md §6); the alert processor scores it, merges repeats and shows it.
/// Publish it with <c>bus.Publish(new AlertRaised(...))</c>. Routing key on a broker: <c>alert.severity.domain</c>.
/// </summary>
/// <param name="EventType">E.g. <c>inventory.expired_stock</c>; also the reasoning type of its text.</param>
/// <param name="Severity">low, medium, high, urgent.</param>
/// <param name="TypeClass">action_needed, prevented_issue, trend_warning, escalation, information.</param>
/// <param name="MoneyAtRisk">EUR, by the producer table of platform.md 7.3.</param>
/// <param name="DeadlineAt">When the consequence happens; null = later or none.</param>
/// <param name="Agency">100 one person in the app, 60 a third party, 20 nothing can be done, 0 prevented.</param>
/// <param name="Confidence">0–100; facts 100.</param>
/// <param name="IsFoodSafety">Impact 100 whatever the money.</param>
[Message("alert.raised")]
public sealed record AlertRaised(string EventType, string Severity, string TypeClass, EntityRef Entity, decimal? MoneyAtRisk, DateTimeOffset? DeadlineAt, int Agency, int Confidence,
    ReasoningData ReasoningData, string? DedupKey = null, bool IsFoodSafety = false, IReadOnlyList<AlertLink>? Links = null) : IMessage;

/// <summary>An act offered with the alert.</summary>
public sealed record AlertLink(string Code, string Method, string Path, bool RequiresConfirmation = false);

/// <summary>The producer saw that the cause is gone: open alerts of this type and entity are resolved.</summary>
[Message("alert.cleared")]
public sealed record AlertCleared(string EventType, EntityRef Entity, string? DedupKey = null) : IMessage;

[Message("alerts.alert.created", Live = "alert")]
public sealed record AlertCreated(Guid AlertId, string EventType, string Severity, string TypeClass, int Score, string Level, EntityRef Entity, ReasoningData ReasoningData) : IMessage;

[Message("alerts.alert.updated", External = true, Live = "alert_updated")]
public sealed record AlertUpdated(Guid AlertId, string Status, int Score) : IMessage;

[Message("alerts.alert.resolved", External = true, Live = "alert_updated")]
public sealed record AlertResolved(Guid AlertId, string EventType) : IMessage;

/// <summary>Open alerts by falling score, for the dashboard.</summary>
public sealed record OpenAlerts : IQuery<IReadOnlyList<OpenAlert>>;
public sealed record OpenAlert(Guid Id, string EventType, string Severity, string TypeClass, string Level, int Score, string Status, EntityRef Entity, decimal? MoneyAtRisk, DateTimeOffset? DeadlineAt,
    ReasoningData ReasoningData, IReadOnlyList<AlertLink> Links, DateTimeOffset FirstSeen);
