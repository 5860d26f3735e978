namespace Bakery.Forecast.Trees;

/// <summary>The nodes of an ensemble while it grows: thresholds as features have them, and as bins for the training rows.</summary>
internal sealed class NodeList(bool[] categorical)
{
    private readonly List<int> _feature = [];
    private readonly List<float> _threshold = [];
    private readonly List<int> _left = [];
    private readonly List<bool> _missingLeft = [];
    private readonly List<float> _value = [];
    private readonly List<int> _cover = [];
    private readonly List<byte> _bin = [];
    private readonly List<ulong> _sets = [];

    /// <summary>Adds a leaf.</summary>
    public int Add(double value)
    {
        _feature.Add(-1);
        _threshold.Add(0);
        _left.Add(-1);
        _missingLeft.Add(true);
        _value.Add((float)value);
        _cover.Add(0);
        _bin.Add(0);
        return _feature.Count - 1;
    }

    public int Feature(int node) => _feature[node];

    public int Left(int node) => _left[node];

    public int Cover(int node) => _cover[node];

    public double Value(int node) => _value[node];

    /// <summary>Sets what a node says, and how many rows it was grown on.</summary>
    public void Set(int node, double value, int cover) => (_value[node], _cover[node]) = ((float)value, cover);

    /// <summary>Turns a leaf into a split.</summary>
    public void Split(int node, in Split split, int left)
    {
        _feature[node] = split.Feature;
        _left[node] = left;
        _missingLeft[node] = split.MissingLeft;
        _bin[node] = split.Bin;
        _threshold[node] = split.Cut;
        if (split.Set is { } set)
        {
            _threshold[node] = _sets.Count / 4;
            _sets.AddRange(set);
        }
    }

    /// <summary>Whether a training row with this bin goes left.</summary>
    public bool GoesLeft(int node, byte bin) =>
        bin == FeatureTable.Missing ? _missingLeft[node]
        : categorical[_feature[node]] ? (_sets[(int)_threshold[node] * 4 + (bin >> 6)] >> (bin & 63) & 1) != 0
        : bin <= _bin[node];

    public TreeEnsemble Build(double start, int[] roots) => new()
    {
        Base = start,
        Roots = roots,
        Feature = [.. _feature],
        Threshold = [.. _threshold],
        Left = [.. _left],
        MissingLeft = [.. _missingLeft],
        Value = [.. _value],
        Cover = [.. _cover],
        Sets = [.. _sets],
        IsCategorical = categorical,
    };
}

/// <summary>A way to part the rows of a leaf.</summary>
internal readonly record struct Split(double Gain, int Feature, byte Bin, float Cut, bool MissingLeft, ulong[]? Set);
