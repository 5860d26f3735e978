using Bakery.Kernel.Messaging;

namespace Bakery.Contracts.Production;

/// <summary>
/// Something was thrown away: of a batch before it became stock, or out of a location's stock. Inventory values and reports it. Dough is no item: what
/// it was made of is told, an event for each ingredient.
/// </summary>
/// <param name="BatchId">Null for what lay in stock.</param>
/// <param name="ItemId">The product, or an ingredient of the dough.</param>
/// <param name="Reason">production_surplus, burnt, quality_reject, damaged, sample, spill; out of stock also unsold, expired or customer_return.</param>
/// <param name="Destination">animal_feed, compost …, as in inventory's waste.</param>
[Message("production.waste.recorded", Live = "batch_changed")]
public sealed record WasteRecorded(Guid WasteId, Guid? BatchId, Guid ItemId, Guid LocationId, decimal Quantity, string Unit, string Reason, string Destination, string? Note, DateTimeOffset EventTime) : IMessage;

/// <summary>A person on the floor or a sensor read a point of the self-control plan; inventory judges and seals it.</summary>
/// <param name="Device">Name of the sensor; null when a person has read it.</param>
[Message("production.reading.recorded", Live = "reading_recorded")]
public sealed record ReadingRecorded(Guid PointId, decimal? Value, string? Text, string? Device, DateTimeOffset EventTime) : IMessage;

/// <summary>A quality check was not passed. What the batch has already brought into stock is held until the check is released.</summary>
/// <param name="Score">0–10.</param>
/// <param name="Critical">A critical criterion failed.</param>
[Message("production.quality.failed", Live = "batch_changed")]
public sealed record QualityFailed(Guid CheckId, Guid BatchId, decimal Score, bool Critical) : IMessage;

/// <summary>An authorised person let go of what a failed check had held.</summary>
[Message("production.quality.released", Live = "batch_changed")]
public sealed record QualityReleased(Guid CheckId, Guid BatchId, string Reason) : IMessage;

/// <summary>A machine stands still.</summary>
[Message("production.equipment.failed", External = true, Live = "equipment_changed")]
public sealed record EquipmentFailed(Guid EquipmentId, DateTimeOffset Since) : IMessage;

/// <summary>A batch was late or early, and what had not begun was re-timed.</summary>
/// <param name="BatchId">The one that was late or early.</param>
/// <param name="Minutes">By which it ends later than planned; below zero when earlier.</param>
[Message("production.schedule.retimed", External = true, Live = "batch_changed")]
public sealed record ScheduleRetimed(DateOnly Day, Guid BatchId, int Minutes, IReadOnlyList<BatchRetimed> Moved) : IMessage;

/// <param name="From">When it was to start.</param>
/// <param name="To">When it starts now.</param>
/// <param name="IsLate">Something of it will be late.</param>
public sealed record BatchRetimed(Guid BatchId, string Name, DateTimeOffset From, DateTimeOffset To, bool IsLate);
