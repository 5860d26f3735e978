using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private readonly List<Leaf> _open = [];
    private readonly int[] _buffer;
    private readonly float[] _gradient;
    private readonly float[] _hessian;
    private readonly Cell[] _unused = new Cell[256];

    public TreeGrower(FeatureTable table, BoostingOptions options, NodeList nodes)
    {
        (_table, _options, _nodes) = (table, options, nodes);
        _buffer = new int[table.Rows];
        (_gradient, _hessian) = (new float[table.Rows], new float[table.Rows]);
        _offsets = new int[table.Features + 1];
        for (var f = 0; f < table.Features; f++)
        {
            _offsets[f + 1] = _offsets[f] + table.BinCount(f);
        }
    }

    /// <summary>Grows a tree and adds its values to all rows.</summary>
    /// <param name="rows">Rows it learns from; they are reordered by leaf.</param>
    /// <param name="others">All other rows, which only go along.</param>
    /// <param name="features">Features it may split on.</param>
    /// <param name="gradient">Slope of the loss, per row of the table.</param>
    /// <param name="hessian">Weight, per row of the table.</param>
    /// <param name="leafValue">Value of a leaf from the place and the number of its rows.</param>
    /// <param name="current">What the trees so far say, per row of the table.</param>
    /// <returns>The root node.</returns>
    public int Grow(int[] rows, int[] others, int[] features, float[] gradient, float[] hessian, Func<int, int, double> leafValue, double[] current)
    {
        var root = _nodes.Add(0);
        var first = new Leaf(root, new Part(0, rows.Length), new Part(0, others.Length)) { Histogram = Fill(rows, features, gradient, hessian) };
        Rate(first, features);
        _open.Clear();
        _open.Add(first);
        while (_open.Count < _options.Leaves)
        {
            var best = 0;
            for (var i = 1; i < _open.Count; i++)
            {
                best = _open[i].Best.Gain > _open[best].Best.Gain ? i : best;
            }

            if (_open[best].Best.Gain <= 1e-12)
            {
                break;
            }

            var (left, right) = Split(_open[best], rows, others);
            if (_open.Count + 1 < _options.Leaves)
            {
                Measure(_open[best], left, right, rows, features, gradient, hessian);
            }
            else
            {
                Return(_open[best].Histogram);
            }

            _open[best] = left;
            _open.Add(right);
        }

        foreach (var leaf in _open)
        {
            _nodes.Set(leaf.Node, leafValue(leaf.Rows.From, leaf.Rows.Count), leaf.Rows.Count);
            Return(leaf.Histogram);
        }

        foreach (var leaf in _open)
        {
            var value = _nodes.Value(leaf.Node);
            leaf.Rows.AddTo(current, rows, value);
            leaf.Others.AddTo(current, others, value);
        }

        MeanUp(root);
        return root;
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

    private (Leaf Left, Leaf Right) Split(Leaf leaf, int[] rows, int[] others)
    {
        var left = _nodes.Add(0);
        var right = _nodes.Add(0);
        _nodes.Split(leaf.Node, leaf.Best, left);
        Span<byte> turns = stackalloc byte[256];
        for (var bin = 0; bin < turns.Length; bin++)
        {
            turns[bin] = _nodes.GoesLeft(leaf.Node, (byte)bin) ? (byte)0 : (byte)1;
        }

        var bins = _table.Bins[leaf.Best.Feature];
        var (own, along) = (Order(rows, leaf.Rows, bins, turns), Order(others, leaf.Others, bins, turns));
        return (new Leaf(left, own.Left, along.Left), new Leaf(right, own.Right, along.Right));
    }

    /// <summary>Puts the rows that go left before those that go right, each in their old order. Which way a row goes cannot be foreseen, so there is no branch.</summary>
    private (Part Left, Part Right) Order(int[] rows, Part part, byte[] bins, ReadOnlySpan<byte> turns)
    {
        int low = part.From, kept = 0;
        for (var i = part.From; i < part.From + part.Count; i++)
        {
            var row = rows[i];
            var right = turns[bins[row]];
            rows[low] = row;
            _buffer[kept] = row;
            low += 1 - right;
            kept += right;
        }

        Array.Copy(_buffer, 0, rows, low, kept);
        return (new Part(part.From, low - part.From), new Part(low, kept));
    }

    /// <summary>Finds the best split of both children.</summary>
    private void Measure(Leaf parent, Leaf left, Leaf right, int[] rows, int[] features, float[] gradient, float[] hessian)
    {
        var (small, large) = left.Rows.Count <= right.Rows.Count ? (left, right) : (right, left);
        small.Histogram = Fill(rows.AsSpan(small.Rows.From, small.Rows.Count), features, gradient, hessian);
        large.Histogram = parent.Histogram;
        foreach (var feature in features)
        {
            large.Histogram!.Subtract(small.Histogram, _offsets[feature], _offsets[feature + 1]);
        }

        Rate(small, features);
        Rate(large, features);
    }

    private Histogram Fill(ReadOnlySpan<int> rows, int[] features, float[] gradient, float[] hessian)
    {
        var histogram = _spare.Count > 0 ? _spare.Pop() : new Histogram(_offsets[^1]);
        var g = _gradient.AsSpan(0, rows.Length);
        var h = _hessian.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            (g[i], h[i]) = (gradient[rows[i]], hessian[rows[i]]);
        }

        // Two features at a time: one's sums need not wait for the other's. An odd last one goes alone.
        for (var f = 0; f < features.Length; f += 2)
        {
            var (one, two) = (features[f], features[Math.Min(f + 1, features.Length - 1)]);
            Span<Cell> first = Cells(histogram, one), second = one == two ? _unused : Cells(histogram, two);
            first.Clear();
            second.Clear();
            // No bounds are looked at in this loop, where most of the time goes: a table's bins are below its bin count, and rows are rows of it.
            ref var cellsOne = ref MemoryMarshal.GetReference(first);
            ref var cellsTwo = ref MemoryMarshal.GetReference(second);
            ref var binsOne = ref MemoryMarshal.GetArrayDataReference(_table.Bins[one]);
            ref var binsTwo = ref MemoryMarshal.GetArrayDataReference(_table.Bins[two]);
            for (var i = 0; i < rows.Length; i++)
            {
                var (row, slope, weight) = (rows[i], g[i], h[i]);
                ref var cellOne = ref Unsafe.Add(ref cellsOne, (nint)Unsafe.Add(ref binsOne, row));
                ref var cellTwo = ref Unsafe.Add(ref cellsTwo, (nint)Unsafe.Add(ref binsTwo, row));
                cellOne.Gradient += slope;
                cellTwo.Gradient += slope;
                cellOne.Hessian += weight;
                cellTwo.Hessian += weight;
                cellOne.Count++;
                cellTwo.Count++;
            }
        }

        return histogram;
    }

    private Span<Cell> Cells(Histogram histogram, int feature) => histogram.Cells.AsSpan(_offsets[feature], _offsets[feature + 1] - _offsets[feature]);

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
        if (leaf.Rows.Count < 2 * _options.MinimumRows)
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

    /// <summary>A stretch of an array of rows.</summary>
    private readonly record struct Part(int From, int Count)
    {
        public void AddTo(double[] current, int[] rows, double value)
        {
            foreach (var row in rows.AsSpan(From, Count))
            {
                current[row] += value;
            }
        }
    }

    private sealed class Leaf(int node, Part rows, Part others)
    {
        public int Node => node;

        public Part Rows => rows;

        public Part Others => others;

        public Histogram? Histogram { get; set; }

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
