using System.Diagnostics;
using System.Globalization;

namespace Bakery.Bench;

/// <summary>
/// <c>./bakery backtest</c> over the tidy data sets of the forecasting protocol, scored as the protocol says: WAPE and wQL pooled over all series, coverage of the 80 % band by
/// horizon, beside the best score that a reference method reached.
/// </summary>
internal static class ForecastScores
{
    // forecasting/protocol.md §2: the best of ETS, ARIMA, Prophet, boosted trees, weekday methods and their means.
    private static readonly (string Name, double Wape, double Wql)[] Best = [("french", 0.2462, 0.1634), ("ddop18", 0.1921, 0.1282), ("yaz", 0.2746, 0.1789), ("breadbasket", 0.1713, 0.1110)];
    private static readonly (int From, int To)[] Horizons = [(1, 1), (2, 3), (4, 7), (8, 14)];

    private sealed record Scored(int Horizon, double Actual, double Point, double Low, double High)
    {
        public bool Inside => Actual >= Low && Actual <= High;
    }

    public static async Task Run(string binary, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Console.WriteLine($"skipped: {folder} is missing");
            return;
        }
        Console.WriteLine("| Data set | WAPE | best reference | ratio | wQL | best reference | ratio | 80 % band holds | at h 1 · 2–3 · 4–7 · 8–14 | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        var ratios = new List<double>();
        foreach (var (name, wape, wql) in Best)
        {
            var watch = Stopwatch.StartNew();
            var scored = await Backtest(binary, folder, name);
            var total = scored.Sum(s => s.Actual);
            var ours = (Wape: scored.Sum(s => Math.Abs(s.Actual - s.Point)) / total, Wql: scored.Sum(s => 2 * (Pinball(0.1, s.Actual - s.Low) + Pinball(0.5, s.Actual - s.Point) + Pinball(0.9, s.Actual - s.High)) / 3) / total);
            ratios.AddRange([ours.Wape / wape, ours.Wql / wql]);
            var groups = Horizons.Select(g => scored.Where(s => s.Horizon >= g.From && s.Horizon <= g.To).ToList()).Select(g => $"{F(100.0 * g.Count(s => s.Inside) / g.Count, 1)}{(g.Count < 1000 ? $" ({g.Count})" : "")}");
            Console.WriteLine($"| {name} | {F(ours.Wape, 4)} | {F(wape, 4)} | {F(ours.Wape / wape, 3)} | {F(ours.Wql, 4)} | {F(wql, 4)} | {F(ours.Wql / wql, 3)} | {F(100.0 * scored.Count(s => s.Inside) / scored.Count, 1)} % | {string.Join(" · ", groups)} | {F(watch.Elapsed.TotalSeconds, 0)} |");
        }
        Console.WriteLine($"\nGeometric mean of the ratios {F(Math.Exp(ratios.Average(Math.Log)), 3)}, largest {F(ratios.Max(), 3)}, below 1: {ratios.Count(r => r < 1)} of {ratios.Count}.");
    }

    private static async Task<List<Scored>> Backtest(string binary, string folder, string name)
    {
        var (file, output) = (Path.Combine(folder, $"{name}.csv"), Path.GetTempFileName());
        var header = File.ReadLines(file).First().Split(',');
        List<string> arguments = ["backtest", "--data", file, "--cutoffs", Path.Combine(folder, "cutoffs.csv"), "--dataset", name, "--holidays", Path.Combine(folder, $"holidays_{name}.csv"), "--out", output];
        if (header.Contains("school_hol")) arguments.AddRange(["--known", "school_hol"]);
        using (var process = Process.Start(new ProcessStartInfo(binary, arguments) { RedirectStandardOutput = true })!)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"backtest of {name} ended with {process.ExitCode}.");
        }
        var actual = new Dictionary<(string, string), double>();
        foreach (var cells in File.ReadLines(file).Skip(1).Select(l => l.Split(',')))
            if (cells[3] != "0" && double.TryParse(cells[2], CultureInfo.InvariantCulture, out var y)) actual[(cells[0], cells[1])] = y;
        var scored = File.ReadLines(output).Skip(1).Select(l => l.Split(',')).Where(c => actual.ContainsKey((c[0], c[2])))
            .Select(c => new Scored(int.Parse(c[3], CultureInfo.InvariantCulture), actual[(c[0], c[2])], Number(c[4]), Number(c[5]), Number(c[6]))).ToList();
        File.Delete(output);
        return scored;
    }

    private static double Pinball(double quantile, double error) => Math.Max(quantile * error, (quantile - 1) * error);
    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    private static string F(double value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
