namespace Bakery.Forecast;

/// <summary>Order statistics shared by the models.</summary>
internal static class Statistics
{
    /// <summary>Median of numbers without a missing one; 0 of none.</summary>
    public static double Median(List<double> values) => Median((Span<double>)values.ToArray());

    /// <summary>Median of numbers without a missing one, which are sorted in place; 0 of none.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        return values.Length == 0 ? 0 : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

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

    /// <summary>Mean of the known values, NaN being unknown; 0 of none.</summary>
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
