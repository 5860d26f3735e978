namespace Bakery.Forecast;

/// <summary>Order statistics shared by the models.</summary>
internal static class Statistics
{
    public static double Median(List<double> values) => Quantile(Sorted(values), 0.5);

    public static double[] Sorted(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Quantile of sorted values, linear between order statistics (Hyndman and Fan 1996, type 7).</summary>
    public static double Quantile(double[] sorted, double level)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        var position = level * (sorted.Length - 1);
        var lower = (int)position;
        return lower + 1 >= sorted.Length ? sorted[^1] : sorted[lower] + (position - lower) * (sorted[lower + 1] - sorted[lower]);
    }

    public static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }
}
