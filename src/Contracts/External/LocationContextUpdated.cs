using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.External;

/// <summary>The surroundings of a location are known or changed.</summary>
/// <param name="CityId">Null when no known city is near.</param>
[Message("external.context.updated", Live = "calendar_changed")]
public sealed record LocationContextUpdated(Guid LocationId, string? CityId) : IMessage;
