using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Inventory.FoodSafety;

/// <summary>What people send and read of the self-control plan.</summary>
internal static class HaccpForm
{
    public record PointData
    {
        [Required, Length(1, 120)] public required string Name { get; init; }
        public PointKind Kind { get; init; }
        public required Guid LocationId { get; init; }
        public decimal? Min { get; init; }
        public decimal? Max { get; init; }
        [MaxLength(20)] public string? Unit { get; init; }
        public PointFrequency Frequency { get; init; } = PointFrequency.Daily;
        public TimeOnly? DueTime { get; init; }

        /// <summary>Minutes that a sensor may be too warm before somebody is called.</summary>
        public int PatienceMinutes { get; init; } = HaccpPoint.StandardPatience;
        [MaxLength(40)] public string? ResponsibleRole { get; init; }
        [MaxLength(200)] public string? LegalBasis { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record PointView : PointData, IVersioned
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
    }

    public record ChecklistData
    {
        [Required, Length(1, 120)] public required string Name { get; init; }
        public required Guid LocationId { get; init; }
        [Required, Length(1, 60)] public required IReadOnlyList<string> Lines { get; init; }
        public TimeOnly DueTime { get; init; } = new(20, 0);
        public IReadOnlyList<int>? Weekdays { get; init; }
        [MaxLength(40)] public string? ResponsibleRole { get; init; }
        [MaxLength(200)] public string? LegalBasis { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record ChecklistView : ChecklistData, IVersioned
    {
        public required Guid Id { get; init; }
        public required int Version { get; init; }
    }

    public sealed record ReadingView(Guid Id, Guid PointId, decimal? Value, string? Text, bool Ok, DateTimeOffset EventTime, DateTimeOffset CreatedAt, string ActorName, string? Device, Guid? CorrectsId);
    public sealed record CheckView(Guid Id, Guid ChecklistId, DateOnly DueOn, bool Ok, IReadOnlyList<string> FailedLines, string Signature, string? Note, DateTimeOffset EventTime, DateTimeOffset CreatedAt, string ActorName);
    public sealed record DeviationView(Guid Id, Guid? PointId, Guid? ChecklistId, DeviationStatus Status, bool IsUrgent, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, decimal? WorstValue, Guid? CorrectiveActionId);
    public sealed record ActionView(Guid Id, Guid DeviationId, string Cause, string Action, ProductDecision ProductDecision, IReadOnlyList<Guid> LotIds, string ClosedBy, DateTimeOffset ClosedAt);

    internal static PointView Of(HaccpPoint p) => new()
    {
        Id = p.Id, Version = p.Version, Name = p.Name, Kind = p.Kind, LocationId = p.LocationId, Min = p.Min, Max = p.Max, Unit = p.Unit, Frequency = p.Frequency, DueTime = p.DueTime, PatienceMinutes = p.PatienceMinutes,
        ResponsibleRole = p.ResponsibleRole, LegalBasis = p.LegalBasis, IsActive = p.IsActive,
    };

    internal static ChecklistView Of(Checklist c) => new()
    {
        Id = c.Id, Version = c.Version, Name = c.Name, LocationId = c.LocationId, Lines = c.Lines, DueTime = c.DueTime, Weekdays = c.Weekdays, ResponsibleRole = c.ResponsibleRole, LegalBasis = c.LegalBasis, IsActive = c.IsActive,
    };

    internal static ReadingView Of(HaccpReading r) => new(r.Id, r.PointId, r.Value, r.Text, r.Ok, r.EventTime, r.CreatedAt, r.ActorName, r.Device, r.CorrectsId);
    internal static CheckView Of(HaccpCheck c) => new(c.Id, c.ChecklistId, c.DueOn, c.Ok, c.FailedLines, c.Signature, c.Note, c.EventTime, c.CreatedAt, c.ActorName);
    internal static DeviationView Of(Deviation d) => new(d.Id, d.PointId, d.ChecklistId, d.Status, d.IsUrgent, d.StartedAt, d.LastSeenAt, d.WorstValue, d.CorrectiveActionId);
    internal static ActionView Of(CorrectiveAction a) => new(a.Id, a.DeviationId, a.Cause, a.Action, a.ProductDecision, a.LotIds, a.ClosedBy, a.ClosedAt);
}
