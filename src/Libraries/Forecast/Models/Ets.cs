namespace Bakery.Forecast.Models;

/// <summary>
/// Exponential smoothing in state space form with a weekly season. Source: R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder,
/// "Forecasting with Exponential Smoothing: The State Space Approach" (2008). The form is chosen by AICc among additive and
/// multiplicative errors and seasons, with and without a damped trend; closed days pass without an update.
/// </summary>
internal sealed class Ets(EtsForm? form = null) : ICandidate
{
    /// <summary>Longer histories are cut: smoothing forgets them anyway.</summary>
    private const int Window = 730;

    public string Id => "ets";

    public int Complexity => 6;

    public int DaysNeeded => 42;

    /// <summary>The form with the lowest AICc on a history.</summary>
    public static EtsForm Choose(DemandSeries series)
    {
        var data = new EtsData(series.Last(Window));
        return EtsForm.For(data.IsPositive)
            .Select(candidate => (Form: candidate, Fit: EtsFit.Estimate(data, candidate)))
            .MinBy(pair => pair.Fit.Aicc).Form;
    }

    public FittedModel Fit(DemandSeries series)
    {
        var data = new EtsData(series.Last(Window));
        var chosen = form is { } given && (data.IsPositive || !given.NeedsPositive) ? given : Choose(series);
        var fit = EtsFit.Estimate(data, chosen);
        return new FittedModel(fit.Point, fit.ScaledResiduals(data.Level), fit.Growth, data.Level, fit.Parameters);
    }
}

/// <summary>One form of exponential smoothing.</summary>
/// <param name="MultiplicativeError">Errors are shares of the forecast instead of pieces.</param>
/// <param name="DampedTrend">The level drifts, ever less.</param>
/// <param name="Season">Weekly season: 0 none, 1 additive, 2 multiplicative.</param>
internal readonly record struct EtsForm(bool MultiplicativeError, bool DampedTrend, int Season)
{
    public bool NeedsPositive => MultiplicativeError || Season == 2;

    /// <summary>States and smoothing weights, for the AICc.</summary>
    public int ParameterCount => 3 + (DampedTrend ? 3 : 0) + (Season == 0 ? 0 : 7);

    /// <summary>The forms tried; multiplicative ones need sales on every open day.</summary>
    public static IEnumerable<EtsForm> For(bool positive)
    {
        yield return new EtsForm(false, false, 0);
        yield return new EtsForm(false, false, 1);
        yield return new EtsForm(false, true, 1);
        if (positive)
        {
            yield return new EtsForm(true, false, 1);
            yield return new EtsForm(true, false, 2);
            yield return new EtsForm(true, true, 2);
        }
    }

    public override string ToString() =>
        $"{(MultiplicativeError ? 'M' : 'A')},{(DampedTrend ? "Ad" : "N")},{(Season == 0 ? 'N' : Season == 1 ? 'A' : 'M')}";
}

/// <summary>Where smoothing starts: the day before the first one. The season begins with the first day's.</summary>
internal sealed record EtsStart(double Level, double Trend, double[] Season);

/// <summary>Weights of smoothing, as in the book: β is the weight of the trend itself, not a share of α.</summary>
internal readonly record struct EtsWeights(double Alpha, double Beta, double Gamma, double Phi);

/// <summary>A history prepared for smoothing: values, and a first guess of level and weekly pattern.</summary>
internal sealed class EtsData
{
    public const int FirstDays = 56;

    public EtsData(DemandSeries series)
        : this(series.Demand.ToArray())
    {
    }

    /// <param name="values">Demand per day, NaN where unknown.</param>
    public EtsData(double[] values)
    {
        Values = values;
        Level = Statistics.MeanOf(Values.AsSpan()[^Math.Min(56, Values.Length)..]);
        var first = Values.AsSpan(0, Math.Min(Values.Length, FirstDays));
        FirstLevel = Statistics.MeanOf(first);
        var half = first.Length / 2;
        FirstSlope = half == 0 ? 0 : (Statistics.MeanOf(first[half..]) - Statistics.MeanOf(first[..half])) / half;
        Difference = new double[7];
        Ratio = new double[7];
        for (var day = 0; day < 7; day++)
        {
            double sum = 0;
            var count = 0;
            for (var i = day; i < first.Length; i += 7)
            {
                sum += double.IsNaN(first[i]) ? 0 : first[i];
                count += double.IsNaN(first[i]) ? 0 : 1;
            }

            Difference[day] = count == 0 ? 0 : sum / count - FirstLevel;
            Ratio[day] = count == 0 || FirstLevel <= 0 ? 1 : Math.Max(0.01, sum / count / FirstLevel);
        }

        IsPositive = FirstLevel > 0;
        foreach (var value in Values)
        {
            Count += double.IsNaN(value) ? 0 : 1;
            IsPositive &= double.IsNaN(value) || value > 0;
        }
    }

    public double[] Values { get; }

    /// <summary>Mean of the last eight weeks.</summary>
    public double Level { get; }

    public double FirstLevel { get; }

    /// <summary>Change per day within the first eight weeks.</summary>
    public double FirstSlope { get; }

    public double[] Difference { get; }

    public double[] Ratio { get; }

    public bool IsPositive { get; }

    public int Count { get; }
}
