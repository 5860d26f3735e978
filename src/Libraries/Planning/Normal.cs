namespace Bakery.Planning;

/// <summary>Quantiles of the standard normal distribution.</summary>
public static class Normal
{
    private static readonly double[] A = [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00];
    private static readonly double[] B = [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01];
    private static readonly double[] C = [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00];
    private static readonly double[] D = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00];

    /// <summary>The z below which a share p of the distribution lies (Acklam's rational approximation, relative error 1.15e-9).</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not between 0 and 1.</exception>
    public static double Quantile(double p)
    {
        if (p is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p));
        }

        const double tail = 0.02425;
        if (p < tail)
        {
            double q = Math.Sqrt(-2 * Math.Log(p));
            return Polynomial(C, q) / (Polynomial(D, q) * q + 1);
        }

        if (p > 1 - tail)
        {
            return -Quantile(1 - p);
        }

        double r = p - 0.5;
        double square = r * r;
        return Polynomial(A, square) * r / (Polynomial(B, square) * square + 1);
    }

    private static double Polynomial(double[] coefficients, double x) => coefficients.Aggregate(0.0, (sum, coefficient) => sum * x + coefficient);
}
