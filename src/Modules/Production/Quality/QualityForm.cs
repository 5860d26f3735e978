using System.ComponentModel.DataAnnotations;
using Bakery.Kernel.Tenancy;

namespace Bakery.Production.Quality;

/// <summary>What people send and read of templates and checks.</summary>
internal static class QualityForm
{
    /// <summary>One thing that is looked at.</summary>
    /// <param name="Weight">Share in the score, above zero.</param>
    /// <param name="Min">Lowest value in order, of a measurement.</param>
    /// <param name="IsCritical">Out of order it fails the whole check.</param>
    public sealed record Criterion([property: Required, Length(1, 120)] string Name, decimal Weight, [property: Required, MaxLength(20)] string Type, decimal? Min = null, decimal? Max = null, [property: MaxLength(10)] string? Unit = null, bool IsCritical = false);

    /// <summary>What was found for one criterion.</summary>
    /// <param name="Values">Points, 1 or 0 for yes or no, or measured values: one per piece of the sample.</param>
    public sealed record CriterionResult([property: Required, Length(1, 120)] string Name, [property: Required, Length(1, 50)] IReadOnlyList<decimal> Values);

    public record TemplateData
    {
        [Required, Length(1, 120)] public required string Name { get; init; }
        public TemplateKind Kind { get; init; }
        [MaxLength(40)] public string? Stage { get; init; }
        [MaxLength(100)] public IReadOnlyList<Guid>? RecipeIds { get; init; }
        [MaxLength(100)] public IReadOnlyList<Guid>? ProductItemIds { get; init; }
        public int SampleSize { get; init; } = 1;
        public decimal Threshold { get; init; } = 7;
        [Required, Length(1, 40)] public required IReadOnlyList<Criterion> Criteria { get; init; }
        public bool IsActive { get; init; } = true;
    }

    public sealed record TemplateView : TemplateData, IVersioned
    {
        public required Guid Id { get; init; }
        public required string Code { get; init; }
        public required int Version { get; init; }
    }

    public sealed record CheckView(Guid Id, Guid BatchId, string BatchNumber, string BatchName, Guid TemplateId, string TemplateName, string? Stage, CheckStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? CheckedAt, string? CheckedBy,
        decimal? Score, decimal Threshold, IReadOnlyList<string> CriticalFailed, IReadOnlyList<CriterionResult> Results, string? Note, string? ReleasedBy, DateTimeOffset? ReleasedAt, string? ReleaseReason, int Version) : IVersioned;

    internal static TemplateView Of(QualityTemplate t) => new()
    {
        Id = t.Id, Code = t.Code, Version = t.Version, Name = t.Name, Kind = t.Kind, Stage = t.Stage, RecipeIds = t.RecipeIds, ProductItemIds = t.ProductItemIds, SampleSize = t.SampleSize, Threshold = t.Threshold,
        Criteria = t.Criteria, IsActive = t.IsActive,
    };

    internal static CheckView Of(QualityCheck c, string batchNumber, string batchName, string template) => new(c.Id, c.BatchId, batchNumber, batchName, c.TemplateId, template, c.Stage, c.Status, c.CreatedAt, c.CheckedAt, c.CheckedBy, c.Score,
        c.Threshold, c.CriticalFailed, c.Results, c.Note, c.ReleasedBy, c.ReleasedAt, c.ReleaseReason, c.Version);
}
