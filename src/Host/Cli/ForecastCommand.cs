using Bakery.SalesFiles;

namespace Bakery.Host.Cli;

/// <summary><c>bakery forecast FILE</c>: a sales file in, the next days out.</summary>
public static class ForecastCommand
{
    internal const string Help = """
        bakery forecast FILE [options]

        Reads sales of any layout (CSV, TXT, XLSX, XLS, JSON, XML; one row per sale or per day; days or products across), says what it
        understood, and forecasts the coming days of every product.

          --days N        days to forecast, 1 to 30 (7)
          --top N         products shown, largest first (20); --csv and --json always hold all
          --csv | --json  write that format instead of text
          --out FILE      write there instead of the screen
          --plot FILE     draw history and band of the shown products, .svg or .png

        Columns are recognised by their names in Spanish, Basque, English, French, German or Danish, and by their content:
          date | fecha | data            needed (or named above the table)
          product | producto | produktua
          quantity | cantidad | kopurua  or money: total | importe | zenbatekoa, better with price | precio | prezioa
          time, location, channel, ticket, status: used when there
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
            var arguments = new Arguments(args, ["csv", "json", "help"], ["days", "top", "out", "plot"]);
            if (arguments.Has("help"))
            {
                await output.WriteLineAsync(Help);
                return 0;
            }

            if (arguments.Words.Count != 1)
            {
                throw new UsageException("Name one sales file: bakery forecast sales.csv");
            }

            var days = arguments.Number("days", 7, 1, 30);
            var top = arguments.Number("top", 20, 1, 100_000);
            var plot = arguments.Text("plot");
            if (plot is not null && Path.GetExtension(plot).ToLowerInvariant() is not (".svg" or ".png"))
            {
                throw new UsageException("--plot needs a file ending in .svg or .png.");
            }

            var path = arguments.Words[0];
            var history = SalesHistory.Read(path, ct);
            var forecasts = FileForecast.Run(history, days, ct);
            var test = FileForecast.Backtest(history, ct);
            var text = new StringWriter();
            if (arguments.Has("json"))
            {
                text.WriteLine(ForecastText.Json(path, history, forecasts, test));
            }
            else if (arguments.Has("csv"))
            {
                text.Write(ForecastText.Csv(forecasts));
            }
            else
            {
                ForecastText.Understood(text, path, history);
                ForecastText.Forecasts(text, forecasts, top, history.Layout.Measure == Measure.Money);
                ForecastText.Backtest(text, test);
            }

            if (plot is not null)
            {
                ForecastPlot.Write(plot, forecasts.Take(Math.Min(top, 24)).ToList());
            }

            if (arguments.Text("out") is { } file)
            {
                await File.WriteAllTextAsync(file, text.ToString(), ct);
                await output.WriteLineAsync($"Written: {file}");
            }
            else
            {
                await output.WriteAsync(text.ToString());
            }

            return 0;
        });
    }
}
