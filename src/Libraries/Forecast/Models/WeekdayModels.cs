namespace Bakery.Forecast.Models;

/// <summary>The value of the same weekday last week.</summary>
internal sealed class SeasonalNaive : WeekdayModel
{
    public override string Id => "seasonal_naive";

    public override int Complexity => 0;

    public override int DaysNeeded => 7;

    protected override double Next(List<double> past, double parameter) => past[^1];
}

/// <summary>The mean of the last four same weekdays: the baseline every other method must beat.</summary>
internal sealed class WeekdayMean : WeekdayModel
{
    public override string Id => Forecaster.Baseline;

    public override int Complexity => 1;

    public override int DaysNeeded => 7;

    protected override double Next(List<double> past, double parameter)
    {
        double sum = 0;
        var count = Math.Min(4, past.Count);
        for (var i = past.Count - count; i < past.Count; i++)
        {
            sum += past[i];
        }

        return sum / count;
    }
}

/// <summary>The median of the last eight same weekdays: one odd day does not move it.</summary>
internal sealed class WeekdayMedian : WeekdayModel
{
    public override string Id => "weekday_median_8";

    public override int Complexity => 2;

    public override int DaysNeeded => 28;

    protected override double Next(List<double> past, double parameter) => Statistics.Median(past[^Math.Min(8, past.Count)..]);
}

/// <summary>Exponential smoothing within each weekday; the smoothing weight is the one that would have erred least.</summary>
internal sealed class WeekdayEwma : WeekdayModel
{
    public override string Id => "weekday_ewma";

    public override int Complexity => 3;

    public override int DaysNeeded => 28;

    protected override double[] Choices => [0.1, 0.2, 0.3, 0.45];

    protected override double Next(List<double> past, double parameter)
    {
        var level = past[0];
        for (var i = 1; i < past.Count; i++)
        {
            level += parameter * (past[i] - level);
        }

        return level;
    }
}

/// <summary>Methods that treat the seven weekdays as seven series of their own.</summary>
internal abstract class WeekdayModel : ICandidate
{
    /// <summary>Older values of a weekday than these cannot matter.</summary>
    private const int Memory = 60;

    public abstract string Id { get; }

    public abstract int Complexity { get; }

    public abstract int DaysNeeded { get; }

    protected virtual double[] Choices => [0];

    /// <summary>The next value of one weekday from its past ones, oldest first (never empty).</summary>
    protected abstract double Next(List<double> past, double parameter);

    public FittedModel Fit(DemandSeries series)
    {
        var demand = series.Demand;
        var level = Statistics.MeanOf(demand[^Math.Min(56, demand.Length)..]);
        double best = double.PositiveInfinity, chosen = Choices[0];
        double[] residuals = [];
        double[] next = [];
        foreach (var choice in Choices)
        {
            var (errors, path) = Run(demand, choice, level);
            var loss = errors.Length == 0 ? 0 : errors.Average(Math.Abs);
            if (loss < best)
            {
                (best, chosen, residuals, next) = (loss, choice, errors, path);
            }
        }

        var parameters = new Dictionary<string, double>();
        if (Choices.Length > 1)
        {
            parameters["alpha"] = chosen;
        }

        return new FittedModel(step => next[step % 7], residuals, _ => 1, level, parameters);
    }

    private (double[] Residuals, double[] Next) Run(ReadOnlySpan<double> demand, double parameter, double level)
    {
        var past = new List<double>[7];
        for (var i = 0; i < 7; i++)
        {
            past[i] = [];
        }

        var errors = new List<double>(demand.Length);
        for (var i = 0; i < demand.Length; i++)
        {
            if (double.IsNaN(demand[i]))
            {
                continue;
            }

            var own = past[i % 7];
            if (own.Count > 0)
            {
                var forecast = Next(own, parameter);
                errors.Add((demand[i] - forecast) / FittedModel.Scale(forecast, level));
            }

            own.Add(demand[i]);
            if (own.Count > Memory)
            {
                own.RemoveAt(0);
            }
        }

        // A weekday never seen open takes the level of the whole series.
        var next = new double[7];
        for (var step = 0; step < 7; step++)
        {
            var own = past[(demand.Length + step) % 7];
            next[step] = own.Count > 0 ? Next(own, parameter) : level;
        }

        return ([.. errors], next);
    }
}
