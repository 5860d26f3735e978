using System.Globalization;
using System.Text;
using System.Text.Json;
using Bakery.Forecast;
using Bakery.SalesFiles;

namespace Bakery.Host.Cli;

/// <summary>Writes a file's forecast for people, spreadsheets and programs.</summary>
internal static class ForecastText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Understood(TextWriter output, string path, SalesHistory history)
    {
        output.WriteLine($"{Path.GetFileName(path)}");
        foreach (var line in history.Layout.Describe())
        {
            output.WriteLine($"  {line}");
        }

        var skipped = history.Skipped.Count == 0 ? "" : $" Left out: {string.Join(", ", history.Skipped.Select(s => $"{Count(s.Value)} {Reason(s.Key)}"))}.";
        output.WriteLine($"  {Count(history.Rows)} sales of {Count(history.Products.Count)} products, {Day(history.First)} to {Day(history.Last)}, "
            + $"{Count(history.ClosedDays)} closed days.{skipped}");
        if (history.LeftOut is { } day)
        {
            output.WriteLine($"  {Day(day)} looks unfinished and is left out.");
        }

        if (history.ErrorCount > 0)
        {
            output.WriteLine($"  {Count(history.ErrorCount)} {(history.ErrorCount == 1 ? "row" : "rows")} could not be read:");
            foreach (var error in history.Errors.Take(3))
            {
                output.WriteLine($"    row {error.Row}: {error.Code} in '{error.Column}': '{error.Value}'");
            }
        }

        output.WriteLine();
    }

    public static void Forecasts(TextWriter output, IReadOnlyList<ProductForecast> forecasts, int top, bool isMoney)
    {
        if (forecasts.Count == 0)
        {
            output.WriteLine("No product was sold in the last four weeks: there is nothing to forecast.");
            return;
        }

        var days = forecasts[0].Days;
        output.WriteLine($"Forecast for {Day(days[0].Served.Date)} to {Day(days[^1].Served.Date)}{(isMoney ? " in EUR" : "")}");
        foreach (var forecast in forecasts.Take(top))
        {
            Product(output, forecast);
        }

        if (forecasts.Count > top)
        {
            output.WriteLine();
            output.WriteLine($"and {Count(forecasts.Count - top)} smaller products: --top {forecasts.Count} shows them here, --csv and --json write all.");
        }
    }

    public static void Backtest(TextWriter output, FileBacktest? test)
    {
        output.WriteLine();
        if (test is null)
        {
            output.WriteLine("Back-test: the file is too short, it needs at least 15 days.");
            return;
        }

        output.WriteLine($"Back-test: the last {test.Weeks} weeks, forecast as if they were not known yet ({Count(test.Days)} product days)");
        output.WriteLine($"  error of this forecast                 {Percent(test.Served)} of what was sold");
        output.WriteLine($"  error of the mean of 4 same weekdays   {Percent(test.Baseline)}");
        output.WriteLine($"  error of every product's mean day      {Percent(test.Constant)}");
        output.WriteLine($"  inside the 80 % band                   {Percent(test.Coverage)} of the days");
        var verdict = test.Served < test.Constant
            ? $"  {Percent(1 - test.Served / test.Constant).Trim()} less error than the mean day"
                + (test.Served < test.Baseline - 0.0005 ? $", {Percent(1 - test.Served / test.Baseline).Trim()} less than the four weekdays." : "; the four weekdays are as good.")
            : "  The mean day was as good: these sales do not follow the weekdays.";
        output.WriteLine(verdict);
    }

    public static string Csv(IReadOnlyList<ProductForecast> forecasts)
    {
        var text = new StringBuilder("product,date,weekday,p50,lower_80,upper_80,mean,baseline,algorithm,confidence,note,why\n");
        foreach (var forecast in forecasts)
        {
            foreach (var day in forecast.Days)
            {
                var p = day.Served;
                text.Append(CultureInfo.InvariantCulture, $"{Quote(forecast.Product.Name)},{p.Date:yyyy-MM-dd},{p.Date.DayOfWeek.ToString().ToLowerInvariant()[..3]},");
                text.Append(CultureInfo.InvariantCulture, $"{p.P50:0.##},{p.Lower80:0.##},{p.Upper80:0.##},{p.Mean:0.##},{day.Baseline.P50:0.##},");
                text.Append(CultureInfo.InvariantCulture, $"{forecast.Model.Algorithm},{day.Confidence},{Snake(day.Note)},{Quote(Why(forecast, day))}\n");
            }
        }

        return text.ToString();
    }

    public static string Json(string path, SalesHistory history, IReadOnlyList<ProductForecast> forecasts, FileBacktest? test) => JsonSerializer.Serialize(
        new
        {
            File = Path.GetFileName(path),
            Understood = history.Layout.Describe(),
            Layout = new
            {
                history.Layout.Signature,
                history.Layout.HeaderRow,
                Measure = Snake(history.Layout.Measure),
                Columns = history.Layout.Columns.Where(c => c.Role != ColumnRole.Ignored).Select(c => new { c.Name, Role = Snake(c.Role), Confidence = Math.Round(c.Confidence, 2) }),
                history.Layout.Warnings,
            },
            history.Rows,
            BadRows = history.ErrorCount,
            From = history.First,
            To = history.Last,
            Backtest = test is null ? null : new { test.Weeks, test.Days, Wape = Round(test.Served), BaselineWape = Round(test.Baseline), ConstantWape = Round(test.Constant), Coverage80 = Round(test.Coverage) },
            Products = forecasts.Select(f => new
            {
                Product = f.Product.Name,
                f.Model.Algorithm,
                f.Model.IsBaseline,
                Note = Snake(f.Model.Note),
                Days = f.Days.Select(d => new
                {
                    d.Served.Date,
                    P50 = Round(d.Served.P50),
                    Lower80 = Round(d.Served.Lower80),
                    Upper80 = Round(d.Served.Upper80),
                    Mean = Round(d.Served.Mean),
                    Baseline = Round(d.Baseline.P50),
                    d.Confidence,
                    Quantiles = d.Served.Quantiles.Select(Round),
                    Factors = d.Factors.Select(x => new { x.Code, x.EffectPercent }),
                    Why = Why(f, d),
                }),
            }),
        },
        Indented);

    private static void Product(TextWriter output, ProductForecast forecast)
    {
        output.WriteLine();
        output.WriteLine($"{forecast.Product.Name}  ({Method(forecast.Model)})");
        // One decimal where whole pieces would hide the difference between days.
        var format = forecast.Days.Max(d => d.Served.P50) < 5 ? "0.0" : "0";
        string Quantity(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        foreach (var week in forecast.Days.Chunk(7))
        {
            output.WriteLine("  " + "".PadRight(12) + string.Concat(week.Select(d => d.Served.Date.ToString("ddd d", CultureInfo.InvariantCulture).PadLeft(11))));
            output.WriteLine("  " + "expected".PadRight(12) + string.Concat(week.Select(d => (IsClosed(d) ? "closed" : Quantity(d.Served.P50)).PadLeft(11))));
            output.WriteLine("  " + "80 % band".PadRight(12) + string.Concat(week.Select(d => (IsClosed(d) ? "" : $"{Quantity(d.Served.Lower80)}–{Quantity(d.Served.Upper80)}").PadLeft(11))));
            output.WriteLine("  " + "baseline".PadRight(12) + string.Concat(week.Select(d => (IsClosed(d) ? "" : Quantity(d.Baseline.P50)).PadLeft(11))));
        }

        output.WriteLine($"  why: {Why(forecast)}");
    }

    /// <summary>The reason in a sentence: the strongest and the weakest weekday, the last weeks, and the method.</summary>
    private static string Why(ProductForecast forecast)
    {
        var open = forecast.Days.Where(d => !IsClosed(d)).ToList();
        if (open.Count == 0)
        {
            return "closed on all these days.";
        }

        if (forecast.Model.Note == ConfidenceNote.ColdStart)
        {
            return "less than eight weeks of sales, so this is the mean of the same weekdays so far. I am guessing.";
        }

        var parts = new List<string>();
        var byWeekday = open.Select(d => (d.Served.Date, Effect: d.Factors.FirstOrDefault(f => f.Code == "weekday")?.EffectPercent ?? 0)).ToList();
        var (best, worst) = (byWeekday.MaxBy(d => d.Effect), byWeekday.MinBy(d => d.Effect));
        if (best.Effect >= 5)
        {
            parts.Add($"{Weekday(best.Date)}s usually sell {best.Effect:0} % more than a mean day");
        }

        if (worst.Effect <= -5)
        {
            parts.Add($"{Weekday(worst.Date)}s {-worst.Effect:0} % less");
        }

        if (open[0].Factors.FirstOrDefault(f => f.Code == "trend")?.EffectPercent is { } trend)
        {
            parts.Add($"the last four weeks sold {Math.Abs(trend):0} % {(trend > 0 ? "more" : "less")} than the four before");
        }

        return parts.Count == 0 ? "sales are much the same every day." : string.Join("; ", parts) + ".";
    }

    private static string Why(ProductForecast forecast, ForecastDay day)
    {
        if (IsClosed(day))
        {
            return "closed";
        }

        var parts = day.Factors.Select(f => f.Code switch
        {
            "weekday" => $"{Weekday(day.Served.Date)} {f.EffectPercent:+0;-0;0} %",
            "trend" => $"last four weeks {f.EffectPercent:+0;-0;0} %",
            "model" => $"{forecast.Model.Algorithm} {f.EffectPercent:+0;-0;0} % against the baseline",
            _ => f.Code,
        });
        return string.Join("; ", parts);
    }

    private static string Method(TrainedModel model)
    {
        if (model.Note == ConfidenceNote.ColdStart)
        {
            return "cold start";
        }

        var score = model.Candidates.FirstOrDefault(c => c.Algorithm == model.Algorithm);
        var members = model.Members.Count > 1 ? $"mean of {string.Join(", ", model.Members.Select(m => m.Algorithm))}" : model.Algorithm;
        return model.IsBaseline ? "mean of 4 same weekdays: nothing beat it" : $"{members}, {100 * (1 - (score?.RelativeLoss ?? 1)):0} % better than the baseline in past weeks";
    }

    private static bool IsClosed(ForecastDay day) => day.Factors.Any(f => f.Code == "closed");

    private static string Weekday(DateOnly date) => date.DayOfWeek.ToString();

    private static string Day(DateOnly date) => date.ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture).PadLeft(5) + " %";

    private static string Count(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static double Round(double value) => Math.Round(value, 4, MidpointRounding.AwayFromZero);

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Reason(string reason) => reason switch
    {
        "total" => "totals",
        "modifier" => "extras of other rows",
        "voided" => "cancelled",
        "repeated_header" => "repeated headers",
        "note" => "remarks",
        "no_product" => "without a product",
        _ => reason,
    };

    internal static string Snake<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
