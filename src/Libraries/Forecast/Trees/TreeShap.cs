namespace Bakery.Forecast.Trees;

/// <summary>
/// Shapley values of an ensemble's features: what each adds to the prediction, averaged over all orders in which features become known, where an
/// unknown feature is followed down both branches by their shares of the training rows. Source: S. M. Lundberg, G. G. Erion and S.-I. Lee,
/// "Consistent individualized feature attribution for tree ensembles" (2018), algorithm 2. Features may play as one: then the values are those of
/// the groups (K. Aas, M. Jullum and A. Løland, Artificial Intelligence 298, 2021), and paths stay as short as there are groups.
/// </summary>
internal static class TreeShap
{
    /// <summary>Adds the Shapley value of each player to its effect.</summary>
    /// <param name="trees">The ensemble.</param>
    /// <param name="row">Features.</param>
    /// <param name="players">Player of each feature.</param>
    /// <param name="effects">One number per player.</param>
    /// <returns>The mean over the training rows; with the effects added, the prediction.</returns>
    public static double Add(TreeEnsemble trees, ReadOnlySpan<float> row, ReadOnlySpan<int> players, Span<double> effects)
    {
        var sum = trees.Base;
        foreach (var root in trees.Roots)
        {
            sum += trees.Value[root];
            if (trees.Feature[root] >= 0)
            {
                Follow(trees, root, row, players, effects, [], 1, 1, -1);
            }
        }

        return sum;
    }

    private static void Follow(
        TreeEnsemble trees, int node, ReadOnlySpan<float> row, ReadOnlySpan<int> players, Span<double> effects,
        ReadOnlySpan<Step> before, double zero, double one, int player)
    {
        Span<Step> path = stackalloc Step[before.Length + 1];
        before.CopyTo(path);
        Extend(path, zero, one, player);
        var feature = trees.Feature[node];
        if (feature < 0)
        {
            double value = trees.Value[node];
            for (var i = 1; i < path.Length; i++)
            {
                effects[path[i].Player] += Without(path, i) * (path[i].One - path[i].Zero) * value;
            }

            return;
        }

        double knownZero = 1, knownOne = 1;
        for (var i = 1; i < path.Length; i++)
        {
            if (path[i].Player == players[feature])
            {
                // A player who decides again on the same path decides once, with both shares.
                (knownZero, knownOne) = (path[i].Zero, path[i].One);
                Unwind(path, i);
                path = path[..^1];
                break;
            }
        }

        var left = trees.Left[node];
        var hot = trees.Next(node, row);
        var cold = hot == left ? left + 1 : left;
        double all = trees.Cover[left] + trees.Cover[left + 1];
        Follow(trees, hot, row, players, effects, path, knownZero * trees.Cover[hot] / all, knownOne, players[feature]);
        Follow(trees, cold, row, players, effects, path, knownZero * trees.Cover[cold] / all, 0, players[feature]);
    }

    /// <summary>Lets the weights of subsets of each size grow by one player.</summary>
    private static void Extend(Span<Step> path, double zero, double one, int player)
    {
        var last = path.Length - 1;
        path[last] = new Step { Player = player, Zero = zero, One = one, Weight = last == 0 ? 1 : 0 };
        for (var i = last - 1; i >= 0; i--)
        {
            path[i + 1].Weight += one * path[i].Weight * (i + 1) / (last + 1);
            path[i].Weight = zero * path[i].Weight * (last - i) / (last + 1);
        }
    }

    /// <summary>Takes a player out again; the last place is free then.</summary>
    private static void Unwind(Span<Step> path, int at)
    {
        var last = path.Length - 1;
        var (zero, one) = (path[at].Zero, path[at].One);
        var next = path[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (last + 1) / ((i + 1) * one);
                next = weight - path[i].Weight * zero * (last - i) / (last + 1);
            }
            else
            {
                path[i].Weight = path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        for (var i = at; i < last; i++)
        {
            (path[i].Player, path[i].Zero, path[i].One) = (path[i + 1].Player, path[i + 1].Zero, path[i + 1].One);
        }
    }

    /// <summary>Sum of the weights with a player taken out.</summary>
    private static double Without(ReadOnlySpan<Step> path, int at)
    {
        var last = path.Length - 1;
        var (zero, one) = (path[at].Zero, path[at].One);
        var next = path[last].Weight;
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var own = next * (last + 1) / ((i + 1) * one);
                sum += own;
                next = path[i].Weight - own * zero * (last - i) / (last + 1);
            }
            else
            {
                sum += path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        return sum;
    }

    /// <summary>A player on the way to a node: shares of the way kept while unknown (zero) and known (one), and the weight of subsets of this size.</summary>
    private struct Step
    {
        public int Player;
        public double Zero;
        public double One;
        public double Weight;
    }
}
