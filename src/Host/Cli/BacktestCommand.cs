using System.Globalization;
using Bakery.Forecast;
using Bakery.Forecast.Pooled;
using Sylvan.Data.Csv;

namespace Bakery.Host.Cli;

/// <summary><c>bakery backtest</c>: forecasts a tidy data set at given cut-offs, for comparison with other methods.</summary>
public static class BacktestCommand
{
    internal const string Help = """
        bakery backtest --data FILE --cutoffs FILE --dataset NAME [--holidays FILE] [--known COLUMN] [--horizon 14] [--out FILE]

        Forecasts every series of a tidy file at every cut-off, knowing only what was known then. One engine with the same settings for every
        file: trees pooled over all series and a structural forecast, combined by weights learned from earlier cut-offs. Progress goes to the
        error stream; the same files give the same forecasts.

          --data FILE      series,date,y,open,… one row per series and day; y is empty when open is 0
          --cutoffs FILE   dataset,k,cutoff
          --dataset NAME   rows of the cut-offs to use
          --holidays FILE  date,name,kind of days known in advance (official or special)
          --known COLUMN   a column of the data known in advance, such as school holidays (several: a,b)
          --horizon N      days, 1 to 30 (14)
          --out FILE       series,k,date,h,point,q10,q90,fit_s
        """;

    /// <summary>Runs the command.</summary>
    /// <returns>0, or 2 for a wrong command line, or 3 for a file that cannot be read.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        return await CommandErrors.Catch(error, async () =>
        {
            var arguments = new Arguments(args, ["help"], ["data", "cutoffs", "dataset", "holidays", "known", "horizon", "out"]);
            if (arguments.Has("help"))
            {
                await output.WriteLineAsync(Help);
                return 0;
            }

            string Needed(string name) => arguments.Text(name) ?? throw new UsageException($"--{name} is missing. See --help.");
            var horizon = arguments.Number("horizon", 14, 1, 30);
            var data = TidyData.Read(Needed("data"));
            var cutoffs = TidyData.Cutoffs(Needed("cutoffs"), Needed("dataset"));
            var named = arguments.Text("holidays") is { } holidays ? TidyData.Holidays(holidays) : [];
            var flags = (arguments.Text("known") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(column => TidyData.Known(Needed("data"), column)).ToList();
            var path = arguments.Text("out");
            var lines = new List<string> { "series,k,date,h,point,q10,q90,fit_s\n" };
            var score = new Score();
            var done = 0;
            var steps = PooledBacktest.Run(
                [.. data.Select(d => new PooledSeries(d.Name, DemandSeries.From(d.Days, int.MaxValue - 2)))],
                new KnownCalendar(named, flags), [.. cutoffs.Select(c => c.Cutoff).Distinct()], horizon, ct: ct);
            foreach (var step in steps)
            {
                foreach (var (k, _) in cutoffs.Where(c => c.Cutoff == step.Cutoff))
                {
                    Append(lines, data, k, step, score);
                }

                if (path is not null)
                {
                    await error.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture, $"{++done}/{cutoffs.Count} {step.Cutoff:yyyy-MM-dd} {step.Seconds:0.0} s"));
                }
            }

            if (path is null)
            {
                await output.WriteAsync(string.Concat(lines));
                return 0;
            }

            await File.WriteAllTextAsync(path, string.Concat(lines), ct);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{data.Count} series, {cutoffs.Count} cut-offs: WAPE {score.Error / score.Actual:0.0000}, mean of 4 same weekdays {score.Baseline / score.Actual:0.0000}, 80 % band holds {score.Inside / (double)Math.Max(1, score.Days):0.000}. Written: {path}"));
            return 0;
        });
    }

    private static void Append(List<string> lines, IReadOnlyList<TidySeries> data, int k, PooledBacktestStep step, Score score)
    {
        var seconds = step.Seconds / Math.Max(1, data.Count);
        for (var i = 0; i < data.Count; i++)
        {
            foreach (var (h, served, baseline) in step.Days[i])
            {
                var date = step.Cutoff.AddDays(h);
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data[i].Name},{k},{date:yyyy-MM-dd},{h},{served.P50:0.####},{served.Lower80:0.####},{served.Upper80:0.####},{seconds:0.####}\n"));
                if (data[i].Sold.TryGetValue(date, out var actual))
                {
                    score.Error += Math.Abs(actual - served.P50);
                    score.Baseline += Math.Abs(actual - baseline);
                    score.Actual += actual;
                    score.Inside += actual >= served.Lower80 && actual <= served.Upper80 ? 1 : 0;
                    score.Days++;
                }
            }
        }
    }

    private sealed class Score
    {
        public double Error { get; set; }

        public double Baseline { get; set; }

        public double Actual { get; set; }

        public int Inside { get; set; }

        public int Days { get; set; }
    }
}

/// <summary>One series of a tidy file.</summary>
/// <param name="Name">Series.</param>
/// <param name="Days">All days, closed ones too.</param>
/// <param name="Sold">Quantities of open days.</param>
internal sealed record TidySeries(string Name, IReadOnlyList<SeriesDay> Days, IReadOnlyDictionary<DateOnly, double> Sold);

/// <summary>Reads the files of the forecasting protocol.</summary>
internal static class TidyData
{
    public static IReadOnlyList<TidySeries> Read(string path)
    {
        var series = new SortedDictionary<string, List<SeriesDay>>(StringComparer.Ordinal);
        foreach (var row in Rows(path, "series", "date", "y", "open"))
        {
            if (!series.TryGetValue(row["series"], out var days))
            {
                series[row["series"]] = days = [];
            }

            var isOpen = double.TryParse(row["y"], CultureInfo.InvariantCulture, out var quantity) && double.IsFinite(quantity) && row["open"] != "0";
            days.Add(new SeriesDay(Date(row["date"], path), isOpen ? quantity : 0, isOpen));
        }

        return [.. series.Select(s => new TidySeries(s.Key, s.Value, s.Value.Where(d => d.IsOpen).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.Sum(d => d.Quantity))))];
    }

    public static IReadOnlyList<(int K, DateOnly Cutoff)> Cutoffs(string path, string dataset)
    {
        var found = Rows(path, "dataset", "k", "cutoff").Where(r => r["dataset"] == dataset)
            .Select(r => (int.Parse(r["k"], CultureInfo.InvariantCulture), Date(r["cutoff"], path))).ToList();
        return found.Count > 0 ? found : throw new UsageException($"'{path}' has no cut-offs for the data set '{dataset}'.");
    }

    /// <summary>Named days, official or only worth knowing.</summary>
    public static IReadOnlyList<(DateOnly Date, CalendarDay Day)> Holidays(string path) =>
        [.. Rows(path, "date", "name", "kind").Select(r => (Date(r["date"], path), new CalendarDay(r["name"], r["kind"] == "official")))];

    /// <summary>Values of a column by day; days without a value are unknown, of several the highest counts.</summary>
    public static IReadOnlyDictionary<DateOnly, double> Known(string path, string column)
    {
        var result = new Dictionary<DateOnly, double>();
        foreach (var row in Rows(path, "date", column))
        {
            if (double.TryParse(row[column], CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            {
                var date = Date(row["date"], path);
                result[date] = result.TryGetValue(date, out var known) ? Math.Max(known, value) : value;
            }
        }

        return result;
    }

    private static List<Dictionary<string, string>> Rows(string path, params string[] needed)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file '{path}'.");
        }

        using var reader = CsvDataReader.Create(path);
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        if (needed.FirstOrDefault(n => !names.Contains(n)) is { } missing)
        {
            throw new UsageException($"'{path}' has no column '{missing}'.");
        }

        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(names.Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i < reader.RowFieldCount ? reader.GetString(n.i) : "", StringComparer.Ordinal));
        }

        return rows;
    }

    private static DateOnly Date(string text, string path) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"'{path}': '{text}' is not a date like 2026-03-14.");
}
