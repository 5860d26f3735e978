using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.FoodSafety;

/// <summary>What is watched.</summary>
internal enum PointKind { Fridge, Freezer, HotHold, Receiving, Cleaning, Pest, Water, OvenColour, Changeover }

/// <summary>How often a point is read.</summary>
internal enum PointFrequency { Continuous, Daily, Weekly, Monthly, OnEvent }

/// <summary>A control point of the self-control plan with its limits.</summary>
internal sealed class HaccpPoint : ITenantOwned, IVersioned
{
    public const int StandardPatience = 15;
    private const int LongestPatience = 240;

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public PointKind Kind { get; private set; }
    public Guid LocationId { get; private set; }
    public decimal? Min { get; private set; }
    public decimal? Max { get; private set; }
    public string? Unit { get; private set; }
    public PointFrequency Frequency { get; private set; }

    /// <summary>Local time by which the day's reading is there; null = not missed.</summary>
    public TimeOnly? DueTime { get; private set; }

    /// <summary>Minutes that a sensor may be too warm before somebody is called; a door stands open for a while.</summary>
    public int PatienceMinutes { get; private set; } = StandardPatience;
    public string? ResponsibleRole { get; private set; }
    public string? LegalBasis { get; private set; }
    public bool IsActive { get; private set; } = true;

    /// <summary>A temperature that rises is a danger to food; the other points fail or pass.</summary>
    public bool IsTemperature => Kind is PointKind.Fridge or PointKind.Freezer or PointKind.HotHold or PointKind.Receiving;

    public TimeSpan Patience => TimeSpan.FromMinutes(PatienceMinutes);

    public static HaccpPoint Create(Guid id, HaccpForm.PointData data)
    {
        var point = new HaccpPoint { Id = id };
        point.Change(data);
        return point;
    }

    public void Change(HaccpForm.PointData data)
    {
        if (data.Min > data.Max) throw RuleViolation.Invalid("max", "Not below min.");
        if (data.Min is < -1000 or > 100_000 || data.Max is < -1000 or > 100_000) throw RuleViolation.Invalid("max", "Between -1000 and 100,000.");
        if (data.PatienceMinutes is < 0 or > LongestPatience) throw RuleViolation.Invalid("patience_minutes", $"Between 0 and {LongestPatience}.");
        (Name, Kind, LocationId, Min, Max, Unit) = (data.Name.Trim(), data.Kind, data.LocationId, data.Min, data.Max, data.Unit);
        (Frequency, DueTime, PatienceMinutes, ResponsibleRole, LegalBasis, IsActive) = (data.Frequency, data.DueTime, data.PatienceMinutes, data.ResponsibleRole, data.LegalBasis, data.IsActive);
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
    }

    public bool Holds(decimal value) => !(value < Min) && !(value > Max);

    public bool IsDueOn(DateOnly day) => IsActive && DueTime is not null && Frequency switch
    {
        PointFrequency.Daily => true,
        PointFrequency.Weekly => day.DayOfWeek == DayOfWeek.Monday,
        PointFrequency.Monthly => day.Day == 1,
        _ => false,
    };
}

/// <summary>A list of things to be done and signed, such as the evening's cleaning.</summary>
internal sealed class Checklist : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public Guid LocationId { get; private set; }
    public List<string> Lines { get; private set; } = [];
    public TimeOnly DueTime { get; private set; }

    /// <summary>ISO weekdays, 1 = Monday; empty = every day.</summary>
    public List<int> Weekdays { get; private set; } = [];
    public string? ResponsibleRole { get; private set; }
    public string? LegalBasis { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Checklist Create(Guid id, HaccpForm.ChecklistData data)
    {
        var list = new Checklist { Id = id };
        list.Change(data);
        return list;
    }

    public void Change(HaccpForm.ChecklistData data)
    {
        if (data.Lines.Any(l => l is null || l.Length is 0 or > 200)) throw RuleViolation.Invalid("lines", "Between 1 and 200 characters each.");
        if (data.Weekdays?.Any(d => d is < 1 or > 7) == true) throw RuleViolation.Invalid("weekdays", "Between 1 and 7.");
        (Name, LocationId, Lines, DueTime, Weekdays) = (data.Name.Trim(), data.LocationId, [.. data.Lines], data.DueTime, [.. data.Weekdays ?? []]);
        (ResponsibleRole, LegalBasis, IsActive) = (data.ResponsibleRole, data.LegalBasis, data.IsActive);
        if (Name.Length == 0) throw RuleViolation.Invalid("name", "A name is needed.");
    }

    public bool IsDueOn(DateOnly day) => IsActive && (Weekdays.Count == 0 || Weekdays.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek));
}
