namespace Bakery.Forecast.Models;

/// <summary>Exponential smoothing of one form with estimated weights, run to the end of a history.</summary>
internal sealed class EtsFit
{
    private readonly EtsForm _form;
    private readonly double _alpha, _beta, _gamma, _phi;
    private readonly double[] _season = new double[7];
    private readonly double[] _fitted;
    private readonly double[] _values;
    private double _level, _trend;

    private EtsFit(EtsData data, EtsForm form, (double Alpha, double Beta, double Gamma, double Phi) weights)
    {
        _form = form;
        (_alpha, _beta, _gamma, _phi) = weights;
        _values = data.Values;
        _fitted = new double[_values.Length];
        Criterion = Run(data, form, weights, _fitted, _season, out _level, out _trend);
    }

    /// <summary>−2 log likelihood up to a constant.</summary>
    public double Criterion { get; }

    /// <summary>Akaike's criterion corrected for short histories.</summary>
    public double Aicc { get; private init; }

    public IReadOnlyDictionary<string, double> Parameters => new Dictionary<string, double>
    {
        ["alpha"] = _alpha,
        ["beta"] = _beta,
        ["gamma"] = _gamma,
        ["phi"] = _phi,
        ["error_multiplicative"] = _form.MultiplicativeError ? 1 : 0,
        ["trend_damped"] = _form.DampedTrend ? 1 : 0,
        ["season"] = _form.Season,
        ["level"] = _level,
        ["trend"] = _trend,
    };

    public static EtsFit Estimate(EtsData data, EtsForm form, int evaluations)
    {
        var season = new double[7];
        double Objective(double[] x) => Run(data, form, Weights(x, form), null, season, out _, out _);
        var dimensions = 1 + (form.Season > 0 ? 1 : 0) + (form.DampedTrend ? 2 : 0);
        var start = new double[dimensions];
        start[0] = -1.5;
        if (form.Season > 0)
        {
            start[1] = -3;
        }

        if (form.DampedTrend)
        {
            start[^2] = -3;
        }

        var best = NelderMead.Minimise(Objective, start, 1, evaluations);
        var k = form.ParameterCount;
        var fit = new EtsFit(data, form, Weights(best, form));
        var spare = data.Count - k - 1;
        return new EtsFit(data, form, Weights(best, form))
        {
            Aicc = spare <= 0 ? double.PositiveInfinity : fit.Criterion + 2 * k + 2.0 * k * (k + 1) / spare,
        };
    }

    public double Point(int step)
    {
        var level = _level;
        if (_form.DampedTrend)
        {
            level += _trend * _phi * (1 - Math.Pow(_phi, step + 1)) / (1 - _phi);
        }

        var season = _season[(_values.Length + step) % 7];
        return Math.Max(0, _form.Season switch { 0 => level, 1 => level + season, _ => level * season });
    }

    /// <summary>Growth of the standard error with the horizon, by the class 1 formula of Hyndman et al. (2008), chapter 6.</summary>
    public double Growth(int step)
    {
        double sum = 1;
        for (var j = 1; j <= step; j++)
        {
            var damped = _form.DampedTrend ? _phi * (1 - Math.Pow(_phi, j)) / (1 - _phi) : 0;
            var c = _alpha + _beta * damped + (_form.Season > 0 && j % 7 == 0 ? _gamma : 0);
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
                errors.Add((_values[i] - _fitted[i]) / FittedModel.Scale(_fitted[i], level));
            }
        }

        return [.. errors];
    }

    /// <summary>Weights from unbounded numbers: β below α, γ below 1 − α, φ between 0.80 and 0.98.</summary>
    private static (double Alpha, double Beta, double Gamma, double Phi) Weights(double[] x, EtsForm form)
    {
        static double Squash(double value) => 1 / (1 + Math.Exp(-value));
        var alpha = 0.001 + 0.989 * Squash(x[0]);
        var gamma = form.Season > 0 ? (1 - alpha) * Squash(x[1]) : 0;
        var beta = form.DampedTrend ? alpha * Squash(x[^2]) : 0;
        var phi = form.DampedTrend ? 0.80 + 0.18 * Squash(x[^1]) : 1;
        return (alpha, beta, gamma, phi);
    }

    private static double Run(
        EtsData data, EtsForm form, (double Alpha, double Beta, double Gamma, double Phi) weights, double[]? fitted, double[] season,
        out double level, out double trend)
    {
        var (alpha, beta, gamma, phi) = weights;
        var values = data.Values;
        level = data.FirstLevel;
        trend = 0;
        Array.Copy(form.Season == 2 ? data.Ratio : data.Difference, season, 7);
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
        var floor = (form.MultiplicativeError ? 1 : data.FirstLevel * data.FirstLevel + 1e-12) * 1e-10 * data.Count;
        return data.Count * Math.Log(squares + floor) + 2 * logs;
    }
}
