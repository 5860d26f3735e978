using Bakery.Forecast;

namespace Bakery.Host.Cli;

/// <summary>One product's forecast.</summary>
internal sealed record ProductForecast(ProductHistory Product, TrainedModel Model, IReadOnlyList<ForecastDay> Days);

/// <summary>WAPE of the last weeks, forecast as if they were not known yet.</summary>
/// <param name="Weeks">Weeks tested.</param>
/// <param name="Days">Product days scored.</param>
/// <param name="Served">Of the served methods.</param>
/// <param name="Baseline">Of the mean of the last four same weekdays.</param>
/// <param name="Constant">Of every product's mean day.</param>
/// <param name="Coverage">Share of days inside the 80 % band.</param>
internal sealed record FileBacktest(int Weeks, int Days, double Served, double Baseline, double Constant, double Coverage);

/// <summary>Forecasts and back-test of a whole file, product by product on all cores.</summary>
internal static class FileForecast
{
    /// <summary>Forecasts every product still on sale for the coming calendar days.</summary>
    public static IReadOnlyList<ProductForecast> Run(SalesHistory history, int days, CancellationToken ct) =>
        Run(history, [.. Coming(history).Take(days)], ct);

    /// <summary>The same for the coming days on which the shop is usually open.</summary>
    public static IReadOnlyList<ProductForecast> RunOpen(SalesHistory history, int days, CancellationToken ct) =>
        Run(history, [.. Coming(history).Where(d => d.IsOpen).Take(days)], ct);

    private static IEnumerable<FutureDay> Coming(SalesHistory history) => Enumerable.Range(1, 2 * Forecaster.LongestHorizon)
        .Select(i => history.Last.AddDays(i)).Select(d => new FutureDay(d, !history.ClosedWeekdays.Contains(d.DayOfWeek)));

    private static IReadOnlyList<ProductForecast> Run(SalesHistory history, List<FutureDay> future, CancellationToken ct)
    {
        var products = history.Products.Where(p => !p.IsDiscontinued).ToList();
        if (SpeaksAsOne(products.Select(p => p.Series)))
        {
            return TenantForecast.Run(products, future, ct);
        }

        var result = new ProductForecast[products.Count];
        Parallel.For(0, products.Count, new ParallelOptions { CancellationToken = ct }, i =>
        {
            var model = Forecaster.Train(products[i].Series);
            result[i] = new ProductForecast(products[i], model, Forecaster.Predict(model, products[i].Series, future));
        });
        return result;
    }

    /// <summary>Five products with twelve weeks of sales teach trees that serve all; with fewer each product has a method of its own.</summary>
    private static bool SpeaksAsOne(IEnumerable<DemandSeries> series) => series.Count(s => s.Length >= 84) >= 5;

    /// <summary>The last four weeks (two in a short file), a week at a time; methods are chosen before the first of them. Null when the file is too short.</summary>
    public static FileBacktest? Backtest(SalesHistory history, CancellationToken ct)
    {
        var length = history.Last.DayNumber - history.First.DayNumber + 1;
        var weeks = length >= 84 ? 4 : length >= 28 ? 2 : length >= 15 ? 1 : 0;
        if (weeks == 0)
        {
            return null;
        }

        var products = history.Products.Where(p => !p.IsDiscontinued).ToList();
        Sums[] parts;
        if (SpeaksAsOne(products.Select(p => p.Series.Until(p.Series.End.AddDays(-7 * weeks)))))
        {
            parts = [.. TenantForecast.Backtest(products, weeks, ct)];
        }
        else
        {
            parts = new Sums[products.Count];
            Parallel.For(0, products.Count, new ParallelOptions { CancellationToken = ct }, i => parts[i] = Score(products[i].Series, weeks));
        }

        var total = parts.Aggregate(new Sums(), (a, b) => a + b);
        return total.Days == 0 || total.Actual <= 0
            ? null
            : new FileBacktest(
                weeks, total.Days, total.Served / total.Actual, total.Baseline / total.Actual, total.Constant / total.Actual,
                (double)total.Inside / total.Days);
    }

    private static Sums Score(DemandSeries series, int weeks)
    {
        var sums = new Sums();
        var start = series.Until(series.End.AddDays(-7 * weeks));
        if (start.OpenValues().Count < 7)
        {
            return sums;
        }

        var model = Forecaster.Train(start);
        for (var week = weeks; week > 0; week--)
        {
            var known = series.Until(series.End.AddDays(-7 * week));
            var constant = known.OpenValues().Average();
            var days = Enumerable.Range(1, 7).Select(i => new FutureDay(known.End.AddDays(i))).ToList();
            foreach (var day in Forecaster.Predict(model, known, days))
            {
                if (series.SoldOn(day.Served.Date) is { } sold)
                {
                    sums += Sums.Of(sold, day.Served, day.Baseline.P50, constant);
                }
            }
        }

        return sums;
    }
}

/// <summary>Sums of absolute errors over product days.</summary>
internal readonly record struct Sums(int Days, double Actual, double Served, double Baseline, double Constant, int Inside)
{
    public static Sums operator +(Sums a, Sums b) => new(
        a.Days + b.Days, a.Actual + b.Actual, a.Served + b.Served, a.Baseline + b.Baseline, a.Constant + b.Constant, a.Inside + b.Inside);

    public static Sums Of(double sold, Prediction served, double baseline, double constant) => new(
        1, sold, Math.Abs(sold - served.P50), Math.Abs(sold - baseline), Math.Abs(sold - constant),
        sold >= served.Lower80 - 1e-9 && sold <= served.Upper80 + 1e-9 ? 1 : 0);
}
