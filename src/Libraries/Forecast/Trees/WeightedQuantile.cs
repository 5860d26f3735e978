namespace Bakery.Forecast.Trees;

/// <summary>
/// Quantile of numbers that do not count alike, in linear time. Source: C. A. R. Hoare, "Algorithm 65: find", Communications of the ACM 4 (1961),
/// with sums of weights instead of counts.
/// </summary>
internal static class WeightedQuantile
{
    /// <summary>
    /// The number where the pinball loss is least; where all up to the next one are as good, the middle between both. Numbers and weights are reordered.
    /// </summary>
    /// <param name="numbers">At least one, none of them NaN.</param>
    /// <param name="weights">Above zero.</param>
    /// <param name="level">0 to 1.</param>
    public static double Of(Span<double> numbers, Span<float> weights, double level)
    {
        double total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        bool Reached(double below) => (1 - level) * below >= level * (total - below);
        double before = 0, higher = double.NaN;
        int low = 0, high = numbers.Length - 1;
        while (true)
        {
            var pivot = Middle(numbers[low], numbers[(low + high) / 2], numbers[high]);
            int less = low, more = high;
            double lighter = 0, equal = 0;
            for (var i = low; i <= more;)
            {
                var (number, weight) = (numbers[i], weights[i]);
                if (number < pivot)
                {
                    lighter += weight;
                    (numbers[i], weights[i]) = (numbers[less], weights[less]);
                    (numbers[less], weights[less]) = (number, weight);
                    less++;
                    i++;
                }
                else if (number > pivot)
                {
                    (numbers[i], weights[i]) = (numbers[more], weights[more]);
                    (numbers[more], weights[more]) = (number, weight);
                    more--;
                }
                else
                {
                    equal += weight;
                    i++;
                }
            }

            if (less > low && Reached(before + lighter))
            {
                (high, higher) = (less - 1, pivot);
            }
            else if (more == high || Reached(before + lighter + equal))
            {
                var below = before + lighter + equal;
                if ((1 - level) * below != level * (total - below))
                {
                    return pivot;
                }

                for (var i = more + 1; i <= high; i++)
                {
                    higher = numbers[i] < higher || double.IsNaN(higher) ? numbers[i] : higher;
                }

                return double.IsNaN(higher) ? pivot : (pivot + higher) / 2;
            }
            else
            {
                before += lighter + equal;
                low = more + 1;
            }
        }
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
