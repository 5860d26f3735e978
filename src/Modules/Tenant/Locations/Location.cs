using System.Text.Json;
using Bakery.Contracts.Tenant;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Tenant.Locations;

/// <summary>What a site is for.</summary>
public enum LocationType { CentralProduction, RetailOutlet, Warehouse }

internal sealed class Location : ITenantOwned, IVersioned
{
    private Location() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string Name { get; private set; } = "";
    public LocationType Type { get; private set; }
    public string? Address { get; private set; }
    public string? City { get; private set; }
    public decimal? Latitude { get; private set; }
    public decimal? Longitude { get; private set; }
    public string OpeningHours { get; private set; } = "{}";
    public List<DateOnly> ClosedDates { get; private set; } = [];
    public bool IsActive { get; private set; } = true;
    public int Version { get; private set; }

    public IReadOnlyDictionary<int, OpeningHours> Hours => JsonSerializer.Deserialize<Dictionary<int, OpeningHours>>(OpeningHours, Wire.Lenient)!;

    public static Location Create(Guid id, LocationFields fields)
    {
        var made = new Location { Id = id };
        made.Change(fields);
        return made;
    }

    public void Change(LocationFields f)
    {
        foreach (var (day, hours) in f.OpeningHours)
        {
            if (day is < 1 or > 7) throw RuleViolation.Invalid("opening_hours", "Weekdays are 1 (Monday) to 7 (Sunday).");
            if (hours.Opens == hours.Closes) throw RuleViolation.Invalid("opening_hours", "Opening and closing time are the same.");
        }
        (Name, Type, Address, City, Latitude, Longitude) = (f.Name.Trim(), f.Type, f.Address, f.City, f.Latitude, f.Longitude);
        OpeningHours = JsonSerializer.Serialize(f.OpeningHours, Wire.Lenient);
        ClosedDates = [.. (f.ClosedDates ?? []).Distinct().Order()];
        IsActive = f.IsActive;
    }

    public void Close() => IsActive = false;
}

/// <summary>What a person enters for a site.</summary>
/// <param name="OpeningHours">ISO weekday (1 = Monday) → local times; a missing day is closed.</param>
public sealed record LocationFields(
    [property: System.ComponentModel.DataAnnotations.Required, System.ComponentModel.DataAnnotations.Length(1, 120)] string Name,
    LocationType Type,
    [property: System.ComponentModel.DataAnnotations.MaxLength(300)] string? Address,
    [property: System.ComponentModel.DataAnnotations.MaxLength(120)] string? City,
    [property: System.ComponentModel.DataAnnotations.Range(-90, 90)] decimal? Latitude,
    [property: System.ComponentModel.DataAnnotations.Range(-180, 180)] decimal? Longitude,
    IReadOnlyDictionary<int, OpeningHours> OpeningHours,
    IReadOnlyList<DateOnly>? ClosedDates = null,
    bool IsActive = true);

/// <summary>A site as people see it.</summary>
public sealed record LocationView(Guid Id, string Name, LocationType Type, string? Address, string? City, decimal? Latitude, decimal? Longitude,
    IReadOnlyDictionary<int, OpeningHours> OpeningHours, IReadOnlyList<DateOnly> ClosedDates, bool IsActive, int Version) : IVersioned
{
    internal static LocationView Of(Location l) => new(l.Id, l.Name, l.Type, l.Address, l.City, l.Latitude, l.Longitude, l.Hours, l.ClosedDates, l.IsActive, l.Version);
}
