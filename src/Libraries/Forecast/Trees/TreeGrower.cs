namespace Bakery.Forecast.Trees;

/// <summary>
/// Grows one tree at a time, always splitting the leaf that gains most. The larger child's histogram is the parent's minus the smaller's.
/// </summary>
internal sealed class TreeGrower
{
    private readonly FeatureTable _table;
    private readonly BoostingOptions _options;
    private readonly NodeList _nodes;
    private readonly int[] _offsets;
    private readonly Stack<Histogram> _spare = new();
    private readonly int[] _buffer;

    public TreeGrower(FeatureTable table, BoostingOptions options, NodeList nodes)
    {
        (_table, _options, _nodes) = (table, options, nodes);
        _buffer = new int[table.Rows];
        _offsets = new int[table.Features + 1];
        for (var f = 0; f < table.Features; f++)
        {
            _offsets[f + 1] = _offsets[f] + table.BinCount(f);
        }
    }

    /// <summary>Grows a tree on the given rows, which are reordered by leaf.</summary>
    /// <param name="leafValue">Value of a leaf from the place and the number of its rows.</param>
    /// <returns>The root node.</returns>
    public int Grow(int[] rows, int[] features, float[] gradient, float[] hessian, Func<int, int, double> leafValue)
    {
        var root = _nodes.Add(0);
        var open = new List<Leaf>();
        var first = new Leaf(root, 0, rows.Length, Fill(rows.AsSpan(), features, gradient, hessian));
        Rate(first, features);
        open.Add(first);
        while (open.Count < _options.Leaves)
        {
            var best = 0;
            for (var i = 1; i < open.Count; i++)
            {
                best = open[i].Best.Gain > open[best].Best.Gain ? i : best;
            }

            if (open[best].Best.Gain <= 1e-12)
            {
                break;
            }

            var (left, right) = Part(open[best], rows, features, gradient, hessian, open.Count + 1 < _options.Leaves);
            open[best] = left;
            open.Add(right);
        }

        foreach (var leaf in open)
        {
            _nodes.Set(leaf.Node, leafValue(leaf.From, leaf.Count), leaf.Count);
            Return(leaf.Histogram);
        }

        MeanUp(root);
        return root;
    }

    /// <summary>Adds a tree's value to every training row.</summary>
    public void AddTo(double[] current, int root)
    {
        for (var row = 0; row < current.Length; row++)
        {
            var node = root;
            int feature;
            while ((feature = _nodes.Feature(node)) >= 0)
            {
                node = _nodes.GoesLeft(node, _table.Bins[feature][row]) ? _nodes.Left(node) : _nodes.Left(node) + 1;
            }

            current[row] += _nodes.Value(node);
        }
    }

    /// <summary>Inner nodes carry the mean of their leaves, which explanations need.</summary>
    private void MeanUp(int node)
    {
        if (_nodes.Feature(node) < 0)
        {
            return;
        }

        var left = _nodes.Left(node);
        MeanUp(left);
        MeanUp(left + 1);
        var (a, b) = (_nodes.Cover(left), _nodes.Cover(left + 1));
        _nodes.Set(node, (a * _nodes.Value(left) + b * _nodes.Value(left + 1)) / Math.Max(1, a + b), a + b);
    }

    private (Leaf Left, Leaf Right) Part(Leaf leaf, int[] rows, int[] features, float[] gradient, float[] hessian, bool goesOn)
    {
        var left = _nodes.Add(0);
        var right = _nodes.Add(0);
        _nodes.Split(leaf.Node, leaf.Best, left);
        var bins = _table.Bins[leaf.Best.Feature];
        int low = leaf.From, kept = 0;
        for (var i = leaf.From; i < leaf.From + leaf.Count; i++)
        {
            var row = rows[i];
            if (_nodes.GoesLeft(leaf.Node, bins[row]))
            {
                rows[low++] = row;
            }
            else
            {
                _buffer[kept++] = row;
            }
        }

        Array.Copy(_buffer, 0, rows, low, kept);
        var leftLeaf = new Leaf(left, leaf.From, low - leaf.From, null);
        var rightLeaf = new Leaf(right, low, kept, null);
        if (!goesOn)
        {
            Return(leaf.Histogram);
            return (leftLeaf, rightLeaf);
        }

        var (small, large) = leftLeaf.Count <= rightLeaf.Count ? (leftLeaf, rightLeaf) : (rightLeaf, leftLeaf);
        small.Histogram = Fill(rows.AsSpan(small.From, small.Count), features, gradient, hessian);
        large.Histogram = leaf.Histogram;
        foreach (var feature in features)
        {
            large.Histogram!.Subtract(small.Histogram, _offsets[feature], _offsets[feature + 1]);
        }

        Rate(small, features);
        Rate(large, features);
        return (leftLeaf, rightLeaf);
    }

    private Histogram Fill(ReadOnlySpan<int> rows, int[] features, float[] gradient, float[] hessian)
    {
        var histogram = _spare.Count > 0 ? _spare.Pop() : new Histogram(_offsets[^1]);
        float[] g = new float[rows.Length], h = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            (g[i], h[i]) = (gradient[rows[i]], hessian[rows[i]]);
        }

        foreach (var feature in features)
        {
            var cells = histogram.Cells.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);
            cells.Clear();
            var bins = _table.Bins[feature];
            for (var i = 0; i < rows.Length; i++)
            {
                ref var cell = ref cells[bins[rows[i]]];
                cell.Gradient += g[i];
                cell.Hessian += h[i];
                cell.Count++;
            }
        }

        return histogram;
    }

    private void Return(Histogram? histogram)
    {
        if (histogram is not null)
        {
            _spare.Push(histogram);
        }
    }

    private void Rate(Leaf leaf, int[] features)
    {
        leaf.Best = default;
        if (leaf.Count < 2 * _options.MinimumRows)
        {
            return;
        }

        var cells = leaf.Histogram!.Cells;
        Cell total = default;
        for (var i = _offsets[features[0]]; i < _offsets[features[0] + 1]; i++)
        {
            total = total.Plus(cells[i]);
        }

        var penalty = _options.Penalty * total.Hessian / Math.Max(1, total.Count);
        var search = new SplitSearch(total, penalty, _options.MinimumRows);
        foreach (var feature in features)
        {
            var own = cells.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);
            if (_table.IsCategorical[feature])
            {
                search.Categorical(own, feature);
            }
            else
            {
                search.Numeric(own, feature, _table.Cuts[feature]);
            }
        }

        leaf.Best = search.Best;
    }

    private sealed class Leaf(int node, int from, int count, Histogram? histogram)
    {
        public int Node => node;

        public int From => from;

        public int Count => count;

        public Histogram? Histogram { get; set; } = histogram;

        public Split Best { get; set; }
    }
}

/// <summary>Sums per bin of all features.</summary>
internal sealed class Histogram(int cells)
{
    public Cell[] Cells { get; } = new Cell[cells];

    public void Subtract(Histogram other, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Cells[i] = Cells[i].Minus(other.Cells[i]);
        }
    }
}

/// <summary>Sums of one bin, in sixteen bytes: histograms are most of the work, and more of them stay near.</summary>
internal struct Cell
{
    public double Gradient;
    public float Hessian;
    public int Count;

    public readonly Cell Plus(in Cell other) =>
        new() { Gradient = Gradient + other.Gradient, Hessian = Hessian + other.Hessian, Count = Count + other.Count };

    public readonly Cell Minus(in Cell other) =>
        new() { Gradient = Gradient - other.Gradient, Hessian = Hessian - other.Hessian, Count = Count - other.Count };
}
