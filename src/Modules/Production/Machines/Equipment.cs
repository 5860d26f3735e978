using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Production.Machines;

/// <summary>What a machine does.</summary>
internal enum EquipmentKind { Mixer, Divider, Laminator, Proofer, Retarder, Oven, Cooler, Packer }

/// <summary>What its capacity is counted in.</summary>
internal enum CapacityUnit { Kg, Pieces, Decks }

/// <summary>Whether it can be used.</summary>
internal enum EquipmentStatus { Operational, Maintenance, Failed }

/// <summary>A machine of the bakery. It is not deleted: batches and records point at it.</summary>
internal sealed class Equipment : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public string Name { get; private set; } = "";
    public EquipmentKind Kind { get; private set; }
    public Guid LocationId { get; private set; }
    public decimal Capacity { get; private set; }
    public CapacityUnit CapacityUnit { get; private set; }
    public decimal? MinTemp { get; private set; }
    public decimal? MaxTemp { get; private set; }

    /// <summary>EUR.</summary>
    public decimal? CostPerHour { get; private set; }
    public EquipmentStatus Status { get; private set; }
    public DateTimeOffset? StatusSince { get; private set; }

    /// <summary>Hours it has run, as read from its counter or summed from its tasks.</summary>
    public decimal HoursRun { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static Equipment Create(Guid id, EquipmentForm.Data data)
    {
        var machine = new Equipment { Id = id };
        machine.Change(data);
        return machine;
    }

    public void Change(EquipmentForm.Data data)
    {
        if (data.Capacity is <= 0 or > 100_000) throw RuleViolation.Invalid("capacity", "Above zero, at most 100,000.");
        if (data.MinTemp > data.MaxTemp) throw RuleViolation.Invalid("min_temp", "Not above the highest temperature.");
        if (data.MinTemp is < -60 or > 500 || data.MaxTemp is < -60 or > 500) throw RuleViolation.Invalid("max_temp", "Between -60 and 500 °C.");
        if (data.CostPerHour is < 0 or > 10_000) throw RuleViolation.Invalid("cost_per_hour", "Between 0 and 10,000.");
        (Name, Kind, LocationId, Capacity, CapacityUnit, MinTemp, MaxTemp, CostPerHour, IsActive) = (data.Name, data.Kind, data.LocationId, data.Capacity, data.CapacityUnit, data.MinTemp, data.MaxTemp, data.CostPerHour, data.IsActive);
    }

    public void Turn(EquipmentStatus to, DateTimeOffset at)
    {
        if (Status == to) throw RuleViolation.Transition(Name, Status, to);
        (Status, StatusSince) = (to, at);
    }

    public void Ran(decimal hours)
    {
        if (hours < HoursRun) throw RuleViolation.Invalid("hours_run", $"The counter says {HoursRun:0.##} already.");
        if (hours > 1_000_000) throw RuleViolation.Invalid("hours_run", "At most 1,000,000.");
        HoursRun = hours;
    }
}

/// <summary>A time in which a machine could not be used.</summary>
internal sealed class Downtime : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid EquipmentId { get; init; }
    public EquipmentStatus Kind { get; init; }
    public DateTimeOffset From { get; init; }

    /// <summary>Null = still standing; for planned maintenance its expected end.</summary>
    public DateTimeOffset? Until { get; private set; }
    public string? Reason { get; init; }
    public string? Done { get; private set; }

    /// <summary>EUR.</summary>
    public decimal? Cost { get; private set; }
    public string? DoneBy { get; private set; }

    public void Expect(DateTimeOffset? until) => Until = until;

    public void End(DateTimeOffset at, string? done, decimal? cost, string by) => (Until, Done, Cost, DoneBy) = (at, done, cost, by);
}

/// <summary>Work that a machine needs again and again: after days, after hours of running, or whichever comes first.</summary>
internal sealed class MaintenancePlan : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid EquipmentId { get; private set; }
    public string Name { get; private set; } = "";
    public int? EveryDays { get; private set; }
    public decimal? EveryHours { get; private set; }
    public DateOnly LastDoneOn { get; private set; }
    public decimal LastDoneHours { get; private set; }
    public string? LastDoneBy { get; private set; }
    public DateOnly? ToldOn { get; private set; }
    public bool IsActive { get; private set; } = true;

    public static MaintenancePlan Create(Guid id, Equipment machine, EquipmentForm.MaintenanceData data, DateOnly today)
    {
        var plan = new MaintenancePlan { Id = id, EquipmentId = machine.Id, LastDoneOn = data.LastDoneOn ?? today, LastDoneHours = machine.HoursRun };
        plan.Change(data);
        return plan;
    }

    public void Change(EquipmentForm.MaintenanceData data)
    {
        if (data.EveryDays is null && data.EveryHours is null) throw RuleViolation.Invalid("every_days", "Every how many days or hours?");
        if (data.EveryDays is < 1 or > 3650) throw RuleViolation.Invalid("every_days", "Between 1 and 3,650.");
        if (data.EveryHours is < 1 or > 100_000) throw RuleViolation.Invalid("every_hours", "Between 1 and 100,000.");
        (Name, EveryDays, EveryHours, IsActive) = (data.Name, data.EveryDays, data.EveryHours, data.IsActive);
    }

    /// <summary>The day it is due; by hours as soon as the counter says so.</summary>
    public DateOnly? DueOn(decimal hoursRun, DateOnly today)
    {
        var byDays = EveryDays is { } days ? LastDoneOn.AddDays(days) : (DateOnly?)null;
        return EveryHours is { } hours && hoursRun - LastDoneHours >= hours && !(byDays < today) ? today : byDays;
    }

    public void Do(DateOnly on, decimal hoursRun, string by) => (LastDoneOn, LastDoneHours, LastDoneBy, ToldOn) = (on, hoursRun, by, null);

    public void Tell(DateOnly on) => ToldOn = on;
}
