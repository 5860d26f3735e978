using System.Text.Json;
using Bakery.Contracts.Production;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Production.Machines;

namespace Bakery.Production.Schedule;

/// <summary>One stage of a batch in time, on a machine or on none.</summary>
[NotAudited("Made by the scheduler from batches; what a person moves is kept as a ScheduleMove with its actor.")]
internal sealed class ScheduledTask : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public DateOnly Day { get; init; }
    public Guid BatchId { get; init; }

    /// <summary>Counts the tasks of its batch.</summary>
    public int Position { get; init; }
    public string Stage { get; init; } = "";
    public EquipmentKind? Kind { get; init; }
    public Guid? EquipmentId { get; private set; }
    public DateTimeOffset Start { get; private set; }
    public DateTimeOffset End { get; private set; }

    /// <summary>When the last task of its chain has to be done.</summary>
    public DateTimeOffset DueAt { get; init; }
    public int Minutes { get; init; }
    public decimal Load { get; init; }
    public int People { get; init; }
    public decimal? TempC { get; init; }
    public List<string> Allergens { get; init; } = [];

    /// <summary>Tasks that end before this one starts.</summary>
    public List<Guid> After { get; init; } = [];

    /// <summary>A person put it there; planning again leaves it.</summary>
    public bool IsPinned { get; private set; }

    public bool IsLate => End > DueAt;

    /// <summary>When it was done in fact, or is expected to be.</summary>
    public void Happened(DateTimeOffset start, DateTimeOffset end) => (Start, End) = (start, end);

    public void Put(DateTimeOffset start, Guid? equipmentId, bool pinned) => (Start, End, EquipmentId, IsPinned) = (start, start.AddMinutes(Minutes), equipmentId, pinned);
}

/// <summary>Where a task was.</summary>
internal sealed record TaskPlace(Guid TaskId, DateTimeOffset Start, Guid? EquipmentId, bool IsPinned);

/// <summary>What a person moved, with the places before, so that it can be taken back.</summary>
internal sealed class ScheduleMove : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public DateOnly Day { get; init; }
    public Guid TaskId { get; init; }
    public DateTimeOffset At { get; init; }
    public string ActorName { get; init; } = "";
    public string Before { get; init; } = "[]";
    public DateTimeOffset? UndoneAt { get; private set; }

    public IReadOnlyList<TaskPlace> Places => JsonSerializer.Deserialize<List<TaskPlace>>(Before, Wire.Lenient)!;

    public void Undo(DateTimeOffset at) => UndoneAt = at;
}

/// <summary>How the schedule of a bake day was made.</summary>
internal sealed class DaySchedule : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public DateOnly Day { get; private set; }

    /// <summary>solver or back_scheduling.</summary>
    public string Method { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public int Seed { get; private set; }

    /// <summary>Sum over the chains of minutes after their due time.</summary>
    public int LatenessMinutes { get; private set; }

    /// <summary>Minutes from the first start to the last end.</summary>
    public int MakespanMinutes { get; private set; }
    public int SolveMilliseconds { get; private set; }

    /// <summary>The batch for which it was re-timed last, when, and by how many minutes it ends later (earlier below zero).</summary>
    public Guid? Cause { get; private set; }
    public int CauseMinutes { get; private set; }
    public DateTimeOffset? RetimedAt { get; private set; }

    /// <summary>What moved then, as JSON (<see cref="BatchRetimed"/>).</summary>
    public string Moves { get; private set; } = "[]";

    public IReadOnlyList<BatchRetimed> Retimed => JsonSerializer.Deserialize<List<BatchRetimed>>(Moves, Wire.Lenient)!;

    public static DaySchedule Create(Guid id, DateOnly day) => new() { Id = id, Day = day };

    public void Made(string method, int seed, int lateness, int makespan, int milliseconds, DateTimeOffset at) =>
        (Method, Seed, LatenessMinutes, MakespanMinutes, SolveMilliseconds, MadeAt, Cause, RetimedAt, Moves) = (method, seed, lateness, makespan, milliseconds, at, null, null, "[]");

    public void Follow(Guid cause, int minutes, IReadOnlyList<BatchRetimed> moves, DateTimeOffset at) => (Cause, CauseMinutes, RetimedAt, Moves) = (cause, minutes, at, JsonSerializer.Serialize(moves, Wire.Lenient));

    public void Moved(int lateness, int makespan) => (LatenessMinutes, MakespanMinutes) = (lateness, makespan);
}
