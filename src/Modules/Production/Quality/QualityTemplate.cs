using System.Text.Json;
using Bakery.Kernel.Tenancy;
using Bakery.Kernel.Values;
using static Bakery.Production.Quality.QualityForm;

namespace Bakery.Production.Quality;

/// <summary>What a template is about; its two letters are in the code.</summary>
internal enum TemplateKind { ProductQuality, ProcessHygiene, Equipment, Safety, Cleaning, Temperature, Documentation }

/// <summary>How a criterion is answered: points from 0 to 10, yes or no, or a measured value.</summary>
internal enum CriterionType { Score, Boolean, Measurement }

/// <summary>What is checked, when, and what is good enough.</summary>
internal sealed class QualityTemplate : ITenantOwned, IVersioned
{
    private static readonly string[] Letters = ["PQ", "PH", "EQ", "SA", "CL", "TC", "DC"];

    public Guid Id { get; private set; }
    public Guid TenantId { get; private set; }
    public int Version { get; private set; }

    /// <summary>TPL-PQ-0001.</summary>
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public TemplateKind Kind { get; private set; }
    public string? Stage { get; private set; }

    /// <summary>Recipes and products whose batches are always checked by it; a recipe may also name it itself.</summary>
    public List<Guid> RecipeIds { get; private set; } = [];
    public List<Guid> ProductItemIds { get; private set; } = [];

    /// <summary>How many pieces are measured.</summary>
    public int SampleSize { get; private set; } = 1;

    /// <summary>0–10; below it a check is not passed.</summary>
    public decimal Threshold { get; private set; } = 7;
    public string Body { get; private set; } = "[]";
    public bool IsActive { get; private set; } = true;

    public IReadOnlyList<Criterion> Criteria => JsonSerializer.Deserialize<List<Criterion>>(Body, Wire.Lenient)!;

    public static string Prefix(TemplateKind kind) => $"TPL-{Letters[(int)kind]}-";

    public static QualityTemplate Create(Guid id, string code, QualityForm.TemplateData data)
    {
        var template = new QualityTemplate { Id = id, Code = code, Kind = data.Kind };
        template.Change(data);
        return template;
    }

    public void Change(QualityForm.TemplateData data)
    {
        if (data.Threshold is < 0 or > 10) throw RuleViolation.Invalid("threshold", "Between 0 and 10.");
        if (data.SampleSize is < 1 or > 50) throw RuleViolation.Invalid("sample_size", "Between 1 and 50.");
        foreach (var criterion in data.Criteria)
        {
            if (string.IsNullOrWhiteSpace(criterion.Name) || criterion.Name.Length > 120) throw RuleViolation.Invalid("criteria", "Each has a name of at most 120 characters.");
            if (criterion.Weight is <= 0 or > 100) throw RuleViolation.Invalid("criteria", "Weights are above 0, at most 100.");
            var type = Wire.Parse<CriterionType>(criterion.Type, "type");
            if (type == CriterionType.Measurement && (criterion.Min ?? criterion.Max) is null) throw RuleViolation.Invalid("criteria", "A measurement has a limit.");
            if (criterion.Min > criterion.Max) throw RuleViolation.Invalid("criteria", "The lowest value is not above the highest.");
        }
        if (data.Criteria.GroupBy(c => c.Name).Any(g => g.Count() > 1)) throw RuleViolation.Invalid("criteria", "Names are different.");
        (Name, Stage, SampleSize, Threshold, IsActive) = (data.Name, data.Stage is { } stage ? Batches.Stages.Known(stage) : null, data.SampleSize, data.Threshold, data.IsActive);
        (RecipeIds, ProductItemIds) = ([.. data.RecipeIds ?? []], [.. data.ProductItemIds ?? []]);
        Body = JsonSerializer.Serialize(data.Criteria, Wire.Lenient);
    }
}
