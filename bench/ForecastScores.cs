using System.Diagnostics;
using System.Globalization;

namespace Bakery.Bench;

/// <summary>
/// <c>./bakery backtest</c> over the tidy data sets of the forecasting protocol, scored as the protocol says: WAPE and wQL pooled over all series, how often the 80 % band held by
/// horizon, beside what the reference methods reached.
/// </summary>
internal static class ForecastScores
{
    private static readonly string[] Datasets = ["french", "ddop18", "yaz", "breadbasket"];

    public static async Task Run(string binary, string folder, ForecastPage page)
    {
        if (!Directory.Exists(folder))
        {
            Console.WriteLine($"skipped: {folder} is missing");
            return;
        }
        var references = new ForecastReferences(folder);
        var ours = new List<(string Name, ForecastScore Score, double Seconds, ForecastTruth Truth)>();
        foreach (var name in Datasets)
        {
            var (watch, truth) = (Stopwatch.StartNew(), new ForecastTruth(folder, name));
            ours.Add((name, truth.Score(await Backtest(binary, folder, name)), watch.Elapsed.TotalSeconds, truth));
        }
        var measured = ForecastReferences.All.ToDictionary(p => p, p => references.Measured(p.Dataset, p.Method) is { } rows ? ours.Single(o => o.Name == p.Dataset).Truth.Score(rows) : null);
        page.Say("| Data set | WAPE | best reference | ratio | wQL | best reference | ratio | seconds |");
        page.Say("|---|---|---|---|---|---|---|---|");
        var ratios = new List<double>();
        foreach (var (name, score, seconds, _) in ours)
        {
            var others = ForecastReferences.All.Where(p => p.Dataset == name).ToList();
            var wape = others.MinBy(p => Math.Min(p.Wape, measured[p]?.Wape ?? 1))!;
            var wql = others.MinBy(p => Math.Min(p.Wql, measured[p]?.Wql ?? 1))!;
            var (bestWape, bestWql) = (Math.Min(wape.Wape, measured[wape]?.Wape ?? 1), Math.Min(wql.Wql, measured[wql]?.Wql ?? 1));
            ratios.AddRange([score.Wape / bestWape, score.Wql / bestWql]);
            page.Say($"| {name} | {F(score.Wape, 4)} | {F(bestWape, 4)} {wape.Method} | {F(score.Wape / bestWape, 3)} | {F(score.Wql, 4)} | {F(bestWql, 4)} {wql.Method} | {F(score.Wql / bestWql, 3)} | {F(seconds, 0)} |");
        }
        page.Say($"\nGeometric mean of the ratios {F(Math.Exp(ratios.Average(Math.Log)), 3)}, largest {F(ratios.Max(), 3)}, below 1: {ratios.Count(r => r < 1)} of {ratios.Count}.");
        page.Say("\nHow often the 80 % band held, in percent; in brackets the 95 % interval of a bootstrap over cut-offs, then the number of forecasts:\n");
        page.Say($"| Data set | all | {string.Join(" | ", ForecastTruth.Horizons.Select(h => h.From == h.To ? $"day {h.From}" : $"days {h.From}–{h.To}"))} |");
        page.Say("|---|---|---|---|---|---|");
        foreach (var (name, score, _, _) in ours)
            page.Say($"| {name} | {P(score.Held)} | {string.Join(" | ", score.ByHorizon.Select(h => $"{P(h.Share)} [{P(h.From)}–{P(h.To)}] {h.Count}"))} |");
        page.Say("\nEvery method, as published and, where its script ran here, as measured (\"–\" where it did not):\n");
        page.Say("| Data set | Method | WAPE published | measured | wQL published | measured | band held published | measured | bias |");
        page.Say("|---|---|---|---|---|---|---|---|---|");
        foreach (var (name, score, _, _) in ours)
        {
            page.Say($"| {name} | **ours** | | **{F(score.Wape, 4)}** | | **{F(score.Wql, 4)}** | | {P(score.Held)} | {F(score.Bias, 3)} |");
            foreach (var p in ForecastReferences.All.Where(p => p.Dataset == name))
                page.Say($"| | {p.Method} | {F(p.Wape, 4)} | {M(measured[p]?.Wape)} | {F(p.Wql, 4)} | {M(measured[p]?.Wql)} | {P(p.Held)} | {(measured[p] is { } m ? P(m.Held) : "–")} | {F(p.Bias, 3)} |");
        }
    }

    private static async Task<List<ForecastRow>> Backtest(string binary, string folder, string name)
    {
        var (file, output) = (Path.Combine(folder, $"{name}.csv"), Path.GetTempFileName());
        List<string> arguments = ["backtest", "--data", file, "--cutoffs", Path.Combine(folder, "cutoffs.csv"), "--dataset", name, "--holidays", Path.Combine(folder, $"holidays_{name}.csv"), "--out", output];
        if (File.ReadLines(file).First().Split(',').Contains("school_hol")) arguments.AddRange(["--known", "school_hol"]);
        using (var process = Process.Start(new ProcessStartInfo(binary, arguments) { RedirectStandardOutput = true })!)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) throw new InvalidOperationException($"backtest of {name} ended with {process.ExitCode}.");
        }
        List<ForecastRow> rows = [.. ForecastRow.Read(output)];
        File.Delete(output);
        return rows;
    }

    private static string F(double value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
    private static string M(double? value) => value is { } v ? F(v, 4) : "–";
    private static string P(double share) => F(100 * share, 1);
}
