using System.Diagnostics;
using System.Globalization;
using Bakery.Forecast;
using Sylvan.Data.Csv;

namespace Bakery.Host.Cli;

/// <summary><c>bakery backtest</c>: forecasts a tidy data set at given cut-offs, for comparison with other methods.</summary>
public static class BacktestCommand
{
    internal const string Help = """
        bakery backtest --data FILE --cutoffs FILE --dataset NAME [--holidays FILE] [--known COLUMN] [--horizon 14] [--out FILE]

        Forecasts every series of a tidy file at every cut-off, knowing only what was known then.

          --data FILE      series,date,y,open,… one row per series and day; y is empty when open is 0
          --cutoffs FILE   dataset,k,cutoff
          --dataset NAME   rows of the cut-offs to use
          --holidays FILE  date,name,kind of days known in advance (official or special)
          --known COLUMN   a column of the data known in advance, 0 or 1 per day (several: a,b)
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
            var special = arguments.Text("holidays") is { } holidays ? TidyData.Holidays(holidays) : new Dictionary<DateOnly, string>();
            foreach (var column in (arguments.Text("known") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                special = TidyData.WithKnown(Needed("data"), column, special);
            }

            var lines = new string[data.Count][];
            var scores = new (double Error, double Baseline, double Actual)[data.Count];
            Parallel.For(0, data.Count, new ParallelOptions { CancellationToken = ct }, i => (lines[i], scores[i]) = Series(data[i], cutoffs, special, horizon));
            var text = "series,k,date,h,point,q10,q90,fit_s\n" + string.Concat(lines.SelectMany(l => l));
            if (arguments.Text("out") is { } path)
            {
                await File.WriteAllTextAsync(path, text, ct);
                var (errors, baseline, actual) = (scores.Sum(s => s.Error), scores.Sum(s => s.Baseline), scores.Sum(s => s.Actual));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Count} series, {cutoffs.Count} cut-offs: WAPE {errors / actual:0.0000}, mean of 4 same weekdays {baseline / actual:0.0000}. Written: {path}"));
            }
            else
            {
                await output.WriteAsync(text);
            }

            return 0;
        });
    }

    private static (string[] Lines, (double Error, double Baseline, double Actual) Score) Series(
        TidySeries tidy, IReadOnlyList<(int K, DateOnly Cutoff)> cutoffs, IReadOnlyDictionary<DateOnly, string> special, int horizon)
    {
        var lines = new List<string>();
        (double Error, double Baseline, double Actual) score = default;
        foreach (var (k, cutoff) in cutoffs)
        {
            var known = DemandSeries.From(tidy.Days.Where(d => d.Date <= cutoff), int.MaxValue - 2);
            if (known.Length == 0)
            {
                continue;
            }

            var started = Stopwatch.GetTimestamp();
            var effects = CalendarEffects.Learn(known, special);
            var cleaned = effects.Remove(known);
            var model = Forecaster.Train(cleaned);
            var days = Enumerable.Range(1, horizon).Select(h => new FutureDay(cutoff.AddDays(h))).ToList();
            var forecasts = Forecaster.Predict(model, cleaned, days);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            for (var h = 0; h < horizon; h++)
            {
                var date = days[h].Date;
                var served = effects.Apply(forecasts[h].Served);
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tidy.Name},{k},{date:yyyy-MM-dd},{h + 1},{served.P50:0.####},{served.Lower80:0.####},{served.Upper80:0.####},{seconds:0.####}\n"));
                if (tidy.Sold.TryGetValue(date, out var actual))
                {
                    score.Error += Math.Abs(actual - served.P50);
                    score.Baseline += Math.Abs(actual - (known.LastSameWeekdays(date, 4) is { Count: > 0 } same ? same.Average() : 0));
                    score.Actual += actual;
                }
            }
        }

        return ([.. lines], score);
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

            var isOpen = row["open"] != "0" && double.TryParse(row["y"], CultureInfo.InvariantCulture, out _);
            days.Add(new SeriesDay(Date(row["date"], path), isOpen ? double.Parse(row["y"], CultureInfo.InvariantCulture) : 0, isOpen));
        }

        return [.. series.Select(s => new TidySeries(s.Key, s.Value, s.Value.Where(d => d.IsOpen).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.Sum(d => d.Quantity))))];
    }

    public static IReadOnlyList<(int K, DateOnly Cutoff)> Cutoffs(string path, string dataset)
    {
        var found = Rows(path, "dataset", "k", "cutoff").Where(r => r["dataset"] == dataset)
            .Select(r => (int.Parse(r["k"], CultureInfo.InvariantCulture), Date(r["cutoff"], path))).ToList();
        return found.Count > 0 ? found : throw new UsageException($"'{path}' has no cut-offs for the data set '{dataset}'.");
    }

    /// <summary>Name by day; official days win over special ones.</summary>
    public static IReadOnlyDictionary<DateOnly, string> Holidays(string path) => Rows(path, "date", "name", "kind")
        .GroupBy(r => Date(r["date"], path))
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r["kind"] == "official" ? 0 : 1).Select(r => $"{r["kind"]}:{r["name"]}").First());

    /// <summary>Adds the days on which a column says 1; official and special days keep their own name.</summary>
    public static IReadOnlyDictionary<DateOnly, string> WithKnown(string path, string column, IReadOnlyDictionary<DateOnly, string> days)
    {
        var result = new Dictionary<DateOnly, string>(days);
        foreach (var row in Rows(path, "date", column).Where(r => double.TryParse(r[column], CultureInfo.InvariantCulture, out var v) && v != 0))
        {
            result.TryAdd(Date(row["date"], path), $"known:{column}");
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
