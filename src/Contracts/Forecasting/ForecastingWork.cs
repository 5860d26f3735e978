using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Forecasting;

/// <summary>It is time to look for days that were never validated.</summary>
[Message("forecasting.maintenance.due")]
public sealed record ValidationMaintenanceDue : IMessage;

/// <summary>It is time to look at the coming week's demand of one bakery.</summary>
[Message("forecasting.weekly_demand.due")]
public sealed record WeeklyDemandDue : IMessage;

/// <summary>A batch too large for one request is made in the background.</summary>
[Message("forecasting.batch.requested")]
public sealed record ForecastBatchRequested(Guid BatchId, DateOnly From, int Days, IReadOnlyList<Guid> ItemIds, IReadOnlyList<Guid> LocationIds) : IMessage;

/// <summary>A scenario is going to happen: the calendar gets an event of it.</summary>
/// <param name="EventId">Id of the event to be made.</param>
/// <param name="Kind">As in <c>external/events</c>.</param>
/// <param name="EffectPercent">Difference of pieces against the forecast, in percent.</param>
[Message("forecasting.scenario.planned")]
public sealed record ScenarioPlanned(Guid ScenarioId, Guid EventId, string Name, string Kind, DateOnly From, DateOnly To, IReadOnlyList<Guid> LocationIds, decimal EffectPercent) : IMessage;
