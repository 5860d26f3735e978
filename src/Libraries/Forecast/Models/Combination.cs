namespace Bakery.Forecast.Models;

/// <summary>A weighted mean of fitted methods: their errors partly cancel.</summary>
internal static class Combination
{
    public static FittedModel Of(IReadOnlyList<(FittedModel Model, double Weight)> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0].Model;
        }

        var shortest = parts.Min(p => p.Model.Residuals.Length);
        var residuals = new double[shortest];
        foreach (var (model, weight) in parts)
        {
            var skipped = model.Residuals.Length - shortest;
            for (var i = 0; i < shortest; i++)
            {
                residuals[i] += weight * model.Residuals[skipped + i];
            }
        }

        return new FittedModel(
            step => parts.Sum(p => p.Weight * Math.Max(0, p.Model.Point(step))),
            residuals,
            step => parts.Sum(p => p.Weight * p.Model.Growth(step)),
            parts.Sum(p => p.Weight * p.Model.Level),
            new Dictionary<string, double>(),
            parts.All(p => p.Model.MedianFromErrors));
    }
}
