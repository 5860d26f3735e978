using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bakery.Forecast;
using Bakery.Forecast.Models;
using Bakery.Forecast.Pooled;

namespace Bakery.Bench;

/// <summary>CPU time and memory of the forecast engine on generated tenants, beside Prophet's in the same run where R and its package are installed.</summary>
internal static class ForecastSpeed
{
    private static readonly DateOnly Start = new(2023, 1, 2);
    private static readonly KnownCalendar Calendar = new(Enumerable.Range(0, 60).Select(i => (Start.AddDays(26 * i + i % 7), new CalendarDay($"day {i % 14}", true))), []);

    /// <summary>Prints the speed lines of a tenant.</summary>
    public static async Task Run(string script, ForecastPage page)
    {
        var tenant = Tenant(120, 1095);
        double Once(PooledSeries s) => Cpu(() => { var fit = AdditiveMember.Fit(s.History, Calendar)!; for (var h = 1; h <= 14; h++) fit.Point(s.History.End.AddDays(h)); });
        _ = tenant.Skip(20).Take(20).Sum(Once);
        var additive = tenant.Take(20).Select(Once).ToList();
        PooledModel? model = null;
        var watch = Stopwatch.StartNew();
        var training = Cpu(() => model = PooledForecaster.Train(tenant, Calendar));
        var wall = watch.Elapsed.TotalSeconds;
        page.Say($"- 120 series of three years: training with twelve past origins {F(training)} s of CPU time, {F(wall)} s by the clock, {Memory()} MiB at most.");
        var singles = Cpu(() => { foreach (var s in tenant.Take(20)) Forecaster.Train(s.History); }) / 20;
        page.Say($"- Every single-series candidate with its back-tests beside it: {F(singles)} s of CPU time per series, {F(120 * singles)} s for all.");
        var again = Cpu(() => PooledForecaster.Train(tenant, Calendar, new PooledOptions { PastOrigins = 0 })) / tenant.Count;
        var days = Enumerable.Range(1, 14).Select(h => new FutureDay(tenant[0].History.End.AddDays(h))).ToList();
        var forecast = Cpu(() => PooledForecaster.Predict(model!, tenant, Calendar, days)) / tenant.Count;

        var two = Tenant(200, 1095);
        var json = JsonSerializer.SerializeToUtf8Bytes(PooledForecaster.Train(two, Calendar, new PooledOptions { PastOrigins = 2 }));
        var clock = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            watch.Restart();
            PooledForecaster.Predict(JsonSerializer.Deserialize<PooledModel>(json)!, two, Calendar, days);
            clock.Add(watch.Elapsed.TotalSeconds);
        }
        page.Say($"- 200 series forecast for 14 days from a stored model of {json.Length >> 20} MiB, reading it and reasons included: {F(clock.Order().ElementAt(2))} s by the clock (median of five).");

        var (fit, said) = await Prophet(script, tenant.Take(12).ToList());
        var median = additive.Order().ElementAt(10);
        page.Say($"- CPU time per series, fit and 14 days with bands: additive {F(1000 * median, 1)} ms; served engine {F(1000 * (again + forecast), 1)} ms (its share of the trees, additive and structural member, combination, bands, reasons)"
            + (fit is null ? "; Prophet is not installed here." : $"; Prophet {F(fit.Value)} s fit and {F(said!.Value)} s forecast. Additive {F((fit.Value + said.Value) / median, 0)} times, served engine {F((fit.Value + said.Value) / (again + forecast), 0)} times as fast."));
    }

    /// <summary>Two thousand series: training, and every cut-off of a back-test that is asked for.</summary>
    public static Task Large(int cutoffs, ForecastPage page)
    {
        var tenant = Tenant(2000, 1095);
        var watch = Stopwatch.StartNew();
        var training = Cpu(() => PooledForecaster.Train(tenant, Calendar));
        page.Say($"- 2,000 series of three years: training {F(watch.Elapsed.TotalMinutes, 1)} min by the clock, {F(training / 60, 1)} min of CPU time, {Memory()} MiB at most.");
        watch.Restart();
        var end = tenant[0].History.End;
        var steps = 0;
        var backtest = Cpu(() => steps = PooledBacktest.Run(tenant, Calendar, [.. Enumerable.Range(0, cutoffs).Select(k => end.AddDays(-14 - 7 * (cutoffs - 1 - k)))], 14).Count());
        page.Say($"- 2,000 series × {steps} cut-offs: back-test {F(watch.Elapsed.TotalMinutes, 1)} min by the clock, {F(backtest / 60, 1)} min of CPU time, {Memory()} MiB at most.");
        return Task.CompletedTask;
    }

    private static async Task<(double? Fit, double? Predict)> Prophet(string script, List<PooledSeries> tenant)
    {
        var (series, holidays) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllLinesAsync(series, ["series,ds,y", .. tenant.SelectMany(s => Enumerable.Range(0, s.History.Length).Select(i => s.History.Start.AddDays(i))
            .Select(d => string.Create(CultureInfo.InvariantCulture, $"{s.Key},{d:yyyy-MM-dd},{s.History.SoldOn(d)}")))]);
        await File.WriteAllLinesAsync(holidays, ["ds,holiday", .. Calendar.Days.Select(d => $"{d.Key:yyyy-MM-dd},{d.Value.Name}")]);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("Rscript", [script, series, holidays]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["OMP_NUM_THREADS"] = "1" } })!;
            var errors = process.StandardError.ReadToEndAsync();
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            await errors;
            var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).Where(c => c.Length == 3).ToList();
            double Median(int column) => rows.Select(c => double.Parse(c[column], CultureInfo.InvariantCulture)).Order().ElementAt(rows.Count / 2);
            return process.ExitCode == 0 && rows.Count == tenant.Count ? (Median(1), Median(2)) : (null, null);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, null);
        }
        finally
        {
            File.Delete(series);
            File.Delete(holidays);
        }
    }

    /// <summary>Series of whole pieces with weekday, season, named days and noise.</summary>
    private static List<PooledSeries> Tenant(int count, int days) => [.. Enumerable.Range(0, count).Select(s =>
    {
        var random = new Random(s);
        var level = 3 * Math.Exp(3.5 * random.NextDouble());
        double Quantity(int day) => level * (1 + 0.3 * Math.Sin(day * 0.0172)) * (1 + 0.25 * Math.Sin(day % 7 * 2 + s))
            * (Calendar.Days.ContainsKey(Start.AddDays(day)) ? 1.4 : 1) * (1 + 0.4 * (random.NextDouble() + random.NextDouble() - 1));
        return new PooledSeries($"s{s}", DemandSeries.From(Enumerable.Range(0, days).Select(i => new SeriesDay(Start.AddDays(i), Math.Max(0, Math.Round(Quantity(i)))))));
    })];

    private static double Cpu(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static long Memory() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

    private static string F(double value, int decimals = 2) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
