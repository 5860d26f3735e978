using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.External;

[Message("external.weather.updated", External = true)]
public sealed record WeatherUpdated(Guid CityId, DateOnly From, DateOnly To) : IMessage;

[Message("external.event.changed", External = true, Live = "calendar_changed")]
public sealed record LocalEventChanged(Guid EventId, DateOnly From, DateOnly To, IReadOnlyList<Guid> LocationIds) : IMessage;

/// <summary>What is special about each day at a location: holidays, school, local events, weather. A missing source never fails the answer.</summary>
public sealed record CalendarDays(Guid LocationId, DateOnly From, DateOnly To) : IQuery<IReadOnlyList<CalendarDay>>;

/// <param name="WeatherSource">forecast, observed, climatology or none.</param>
public sealed record CalendarDay(DateOnly Date, string? Holiday, bool IsSchoolHoliday, IReadOnlyList<CalendarEvent> Events, decimal? TemperatureMax, decimal? TemperatureMin, decimal? PrecipitationMm, decimal? PrecipitationProbability, string WeatherSource);
public sealed record CalendarEvent(string Name, string Kind, decimal? ExpectedEffectPercent);
