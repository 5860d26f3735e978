using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Bakery.Contracts.External;
using Bakery.Contracts.Tenant;
using Bakery.External.Holidays;
using Bakery.External.Schools;
using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Bakery.External.Locations;

/// <summary>What surrounds a location: its city, its community, its schools and its town's own holidays.</summary>
internal sealed class LocationContext : ITenantOwned, IVersioned
{
    private LocationContext() { }

    public Guid TenantId { get; private set; }
    public Guid LocationId { get; private set; }
    public string? CityId { get; private set; }
    public string? Community { get; private set; }
    public string? Neighborhood { get; private set; }
    public string? Notes { get; private set; }
    public List<DateOnly> LocalHolidays { get; private set; } = [];

    /// <summary>Breaks entered by hand; they replace the shipped calendar.</summary>
    public string SchoolBreaks { get; private set; } = "[]";
    public bool UsesSchoolCalendar { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<SchoolBreak> ReadBreaks() => JsonSerializer.Deserialize<List<SchoolBreak>>(SchoolBreaks, Wire.Lenient)!;

    public static LocationContext Create(Guid tenant, Guid location) => new() { TenantId = tenant, LocationId = location };

    /// <summary>The city found from the address; what a person entered stays.</summary>
    public void Place(City? city) => (CityId, Community) = (city?.Id, Community ?? city?.Community);

    public void Change(string? community, string? neighborhood, string? notes, IReadOnlyList<DateOnly> localHolidays, IReadOnlyList<SchoolBreak> breaks, bool usesSchoolCalendar)
    {
        if (community is not null && !SpanishHolidays.Communities.Contains(community)) throw RuleViolation.Invalid("community", $"One of {string.Join(", ", SpanishHolidays.Communities)}.");
        if (breaks.Any(b => b.To < b.From)) throw RuleViolation.Invalid("school_breaks", "A break ends before it begins.");
        (Community, Neighborhood, Notes, UsesSchoolCalendar) = (community, neighborhood, notes, usesSchoolCalendar);
        LocalHolidays = [.. localHolidays.Distinct().Order()];
        SchoolBreaks = JsonSerializer.Serialize(breaks, Wire.Lenient);
    }

    public bool IsSchoolHoliday(DateOnly day) => ReadBreaks().Any(b => day >= b.From && day <= b.To) || (UsesSchoolCalendar && Schools.SchoolCalendars.On(day, Community)?.IsHoliday(day) == true);
}

/// <summary>A location's surroundings as people see them.</summary>
public sealed record ContextView(Guid LocationId, string? CityId, string? CityName, string? Community, string? Neighborhood, string? Notes, IReadOnlyList<DateOnly> LocalHolidays, IReadOnlyList<SchoolBreak> SchoolBreaks, bool UsesSchoolCalendar,
    int Version) : IVersioned
{
    internal static ContextView Of(LocationContext c) =>
        new(c.LocationId, c.CityId, Cities.All.FirstOrDefault(x => x.Id == c.CityId)?.Name, c.Community, c.Neighborhood, c.Notes, c.LocalHolidays, c.ReadBreaks(), c.UsesSchoolCalendar, c.Version);
}

internal static class ShowContext
{
    /// <param name="Context">Null when the location has none yet.</param>
    public sealed record Response(ContextView? Context);

    internal static async Task<Response> Handle([FromQuery] Guid location_id, ExternalDb db, CancellationToken ct) =>
        new(await db.Contexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location_id, ct) is { } found ? ContextView.Of(found) : null);
}

internal static class SetContext
{
    public sealed record Request(Guid LocationId, [property: MaxLength(2)] string? Community = null, [property: MaxLength(120)] string? Neighborhood = null, [property: MaxLength(1000)] string? Notes = null,
        IReadOnlyList<DateOnly>? LocalHolidays = null, IReadOnlyList<SchoolBreak>? SchoolBreaks = null, bool UsesSchoolCalendar = false);

    internal static async Task<ContextView> Handle(Request request, ExternalDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        var location = (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == request.LocationId) ?? throw RuleViolation.NotFound("The location");
        var context = await ContextOf(location, db, ct);
        context.Change(request.Community ?? context.Community, request.Neighborhood, request.Notes, request.LocalHolidays ?? [], request.SchoolBreaks ?? [], request.UsesSchoolCalendar);
        bus.Publish(new LocationContextUpdated(location.Id, context.CityId));
        await db.SaveChangesAsync(ct);
        return ContextView.Of(context);
    }

    internal static async Task<LocationContext> ContextOf(LocationAnswer location, ExternalDb db, CancellationToken ct)
    {
        var context = await db.Contexts.FirstOrDefaultAsync(c => c.LocationId == location.Id, ct);
        if (context is null) db.Add(context = LocationContext.Create(db.Scope.Require(), location.Id));
        context.Place(Cities.Find(location.City, location.Latitude, location.Longitude));
        return context;
    }
}

internal static class SuggestCalendar
{
    private const int SameCommunity = 60, PerSchool = 10, MostForSchools = 30;

    public sealed record Request(Guid LocationId);

    /// <param name="Confidence">0 to 100: 60 for the community, 10 more for each school within 500 m, at most 90.</param>
    /// <param name="Reasons">same_community, primary_preferred, current_academic_year, schools_nearby, no_schools_nearby, surroundings_unknown, no_calendar_for_community.</param>
    /// <param name="ShouldAutoAssign">Always false: a person accepts.</param>
    public sealed record Response(string? SuggestedCalendarId, int Confidence, IReadOnlyList<string> Reasons, IReadOnlyList<string> FallbackCalendars, bool ShouldAutoAssign);

    internal static async Task<Response> Handle(Request request, ExternalDb db, IQueryBus queries, TimeProvider clock, CancellationToken ct)
    {
        var location = (await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == request.LocationId) ?? throw RuleViolation.NotFound("The location");
        var profile = await queries.Ask(new TenantProfile(), ct);
        var context = await db.Contexts.AsNoTracking().FirstOrDefaultAsync(c => c.LocationId == location.Id, ct);
        var community = context?.Community ?? Cities.Find(location.City, location.Latitude, location.Longitude)?.Community;
        var poi = await db.PoiContexts.AsNoTracking().FirstOrDefaultAsync(p => p.LocationId == location.Id, ct);
        return Suggest(community, poi?.Read().Categories.First(c => c.Category == Poi.PoiCategory.Schools).Within500M, BusinessTime.Today(clock.GetUtcNow(), profile.TimeZone));
    }

    /// <param name="schools">Schools within 500 m; null when nobody has looked.</param>
    internal static Response Suggest(string? community, int? schools, DateOnly today)
    {
        var calendar = Schools.SchoolCalendars.On(today, community);
        var others = Schools.SchoolCalendars.Communities.Select(c => Schools.SchoolCalendars.On(today, c)!.Id).Where(id => id != calendar?.Id).ToList();
        if (calendar is null) return new Response(null, 0, ["no_calendar_for_community"], others, false);
        var nearby = schools switch { null => "surroundings_unknown", 0 => "no_schools_nearby", _ => "schools_nearby" };
        return new Response(calendar.Id, SameCommunity + Math.Min(MostForSchools, PerSchool * (schools ?? 0)), ["same_community", "primary_preferred", "current_academic_year", nearby], others, false);
    }
}

/// <summary>A new or moved location gets its city at once.</summary>
internal static class OnLocationChanged
{
    internal static async Task Handle(LocationChanged message, ExternalDb db, IQueryBus queries, IBus bus, CancellationToken ct)
    {
        if ((await queries.Ask(new Contracts.Tenant.Locations(), ct)).FirstOrDefault(l => l.Id == message.LocationId) is not { } location) return;
        var context = await SetContext.ContextOf(location, db, ct);
        bus.Publish(new LocationContextUpdated(location.Id, context.CityId));
    }
}
