namespace Bakery.Forecast.Trees;

/// <summary>Finds the split of a leaf that lowers the second-order loss most: gain = G²/(H + λ) of both sides minus that of the whole.</summary>
internal sealed class SplitSearch(Cell total, double penalty, int minimumRows)
{
    private const double CategoryPrior = 10;
    private const int SmallestCategory = 5;

    private readonly double _whole = Score(total, penalty);

    public Split Best { get; private set; }

    /// <summary>Tries every cut, with missing values on either side.</summary>
    public void Numeric(ReadOnlySpan<Cell> cells, int feature, float[] cuts)
    {
        var missing = cells[FeatureTable.Missing];
        Cell left = default;
        for (var bin = 1; bin < cells.Length - 1; bin++)
        {
            left = left.Plus(cells[bin]);
            Try(left, feature, (byte)bin, cuts[bin - 1], missing.Count == 0);
            if (missing.Count > 0)
            {
                Try(left.Plus(missing), feature, (byte)bin, cuts[bin - 1], true);
            }
        }

        if (missing.Count > 0 && cells.Length > 1)
        {
            // Present on the left, missing on the right.
            Try(left.Plus(cells[^1]), feature, (byte)(cells.Length - 1), float.MaxValue, false);
        }
    }

    /// <summary>Categories in the order of their mean gradient: the best set is a beginning or an end of it (W. D. Fisher, JASA 53, 1958).</summary>
    public void Categorical(ReadOnlySpan<Cell> cells, int feature)
    {
        var used = new List<(double Order, int Bin)>();
        for (var bin = 1; bin < cells.Length; bin++)
        {
            if (cells[bin].Count >= SmallestCategory)
            {
                var prior = CategoryPrior * total.Hessian / Math.Max(1, total.Count);
                used.Add((cells[bin].Gradient / (cells[bin].Hessian + prior), bin));
            }
        }

        if (used.Count < 2 && (used.Count == 0 || cells[used[0].Bin].Count == total.Count))
        {
            return;
        }

        used.Sort();
        Scan(cells, feature, used);
        used.Reverse();
        Scan(cells, feature, used);
    }

    private void Scan(ReadOnlySpan<Cell> cells, int feature, List<(double Order, int Bin)> used)
    {
        Cell left = default;
        for (var i = 0; i < used.Count; i++)
        {
            left = left.Plus(cells[used[i].Bin]);
            var before = Best;
            Try(left, feature, 0, 0, false);
            if (Best != before)
            {
                var set = new ulong[4];
                for (var j = 0; j <= i; j++)
                {
                    set[used[j].Bin >> 6] |= 1UL << (used[j].Bin & 63);
                }

                Best = Best with { Set = set };
            }
        }
    }

    private void Try(in Cell left, int feature, byte bin, float cut, bool missingLeft)
    {
        if (left.Count < minimumRows || total.Count - left.Count < minimumRows)
        {
            return;
        }

        var gain = Score(left, penalty) + Score(total.Minus(left), penalty) - _whole;
        if (gain > Best.Gain)
        {
            Best = new Split(gain, feature, bin, cut, missingLeft, null);
        }
    }

    private static double Score(in Cell cell, double penalty) => cell.Gradient * cell.Gradient / (cell.Hessian + penalty + 1e-12);
}
