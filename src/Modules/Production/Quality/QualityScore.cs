using Bakery.Kernel.Values;
using static Bakery.Production.Quality.QualityForm;

namespace Bakery.Production.Quality;

/// <summary>The points of a check.</summary>
/// <param name="Score">0–10, 4 decimals.</param>
/// <param name="CriticalFailed">Critical criteria that are not in order.</param>
internal sealed record QualityScore(decimal Score, IReadOnlyList<string> CriticalFailed)
{
    /// <summary>
    /// Weighted mean of the criteria: points as their mean, yes or no as the share of yes × 10, a measurement as the share of the sample within its
    /// limits × 10. A critical criterion is out of order when any piece is: points below the threshold, a no, a value outside.
    /// </summary>
    public static QualityScore Of(IReadOnlyList<Criterion> criteria, IReadOnlyList<CriterionResult> results, decimal threshold)
    {
        var given = results.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => g.Last().Values);
        if (given.Keys.FirstOrDefault(n => criteria.All(c => c.Name != n)) is { } unknown) throw RuleViolation.Invalid("results", $"{unknown} is not asked.");
        var (sum, weights, failed) = (0m, 0m, new List<string>());
        foreach (var criterion in criteria)
        {
            if (!given.TryGetValue(criterion.Name, out var values) || values.Count is 0 or > 50) throw RuleViolation.Invalid("results", $"{criterion.Name} needs 1 to 50 values.");
            var (points, inOrder) = Judge(criterion, values, threshold);
            if (criterion.IsCritical && !inOrder) failed.Add(criterion.Name);
            sum += points * criterion.Weight;
            weights += criterion.Weight;
        }
        return new QualityScore(weights == 0 ? 10m : Rounding.FourDecimals(sum / weights), failed);
    }

    private static (decimal Points, bool InOrder) Judge(Criterion criterion, IReadOnlyList<decimal> values, decimal threshold)
    {
        switch (Wire.Parse<CriterionType>(criterion.Type, "type"))
        {
            case CriterionType.Score:
                if (values.Any(v => v is < 0 or > 10)) throw RuleViolation.Invalid("results", $"{criterion.Name}: points from 0 to 10.");
                return (values.Average(), values.All(v => v >= threshold));
            case CriterionType.Boolean:
                if (values.Any(v => v is not (0 or 1))) throw RuleViolation.Invalid("results", $"{criterion.Name}: 1 for yes, 0 for no.");
                return (values.Average() * 10m, values.All(v => v == 1));
            default:
                var within = values.Count(v => !(v < criterion.Min) && !(v > criterion.Max));
                return (10m * within / values.Count, within == values.Count);
        }
    }
}
