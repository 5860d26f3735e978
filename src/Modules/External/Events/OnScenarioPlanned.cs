using Bakery.Contracts.External;
using Bakery.Contracts.Forecasting;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Events;

/// <summary>A scenario that is going to happen becomes a local event with the effect it was found to have.</summary>
internal static class OnScenarioPlanned
{
    internal static async Task Handle(ScenarioPlanned message, ExternalDb db, IBus bus, CancellationToken ct)
    {
        if (await db.Events.AnyAsync(e => e.Id == message.EventId, ct)) return;
        var kind = Wire.ParseOptional<EventKind>(message.Kind, "kind") ?? EventKind.Other;
        db.Add(LocalEvent.Create(message.EventId, new EventFields(message.Name, kind, message.From, message.To, message.LocationIds, message.EffectPercent)));
        bus.Publish(new LocalEventChanged(message.EventId, message.From, message.To, message.LocationIds));
    }
}
