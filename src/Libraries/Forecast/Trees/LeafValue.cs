namespace Bakery.Forecast.Trees;

/// <summary>The best constant for the rows of a leaf: the mean of their residuals, or the value where the pinball loss is least.</summary>
internal sealed class LeafValue(BoostingOptions options, float[] target, float[] weight)
{
    private readonly double[] _errors = new double[target.Length];
    private readonly float[] _weights = new float[target.Length];
    private readonly double _meanWeight = weight.Length == 0 ? 1 : weight.Average();

    /// <summary>The best constant before any tree. It is not drawn to zero: beside it, every residual would have the same sign.</summary>
    public double Start(ReadOnlySpan<int> rows) => Best(rows, new double[rows.Length], 0);

    /// <summary>What a leaf adds to the current values of its rows, drawn to zero.</summary>
    public double Of(ReadOnlySpan<int> rows, double[] current) => Best(rows, current, options.Penalty * _meanWeight);

    private double Best(ReadOnlySpan<int> rows, double[] current, double penalty) =>
        rows.Length == 0 ? 0 : options.Loss == BoostingLoss.Squared ? Mean(rows, current, penalty) : Quantile(rows, current, penalty);

    private double Mean(ReadOnlySpan<int> rows, double[] current, double penalty)
    {
        double sum = 0, total = penalty;
        foreach (var row in rows)
        {
            sum += (target[row] - current[row]) * weight[row];
            total += weight[row];
        }

        return sum / total;
    }

    private double Quantile(ReadOnlySpan<int> rows, double[] current, double penalty)
    {
        var errors = _errors.AsSpan(0, rows.Length);
        var weights = _weights.AsSpan(0, rows.Length);
        double total = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            errors[i] = target[rows[i]] - current[rows[i]];
            weights[i] = weight[rows[i]];
            total += weights[i];
        }

        return WeightedQuantile.Of(errors, weights, options.Level) * total / (total + penalty);
    }
}
