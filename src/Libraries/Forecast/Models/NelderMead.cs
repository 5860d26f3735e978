namespace Bakery.Forecast.Models;

/// <summary>Derivative-free minimiser. Source: J. A. Nelder and R. Mead, "A simplex method for function minimization", Computer Journal 7 (1965).</summary>
internal static class NelderMead
{
    public static double[] Minimise(Func<double[], double> objective, double[] start, double step, int evaluations)
    {
        var n = start.Length;
        var points = new double[n + 1][];
        var values = new double[n + 1];
        for (var i = 0; i <= n; i++)
        {
            points[i] = [.. start];
            if (i > 0)
            {
                points[i][i - 1] += step;
            }

            values[i] = Safe(objective(points[i]));
        }

        var used = n + 1;
        while (used < evaluations)
        {
            Array.Sort(values, points);
            if (Math.Abs(values[n] - values[0]) <= 1e-7 * (Math.Abs(values[0]) + 1e-7))
            {
                break;
            }

            var centre = new double[n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    centre[j] += points[i][j] / n;
                }
            }

            var reflected = Along(centre, points[n], -1);
            var value = Safe(objective(reflected));
            used++;
            if (value < values[0])
            {
                var expanded = Along(centre, points[n], -2);
                var further = Safe(objective(expanded));
                used++;
                (points[n], values[n]) = further < value ? (expanded, further) : (reflected, value);
            }
            else if (value < values[n - 1])
            {
                (points[n], values[n]) = (reflected, value);
            }
            else
            {
                var contracted = Along(centre, points[n], value < values[n] ? -0.5 : 0.5);
                var closer = Safe(objective(contracted));
                used++;
                if (closer < Math.Min(value, values[n]))
                {
                    (points[n], values[n]) = (contracted, closer);
                }
                else
                {
                    for (var i = 1; i <= n; i++)
                    {
                        points[i] = Along(points[0], points[i], 0.5);
                        values[i] = Safe(objective(points[i]));
                    }

                    used += n;
                }
            }
        }

        Array.Sort(values, points);
        return points[0];
    }

    private static double[] Along(double[] centre, double[] point, double factor)
    {
        var result = new double[centre.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = centre[i] + factor * (point[i] - centre[i]);
        }

        return result;
    }

    private static double Safe(double value) => double.IsFinite(value) ? value : double.MaxValue / 4;
}
