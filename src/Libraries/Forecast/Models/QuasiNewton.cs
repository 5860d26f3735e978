namespace Bakery.Forecast.Models;

/// <summary>
/// Minimiser of smooth functions of a dozen numbers: BFGS with differences as the gradient, scaled by the curvature at the start. Source:
/// J. Nocedal and S. J. Wright, "Numerical Optimization" (2006), algorithm 6.1, with a backtracking line search.
/// </summary>
internal static class QuasiNewton
{
    private const int MostSteps = 60;
    private const double Difference = 1e-5;

    /// <summary>The best point found; the start when the function is not finite there.</summary>
    public static double[] Minimise(Func<double[], double> objective, double[] start)
    {
        var n = start.Length;
        var x = (double[])start.Clone();
        var value = Safe(objective(x));
        var gradient = new double[n];
        var inverse = new double[n, n];
        var probe = (double[])x.Clone();
        for (var i = 0; i < n; i++)
        {
            var (up, down) = Around(objective, probe, i);
            gradient[i] = (up - down) / (2 * Difference);
            var curvature = (up - 2 * value + down) / (Difference * Difference);
            inverse[i, i] = 1 / Math.Clamp(double.IsFinite(curvature) ? Math.Abs(curvature) : 1, 1, 1e9);
        }

        var direction = new double[n];
        var next = new double[n];
        var nextGradient = new double[n];
        var small = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            double slope = 0;
            for (var i = 0; i < n; i++)
            {
                direction[i] = 0;
                for (var j = 0; j < n; j++)
                {
                    direction[i] -= inverse[i, j] * gradient[j];
                }

                slope += direction[i] * gradient[i];
            }

            if (!(slope < -1e-12))
            {
                break;
            }

            var length = 1.0;
            double found;
            while (true)
            {
                for (var i = 0; i < n; i++)
                {
                    next[i] = x[i] + length * direction[i];
                }

                found = Safe(objective(next));
                if (found <= value + 1e-4 * length * slope || length < 1e-8)
                {
                    break;
                }

                length *= 0.35;
            }

            if (!(found < value))
            {
                break;
            }

            next.CopyTo(probe, 0);
            for (var i = 0; i < n; i++)
            {
                var (up, down) = Around(objective, probe, i);
                nextGradient[i] = (up - down) / (2 * Difference);
            }

            Update(inverse, x, next, gradient, nextGradient);
            small = value - found < 1e-5 ? small + 1 : 0;
            value = found;
            next.CopyTo(x, 0);
            nextGradient.CopyTo(gradient, 0);
            if (small >= 2)
            {
                break;
            }
        }

        return x;
    }

    private static (double Up, double Down) Around(Func<double[], double> objective, double[] probe, int i)
    {
        var at = probe[i];
        probe[i] = at + Difference;
        var up = Safe(objective(probe));
        probe[i] = at - Difference;
        var down = Safe(objective(probe));
        probe[i] = at;
        return (up, down);
    }

    private static void Update(double[,] inverse, double[] x, double[] next, double[] gradient, double[] nextGradient)
    {
        var n = x.Length;
        double[] s = new double[n], y = new double[n], hy = new double[n];
        double sy = 0, yhy = 0;
        for (var i = 0; i < n; i++)
        {
            (s[i], y[i]) = (next[i] - x[i], nextGradient[i] - gradient[i]);
            sy += s[i] * y[i];
        }

        if (sy < 1e-12)
        {
            return;
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                hy[i] += inverse[i, j] * y[j];
            }

            yhy += y[i] * hy[i];
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                inverse[i, j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }

    private static double Safe(double value) => double.IsFinite(value) ? value : double.MaxValue / 4;
}
