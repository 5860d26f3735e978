using System.ComponentModel.DataAnnotations;
using Bakery.Contracts.External;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Events;

/// <summary>What kind of local reason it is.</summary>
public enum EventKind { Fiesta, Fair, Sport, Works, Strike, Promotion, School, Other }

/// <summary>A local reason for other sales than usual.</summary>
internal sealed class LocalEvent : ITenantOwned, IVersioned
{
    private LocalEvent() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Name { get; private set; } = "";
    public EventKind Kind { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public List<Guid> LocationIds { get; private set; } = [];
    public decimal? ExpectedEffectPercent { get; private set; }
    public bool RepeatsYearly { get; private set; }

    /// <summary>What the sales of the last occurrence say; from then on it replaces the guess.</summary>
    public decimal? LearnedEffectPercent { get; private set; }

    /// <summary>Last day of the occurrence it was learned from.</summary>
    public DateOnly? LearnedOn { get; private set; }
    public int Version { get; private set; }

    public static LocalEvent Create(Guid id, EventFields fields)
    {
        var made = new LocalEvent { Id = id };
        made.Change(fields);
        return made;
    }

    public void Change(EventFields f)
    {
        if (f.To < f.From) throw RuleViolation.Invalid("to", "The event ends before it begins.");
        if (f.To.DayNumber - f.From.DayNumber > 400) throw RuleViolation.Invalid("to", "An event lasts at most 400 days.");
        if (string.IsNullOrWhiteSpace(f.Name)) throw RuleViolation.Invalid("name", "An event needs a name.");
        if (f.ExpectedEffectPercent is < -100 or > 500) throw RuleViolation.Invalid("expected_effect_percent", "Between -100 and 500.");
        // Other days are another occasion: what was learned says nothing about them.
        if ((f.From, f.To) != (From, To)) (LearnedEffectPercent, LearnedOn) = (null, null);
        (Name, Kind, From, To, ExpectedEffectPercent, RepeatsYearly) = (f.Name.Trim(), f.Kind, f.From, f.To, f.ExpectedEffectPercent, f.RepeatsYearly);
        LocationIds = [.. (f.LocationIds ?? []).Distinct()];
    }

    /// <summary>What is known of its effect on a day: what earlier occurrences taught, else the guess.</summary>
    public decimal? EffectOn(DateOnly day) => LearnedOn < day ? LearnedEffectPercent ?? ExpectedEffectPercent : ExpectedEffectPercent;

    public void Learn(decimal effectPercent, DateOnly on) => (LearnedEffectPercent, LearnedOn) = (effectPercent, on);

    /// <summary>The last occurrence that was over by a day; null when there is none.</summary>
    public (DateOnly From, DateOnly To)? LastOccurrence(DateOnly by)
    {
        if (To > by) return null;
        var years = RepeatsYearly ? by.Year - To.Year : 0;
        if (To.AddYears(years) > by) years--;
        return (From.AddYears(years), To.AddYears(years));
    }

    /// <summary>Whether the event touches a day at a location; no locations means all of them.</summary>
    public bool IsOn(DateOnly day, Guid location)
    {
        if (LocationIds.Count > 0 && !LocationIds.Contains(location)) return false;
        if (day >= From && day <= To) return true;
        if (!RepeatsYearly || day < From) return false;
        var years = day.Year - From.Year;
        return Enumerable.Range(Math.Max(0, years - 1), 2).Any(y => day >= From.AddYears(y) && day <= To.AddYears(y));
    }
}

/// <summary>What a person enters for an event.</summary>
public sealed record EventFields([property: Required, Length(1, 120)] string Name, EventKind Kind, DateOnly From, DateOnly To, IReadOnlyList<Guid>? LocationIds = null, [property: Range(-100, 500)] decimal? ExpectedEffectPercent = null, bool RepeatsYearly = false);

/// <summary>An event as people see it.</summary>
/// <param name="LearnedEffectPercent">What the sales of the last occurrence say; it replaces the guess. Null until then.</param>
public sealed record EventView(Guid Id, string Name, EventKind Kind, DateOnly From, DateOnly To, IReadOnlyList<Guid> LocationIds, decimal? ExpectedEffectPercent, bool RepeatsYearly,
    decimal? LearnedEffectPercent, DateOnly? LearnedOn, int Version) : IVersioned
{
    internal static EventView Of(LocalEvent e) => new(e.Id, e.Name, e.Kind, e.From, e.To, e.LocationIds, e.ExpectedEffectPercent, e.RepeatsYearly, e.LearnedEffectPercent, e.LearnedOn, e.Version);
}

internal static class ListEvents
{
    private static readonly Sorting<LocalEvent> Order = new Sorting<LocalEvent>(e => e.Id, "-from").By("from", e => e.From);

    internal static async Task<Page<EventView>> Handle([AsParameters] PageRequest page, ExternalDb db, CancellationToken ct)
    {
        var rows = await db.Events.AsNoTracking().ToPage(page, Order, e => e, ct);
        return new Page<EventView>([.. rows.Items.Select(EventView.Of)], rows.Total, rows.NextCursor);
    }
}

internal static class GetEvent
{
    internal static async Task<EventView> Handle(Guid id, ExternalDb db, CancellationToken ct) => EventView.Of(await Find(id, db, ct));

    internal static async Task<LocalEvent> Find(Guid id, ExternalDb db, CancellationToken ct) => await db.Events.FirstOrDefaultAsync(e => e.Id == id, ct) ?? throw RuleViolation.NotFound("The event");
}

internal static class CreateEvent
{
    internal static async Task<Created<EventView>> Handle(EventFields request, ExternalDb db, IBus bus, TimeProvider clock, CancellationToken ct)
    {
        var made = LocalEvent.Create(Ids.New(clock), request);
        db.Add(made);
        bus.Publish(new LocalEventChanged(made.Id, made.From, made.To, made.LocationIds));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created((string?)null, EventView.Of(made));
    }
}

internal static class UpdateEvent
{
    internal static async Task<EventView> Handle(Guid id, EventFields request, IfMatch ifMatch, ExternalDb db, IBus bus, CancellationToken ct)
    {
        var found = await GetEvent.Find(id, db, ct);
        ifMatch.Require(found, () => EventView.Of(found));
        var (from, to) = (found.From, found.To);
        found.Change(request);
        // Days that the event has left are touched as well.
        bus.Publish(new LocalEventChanged(found.Id, found.From < from ? found.From : from, found.To > to ? found.To : to, found.LocationIds));
        await db.SaveChangesAsync(ct);
        return EventView.Of(found);
    }
}

internal static class DeleteEvent
{
    internal static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, ExternalDb db, IBus bus, CancellationToken ct)
    {
        var found = await GetEvent.Find(id, db, ct);
        ifMatch.Require(found, () => EventView.Of(found));
        db.Remove(found);
        bus.Publish(new LocalEventChanged(found.Id, found.From, found.To, found.LocationIds));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
