using System.Text.Json;
using Bakery.Forecast.Trees;
using CsCheck;

namespace Bakery.Tests.Unit.Forecast;

public sealed class BoostingTests
{
    private static readonly BoostingOptions Plain = new() { Trees = 200, LearningRate = 0.1, MinimumRows = 5, Leaves = 8 };

    [Fact]
    public void A_step_is_learned_where_it_lies()
    {
        var (x, y) = Rows(2_000, 1, (r, row) => { row[0] = (float)r.NextDouble(); return row[0] > 0.3f ? 5 : 1; });
        var trees = Train(x, y, 1, [false], Plain);
        Assert.Equal(1, trees.Predict([0.2f]), 0.05);
        Assert.Equal(5, trees.Predict([0.4f]), 0.05);
    }

    [Fact]
    public void A_rare_flag_has_a_cut_of_its_own()
    {
        var (x, y) = Rows(5_000, 1, (r, row) => { row[0] = r.NextDouble() < 0.02 ? 1 : 0; return row[0] == 1 ? 9 : 2; });
        Assert.Equal(9, Train(x, y, 1, [false], Plain).Predict([1f]), 0.1);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_quantile_holds_its_share_of_the_rows(double level)
    {
        var (x, y) = Rows(8_000, 1, (r, row) => { row[0] = r.Next(2); return (float)(row[0] * 10 + r.NextDouble()); });
        var trees = Train(x, y, 1, [false], Plain with { Level = level, MinimumRows = 200 });
        Assert.Equal(level, trees.Predict([0f]), 0.04);
        Assert.Equal(10 + level, trees.Predict([1f]), 0.04);
    }

    [Fact]
    public void Missing_values_go_their_own_way()
    {
        var (x, y) = Rows(3_000, 1, (r, row) => { row[0] = r.Next(3) == 0 ? float.NaN : (float)r.NextDouble(); return float.IsNaN(row[0]) ? 7 : 3; });
        var trees = Train(x, y, 1, [false], Plain);
        Assert.Equal(7, trees.Predict([float.NaN]), 0.05);
        Assert.Equal(3, trees.Predict([0.5f]), 0.05);
    }

    [Fact]
    public void Codes_are_no_numbers()
    {
        var (x, y) = Rows(4_000, 1, (r, row) => { row[0] = r.Next(20); return (int)row[0] % 2 == 0 ? 1 : 4; });
        var trees = Train(x, y, 1, [true], Plain with { Leaves = 2, Trees = 60 });
        Assert.Equal(1, trees.Predict([8f]), 0.05);
        Assert.Equal(4, trees.Predict([13f]), 0.05);
    }

    [Fact]
    public void A_weighted_quantile_is_the_one_that_sorting_finds() => Gen.Select(Gen.Int[0, 12].Array[1, 60], Gen.Int[1, 3].Array[60], Gen.Int[1, 9]).Sample((numbers, sizes, tenth) =>
    {
        double[] values = [.. numbers.Select(n => (double)n)];
        float[] weights = [.. sizes.Take(values.Length).Select(w => (float)w)];
        var sorted = values.Zip(weights).OrderBy(v => v.First).ToList();
        double below = 0, total = weights.Sum(), level = tenth / 10.0, expected = double.NaN;
        for (var i = 0; i < sorted.Count && double.IsNaN(expected); i++)
        {
            below += sorted[i].Second;
            if ((1 - level) * below >= level * (total - below))
            {
                var isTie = (1 - level) * below == level * (total - below) && i + 1 < sorted.Count;
                expected = isTie ? (sorted[i].First + sorted[i + 1].First) / 2 : sorted[i].First;
            }
        }

        Assert.Equal(expected, WeightedQuantile.Of(values, weights, level));
    });

    [Fact]
    public void The_same_seed_gives_the_same_trees_and_another_seed_others()
    {
        var (x, y) = Rows(2_000, 3, (r, row) => { for (var i = 0; i < 3; i++) { row[i] = (float)r.NextDouble(); } return row[0] + row[1] * row[2]; });
        var options = Plain with { RowShare = 0.5, FeatureShare = 0.7, Seed = 3 };
        bool[] numbers = [false, false, false];
        var (one, same, other) = (Train(x, y, 3, numbers, options), Train(x, y, 3, numbers, options), Train(x, y, 3, numbers, options with { Seed = 4 }));
        Assert.Equal(one.Value, same.Value);
        Assert.NotEqual(one.Value, other.Value);
    }

    [Fact]
    public void Effects_add_up_to_the_value_also_of_a_mean_of_two_read_back_from_JSON()
    {
        var (x, y) = Rows(3_000, 3, (r, row) => { row[0] = r.Next(9); row[1] = (float)r.NextDouble(); row[2] = r.Next(4) == 0 ? float.NaN : (float)r.NextDouble(); return row[0] % 3 + row[1] + (float.IsNaN(row[2]) ? 2 : row[2]); });
        bool[] kinds = [true, false, false];
        var mean = TreeEnsemble.Mean([Train(x, y, 3, kinds, Plain), Train(x, y, 3, kinds, Plain with { RowShare = 0.5, Seed = 2 })]);
        var stored = JsonSerializer.Deserialize<TreeEnsemble>(JsonSerializer.Serialize(mean))!;
        float[] row = [4, 0.3f, float.NaN];
        var effects = new double[TreeShap.MostPlayers];
        var rest = new TreeShap(stored, [0, 1, 2]).Add(row, 3, effects);
        Assert.Equal(stored.Predict(row), rest + effects.Sum(), 1e-4);
        Assert.Equal(mean.Predict(row), stored.Predict(row), 1e-12);
        Assert.Equal(3.3, stored.Predict(row), 0.3);
    }

    private static TreeEnsemble Train(float[] x, float[] y, int features, bool[] categorical, BoostingOptions options) =>
        Boosting.Train(FeatureTable.From(x, features, categorical), y, [.. y.Select(_ => 1f)], options);

    private static (float[] X, float[] Y) Rows(int count, int features, Func<Random, float[], float> make)
    {
        var random = new Random(11);
        var x = new List<float>();
        var y = new float[count];
        for (var i = 0; i < count; i++)
        {
            var row = new float[features];
            y[i] = make(random, row);
            x.AddRange(row);
        }

        return ([.. x], y);
    }
}
