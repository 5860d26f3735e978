using Bakery.Forecast.Trees;
using CsCheck;

namespace Bakery.Tests.Unit.Forecast;

public sealed class TreeShapTests
{
    private const int Features = 5;

    [Fact]
    public void Effects_are_the_Shapley_values_that_all_subsets_give() => Case.Sample(c =>
    {
        var (trees, row) = Grown(c.Seed, c.Leaves);
        var effects = new double[TreeShap.MostPlayers];
        var rest = new TreeShap(trees, [0, 1, 2, 3, 4]).Add(row, Features, effects);
        Near(BruteForce(trees, row, [0, 1, 2, 3, 4], Features), effects);
        Assert.Equal(trees.Predict(row), rest + effects.Sum(), 1e-5);
    }, iter: 60);

    [Fact]
    public void Groups_of_features_have_the_Shapley_values_of_groups() => Case.Sample(c =>
    {
        var (trees, row) = Grown(c.Seed, c.Leaves);
        int[] players = [0, 1, 0, 2, 1];
        var effects = new double[TreeShap.MostPlayers];
        var rest = new TreeShap(trees, players).Add(row, Features, effects);
        Near(BruteForce(trees, row, players, 3), effects);
        Assert.Equal(trees.Predict(row), rest + effects.Sum(), 1e-5);
    }, iter: 60);

    private static Gen<(int Seed, int Leaves)> Case => Gen.Select(Gen.Int[0, 100_000], Gen.Int[2, 24]);

    /// <summary>Trees on a feature of codes, one with missing values and three plain ones that act together.</summary>
    private static (TreeEnsemble Trees, float[] Row) Grown(int seed, int leaves)
    {
        var random = new Random(seed);
        const int rows = 400;
        var x = new float[rows * Features];
        var y = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            var row = x.AsSpan(i * Features, Features);
            row[0] = random.Next(6);
            row[1] = random.Next(4) == 0 ? float.NaN : (float)random.NextDouble();
            (row[2], row[3], row[4]) = ((float)random.NextDouble(), (float)random.NextDouble(), random.Next(3));
            y[i] = row[0] % 3 + (float.IsNaN(row[1]) ? 2 : row[1]) * row[2] + (row[3] > 0.5 ? row[4] : 0) + (float)random.NextDouble();
        }

        var table = FeatureTable.From(x, Features, [true, false, false, false, false]);
        var options = new BoostingOptions { Trees = 4, Leaves = leaves, MinimumRows = 5, LearningRate = 0.5, RowShare = 0.7, Seed = seed };
        var trees = Boosting.Train(table, y, [.. y.Select(_ => 1f)], options);
        return (trees, x.AsSpan(random.Next(rows) * Features, Features).ToArray());
    }

    /// <summary>Σ over subsets of the others: |S|! (n − |S| − 1)! / n! · (value with the player − value without).</summary>
    private static double[] BruteForce(TreeEnsemble trees, float[] row, int[] players, int count)
    {
        double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
        var value = Enumerable.Range(0, 1 << count).Select(set => trees.Roots.Sum(root => Expected(trees, root, row, players, set))).ToArray();
        var result = new double[count];
        for (var player = 0; player < count; player++)
        {
            for (var set = 0; set < 1 << count; set++)
            {
                if ((set >> player & 1) == 0)
                {
                    var size = int.PopCount(set);
                    result[player] += Factorial(size) * Factorial(count - size - 1) / Factorial(count) * (value[set | 1 << player] - value[set]);
                }
            }
        }

        return result;
    }

    private static double Expected(TreeEnsemble trees, int node, float[] row, int[] players, int known)
    {
        if (trees.Feature[node] < 0)
        {
            return trees.Value[node];
        }

        if ((known >> players[trees.Feature[node]] & 1) != 0)
        {
            return Expected(trees, trees.Next(node, row), row, players, known);
        }

        var left = trees.Left[node];
        double a = trees.Cover[left], b = trees.Cover[left + 1];
        return (a * Expected(trees, left, row, players, known) + b * Expected(trees, left + 1, row, players, known)) / (a + b);
    }

    private static void Near(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }
}
