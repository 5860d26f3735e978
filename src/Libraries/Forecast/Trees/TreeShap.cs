using System.Runtime.InteropServices;

namespace Bakery.Forecast.Trees;

/// <summary>
/// Shapley values of an ensemble: what each player adds to the prediction, averaged over all orders in which players become known, where the splits
/// of an unknown player are followed down both branches by their shares of the training rows. Source: S. M. Lundberg, G. G. Erion and S.-I. Lee,
/// "Consistent individualized feature attribution for tree ensembles" (2018), algorithm 2. A player is a feature or several that act as one (K. Aas,
/// M. Jullum and A. Løland, Artificial Intelligence 298, 2021). With few players a path knows few sets of them, so what a leaf gives to each player is
/// worked out once per set and then looked up (J. Yang, "Fast TreeSHAP", 2021, version 2).
/// </summary>
internal sealed class TreeShap
{
    /// <summary>A leaf's table grows with two to the power of the players on its path.</summary>
    public const int MostPlayers = 8;

    private readonly TreeEnsemble _trees;
    private readonly double _base;
    private readonly byte[] _bit;
    private readonly int[] _table;
    private readonly int[] _who;
    private readonly int _largest;
    private readonly int[] _firstSplit;
    private readonly int[] _firstLeaf;
    private readonly List<Split> _splits = [];
    private readonly List<int> _leaves = [];
    private readonly List<float> _gifts = [];
    private readonly List<byte> _players = [];

    /// <param name="trees">The ensemble.</param>
    /// <param name="players">Player of each feature, 0 to 7.</param>
    public TreeShap(TreeEnsemble trees, ReadOnlySpan<int> players)
    {
        _trees = trees;
        _base = trees.Base;
        _bit = new byte[trees.Feature.Length];
        _table = new int[trees.Feature.Length];
        _who = new int[trees.Feature.Length];
        (_firstSplit, _firstLeaf) = (new int[trees.Roots.Length + 1], new int[trees.Roots.Length + 1]);
        for (var i = 0; i < trees.Roots.Length; i++)
        {
            var root = trees.Roots[i];
            _largest = Math.Max(_largest, EndOf(i) - root);
            _base += trees.Value[root];
            Learn(root, players, []);
            for (var node = root; node < EndOf(i); node++)
            {
                var feature = trees.Feature[node];
                if (feature < 0)
                {
                    _leaves.Add(node);
                }
                else
                {
                    _splits.Add(new Split(node, trees.Left[node], feature, trees.Threshold[node], trees.IsCategorical[feature], trees.MissingLeft[node]));
                }
            }

            (_firstSplit[i + 1], _firstLeaf[i + 1]) = (_splits.Count, _leaves.Count);
        }
    }

    /// <summary>Adds the Shapley value of each player to its effect, for several rows at once: a tree is read once for all of them.</summary>
    /// <param name="rows">Features, row by row.</param>
    /// <param name="width">Features of a row.</param>
    /// <param name="effects"><see cref="MostPlayers"/> numbers per row.</param>
    /// <returns>The mean over the training rows; with a row's effects added, its prediction.</returns>
    public double Add(ReadOnlySpan<float> rows, int width, Span<double> effects)
    {
        var missed = new int[_largest];
        var count = rows.Length / width;
        var words = (_largest + 127) / 128;
        var ways = new ulong[count * words];
        var given = new double[count * MostPlayers];
        for (var tree = 0; tree < _trees.Roots.Length; tree++)
        {
            var known = 0;
            for (var r = 0; r < count; r++)
            {
                // Days of one series often go the same ways: what a tree gives is worked out once for them.
                var way = ways.AsSpan(known * words, words);
                Decide(tree, rows.Slice(r * width, width), way);
                var same = 0;
                while (!ways.AsSpan(same * words, words).SequenceEqual(way))
                {
                    same++;
                }

                if (same == known)
                {
                    known++;
                    given.AsSpan(same * MostPlayers, MostPlayers).Clear();
                    Give(tree, way, missed, given.AsSpan(same * MostPlayers, MostPlayers));
                }

                for (var i = 0; i < MostPlayers; i++)
                {
                    effects[r * MostPlayers + i] += given[same * MostPlayers + i];
                }
            }
        }

        return _base;
    }

    private int EndOf(int tree) => tree + 1 < _trees.Roots.Length ? _trees.Roots[tree + 1] : _trees.Feature.Length;

    /// <summary>Directions of a row at all splits of a tree, in their order.</summary>
    private void Decide(int tree, ReadOnlySpan<float> row, Span<ulong> way)
    {
        way.Clear();
        var splits = CollectionsMarshal.AsSpan(_splits)[_firstSplit[tree].._firstSplit[tree + 1]];
        for (var i = 0; i < splits.Length; i++)
        {
            ref readonly var split = ref splits[i];
            bool right;
            if (split.IsCode)
            {
                right = _trees.Next(split.Node, row) != split.Left;
            }
            else
            {
                var value = row[split.Feature];
                right = !(value <= split.Threshold) & !(split.MissingLeft & float.IsNaN(value));
            }

            way[i >> 6] |= (right ? 1UL : 0UL) << (i & 63);
        }
    }

    /// <summary>Adds what the leaves of a tree give. Children come after their parents, so one pass over the nodes sees every path.</summary>
    private void Give(int tree, ReadOnlySpan<ulong> way, Span<int> missed, Span<double> effects)
    {
        var gifts = CollectionsMarshal.AsSpan(_gifts);
        var who = CollectionsMarshal.AsSpan(_players);
        var splits = CollectionsMarshal.AsSpan(_splits)[_firstSplit[tree].._firstSplit[tree + 1]];
        var root = _trees.Roots[tree];
        missed[0] = 0;
        for (var i = 0; i < splits.Length; i++)
        {
            ref readonly var split = ref splits[i];
            var sofar = missed[split.Node - root];
            var right = (int)(way[i >> 6] >> (i & 63)) & 1;
            missed[split.Left - root + right] = sofar;
            missed[split.Left - root + 1 - right] = sofar | _bit[split.Node];
        }

        var leaves = CollectionsMarshal.AsSpan(_leaves)[_firstLeaf[tree].._firstLeaf[tree + 1]];
        foreach (var leaf in leaves)
        {
            int count = _bit[leaf], first = _who[leaf], at = _table[leaf] + missed[leaf - root] * count;
            for (var i = 0; i < count; i++)
            {
                effects[who[first + i]] += gifts[at + i];
            }
        }
    }

    /// <summary>Goes down a tree. The players of a path count in the order in which they come; an inner node keeps its player's bit, a leaf their number.</summary>
    private void Learn(int node, ReadOnlySpan<int> players, ReadOnlySpan<Step> path)
    {
        if (_trees.Feature[node] < 0)
        {
            Fill(node, path);
            return;
        }

        var player = players[_trees.Feature[node]];
        var place = 0;
        while (place < path.Length && path[place].Player != player)
        {
            place++;
        }

        _bit[node] = (byte)(1 << place);
        var left = _trees.Left[node];
        double all = _trees.Cover[left] + _trees.Cover[left + 1];
        Span<Step> own = stackalloc Step[Math.Max(path.Length, place + 1)];
        for (var child = left; child <= left + 1; child++)
        {
            path.CopyTo(own);
            var before = place < path.Length ? path[place].Zero : 1;
            own[place] = new Step { Player = player, Zero = before * _trees.Cover[child] / all };
            Learn(child, players, own);
        }
    }

    /// <summary>What a leaf gives to each player of its path, for every set of players whose splits led elsewhere.</summary>
    private void Fill(int leaf, ReadOnlySpan<Step> path)
    {
        (_table[leaf], _who[leaf], _bit[leaf]) = (_gifts.Count, _players.Count, (byte)path.Length);
        foreach (var step in path)
        {
            _players.Add((byte)step.Player);
        }

        double value = _trees.Value[leaf];
        Span<double> weights = stackalloc double[path.Length + 1];
        for (var missed = 0; missed < 1 << path.Length; missed++)
        {
            weights.Clear();
            weights[0] = 1;
            for (var i = 0; i < path.Length; i++)
            {
                Extend(weights[..(i + 2)], path[i].Zero, (missed >> i & 1) == 0 ? 1 : 0);
            }

            for (var i = 0; i < path.Length; i++)
            {
                double one = (missed >> i & 1) == 0 ? 1 : 0;
                _gifts.Add((float)(Without(weights, path[i].Zero, one) * (one - path[i].Zero) * value));
            }
        }
    }

    /// <summary>Lets the weights of the subsets of each size grow by one player (EXTEND).</summary>
    private static void Extend(Span<double> weights, double zero, double one)
    {
        var last = weights.Length - 1;
        for (var i = last - 1; i >= 0; i--)
        {
            weights[i + 1] += one * weights[i] * (i + 1) / (last + 1);
            weights[i] = zero * weights[i] * (last - i) / (last + 1);
        }
    }

    /// <summary>Sum of the weights with a player taken out (UNWIND).</summary>
    private static double Without(ReadOnlySpan<double> weights, double zero, double one)
    {
        var last = weights.Length - 1;
        var next = weights[last];
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var own = next * (last + 1) / (i + 1);
                sum += own;
                next = weights[i] - own * zero * (last - i) / (last + 1);
            }
            else
            {
                sum += weights[i] * (last + 1) / (zero * (last - i));
            }
        }

        return sum;
    }

    /// <summary>A player on the way to a node, and the share of the training rows that its splits let through.</summary>
    private struct Step
    {
        public int Player;
        public double Zero;
    }

    /// <summary>A split with what decides it side by side.</summary>
    private readonly record struct Split(int Node, int Left, int Feature, float Threshold, bool IsCode, bool MissingLeft);
}
