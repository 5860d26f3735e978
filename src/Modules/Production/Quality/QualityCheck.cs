using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using static Bakery.Production.Quality.QualityForm;

namespace Bakery.Production.Quality;

/// <summary>Life of a check. <c>replaced</c>: the batch was worked on again and is checked anew.</summary>
internal enum CheckStatus { Due, Passed, Failed, Released, Replaced }

/// <summary>A check of a batch by a template: due, then passed or failed; what failed is released by an authorised person or not at all.</summary>
internal sealed class QualityCheck : ITenantOwned, IVersioned
{
    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }
    public Guid BatchId { get; private set; }
    public Guid TemplateId { get; private set; }
    public string? Stage { get; private set; }
    public CheckStatus Status { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }
    public string? CheckedBy { get; private set; }
    public decimal? Score { get; private set; }
    public decimal Threshold { get; private set; }
    public List<string> CriticalFailed { get; private set; } = [];

    /// <summary>A failed critical criterion cannot be released.</summary>
    public bool CriticalBlocks { get; private set; }
    public string Body { get; private set; } = "[]";
    public string? Note { get; private set; }
    public string? ReleasedBy { get; private set; }
    public DateTimeOffset? ReleasedAt { get; private set; }
    public string? ReleaseReason { get; private set; }

    public IReadOnlyList<CriterionResult> Results => JsonSerializer.Deserialize<List<CriterionResult>>(Body, Wire.Lenient)!;

    public static QualityCheck Create(Guid id, Guid batchId, QualityTemplate template, bool criticalBlocks, DateTimeOffset now) => new()
    {
        Id = id, BatchId = batchId, TemplateId = template.Id, Stage = template.Stage, Threshold = template.Threshold, CriticalBlocks = criticalBlocks, CreatedAt = now,
    };

    public void Record(IReadOnlyList<Criterion> criteria, IReadOnlyList<CriterionResult> results, string? note, DateTimeOffset at, string by)
    {
        if (Status != CheckStatus.Due) throw RuleViolation.Transition("The check", Status, CheckStatus.Passed);
        var found = QualityScore.Of(criteria, results, Threshold);
        (Score, CriticalFailed, CheckedAt, CheckedBy, Note) = (found.Score, [.. found.CriticalFailed], at, by, note);
        Body = JsonSerializer.Serialize(results, Wire.Lenient);
        Status = found.Score >= Threshold && found.CriticalFailed.Count == 0 ? CheckStatus.Passed : CheckStatus.Failed;
    }

    public void Release(string reason, string by, DateTimeOffset at)
    {
        if (Status != CheckStatus.Failed) throw RuleViolation.Transition("The check", Status, CheckStatus.Released);
        if (CriticalBlocks && CriticalFailed.Count > 0) throw new RuleViolation("critical_check_failed", "A critical criterion failed: the batch is worked on again, or given up.", 409);
        (Status, ReleaseReason, ReleasedBy, ReleasedAt) = (CheckStatus.Released, reason, by, at);
    }

    public void Replace() => Status = CheckStatus.Replaced;
}
