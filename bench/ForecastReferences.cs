using System.Diagnostics;
using System.Globalization;

namespace Bakery.Bench;

/// <summary>
/// The reference methods beside ours: the scores that forecasting/protocol.md §2 publishes (<c>references.csv</c>), and those that its scripts reach on this machine where R and
/// Python have their packages. A run takes hours; each method's forecasts are kept in <c>artifacts/references</c>, so that it goes on where it stopped.
/// </summary>
internal sealed class ForecastReferences(string folder)
{
    private const string Kept = "artifacts/references";
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>One method on one data set as published.</summary>
    public sealed record Published(string Dataset, string Method, double Wape, double Wql, double Held, double Bias);

    public static IReadOnlyList<Published> All { get; } = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "references.csv")).Skip(1).Select(l => l.Split(','))
        .Select(c => new Published(c[0], c[1], double.Parse(c[2], Plain), double.Parse(c[3], Plain), double.Parse(c[4], Plain), double.Parse(c[5], Plain)))];

    /// <summary>Runs the scripts that can run here; what is missing is said.</summary>
    public void Run(IReadOnlyCollection<string> datasets)
    {
        var scripts = Path.GetFullPath(Path.Combine(folder, "../../forecasting/reference"));
        var (r, python) = (Works("Rscript", "-e", "library(data.table);library(forecast);library(prophet)"), Works("/usr/bin/python3", "-c", "import sklearn, pandas"));
        if (!r) Console.WriteLine("R, or its packages data.table, forecast and prophet, is missing: ets, arima and Prophet stand as published.");
        if (!python) Console.WriteLine("Python, or its packages pandas and scikit-learn, is missing: hgb stands as published.");
        Directory.CreateDirectory(Kept);
        foreach (var (dataset, method) in All.Where(p => datasets.Contains(p.Dataset)).Select(p => (p.Dataset, p.Method)))
        {
            if (method is not ("ets" or "arima" or "prophet" or "prophet_hol" or "prophet_hol_y" or "hgb") || !(method == "hgb" ? python : r) || File.Exists(FileOf(dataset, method))) continue;
            var watch = Stopwatch.StartNew();
            var ok = method == "hgb" ? Start("/usr/bin/python3", Path.Combine(scripts, "hgb.py"), dataset, "hgb") : Start("Rscript", Path.Combine(scripts, "run.R"), dataset, method);
            Console.WriteLine($"{dataset} {method}: {(ok ? "done" : "failed")} after {watch.Elapsed.TotalMinutes.ToString("F1", Plain)} min");
        }
    }

    /// <summary>The forecasts that a method made here; null where it did not run. A mean is the mean of its members.</summary>
    public List<ForecastRow>? Measured(string dataset, string method)
    {
        if (!method.StartsWith("ens", StringComparison.Ordinal)) return File.Exists(FileOf(dataset, method)) ? [.. ForecastRow.Read(FileOf(dataset, method))] : null;
        var prophet = All.Where(p => p.Dataset == dataset && p.Method.StartsWith("prophet", StringComparison.Ordinal)).MinBy(p => p.Wape)!.Method;
        var members = (method.Contains("hgb", StringComparison.Ordinal) ? new[] { "ets", prophet, "hgb" } : ["ets", prophet]).Select(m => Measured(dataset, m)).ToList();
        if (members.Contains(null)) return null;
        return [.. members.SelectMany(m => m!).GroupBy(r => (r.Series, r.Cutoff, r.Date)).Where(g => g.Count() == members.Count)
            .Select(g => g.First() with { Point = g.Average(r => r.Point), Low = g.Average(r => r.Low), High = g.Average(r => r.High) })];
    }

    private static string FileOf(string dataset, string method) => Path.Combine(Kept, $"{dataset}__{method}.csv");

    private bool Start(string program, params string[] arguments)
    {
        var part = Kept + "/part";
        Directory.CreateDirectory(part);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DATA"] = folder, ["OUT"] = part, ["OMP_NUM_THREADS"] = "1" } };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.WaitForExit();
        // Only a whole file counts: the script writes it at its end.
        foreach (var file in Directory.GetFiles(part)) File.Move(file, Path.Combine(Kept, Path.GetFileName(file)), true);
        return process.ExitCode == 0;
    }

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
