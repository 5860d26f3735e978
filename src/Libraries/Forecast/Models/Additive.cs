namespace Bakery.Forecast.Models;

/// <summary>Form of an additive model.</summary>
/// <param name="YearlyOrder">Fourier terms of the year; 0 = none.</param>
/// <param name="WeeklyOrder">Fourier terms of the week.</param>
/// <param name="ChangepointScale">Scale of the Laplace prior on changes of slope.</param>
/// <param name="PriorScale">Standard deviation of the normal prior on season and holiday effects.</param>
internal sealed record AdditiveForm(int YearlyOrder, int WeeklyOrder = 3, double ChangepointScale = 0.05, double PriorScale = 10);

/// <summary>
/// Trend with changes of slope, weekly and yearly Fourier seasons and named days. Likelihood and priors of S. J. Taylor and B. Letham,
/// "Forecasting at scale", The American Statistician 72 (2018): y / max|y| is normal around the sum with k, m ~ N(0, 5), slope changes ~
/// Laplace(0, 0.05), effects ~ N(0, 10), σ ~ N(0, 0.5), σ above zero. The maximum is found by turns: σ in closed form, everything else by
/// Newton steps in which |δ| is met by a parabola that touches it (D. R. Hunter and K. Lange, "A tutorial on MM algorithms", 2004), which never
/// raises the objective; pairs of steps are drawn out as by R. Varadhan and C. Roland, Scandinavian J. Statistics 35 (2008).
/// </summary>
internal sealed class Additive
{
    private const int Changepoints = 25;
    private const double TrendVariance = 25;
    private const double SigmaVariance = 0.25;
    private const int MostSteps = 130;

    private readonly AdditiveForm _form;
    private readonly DateOnly _start;
    private readonly double _span;
    private readonly double _scale;
    private readonly double[] _changes;
    private readonly IReadOnlyList<string> _names;
    private readonly Func<DateOnly, string?> _nameOf;
    private readonly double[] _beta;

    private Additive(AdditiveForm form, DateOnly start, double span, double scale, double[] changes, IReadOnlyList<string> names, Func<DateOnly, string?> nameOf)
    {
        (_form, _start, _span, _scale, _changes, _names, _nameOf) = (form, start, span, scale, changes, names, nameOf);
        _beta = new double[2 + changes.Length + 2 * (form.YearlyOrder + form.WeeklyOrder) + names.Count];
    }

    /// <summary>Negative log posterior at the estimate, without constants.</summary>
    public double Objective { get; private set; }

    /// <summary>Standard deviation of the errors, in pieces.</summary>
    public double Sigma { get; private set; }

    /// <summary>Fits a history; null with fewer than two different days of sales.</summary>
    /// <param name="days">Open days and demand, oldest first.</param>
    /// <param name="form">Seasons.</param>
    /// <param name="nameOf">Name of a day, null for an ordinary one. Names never seen have no effect.</param>
    public static Additive? Fit(IReadOnlyList<(DateOnly Date, double Demand)> days, AdditiveForm form, Func<DateOnly, string?> nameOf)
    {
        var scale = days.Count == 0 ? 0 : days.Max(d => Math.Abs(d.Demand));
        if (days.Count < 3 || !(scale > 0) || !double.IsFinite(scale))
        {
            return null;
        }

        double span = days[^1].Date.DayNumber - days[0].Date.DayNumber;
        var names = days.Select(d => nameOf(d.Date)).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var fit = new Additive(form, days[0].Date, span, scale, ChangesOf(days, span), names, nameOf);
        fit.Maximise(days);
        return fit;
    }

    /// <summary>Demand of a day; below zero where the trend falls there.</summary>
    public double Point(DateOnly date)
    {
        Span<double> row = new double[_beta.Length];
        Write(date, row);
        double sum = 0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += row[i] * _beta[i];
        }

        return sum * _scale;
    }

    /// <summary>Negative log posterior of given parameters (m, k, δ, effects in the order of the columns; scaled units).</summary>
    public double ObjectiveOf(IReadOnlyList<(DateOnly Date, double Demand)> days, ReadOnlySpan<double> parameters, double sigma)
    {
        double squares = 0;
        var row = new double[_beta.Length];
        foreach (var (date, demand) in days)
        {
            Write(date, row);
            var error = demand / _scale;
            for (var i = 0; i < row.Length; i++)
            {
                error -= row[i] * parameters[i];
            }

            squares += error * error;
        }

        return Total(squares, days.Count, parameters, sigma);
    }

    /// <summary>Names with an effect, in the order of their columns.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Changepoints lie on the first 80 % of the observed days, evenly by their number.</summary>
    private static double[] ChangesOf(IReadOnlyList<(DateOnly Date, double Demand)> days, double span)
    {
        var last = (int)Math.Floor(0.8 * days.Count) - 1;
        var count = Math.Min(Changepoints, last);
        return count < 1 ? [] : [.. Enumerable.Range(1, count)
            .Select(i => (int)Math.Round((double)i * last / count, MidpointRounding.ToEven))
            .Select(i => (days[i].Date.DayNumber - days[0].Date.DayNumber) / span)];
    }

    /// <summary>The columns of a day: 1, t, hinges, year, week, names.</summary>
    private void Write(DateOnly date, Span<double> row)
    {
        var t = (date.DayNumber - _start.DayNumber) / _span;
        row[0] = 1;
        row[1] = t;
        var at = 2;
        foreach (var change in _changes)
        {
            row[at++] = Math.Max(0, t - change);
        }

        // Days since 1970 as the phase, so that columns mean the same in every fit.
        double day = date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        at = Fourier(row, at, day / 365.25, _form.YearlyOrder);
        at = Fourier(row, at, day / 7, _form.WeeklyOrder);
        var name = _nameOf(date);
        foreach (var known in _names)
        {
            row[at++] = name == known ? 1 : 0;
        }
    }

    private static int Fourier(Span<double> row, int at, double phase, int order)
    {
        for (var n = 1; n <= order; n++)
        {
            (row[at], row[at + 1]) = Math.SinCos(2 * Math.PI * n * phase);
            at += 2;
        }

        return at;
    }

    private void Maximise(IReadOnlyList<(DateOnly Date, double Demand)> days)
    {
        var p = _beta.Length;
        var normal = new NormalEquations(p);
        var row = new double[p];
        double total = 0;
        foreach (var (date, demand) in days)
        {
            Write(date, row);
            normal.Add(row, demand / _scale);
            total += demand / _scale;
        }

        _beta[0] = total / days.Count;
        var sigma = Math.Max(0.01, Math.Sqrt(normal.Squares(_beta) / days.Count));
        Objective = Total(normal.Squares(_beta), days.Count, _beta, sigma);
        Array.Fill(_beta, 0.01, 2, _changes.Length);
        double[] first = new double[p], second = new double[p], further = new double[p];
        for (var step = 0; step < MostSteps; step++)
        {
            _beta.CopyTo(first, 0);
            Improve(normal, days.Count, first, ref sigma);
            first.CopyTo(second, 0);
            var objective = Improve(normal, days.Count, second, ref sigma);
            double moved = 0, bent = 0;
            for (var i = 0; i < p; i++)
            {
                var (move, bend) = (first[i] - _beta[i], second[i] - 2 * first[i] + _beta[i]);
                moved += move * move;
                bent += bend * bend;
            }

            // Two steps tell where the path leads: going there at once, and one step more, is kept when it is better than the two.
            if (step > 1 && bent > 0 && moved > bent)
            {
                var length = Math.Sqrt(moved / bent);
                for (var i = 0; i < p; i++)
                {
                    further[i] = _beta[i] + 2 * length * (first[i] - _beta[i]) + length * length * (second[i] - 2 * first[i] + _beta[i]);
                }

                var jumped = sigma;
                var reached = Improve(normal, days.Count, further, ref jumped);
                if (reached < objective)
                {
                    (objective, sigma) = (reached, jumped);
                    (second, further) = (further, second);
                }
            }

            second.CopyTo(_beta, 0);
            var gain = Objective - objective;
            Objective = objective;
            if (step > 3 && Math.Abs(gain) < 1e-8 * (1 + Math.Abs(objective)))
            {
                break;
            }
        }

        Sigma = sigma * _scale;
    }

    /// <summary>One turn: the effects given σ, and σ given the effects.</summary>
    /// <returns>The objective reached.</returns>
    private double Improve(NormalEquations normal, int days, double[] beta, ref double sigma)
    {
        Span<double> precision = stackalloc double[beta.Length];
        for (var i = 0; i < beta.Length; i++)
        {
            precision[i] = i < 2 ? 1 / TrendVariance
                : i < 2 + _changes.Length ? 1 / (_form.ChangepointScale * Math.Max(Math.Abs(beta[i]), 1e-9))
                : 1 / (_form.PriorScale * _form.PriorScale);
        }

        normal.Solve(precision, sigma * sigma, beta);
        var squares = Math.Max(normal.Squares(beta), 1e-12 * days);
        // Zero of the slope in σ: n/σ − S/σ³ + σ/v = 0.
        sigma = Math.Sqrt(SigmaVariance / 2 * (Math.Sqrt((double)days * days + 4 * squares / SigmaVariance) - days));
        return Total(squares, days, beta, sigma);
    }

    private double Total(double squares, int count, ReadOnlySpan<double> beta, double sigma)
    {
        var sum = squares / (2 * sigma * sigma) + count * Math.Log(sigma) + sigma * sigma / (2 * SigmaVariance);
        for (var i = 0; i < beta.Length; i++)
        {
            sum += i < 2 ? beta[i] * beta[i] / (2 * TrendVariance)
                : i < 2 + _changes.Length ? Math.Abs(beta[i]) / _form.ChangepointScale
                : beta[i] * beta[i] / (2 * _form.PriorScale * _form.PriorScale);
        }

        return sum;
    }
}

/// <summary>Sums of squares of a linear model, and its solution with a diagonal prior by Cholesky factors.</summary>
internal sealed class NormalEquations(int size)
{
    private readonly double[] _gram = new double[size * size];
    private readonly double[] _cross = new double[size];
    private readonly double[] _factor = new double[size * size];
    private double _own;

    public void Add(ReadOnlySpan<double> row, double value)
    {
        for (var i = 0; i < size; i++)
        {
            if (row[i] == 0)
            {
                continue;
            }

            _cross[i] += row[i] * value;
            for (var j = 0; j <= i; j++)
            {
                _gram[i * size + j] += row[i] * row[j];
            }
        }

        _own += value * value;
    }

    /// <summary>Σ (value − row · b)².</summary>
    public double Squares(ReadOnlySpan<double> b)
    {
        var sum = _own;
        for (var i = 0; i < size; i++)
        {
            double own = 0;
            for (var j = 0; j < i; j++)
            {
                own += _gram[i * size + j] * b[j];
            }

            sum += b[i] * (2 * own + _gram[i * size + i] * b[i] - 2 * _cross[i]);
        }

        return Math.Max(0, sum);
    }

    /// <summary>Solves (G + variance · precision) b = c.</summary>
    public void Solve(ReadOnlySpan<double> precision, double variance, Span<double> b)
    {
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = _gram[i * size + j] + (i == j ? variance * precision[i] + 1e-10 : 0);
                for (var k = 0; k < j; k++)
                {
                    sum -= _factor[i * size + k] * _factor[j * size + k];
                }

                _factor[i * size + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-14)) : sum / _factor[j * size + j];
            }
        }

        for (var i = 0; i < size; i++)
        {
            var sum = _cross[i];
            for (var k = 0; k < i; k++)
            {
                sum -= _factor[i * size + k] * b[k];
            }

            b[i] = sum / _factor[i * size + i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var k = i + 1; k < size; k++)
            {
                sum -= _factor[k * size + i] * b[k];
            }

            b[i] = sum / _factor[i * size + i];
        }
    }
}
