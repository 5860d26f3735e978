using System.Text.Json;
using Bakery.Contracts.Shared;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;

namespace Bakery.AiInsights.Insights;

/// <summary>What kind of suggestion it is.</summary>
public enum InsightType { Prediction, Optimization, Alert, Recommendation, Anomaly, Information }

/// <summary>What it is about.</summary>
public enum InsightCategory { Inventory, Production, Procurement, Sales, Cost, Quality, Forecasting }

/// <summary>Life of an insight (ai.md §5).</summary>
public enum InsightStatus { New, Acknowledged, InProgress, Applied, Dismissed, Expired }

/// <summary>What it would bring.</summary>
public enum ImpactKind { CostSaved, RevenueGained, WasteReduced, Efficiency, Quality }

/// <summary>An act offered with a suggestion; the browser sends it to the owning service with the user's own token.</summary>
public sealed record InsightAction(string Code, string Service, string Path);

/// <summary>How sure a suggestion is: 25 % data quality, 30 % model performance, 20 % sample size, 15 % recency, 10 % past success.</summary>
public static class InsightConfidence
{
    /// <param name="dataQuality">0–100.</param>
    /// <param name="modelPerformance">0–100.</param>
    /// <param name="samples">Observations behind it; 90 and more count full.</param>
    /// <param name="ageDays">Age of the newest observation; 1 day and less counts full, 30 days nothing.</param>
    /// <param name="pastSuccess">0–100, share of earlier suggestions of the type that worked.</param>
    public static int Of(decimal dataQuality, decimal modelPerformance, int samples, decimal ageDays, decimal pastSuccess)
    {
        var size = 100m * Math.Min(1m, samples / 90m);
        var recency = ageDays <= 1 ? 100m : Math.Max(0m, 100m * (30m - ageDays) / 29m);
        return (int)Math.Round(0.25m * dataQuality + 0.30m * modelPerformance + 0.20m * size + 0.15m * recency + 0.10m * pastSuccess, MidpointRounding.AwayFromZero);
    }
}

internal sealed class Insight : ITenantOwned, IVersioned
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private Insight() { }

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public InsightType Type { get; private set; }
    public InsightCategory Category { get; private set; }
    public string Phase { get; private set; } = "";
    public int Confidence { get; private set; }
    public ImpactKind ImpactKind { get; private set; }
    public decimal? ImpactValue { get; private set; }
    public string ImpactUnit { get; private set; } = "";
    public string Reasoning { get; private set; } = "{}";
    public string Actions { get; private set; } = "[]";
    public string SourceService { get; private set; } = "";
    public string DedupKey { get; private set; } = "";
    public InsightStatus Status { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? AppliedAt { get; private set; }
    public int Version { get; private set; }

    public ReasoningData Reason() => JsonSerializer.Deserialize<ReasoningData>(Reasoning, Wire.Lenient)!;
    public bool IsOpen => Status is InsightStatus.New or InsightStatus.Acknowledged or InsightStatus.InProgress;

    public static Insight Create(Guid id, InsightDraft draft, DateTimeOffset now)
    {
        var made = new Insight
        {
            Id = id, Type = draft.Type, Category = draft.Category, Phase = draft.Phase, ImpactKind = draft.ImpactKind, ImpactUnit = draft.ImpactUnit, SourceService = draft.SourceService, DedupKey = draft.DedupKey, CreatedAt = now,
            Actions = JsonSerializer.Serialize(draft.Actions, Wire.Lenient),
        };
        made.Refresh(draft, now);
        return made;
    }

    /// <summary>The same finding again, with newer figures.</summary>
    public void Refresh(InsightDraft draft, DateTimeOffset now)
    {
        (Confidence, ImpactValue, ExpiresAt) = (draft.Confidence, draft.ImpactValue, now + Life);
        Reasoning = JsonSerializer.Serialize(draft.Reasoning, Wire.Lenient);
    }

    public void Acknowledge() => Go(InsightStatus.Acknowledged, InsightStatus.New);
    public void Dismiss() => Go(InsightStatus.Dismissed, InsightStatus.New, InsightStatus.Acknowledged, InsightStatus.InProgress);
    public void Expire() => Go(InsightStatus.Expired, InsightStatus.New, InsightStatus.Acknowledged);

    public void Apply(DateTimeOffset now)
    {
        Go(InsightStatus.Applied, InsightStatus.New, InsightStatus.Acknowledged, InsightStatus.InProgress);
        AppliedAt = now;
    }

    private void Go(InsightStatus to, params InsightStatus[] from)
    {
        if (!from.Contains(Status)) throw RuleViolation.Transition("The insight", Status, to);
        Status = to;
    }
}

/// <summary>What a producer found.</summary>
internal sealed record InsightDraft(InsightType Type, InsightCategory Category, string Phase, int Confidence, ImpactKind ImpactKind, decimal? ImpactValue, string ImpactUnit, string SourceService, string DedupKey,
    ReasoningData Reasoning, IReadOnlyList<InsightAction> Actions);

/// <summary>What became of an applied suggestion.</summary>
internal sealed class InsightFeedback : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; init; }
    public Guid InsightId { get; init; }
    public bool Success { get; init; }
    public decimal? ExpectedValue { get; init; }
    public decimal? ActualValue { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A suggestion as people see it.</summary>
public sealed record InsightView(Guid Id, InsightType Type, InsightCategory Category, int Confidence, ImpactKind ImpactKind, decimal? ImpactValue, string ImpactUnit, ReasoningData ReasoningData, IReadOnlyList<InsightAction> Actions,
    string SourceService, InsightStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? AppliedAt, int Version) : IVersioned
{
    internal static InsightView Of(Insight i) => new(i.Id, i.Type, i.Category, i.Confidence, i.ImpactKind, i.ImpactValue, i.ImpactUnit, i.Reason(), JsonSerializer.Deserialize<List<InsightAction>>(i.Actions, Wire.Lenient)!,
        i.SourceService, i.Status, i.CreatedAt, i.ExpiresAt, i.AppliedAt, i.Version);
}
