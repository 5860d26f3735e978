namespace Bakery.Forecast;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>
    /// The value below which a standard normal variable lies with the given probability, to about 16 digits.
    /// Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not strictly between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies strictly between 0 and 1.");
        }

        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - q * q;
            return q * Ratio(r, CentreNumerator, CentreDenominator);
        }

        var tail = Math.Sqrt(-Math.Log(q < 0 ? probability : 1 - probability));
        var value = tail <= 5
            ? Ratio(tail - 1.6, MiddleNumerator, MiddleDenominator)
            : Ratio(tail - 5, TailNumerator, TailDenominator);
        return q < 0 ? -value : value;
    }

    /// <summary>
    /// Probability above a value, to about 15 digits. Source: J. F. Hart et al., "Computer Approximations" (1968), algorithm 5666, as given by
    /// G. West, "Better approximations to cumulative normal functions", Wilmott (2005).
    /// </summary>
    internal static double Upper(double value)
    {
        var size = Math.Abs(value);
        double tail;
        if (size > 37)
        {
            tail = 0;
        }
        else if (size < 7.07106781186547)
        {
            tail = Math.Exp(-size * size / 2) * Ratio(size, HartNumerator, HartDenominator);
        }
        else
        {
            tail = Math.Exp(-size * size / 2) / (size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))) / 2.506628274631;
        }

        return value > 0 ? tail : 1 - tail;
    }

    /// <summary>Two-sided p-value of a t statistic with the given degrees of freedom (regularised incomplete beta, Lentz's continued fraction).</summary>
    internal static double TwoSidedStudent(double t, double degrees)
    {
        var x = degrees / (degrees + t * t);
        return double.IsNaN(x) ? 1 : Beta(x, degrees / 2, 0.5);
    }

    private static readonly double[] HartNumerator =
    [
        220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688, 0.0352624965998911, 0,
    ];

    private static readonly double[] HartDenominator =
    [
        440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207, 1.75566716318264, 0.0883883476483184,
    ];

    private static double Ratio(double r, double[] numerator, double[] denominator)
    {
        double n = 0, d = 0;
        for (var i = numerator.Length - 1; i >= 0; i--)
        {
            n = n * r + numerator[i];
            d = d * r + denominator[i];
        }

        return n / d;
    }

    private static double Beta(double x, double a, double b)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (x >= 1)
        {
            return 1;
        }

        if (x > (a + 1) / (a + b + 2))
        {
            return 1 - Beta(1 - x, b, a);
        }

        const double tiny = 1e-300;
        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        var result = d;
        for (var m = 1; m <= 300; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 + even * d;
            c = 1 + even / c;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = Math.Abs(c) < tiny ? tiny : c;
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 + odd * d;
            c = 1 + odd / c;
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = Math.Abs(c) < tiny ? tiny : c;
            result *= d * c;
            if (Math.Abs(d * c - 1) < 1e-14)
            {
                break;
            }
        }

        return front * result;
    }

    // Lanczos approximation (g = 7, n = 9).
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> g =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
            12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        var sum = g[0];
        for (var i = 1; i < g.Length; i++)
        {
            sum += g[i] / (x - 1 + i);
        }

        var t = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    private static readonly double[] CentreNumerator =
    [
        3.3871328727963666080E0, 1.3314166789178437745E+2, 1.9715909503065514427E+3, 1.3731693765509461125E+4,
        4.5921953931549871457E+4, 6.7265770927008700853E+4, 3.3430575583588128105E+4, 2.5090809287301226727E+3,
    ];

    private static readonly double[] CentreDenominator =
    [
        1, 4.2313330701600911252E+1, 6.8718700749205790830E+2, 5.3941960214247511077E+3,
        2.1213794301586595867E+4, 3.9307895800092710610E+4, 2.8729085735721942674E+4, 5.2264952788528545610E+3,
    ];

    private static readonly double[] MiddleNumerator =
    [
        1.42343711074968357734E0, 4.63033784615654529590E0, 5.76949722146069140550E0, 3.64784832476320460504E0,
        1.27045825245236838258E0, 2.41780725177450611770E-1, 2.27238449892691845833E-2, 7.74545014278341407640E-4,
    ];

    private static readonly double[] MiddleDenominator =
    [
        1, 2.05319162663775882187E0, 1.67638483018380384940E0, 6.89767334985100004550E-1,
        1.48103976427480074590E-1, 1.51986665636164571966E-2, 5.47593808499534494600E-4, 1.05075007164441684324E-9,
    ];

    private static readonly double[] TailNumerator =
    [
        6.65790464350110377720E0, 5.46378491116411436990E0, 1.78482653991729133580E0, 2.96560571828504891230E-1,
        2.65321895265761230930E-2, 1.24266094738807843860E-3, 2.71155556874348757815E-5, 2.01033439929228813265E-7,
    ];

    private static readonly double[] TailDenominator =
    [
        1, 5.99832206555887937690E-1, 1.36929880922735805310E-1, 1.48753612908506148525E-2,
        7.86869131145613259100E-4, 1.84631831751005468180E-5, 1.42151175831644588870E-7, 2.04426310338993978564E-15,
    ];
}
