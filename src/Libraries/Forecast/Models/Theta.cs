namespace Bakery.Forecast.Models;

/// <summary>
/// The theta method: simple smoothing of weekday-adjusted demand with half the slope of a straight line. Sources: V. Assimakopoulos and
/// K. Nikolopoulos, Int. J. Forecasting 16 (2000); R. J. Hyndman and B. Billah, Int. J. Forecasting 19 (2003), whose formula is that of
/// R's <c>forecast::thetaf</c>; so are the test for a weekly season and the classical decomposition. Missing days are passed over.
/// </summary>
internal sealed class Theta : ICandidate
{
    private const int Window = 365;
    private const double SmallestFactor = 1e-4;

    /// <summary>One-sided 95 % point of the normal distribution.</summary>
    private const double Significant = 1.6448536269514722;

    private static readonly EtsForm Simple = new(false, false, 0);

    public string Id => "theta";

    public int Complexity => 5;

    public int DaysNeeded => 42;

    public FittedModel Fit(DemandSeries series)
    {
        var values = series.Last(Window).Demand.ToArray();
        var level = Statistics.MeanOf(values.AsSpan()[^Math.Min(56, values.Length)..]);
        var fit = ThetaFit.Estimate(values);
        return new FittedModel(
            fit.Point,
            fit.ScaledResiduals(level),
            step => Math.Sqrt(1 + step * fit.Alpha * fit.Alpha),
            level,
            new Dictionary<string, double> { ["alpha"] = fit.Alpha, ["drift"] = fit.Drift, ["level"] = fit.Level });
    }

    /// <summary>A fitted theta line.</summary>
    internal sealed class ThetaFit
    {
        private readonly double[] _values;
        private readonly double[] _season;
        private readonly EtsFit _smooth;
        private readonly double _lag;

        private ThetaFit(double[] values, double[] season, Func<EtsData, EtsFit> smooth)
        {
            (_values, _season) = (values, season);
            var adjusted = new double[values.Length];
            var count = 0;
            for (var i = 0; i < values.Length; i++)
            {
                adjusted[i] = values[i] / season[i % 7];
                count += double.IsNaN(values[i]) ? 0 : 1;
            }

            _smooth = smooth(new EtsData(adjusted));
            Drift = Slope(adjusted) / 2;
            _lag = (1 - Math.Pow(1 - Alpha, count)) / Alpha;
        }

        public double Alpha => _smooth.Alpha;

        public double Drift { get; }

        public double Level => _smooth.Level;

        public static ThetaFit Estimate(double[] values) => new(values, SeasonOf(values), data => EtsFit.Estimate(data, Simple));

        /// <summary>With a given weight, first level and weekly factors.</summary>
        public static ThetaFit Given(double[] values, double alpha, double level, double[] season) =>
            new(values, season, data => EtsFit.Given(data, Simple, new EtsWeights(alpha, 0, 0, 1), new EtsStart(level, 0, new double[7])));

        public double Fitted(int day) => _smooth.Fitted[day] * _season[day % 7];

        public double Point(int step) => Math.Max(0, (Level + Drift * (step + _lag)) * _season[(_values.Length + step) % 7]);

        public double[] ScaledResiduals(double level)
        {
            var errors = new List<double>(_values.Length);
            for (var i = 21; i < _values.Length; i++)
            {
                if (!double.IsNaN(_values[i]))
                {
                    errors.Add((_values[i] - Fitted(i)) / FittedModel.Scale(Fitted(i), level));
                }
            }

            return [.. errors];
        }
    }

    /// <summary>Weekly factors, by place in the history; all 1 where the seventh autocorrelation is not significant.</summary>
    internal static double[] SeasonOf(double[] values)
    {
        double[] none = [1, 1, 1, 1, 1, 1, 1];
        if (values.Length <= 14 || !HasSeason(values))
        {
            return none;
        }

        double[] sum = new double[7], factor = new double[7];
        var count = new int[7];
        for (var i = 3; i < values.Length - 3; i++)
        {
            var around = Statistics.MeanOf(values.AsSpan(i - 3, 7));
            if (!double.IsNaN(values[i]) && around > 0)
            {
                sum[i % 7] += values[i] / around;
                count[i % 7]++;
            }
        }

        double total = 0;
        var known = 0;
        for (var day = 0; day < 7; day++)
        {
            factor[day] = count[day] == 0 ? double.NaN : sum[day] / count[day];
            total += count[day] == 0 ? 0 : factor[day];
            known += count[day] == 0 ? 0 : 1;
        }

        for (var day = 0; day < 7; day++)
        {
            factor[day] = double.IsNaN(factor[day]) ? 1 : factor[day] * known / total;
        }

        return factor.All(f => f >= SmallestFactor) ? factor : none;
    }

    private static bool HasSeason(double[] values)
    {
        var mean = Statistics.MeanOf(values);
        var correlation = new double[8];
        double sum = 0;
        var count = 0;
        for (var lag = 0; lag <= 7; lag++)
        {
            for (var i = lag; i < values.Length; i++)
            {
                var product = (values[i] - mean) * (values[i - lag] - mean);
                correlation[lag] += double.IsNaN(product) ? 0 : product;
                count += lag == 0 && !double.IsNaN(product) ? 1 : 0;
            }

            sum += lag is > 0 and < 7 ? correlation[lag] * correlation[lag] : 0;
        }

        var variance = correlation[0];
        return variance > 0 && Math.Abs(correlation[7]) / variance / Math.Sqrt((1 + 2 * sum / (variance * variance)) / count) > Significant;
    }

    private static double Slope(double[] values)
    {
        double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                n++;
                sx += i;
                sy += values[i];
                sxx += (double)i * i;
                sxy += i * values[i];
            }
        }

        var spread = n * sxx - sx * sx;
        return spread <= 0 ? 0 : (n * sxy - sx * sy) / spread;
    }
}
