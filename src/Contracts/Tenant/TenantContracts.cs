using Bakery.Kernel.Http;
using Bakery.Kernel.Messaging;
using Bakery.Kernel.Queries;

namespace Bakery.Contracts.Tenant;

/// <summary>A new organisation exists.</summary>
[Message("tenant.created", External = true)]
public sealed record TenantCreated(Guid TenantId, string Name, string? City, string BusinessModel, string Tier) : IMessage;

/// <summary>Settings of one category changed; cached copies are dropped.</summary>
[Message("tenant.settings.changed", External = true, Live = "settings_changed")]
public sealed record SettingsChanged(string Category, IReadOnlyList<string> Keys) : IMessage;

/// <summary>A location was added, changed or closed.</summary>
[Message("tenant.location.changed", Live = "location_changed")]
public sealed record LocationChanged(Guid LocationId, string Name, string Type, bool IsActive) : IMessage;

/// <summary>Somebody joined, left, was invited or got another role.</summary>
[Message("tenant.member.changed", External = true)]
public sealed record MemberChanged(Guid? UserId, string? InvitedEmail, string Change, string Role, string? InvitationToken, string TenantName, string Language) : IMessage;

/// <summary>The asking tenant: names, zone, language, tier and all settings with defaults filled in.</summary>
public sealed record TenantProfile : IQuery<TenantProfileAnswer>;

/// <param name="Settings">Category → key → value as text, e.g. <c>production → auto_accept_plan_changes_percent → 10</c>; see settings of platform.md 2.3.</param>
public sealed record TenantProfileAnswer(Guid Id, string Name, string TimeZone, string Language, string TaxTerritory, string Tier, string Status, bool IsDemo,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Settings)
{
    /// <summary>The text of a setting; every known key has a default.</summary>
    public string Text(string category, string key) => Settings[category][key];
    public decimal Number(string category, string key) => decimal.Parse(Text(category, key), System.Globalization.CultureInfo.InvariantCulture);
    public bool Flag(string category, string key) => Text(category, key) == "true";
    public TimeOnly Time(string category, string key) => TimeOnly.Parse(Text(category, key), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Locations of the asking tenant, inactive ones too.</summary>
public sealed record Locations : IQuery<IReadOnlyList<LocationAnswer>>;

/// <param name="Type">central_production, retail_outlet or warehouse.</param>
/// <param name="Opening">Opening times by ISO weekday (1 = Monday); a missing day is closed.</param>
public sealed record LocationAnswer(Guid Id, string Name, string Type, bool IsActive, string? City, decimal? Latitude, decimal? Longitude,
    IReadOnlyDictionary<int, OpeningHours> Opening, IReadOnlyList<DateOnly> ClosedDates)
{
    /// <summary>Null when the location is closed that day.</summary>
    public OpeningHours? On(DateOnly day) => !IsActive || ClosedDates.Contains(day) ? null : Opening.GetValueOrDefault(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);
}

/// <summary>Local times.</summary>
public sealed record OpeningHours(TimeOnly Opens, TimeOnly Closes);

/// <summary>The asking tenant and the tenants that belong to it, itself first.</summary>
public sealed record Family : IQuery<IReadOnlyList<FamilyMember>>;
public sealed record FamilyMember(Guid TenantId, string Name);

/// <summary>The tenant that the asking one belongs to; none for most.</summary>
public sealed record ParentTenant : IQuery<IReadOnlyList<FamilyMember>>;

/// <summary>Active and trial tenants of the platform, for jobs that fan out. Asked inside AllTenants.</summary>
public sealed record ActiveTenants : IQuery<IReadOnlyList<ActiveTenant>>;
public sealed record ActiveTenant(Guid Id, string Name, string TimeZone, TimeOnly DailyRunTime, TimeOnly EveningRefreshTime, string Tier, DateTimeOffset CreatedAt);

/// <summary>Tenants of a user, for the access token.</summary>
public sealed record MembershipsOf(Guid UserId) : IQuery<IReadOnlyList<Membership>>;

/// <summary>Who is told about what: members with admin or owner role.</summary>
public sealed record Admins : IQuery<IReadOnlyList<MemberAnswer>>;
public sealed record MemberAnswer(Guid UserId, string Role);
