using System.Globalization;

namespace Bakery.Host.Cli;

/// <summary>Small pictures, one per product: eight weeks of sales, then the forecast with its band and the baseline.</summary>
internal static class ForecastPlot
{
    private const int PanelWidth = 460;
    private const int PanelHeight = 200;
    private const int Header = 46;
    private const int HistoryDays = 56;
    private const string Ink = "#3a342c";
    private const string Faint = "#b9b2a6";
    private const string Sold = "#6b6459";
    private const string Forecast = "#b3541e";
    private const string Baseline = "#2f6f8f";

    public static void Write(string path, IReadOnlyList<ProductForecast> forecasts)
    {
        var columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(forecasts.Count)), 1, 3);
        var rows = Math.Max(1, (forecasts.Count + columns - 1) / columns);
        var (width, height) = (Math.Max(columns * PanelWidth, 640), Header + rows * PanelHeight + 10);
        if (Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            Draw(new SvgCanvas(width, height), forecasts, columns, path);
            return;
        }

        using var canvas = new PngCanvas(width, height);
        Draw(canvas, forecasts, columns, path);
    }

    private static void Draw(Canvas canvas, IReadOnlyList<ProductForecast> forecasts, int columns, string path)
    {
        Legend(canvas);
        for (var i = 0; i < forecasts.Count; i++)
        {
            Panel(canvas, forecasts[i], i % columns * PanelWidth, Header + i / columns * PanelHeight);
        }

        canvas.Save(path);
    }

    private static void Legend(Canvas canvas)
    {
        double x = 16;
        foreach (var (name, colour, dashed) in new[] { ("sold", Sold, false), ("forecast", Forecast, false), ("mean of 4 same weekdays", Baseline, true) })
        {
            canvas.Line([(x, 24), (x + 22, 24)], colour, 2, dashed);
            canvas.Text(x + 28, 28, name, 12, Ink);
            x += 44 + 7.2 * name.Length;
        }

        canvas.Area([(x, 17), (x + 22, 17), (x + 22, 31), (x, 31)], Forecast, 0.2);
        canvas.Text(x + 28, 28, "four days in five", 12, Ink);
    }

    private static void Panel(Canvas canvas, ProductForecast forecast, double left, double top)
    {
        var series = forecast.Product.Series;
        var from = series.End.AddDays(1 - Math.Min(HistoryDays, series.Length));
        var to = forecast.Days[^1].Served.Date;
        var sold = Enumerable.Range(0, series.End.DayNumber - from.DayNumber + 1).Select(i => from.AddDays(i))
            .Select(d => (Date: d, Value: series.SoldOn(d))).Where(d => d.Value is not null).Select(d => (d.Date, d.Value!.Value)).ToList();
        var open = forecast.Days.Where(d => d.Served.Upper80 > 0 || d.Served.P50 > 0).ToList();
        var highest = Nice(Math.Max(sold.Count == 0 ? 1 : sold.Max(s => s.Value), open.Count == 0 ? 1 : open.Max(d => d.Served.Upper80)));
        double x0 = left + 48, x1 = left + PanelWidth - 14, y0 = top + PanelHeight - 30, y1 = top + 28;
        double X(DateOnly date) => x0 + (x1 - x0) * (date.DayNumber - from.DayNumber) / Math.Max(1, to.DayNumber - from.DayNumber);
        double Y(double value) => y0 - (y0 - y1) * value / highest;

        canvas.Text(left + 16, top + 16, Short(forecast.Product.Name), 13, Ink);
        for (var step = 0; step <= 2; step++)
        {
            var value = highest * step / 2;
            canvas.Line([(x0, Y(value)), (x1, Y(value))], step == 0 ? Faint : "#ece8e1", 1);
            canvas.Text(x0 - 6, Y(value) + 4, value.ToString("0.##", CultureInfo.InvariantCulture), 10, Sold, Anchor.End);
        }

        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (date.DayOfWeek == DayOfWeek.Monday && (date.DayNumber / 7) % 2 == 0)
            {
                canvas.Text(X(date), y0 + 16, date.ToString("d MMM", CultureInfo.InvariantCulture), 10, Sold, Anchor.Middle);
                canvas.Line([(X(date), y0), (X(date), y0 + 4)], Faint, 1);
            }
        }

        canvas.Line([(X(series.End) + 2, y1), (X(series.End) + 2, y0)], Faint, 1, true);
        if (sold.Count > 1)
        {
            canvas.Line([.. sold.Select(s => (X(s.Date), Y(s.Value)))], Sold, 1.4);
        }

        if (open.Count > 1)
        {
            canvas.Area([.. open.Select(d => (X(d.Served.Date), Y(d.Served.Upper80))), .. Enumerable.Reverse(open).Select(d => (X(d.Served.Date), Y(d.Served.Lower80)))], Forecast, 0.2);
            canvas.Line([.. open.Select(d => (X(d.Served.Date), Y(d.Baseline.P50)))], Baseline, 1.4, true);
            canvas.Line([.. open.Select(d => (X(d.Served.Date), Y(d.Served.P50)))], Forecast, 2);
        }
    }

    private static string Short(string name) => name.Length <= 44 ? name : name[..43] + "…";

    private static double Nice(double value)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 1e-9))));
        return new[] { 1, 1.5, 2, 3, 4, 5, 6, 8, 10 }.Select(f => f * unit).First(v => v >= value - 1e-9);
    }
}
