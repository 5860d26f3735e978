namespace Bakery.Forecast.Trees;

/// <summary>
/// Rows of features, cut into at most 255 bins per feature plus one for missing values. Numeric cuts lie at quantiles of the values;
/// a categorical feature holds codes 0 to 254 and each code is a bin.
/// </summary>
internal sealed class FeatureTable
{
    /// <summary>The bin of missing values.</summary>
    public const byte Missing = 0;

    private const int MostBins = 255;
    private const int SampleForCuts = 20_000;

    private FeatureTable(int rows, byte[][] bins, float[][] cuts, bool[] categorical)
    {
        Rows = rows;
        Bins = bins;
        Cuts = cuts;
        IsCategorical = categorical;
    }

    public int Rows { get; }

    public int Features => Bins.Length;

    /// <summary>Bin by feature and row.</summary>
    public byte[][] Bins { get; }

    /// <summary>Upper end of bin 1, 2, … of each numeric feature; the last bin has none.</summary>
    public float[][] Cuts { get; }

    public bool[] IsCategorical { get; }

    /// <summary>Bins of a feature, the missing one included.</summary>
    public int BinCount(int feature) => IsCategorical[feature] ? MostBins + 1 : Cuts[feature].Length + 2;

    /// <summary>Cuts rows laid out one after another (row by row) into bins.</summary>
    public static FeatureTable From(ReadOnlyMemory<float> values, int features, bool[] categorical)
    {
        var rows = values.Length / features;
        var bins = new byte[features][];
        var cuts = new float[features][];
        for (var feature = 0; feature < features; feature++)
        {
            var column = new byte[rows];
            var span = values.Span;
            if (categorical[feature])
            {
                cuts[feature] = [];
                for (var row = 0; row < rows; row++)
                {
                    column[row] = CategoryBin(span[row * features + feature]);
                }
            }
            else
            {
                var own = cuts[feature] = CutsOf(span, rows, features, feature);
                for (var row = 0; row < rows; row++)
                {
                    column[row] = NumericBin(span[row * features + feature], own);
                }
            }

            bins[feature] = column;
        }

        return new FeatureTable(rows, bins, cuts, categorical);
    }

    /// <summary>Codes outside 0 to 254 were never seen and count as missing.</summary>
    public static byte CategoryBin(float code) => code is >= 0 and < MostBins ? (byte)(code + 1) : Missing;

    private static byte NumericBin(float value, float[] cuts)
    {
        if (float.IsNaN(value))
        {
            return Missing;
        }

        int low = 0, high = cuts.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = value <= cuts[middle] ? (low, middle) : (middle + 1, high);
        }

        return (byte)(low + 1);
    }

    private static float[] CutsOf(ReadOnlySpan<float> values, int rows, int features, int feature)
    {
        var stride = Math.Max(1, rows / SampleForCuts);
        var sample = new List<float>(Math.Min(rows, SampleForCuts + 1));
        for (var row = 0; row < rows; row += stride)
        {
            var value = values[row * features + feature];
            if (!float.IsNaN(value))
            {
                sample.Add(value);
            }
        }

        sample.Sort();
        var cuts = new List<float>();
        for (var i = 1; i < sample.Count && cuts.Count < MostBins - 1; i++)
        {
            // Cuts lie between different values, and as evenly over the rows as these allow.
            if (sample[i] != sample[i - 1] && (long)i * MostBins >= (long)(cuts.Count + 1) * sample.Count)
            {
                var middle = sample[i - 1] + (sample[i] - sample[i - 1]) / 2;
                cuts.Add(middle >= sample[i] ? sample[i - 1] : middle);
            }
        }

        return [.. cuts];
    }
}
