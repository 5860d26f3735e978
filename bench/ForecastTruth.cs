using System.Globalization;

namespace Bakery.Bench;

/// <summary>One forecast of a back-test: which cut-off, how many days ahead, the median and the 80 % band.</summary>
internal sealed record ForecastRow(string Series, int Cutoff, string Date, int Horizon, double Point, double Low, double High)
{
    public static IEnumerable<ForecastRow> Read(string file) => File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Select(c =>
        new ForecastRow(c[0], int.Parse(c[1], CultureInfo.InvariantCulture), c[2], int.Parse(c[3], CultureInfo.InvariantCulture), Number(c[4]), Number(c[5]), Number(c[6])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>How often the 80 % band of some horizons held, with the 95 % interval of a bootstrap over cut-offs.</summary>
internal sealed record BandHeld(double Share, double From, double To, int Count);

/// <summary>The scores of forecasting/protocol.md §1 over all series of a data set.</summary>
internal sealed record ForecastScore(double Wape, double Wql, double Bias, double Held, IReadOnlyList<BandHeld> ByHorizon);

/// <summary>What was sold on the scored days of a tidy data set: open days with a known quantity.</summary>
internal sealed class ForecastTruth
{
    public static readonly (int From, int To)[] Horizons = [(1, 1), (2, 3), (4, 7), (8, 14)];
    private const int Resamples = 2000;

    private readonly Dictionary<(string, string), double> sold = [];

    public ForecastTruth(string folder, string name)
    {
        foreach (var cells in File.ReadLines(Path.Combine(folder, $"{name}.csv")).Skip(1).Select(l => l.Split(',')))
            if (cells[3] != "0" && double.TryParse(cells[2], CultureInfo.InvariantCulture, out var y)) sold[(cells[0], cells[1])] = y;
    }

    public ForecastScore Score(IEnumerable<ForecastRow> rows)
    {
        var scored = rows.Where(r => sold.ContainsKey((r.Series, r.Date))).Select(r => (Row: r, Sold: sold[(r.Series, r.Date)])).ToList();
        var total = scored.Sum(s => s.Sold);
        double Loss((ForecastRow Row, double Sold) s) => 2 * (Pinball(0.1, s.Sold - s.Row.Low) + Pinball(0.5, s.Sold - s.Row.Point) + Pinball(0.9, s.Sold - s.Row.High)) / 3;
        bool Inside((ForecastRow Row, double Sold) s) => s.Sold >= s.Row.Low && s.Sold <= s.Row.High;
        return new ForecastScore(scored.Sum(s => Math.Abs(s.Sold - s.Row.Point)) / total, scored.Sum(Loss) / total, scored.Sum(s => s.Row.Point - s.Sold) / total,
            (double)scored.Count(Inside) / scored.Count,
            [.. Horizons.Select(g => Bootstrap(scored.Where(s => s.Row.Horizon >= g.From && s.Row.Horizon <= g.To)
                .GroupBy(s => s.Row.Cutoff).Select(c => (Held: c.Count(Inside), Count: c.Count())).ToList()))]);
    }

    // Forecasts of one cut-off share its surprises, so cut-offs are drawn, not single forecasts.
    private static BandHeld Bootstrap(List<(int Held, int Count)> cutoffs)
    {
        var random = new Random(1);
        var shares = Enumerable.Range(0, Resamples).Select(_ =>
        {
            var drawn = Enumerable.Range(0, cutoffs.Count).Select(_ => cutoffs[random.Next(cutoffs.Count)]).ToList();
            return (double)drawn.Sum(c => c.Held) / drawn.Sum(c => c.Count);
        }).Order().ToList();
        var count = cutoffs.Sum(c => c.Count);
        return new BandHeld((double)cutoffs.Sum(c => c.Held) / count, shares[Resamples / 40], shares[Resamples - 1 - Resamples / 40], count);
    }

    private static double Pinball(double quantile, double error) => Math.Max(quantile * error, (quantile - 1) * error);
}
