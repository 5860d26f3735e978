using System.Text.Json;
using Bakery.Contracts.AlertProcessor;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using Bakery.Planning.Alerts;

namespace Bakery.AlertProcessor.Alerts;

/// <summary>How bad it is, as the producer says.</summary>
public enum AlertSeverity { Low, Medium, High, Urgent }

/// <summary>Life of an alert (platform.md 7.2).</summary>
public enum AlertStatus { Active, Acknowledged, Snoozed, Resolved, Ignored }

internal sealed class Alert : ITenantOwned, IVersioned
{
    private Alert() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public string EventType { get; private set; } = "";
    public AlertSeverity Severity { get; private set; }
    public TypeClass TypeClass { get; private set; }
    public AlertStatus Status { get; private set; }
    public string EntityType { get; private set; } = "";
    public Guid EntityId { get; private set; }
    public string DedupKey { get; private set; } = "";
    public decimal? MoneyAtRisk { get; private set; }
    public decimal AverageDailyRevenue { get; private set; }
    public DateTimeOffset? DeadlineAt { get; private set; }
    public int AgencyValue { get; private set; }
    public int ConfidenceValue { get; private set; }
    public bool IsFoodSafety { get; private set; }
    public int Impact { get; private set; }
    public int Urgency { get; private set; }
    public int Agency { get; private set; }
    public int Confidence { get; private set; }
    public int AgeBoost { get; private set; }
    public int Score { get; private set; }
    public PriorityLevel Level { get; private set; }
    public string Reasoning { get; private set; } = "{}";
    public string Links { get; private set; } = "[]";
    public int Occurrences { get; private set; }
    public DateTimeOffset FirstSeen { get; private set; }
    public DateTimeOffset LastSeen { get; private set; }
    public string? AcknowledgedBy { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public string? ResolvedBy { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset? SnoozedUntil { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => Status is AlertStatus.Active or AlertStatus.Acknowledged or AlertStatus.Snoozed;
    public ReasoningData Reason() => JsonSerializer.Deserialize<ReasoningData>(Reasoning, Wire.Lenient) ?? ReasoningData.Unspecified;
    public IReadOnlyList<AlertLink> LinkList() => JsonSerializer.Deserialize<List<AlertLink>>(Links, Wire.Lenient) ?? [];

    public static string KeyOf(AlertRaised raised) => KeyOf(raised.EventType, raised.Entity, raised.DedupKey);
    public static string KeyOf(string eventType, EntityRef entity, string? key) => $"{eventType}:{key ?? $"{entity.Type}:{entity.Id}"}";

    public static Alert Create(Guid id, AlertRaised raised, decimal revenue, DateTimeOffset now)
    {
        var alert = new Alert
        {
            Id = id, EventType = raised.EventType, EntityType = raised.Entity.Type, EntityId = raised.Entity.Id, DedupKey = KeyOf(raised), FirstSeen = now, Status = AlertStatus.Active,
        };
        alert.Take(raised, revenue, now);
        return alert;
    }

    /// <summary>The same thing again: new values, one more occurrence; what slept wakes when it got worse. True when the severity rose.</summary>
    public bool Repeat(AlertRaised raised, decimal revenue, DateTimeOffset now)
    {
        var before = Severity;
        Take(raised, revenue, now);
        if (Severity <= before) return false;
        if (Status is AlertStatus.Acknowledged or AlertStatus.Snoozed) (Status, SnoozedUntil) = (AlertStatus.Active, null);
        return true;
    }

    private void Take(AlertRaised raised, decimal revenue, DateTimeOffset now)
    {
        Severity = Wire.Parse<AlertSeverity>(raised.Severity, "severity");
        TypeClass = Wire.Parse<TypeClass>(raised.TypeClass, "type_class");
        (MoneyAtRisk, DeadlineAt, AgencyValue, ConfidenceValue, IsFoodSafety, AverageDailyRevenue) = (raised.MoneyAtRisk, raised.DeadlineAt, raised.Agency, raised.Confidence, raised.IsFoodSafety, revenue);
        Reasoning = JsonSerializer.Serialize(raised.ReasoningData, Wire.Lenient);
        Links = JsonSerializer.Serialize(raised.Links ?? [], Wire.Lenient);
        LastSeen = now;
        Occurrences++;
        Rescore(now);
    }

    /// <summary>Scores again; true when the score moved.</summary>
    public bool Rescore(DateTimeOffset now)
    {
        var old = Score;
        var score = PriorityScore.At(new AlertFacts(TypeClass, MoneyAtRisk, AverageDailyRevenue, DeadlineAt, AgencyValue, ConfidenceValue, IsFoodSafety), now, FirstSeen);
        (Impact, Urgency, Agency, Confidence, AgeBoost, Score, Level) = (score.Impact, score.Urgency, score.Agency, score.Confidence, score.AgeBoost, score.Score, score.Level);
        return Score != old;
    }

    public void Acknowledge(string by, DateTimeOffset now)
    {
        Need(AlertStatus.Acknowledged, AlertStatus.Active, AlertStatus.Snoozed);
        (Status, AcknowledgedBy, AcknowledgedAt, SnoozedUntil) = (AlertStatus.Acknowledged, by, now, null);
    }

    public void Resolve(string by, DateTimeOffset now)
    {
        Need(AlertStatus.Resolved, AlertStatus.Active, AlertStatus.Acknowledged, AlertStatus.Snoozed);
        (Status, ResolvedBy, ResolvedAt, SnoozedUntil) = (AlertStatus.Resolved, by, now, null);
    }

    public void Ignore(string by, DateTimeOffset now)
    {
        Need(AlertStatus.Ignored, AlertStatus.Active);
        (Status, ResolvedBy, ResolvedAt) = (AlertStatus.Ignored, by, now);
    }

    public void Snooze(DateTimeOffset until, DateTimeOffset now)
    {
        Need(AlertStatus.Snoozed, AlertStatus.Active, AlertStatus.Acknowledged);
        if (until <= now || until > now.AddDays(30)) throw RuleViolation.Invalid("until", "A moment in the next 30 days.");
        (Status, SnoozedUntil) = (AlertStatus.Snoozed, until);
    }

    public void WakeIfDue(DateTimeOffset now)
    {
        if (Status == AlertStatus.Snoozed && SnoozedUntil <= now) (Status, SnoozedUntil) = (AlertStatus.Active, null);
    }

    private void Need(AlertStatus to, params AlertStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition("The alert", Status, to);
    }
}

/// <summary>An alert as people see it.</summary>
public sealed record AlertView(Guid Id, string EventType, AlertSeverity Severity, TypeClass TypeClass, PriorityLevel PriorityLevel, int PriorityScore, AlertStatus Status, EntityRef Entity,
    ReasoningData ReasoningData, decimal? MoneyAtRisk, DateTimeOffset? DeadlineAt, IReadOnlyList<AlertLink> Actions, int Occurrences, DateTimeOffset FirstSeen, DateTimeOffset LastSeen,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAt, string? ResolvedBy, DateTimeOffset? ResolvedAt, DateTimeOffset? SnoozedUntil, int Version) : IVersioned
{
    internal static AlertView Of(Alert a) => new(a.Id, a.EventType, a.Severity, a.TypeClass, a.Level, a.Score, a.Status, new EntityRef(a.EntityType, a.EntityId), a.Reason(), a.MoneyAtRisk, a.DeadlineAt,
        a.LinkList(), a.Occurrences, a.FirstSeen, a.LastSeen, a.AcknowledgedBy, a.AcknowledgedAt, a.ResolvedBy, a.ResolvedAt, a.SnoozedUntil, a.Version);
}
