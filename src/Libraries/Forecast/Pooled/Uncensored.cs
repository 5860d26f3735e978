namespace Bakery.Forecast.Pooled;

/// <summary>
/// A history in which days that sold out carry what was probably wanted. Where the time of the last sale is known, the pace until then tells of the
/// rest, and so do the days before: sold quickly is partly chance, and the quantity over the share of the day would be too high by a piece in few. The
/// rate is a gamma variable and sales are Poisson (A. Gelman et al., "Bayesian Data Analysis", 2013, section 2.6). Where only the day's total is
/// known, it is a lower bound, and demand is what the series' own distribution expects above it:
/// J. Tobin, Econometrica 26 (1958), as the E step of A. P. Dempster, N. M. Laird and D. B. Rubin, J. Royal Statistical Society B 39 (1977), gone
/// through in time order. A day's demand uses that day and earlier ones only. Demand is close to a gamma variable; its cube root is normal (E. B.
/// Wilson and M. M. Hilferty, PNAS 17, 1931), which gives mean and draws above a bound in closed form.
/// </summary>
internal static class Uncensored
{
    /// <summary>Weight of a new day in level and spread, of a new week in the weekday's share.</summary>
    private const double LevelWeight = 0.04;
    private const double SpreadWeight = 0.02;
    private const double WeekdayWeight = 0.06;
    private const double SpreadPower = 0.7;
    private const int DaysNeeded = 7;
    private const double HighestMultiple = 2;
    private const double LargestVariation = 1;

    /// <summary>Days differ by this share of their mean at least, beyond the chance of who comes.</summary>
    private const double SmallestVariation = 0.05;

    /// <summary>
    /// The history with what was probably wanted on its sold-out days: the mean as demand, and as <see cref="DemandSeries.Drawn"/> a draw, always
    /// the same one (R. J. Little and D. B. Rubin, "Statistical Analysis with Missing Data", 2002): quantiles learned from draws are those of demand.
    /// </summary>
    /// <param name="series">Demand, where bounds are known as such.</param>
    /// <param name="isNamed">Days that say nothing of an ordinary one.</param>
    public static DemandSeries Complete(DemandSeries series, Func<DateOnly, bool> isNamed)
    {
        if (!series.HasSellOuts)
        {
            return series;
        }

        var demand = series.Demand.ToArray();
        var drawn = (double[])demand.Clone();
        double level = 0, spread = 0;
        var share = new double[] { 1, 1, 1, 1, 1, 1, 1 };
        var weeks = new int[7];
        var isWhole = true;
        var seen = 0;
        for (var i = 0; i < demand.Length; i++)
        {
            if (double.IsNaN(demand[i]))
            {
                continue;
            }

            if (series.IsBound(i) && demand[i] <= 0)
            {
                // There was nothing to sell: the day says nothing.
                demand[i] = drawn[i] = double.NaN;
                continue;
            }

            isWhole &= demand[i] == Math.Floor(demand[i]);
            var expected = level * share[i % 7];
            double? square = null;
            if (series.IsBound(i) && seen >= DaysNeeded && expected > 0)
            {
                // Sold n and gone: n or more were wanted; between whole numbers half a piece less is the border.
                var above = new Excess(expected, spread * Math.Pow(expected, 2 * SpreadPower), Math.Max(0, demand[i] - (isWhole ? 0.5 : 0)));
                var most = HighestMultiple * demand[i];
                square = above.SquareAround(expected);
                drawn[i] = Math.Clamp(above.Draw(Chance(series.Start.DayNumber + i, demand[i])), demand[i], most);
                demand[i] = Math.Clamp(above.Mean, demand[i], most);
            }

            else if (series.ShareGone(i) is < 1 and var gone && seen >= DaysNeeded && expected > 0)
            {
                var (sold, most) = (series.Sold[i], HighestMultiple * series.Sold[i]);
                var own = Math.Max(spread * Math.Pow(expected, 2 * SpreadPower) - expected, SmallestVariation * SmallestVariation * expected * expected);
                var weight = expected / own;
                var rest = (1 - gone) * (expected * weight + sold) / (weight + gone);
                var error = Math.Sqrt(rest * (1 + (1 - gone) / (weight + gone)));
                drawn[i] = Math.Clamp(sold + rest + error * Normal.Quantile(Math.Clamp(Chance(series.Start.DayNumber + i, demand[i]), 1e-9, 1 - 1e-9)), sold, most);
                demand[i] = Math.Clamp(sold + rest, sold, most);
            }

            if (isNamed(series.Start.AddDays(i)))
            {
                continue;
            }

            seen++;
            if (seen > DaysNeeded && expected > 0)
            {
                var error = square ?? (demand[i] - expected) * (demand[i] - expected);
                spread += Math.Max(SpreadWeight, 1.0 / (seen - DaysNeeded)) * (error / Math.Pow(expected, 2 * SpreadPower) - spread);
            }

            var relative = level > 0 ? demand[i] / level : 1;
            var week = ++weeks[i % 7];
            share[i % 7] += Math.Max(WeekdayWeight, 1.0 / (week + 1)) * (relative - share[i % 7]);
            level += Math.Max(LevelWeight, 1.0 / seen) * (demand[i] / Math.Max(share[i % 7], 0.05) - level);
        }

        return series.WithDemand(demand, drawn);
    }

    private static double Chance(int day, double demand)
    {
        var random = new Trees.SplitMix((ulong)day * 0x9E3779B97F4A7C15 ^ (ulong)BitConverter.DoubleToInt64Bits(demand));
        return random.NextDouble();
    }

    /// <summary>A gamma variable known to lie above a bound.</summary>
    private readonly struct Excess
    {
        private readonly double _mean, _centre, _slope, _from, _mills, _tail, _bound;

        public Excess(double mean, double variance, double bound)
        {
            var shape = 1 / Math.Clamp(variance / (mean * mean), 1e-6, LargestVariation);
            (_mean, _bound) = (mean, bound);
            _centre = 1 - 1 / (9 * shape);
            _slope = 1 / (3 * Math.Sqrt(shape));
            _from = (Math.Cbrt(bound / mean) - _centre) / _slope;
            _tail = Normal.Upper(_from);
            _mills = _tail < 1e-12 ? Math.Max(_from, 0) : Math.Exp(-_from * _from / 2) / Math.Sqrt(2 * Math.PI) / _tail;
        }

        public double Mean => _tail < 1e-12 ? _bound : _mean * Moment(3);

        public double SquareAround(double centre) =>
            _tail < 1e-12 ? (_bound - centre) * (_bound - centre) : _mean * _mean * Moment(6) - 2 * centre * Mean + centre * centre;

        public double Draw(double chance) =>
            _tail < 1e-12 ? _bound : _mean * Math.Pow(Math.Max(0, _centre - _slope * Normal.Quantile(Math.Clamp(_tail * (1 - chance), 1e-12, 1 - 1e-12))), 3);

        /// <summary>E (centre + slope · z)ⁿ for a normal z above the border: moments by m(i) = border^(i−1) · Mills + (i − 1) m(i − 2).</summary>
        private double Moment(int power)
        {
            Span<double> moments = stackalloc double[power + 1];
            moments[0] = 1;
            double sum = 0, binomial = 1;
            for (var i = 0; i <= power; i++)
            {
                if (i > 0)
                {
                    moments[i] = Math.Pow(_from, i - 1) * _mills + (i > 1 ? (i - 1) * moments[i - 2] : 0);
                    binomial = binomial * (power - i + 1) / i;
                }

                sum += binomial * Math.Pow(_centre, power - i) * Math.Pow(_slope, i) * moments[i];
            }

            return sum;
        }
    }
}
