namespace Bakery.Forecast.Trees;

/// <summary>
/// A sum of trees in flat arrays, which can be stored as JSON. Node i splits when <see cref="Feature"/>[i] ≥ 0; otherwise it is a leaf.
/// </summary>
public sealed record TreeEnsemble
{
    /// <summary>The value before any tree.</summary>
    public required double Base { get; init; }

    /// <summary>First node of each tree.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Feature a node splits on, or −1.</summary>
    public required int[] Feature { get; init; }

    /// <summary>Values up to this go left; for a categorical split the index of its set in <see cref="Sets"/>.</summary>
    public required float[] Threshold { get; init; }

    /// <summary>Left child; the right one is the next node.</summary>
    public required int[] Left { get; init; }

    /// <summary>Whether missing values go left.</summary>
    public required bool[] MissingLeft { get; init; }

    /// <summary>Mean of a node over its training rows; of a leaf, what it adds.</summary>
    public required float[] Value { get; init; }

    /// <summary>Training rows that came through a node.</summary>
    public required int[] Cover { get; init; }

    /// <summary>Categories that go left: four words of 64 bits per set, bit = code + 1.</summary>
    public required ulong[] Sets { get; init; }

    /// <summary>Which features are codes.</summary>
    public required bool[] IsCategorical { get; init; }

    /// <summary>One ensemble that gives the mean of several over the same features.</summary>
    internal static TreeEnsemble Mean(ReadOnlySpan<TreeEnsemble> parts)
    {
        var count = parts.Length;
        double start = 0;
        List<int> roots = [], features = [], lefts = [], covers = [];
        List<float> thresholds = [], values = [];
        List<bool> missing = [];
        List<ulong> sets = [];
        foreach (var part in parts)
        {
            var (nodes, known) = (features.Count, sets.Count / 4);
            start += part.Base / count;
            roots.AddRange(part.Roots.Select(r => r + nodes));
            lefts.AddRange(part.Left.Select(l => l < 0 ? l : l + nodes));
            thresholds.AddRange(part.Threshold.Select((t, i) => part.Feature[i] >= 0 && part.IsCategorical[part.Feature[i]] ? t + known : t));
            values.AddRange(part.Value.Select(v => v / count));
            features.AddRange(part.Feature);
            missing.AddRange(part.MissingLeft);
            covers.AddRange(part.Cover);
            sets.AddRange(part.Sets);
        }

        return new TreeEnsemble
        {
            Base = start,
            Roots = [.. roots],
            Feature = [.. features],
            Threshold = [.. thresholds],
            Left = [.. lefts],
            MissingLeft = [.. missing],
            Value = [.. values],
            Cover = [.. covers],
            Sets = [.. sets],
            IsCategorical = parts[0].IsCategorical,
        };
    }

    /// <summary>The ensemble's value for one row of features.</summary>
    public double Predict(ReadOnlySpan<float> row)
    {
        var sum = Base;
        foreach (var root in Roots)
        {
            var node = root;
            while (Feature[node] >= 0)
            {
                node = Next(node, row);
            }

            sum += Value[node];
        }

        return sum;
    }

    /// <summary>The child that a row goes to.</summary>
    internal int Next(int node, ReadOnlySpan<float> row)
    {
        var feature = Feature[node];
        var value = row[feature];
        bool left;
        if (IsCategorical[feature])
        {
            var bin = FeatureTable.CategoryBin(value);
            left = bin == FeatureTable.Missing ? MissingLeft[node] : (Sets[(int)Threshold[node] * 4 + (bin >> 6)] >> (bin & 63) & 1) != 0;
        }
        else
        {
            left = float.IsNaN(value) ? MissingLeft[node] : value <= Threshold[node];
        }

        return left ? Left[node] : Left[node] + 1;
    }
}
