using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bakery.Kernel.Audit;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.FoodSafety;

/// <summary>A record of the self-control file: written once, sealed in the tenant's chain, corrected only by another record.</summary>
internal interface ISealed
{
    Guid Id { get; }

    /// <summary>Everything that must not change, in a fixed order.</summary>
    string Canonical();
}

/// <summary>What was read at a point.</summary>
[NotAudited("Readings are sealed in a chain of their own and name their actor.")]
internal sealed class HaccpReading : ITenantOwned, IAppendOnly, ISealed
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid PointId { get; init; }
    public decimal? Value { get; init; }
    public string? Text { get; init; }
    public bool Ok { get; init; }
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string ActorName { get; init; } = "";
    public string? Device { get; init; }

    /// <summary>The record that this one puts right.</summary>
    public Guid? CorrectsId { get; init; }

    public string Canonical() => Canon.Of("reading", Id, PointId, Value, Text, Ok, EventTime, CreatedAt, ActorName, Device, CorrectsId);
}

/// <summary>A checklist that was worked off and signed.</summary>
[NotAudited("Checks are sealed in a chain of their own and name their actor.")]
internal sealed class HaccpCheck : ITenantOwned, IAppendOnly, ISealed
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid ChecklistId { get; init; }
    public DateOnly DueOn { get; init; }
    public bool Ok { get; init; }
    public List<string> FailedLines { get; init; } = [];
    public string Signature { get; init; } = "";
    public string? Note { get; init; }
    public DateTimeOffset EventTime { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string ActorName { get; init; } = "";

    public string Canonical() => Canon.Of("check", Id, ChecklistId, DueOn, Ok, string.Join('\u001f', FailedLines), Signature, Note, EventTime, CreatedAt, ActorName);
}

/// <summary>What happens to the food that was there.</summary>
internal enum ProductDecision { Kept, Blocked, Disposed }

/// <summary>What was done about a deviation; it alone closes it.</summary>
[NotAudited("Corrective actions are sealed in a chain of their own and name their actor.")]
internal sealed class CorrectiveAction : ITenantOwned, IAppendOnly, ISealed
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid DeviationId { get; init; }
    public string Cause { get; init; } = "";
    public string Action { get; init; } = "";
    public ProductDecision ProductDecision { get; init; }
    public List<Guid> LotIds { get; init; } = [];
    public string ClosedBy { get; init; } = "";
    public DateTimeOffset ClosedAt { get; init; }

    public string Canonical() => Canon.Of("action", Id, DeviationId, Cause, Action, ProductDecision, string.Join(',', LotIds), ClosedBy, ClosedAt);
}

/// <summary>A link of the tenant's chain: SHA-256 of the link before it and the record.</summary>
[NotAudited("The chain is the proof of the records.")]
internal sealed class HaccpSeal : ITenantOwned, IAppendOnly
{
    public Guid TenantId { get; init; }
    public long Position { get; init; }
    public Guid RecordId { get; init; }
    public string Hash { get; init; } = "";

    public static string Link(string previous, ISealed record) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{record.Canonical()}")));
}

/// <summary>What is wrong at a point or with a check, from the first sign until somebody has done something.</summary>
internal enum DeviationStatus { Watching, Open, Recovered, Closed }

/// <summary>A value out of range or a failed check. A fridge's door may be open for a while, so a sensor is watched for the minutes of its point before anybody is called.</summary>
internal sealed class Deviation : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid? PointId { get; init; }
    public Guid? ChecklistId { get; init; }
    public DeviationStatus Status { get; private set; }
    public bool IsUrgent { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public decimal? WorstValue { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    public Guid? CorrectiveActionId { get; private set; }

    public static Deviation Start(Guid id, Guid? pointId, Guid? checklistId, DeviationStatus status, decimal? value, DateTimeOffset at) =>
        new() { Id = id, PointId = pointId, ChecklistId = checklistId, Status = status, WorstValue = value, StartedAt = at, LastSeenAt = at };

    /// <summary>Another value outside. Readings may arrive late and out of order.</summary>
    public void Again(decimal? value, HaccpPoint point, DateTimeOffset at)
    {
        if (at < StartedAt) StartedAt = at;
        if (at > LastSeenAt) LastSeenAt = at;
        if (value is null || WorstValue is null) return;
        WorstValue = value > point.Max ? Math.Max(value.Value, WorstValue.Value) : Math.Min(value.Value, WorstValue.Value);
    }

    public void Raise(bool urgent, DateTimeOffset now) => (Status, IsUrgent, ToldAt) = (DeviationStatus.Open, IsUrgent || urgent, now);

    public void Recover() => Status = DeviationStatus.Recovered;

    public void Close(Guid actionId)
    {
        if (Status is DeviationStatus.Closed) throw RuleViolation.Transition("The deviation", Status, DeviationStatus.Closed);
        (Status, CorrectiveActionId) = (DeviationStatus.Closed, actionId);
    }
}

/// <summary>That a check was missed has been told, once in the day and once after it.</summary>
[NotAudited("A note that an alert has been raised.")]
internal sealed class MissedCheck : ITenantOwned
{
    public Guid TenantId { get; init; }
    public Guid SubjectId { get; init; }
    public DateOnly Day { get; init; }
    public bool IsFinal { get; set; }
}

internal static class Canon
{
    public static string Of(params object?[] values) => string.Join('\u001e', values.Select(v => v switch
    {
        null => "",
        decimal d => d.ToString("0.0000", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToUniversalTime().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum e => Wire.Name(e),
        _ => v.ToString(),
    }));
}
