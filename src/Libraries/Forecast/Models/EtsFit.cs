namespace Bakery.Forecast.Models;

/// <summary>
/// Exponential smoothing of one form, run to the end of a history. Recursions: Hyndman, Koehler, Ord and Snyder (2008), tables 2.2 and 2.3.
/// Weights and first states are estimated together by maximum likelihood (chapter 5).
/// </summary>
internal sealed class EtsFit
{
    private readonly EtsForm _form;
    private readonly EtsWeights _weights;
    private readonly double[] _season = new double[7];
    private readonly double[] _values;
    private readonly double _level, _trend;

    private EtsFit(EtsData data, EtsForm form, EtsWeights weights, EtsStart start)
    {
        _form = form;
        _weights = weights;
        _values = data.Values;
        Fitted = new double[_values.Length];
        start.Season.CopyTo(_season, 0);
        Criterion = Run(data, form, weights, start.Level, start.Trend, _season, Fitted, out _level, out _trend);
        var (k, spare) = (form.ParameterCount, data.Count - form.ParameterCount - 1);
        Aicc = spare <= 0 ? double.PositiveInfinity : Criterion + 2 * k + 2.0 * k * (k + 1) / spare;
    }

    /// <summary>−2 log likelihood up to a constant: n log Σe², and 2 Σ log|ŷ| for multiplicative errors.</summary>
    public double Criterion { get; }

    /// <summary>Akaike's criterion corrected for short histories.</summary>
    public double Aicc { get; }

    /// <summary>One-step forecasts, as they were before each day; not below zero.</summary>
    public double[] Fitted { get; }

    /// <summary>Weight of the newest error in the level.</summary>
    public double Alpha => _weights.Alpha;

    /// <summary>The level after the last day.</summary>
    public double Level => _level;

    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
    {
        ["alpha"] = _weights.Alpha,
        ["beta"] = _weights.Beta,
        ["gamma"] = _weights.Gamma,
        ["phi"] = _weights.Phi,
        ["error_multiplicative"] = _form.MultiplicativeError ? 1 : 0,
        ["trend_damped"] = _form.DampedTrend ? 1 : 0,
        ["season"] = _form.Season,
        ["level"] = _level,
        ["trend"] = _trend,
    };

    /// <summary>Runs with given weights and first states.</summary>
    public static EtsFit Given(EtsData data, EtsForm form, EtsWeights weights, EtsStart start) => new(data, form, weights, start);

    /// <summary>Finds weights and first states with the highest likelihood.</summary>
    public static EtsFit Estimate(EtsData data, EtsForm form)
    {
        var season = new double[7];
        var scale = Math.Max(data.FirstLevel, 1e-9);
        double Objective(double[] x)
        {
            SeasonOf(x, form, scale, season);
            return Run(data, form, WeightsOf(x, form), x[^1] * scale, form.DampedTrend ? x[2] * scale : 0, season, null, out _, out _);
        }

        var x = new double[1 + (form.DampedTrend ? 3 : 0) + (form.Season > 0 ? 7 : 0) + 1];
        x[0] = -1.5;
        if (form.DampedTrend)
        {
            (x[1], x[3]) = (-3, 0);
        }

        if (form.Season > 0)
        {
            var at = SeasonAt(form);
            x[at] = -3;
            for (var i = 0; i < 6; i++)
            {
                x[at + 1 + i] = form.Season == 1 ? data.Difference[i] / scale : data.Ratio[i];
            }
        }

        x[^1] = data.FirstLevel / scale;
        var best = QuasiNewton.Minimise(Objective, x);
        if (form.DampedTrend)
        {
            // A trend that was there from the first day and fades slowly is often a second maximum.
            var slope = data.FirstSlope / scale;
            (x[0], x[1], x[2], x[3], x[^1]) = (-1.5, -4, slope, 3, x[^1] - slope * EtsData.FirstDays / 2);
            var other = QuasiNewton.Minimise(Objective, x);
            best = Objective(other) < Objective(best) ? other : best;
        }

        SeasonOf(best, form, scale, season);
        return new EtsFit(data, form, WeightsOf(best, form), new EtsStart(best[^1] * scale, form.DampedTrend ? best[2] * scale : 0, season));
    }

    public double Point(int step)
    {
        var level = _level;
        var phi = _weights.Phi;
        if (_form.DampedTrend)
        {
            level += _trend * phi * (1 - Math.Pow(phi, step + 1)) / (1 - phi);
        }

        var season = _season[(_values.Length + step) % 7];
        return Math.Max(0, _form.Season switch { 0 => level, 1 => level + season, _ => level * season });
    }

    /// <summary>Growth of the standard error with the horizon, by the class 1 formula of Hyndman et al. (2008), chapter 6.</summary>
    public double Growth(int step)
    {
        var (alpha, beta, gamma, phi) = _weights;
        double sum = 1;
        for (var j = 1; j <= step; j++)
        {
            var damped = _form.DampedTrend ? phi * (1 - Math.Pow(phi, j)) / (1 - phi) : 0;
            var c = alpha + beta * damped + (_form.Season > 0 && j % 7 == 0 ? gamma : 0);
            sum += c * c;
        }

        return Math.Sqrt(sum);
    }

    public double[] ScaledResiduals(double level)
    {
        // The first three weeks still carry the guessed start.
        var errors = new List<double>(_values.Length);
        for (var i = Math.Min(21, _values.Length / 3); i < _values.Length; i++)
        {
            if (!double.IsNaN(_values[i]))
            {
                errors.Add((_values[i] - Fitted[i]) / FittedModel.Scale(Fitted[i], level));
            }
        }

        return [.. errors];
    }

    private static int SeasonAt(EtsForm form) => 1 + (form.DampedTrend ? 3 : 0);

    /// <summary>Weights from unbounded numbers: β below α, γ below 1 − α, φ between 0.80 and 0.98.</summary>
    private static EtsWeights WeightsOf(double[] x, EtsForm form)
    {
        static double Squash(double value) => 1 / (1 + Math.Exp(-value));
        var alpha = 0.0001 + 0.9998 * Squash(x[0]);
        var gamma = form.Season > 0 ? (1 - alpha) * Squash(x[SeasonAt(form)]) : 0;
        var beta = form.DampedTrend ? alpha * Squash(x[1]) : 0;
        var phi = form.DampedTrend ? 0.80 + 0.18 * Squash(x[3]) : 1;
        return new EtsWeights(alpha, beta, gamma, phi);
    }

    /// <summary>The first season: six free numbers; the seventh makes the sum 0, or the mean 1.</summary>
    private static void SeasonOf(double[] x, EtsForm form, double scale, double[] season)
    {
        Array.Clear(season);
        if (form.Season == 0)
        {
            return;
        }

        var at = SeasonAt(form) + 1;
        double sum = 0;
        for (var i = 0; i < 6; i++)
        {
            season[i] = form.Season == 1 ? x[at + i] * scale : x[at + i];
            sum += season[i];
        }

        season[6] = form.Season == 1 ? -sum : 7 - sum;
    }

    private static double Run(
        EtsData data, EtsForm form, EtsWeights weights, double firstLevel, double firstTrend, double[] season, double[]? fitted,
        out double level, out double trend)
    {
        var (alpha, beta, gamma, phi) = weights;
        var values = data.Values;
        (level, trend) = (firstLevel, firstTrend);
        var smallest = Math.Max(1e-9, data.FirstLevel * 1e-6);
        double squares = 0, logs = 0;
        var day = 0;
        for (var i = 0; i < values.Length; i++, day = day == 6 ? 0 : day + 1)
        {
            var basis = level + phi * trend;
            var s = season[day];
            var expected = form.Season switch { 0 => basis, 1 => basis + s, _ => basis * s };
            if (form.MultiplicativeError)
            {
                expected = Math.Max(expected, smallest);
            }

            if (fitted is not null)
            {
                fitted[i] = Math.Max(0, expected);
            }

            var value = values[i];
            if (double.IsNaN(value))
            {
                level = basis;
                trend *= phi;
                continue;
            }

            var error = value - expected;
            if (form.MultiplicativeError)
            {
                var relative = error / expected;
                squares += relative * relative;
                logs += Math.Log(expected);
            }
            else
            {
                squares += error * error;
            }

            if (form.Season == 2)
            {
                var divisor = Math.Abs(s) < 0.01 ? 0.01 : s;
                var perBasis = Math.Abs(basis) < smallest ? smallest : basis;
                level = basis + alpha * error / divisor;
                trend = phi * trend + beta * error / divisor;
                season[day] = Math.Max(0.01, s + gamma * error / perBasis);
            }
            else
            {
                level = basis + alpha * error;
                trend = phi * trend + beta * error;
                if (form.Season == 1)
                {
                    season[day] = s + gamma * error;
                }
            }
        }

        // A floor keeps a perfectly regular series from an infinite likelihood.
        var floor = (form.MultiplicativeError ? 1 : data.FirstLevel * data.FirstLevel + 1e-12) * 1e-12 * data.Count;
        return data.Count * Math.Log(squares + floor) + 2 * logs;
    }
}
