using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Production.Machines;

/// <summary>What people send and read of machines and their maintenance.</summary>
internal static class EquipmentForm
{
    public record Data
    {
        [Required, Length(1, 120)] public required string Name { get; init; }
        public EquipmentKind Kind { get; init; }
        public required Guid LocationId { get; init; }
        public required decimal Capacity { get; init; }
        public CapacityUnit CapacityUnit { get; init; }
        public decimal? MinTemp { get; init; }
        public decimal? MaxTemp { get; init; }
        public decimal? CostPerHour { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record View : Data, IVersioned
    {
        public required Guid Id { get; init; }
        public required EquipmentStatus Status { get; init; }
        public DateTimeOffset? StatusSince { get; init; }
        public required decimal HoursRun { get; init; }
        public required int Version { get; init; }
    }

    public record MaintenanceData
    {
        [Required, Length(1, 120)] public required string Name { get; init; }
        public int? EveryDays { get; init; }
        public decimal? EveryHours { get; init; }

        /// <summary>When it was last done; today when nobody says it.</summary>
        public DateOnly? LastDoneOn { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record NewMaintenance : MaintenanceData
    {
        public required Guid EquipmentId { get; init; }
    }

    public sealed record MaintenanceView : MaintenanceData, IVersioned
    {
        public required Guid Id { get; init; }
        public required Guid EquipmentId { get; init; }
        public required string EquipmentName { get; init; }
        public DateOnly? DueOn { get; init; }
        public required bool IsOverdue { get; init; }
        public string? LastDoneBy { get; init; }
        public required int Version { get; init; }
    }

    public sealed record DowntimeView(Guid Id, Guid EquipmentId, EquipmentStatus Kind, DateTimeOffset From, DateTimeOffset? Until, string? Reason, string? Done, decimal? Cost, string? DoneBy);

    internal static View Of(Equipment e) => new()
    {
        Id = e.Id, Name = e.Name, Kind = e.Kind, LocationId = e.LocationId, Capacity = e.Capacity, CapacityUnit = e.CapacityUnit, MinTemp = e.MinTemp, MaxTemp = e.MaxTemp, CostPerHour = e.CostPerHour, Status = e.Status,
        StatusSince = e.StatusSince, HoursRun = e.HoursRun, IsActive = e.IsActive, Version = e.Version,
    };

    internal static MaintenanceView Of(MaintenancePlan p, Equipment e, DateOnly today) => new()
    {
        Id = p.Id, EquipmentId = e.Id, EquipmentName = e.Name, Name = p.Name, EveryDays = p.EveryDays, EveryHours = p.EveryHours, LastDoneOn = p.LastDoneOn, LastDoneBy = p.LastDoneBy, IsActive = p.IsActive,
        DueOn = p.DueOn(e.HoursRun, today), IsOverdue = p.IsActive && p.DueOn(e.HoursRun, today) <= today, Version = p.Version,
    };

    internal static DowntimeView Of(Downtime d) => new(d.Id, d.EquipmentId, d.Kind, d.From, d.Until, d.Reason, d.Done, d.Cost, d.DoneBy);
}
