using System.Globalization;
using System.Text;
using System.Text.Json;
using Bakery.Host.Cli;

namespace Bakery.Tests.Api.Cli;

public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bakery-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task A_sales_file_is_forecast_without_any_option()
    {
        var (code, output, _) = await Forecast(Sales("sales.csv"));
        Assert.Equal(0, code);
        Assert.Contains("'producto' is the product", output);
        Assert.Contains("80 % band", output);
        Assert.Contains("why:", output);
        Assert.Contains("Back-test", output);
        Assert.Contains("less error than the mean day", output);
    }

    [Fact]
    public async Task Csv_has_a_row_per_product_and_day()
    {
        var (code, output, _) = await Forecast(Sales("sales.csv"), "--csv", "--days", "14");
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal((0, 1 + 2 * 14), (code, lines.Length));
        Assert.StartsWith("product,date,weekday,p50,lower_80,upper_80", lines[0]);
    }

    [Fact]
    public async Task Json_says_what_was_understood_and_how_well_it_tests()
    {
        var (_, output, _) = await Forecast(Sales("sales.csv"), "--json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetProperty("products").GetArrayLength());
        Assert.Equal("units", json.RootElement.GetProperty("layout").GetProperty("measure").GetString());
        var test = json.RootElement.GetProperty("backtest");
        Assert.True(test.GetProperty("wape").GetDouble() < test.GetProperty("constant_wape").GetDouble());
    }

    [Theory]
    [InlineData("plot.svg", "<svg")]
    [InlineData("plot.png", "\u0089PNG")]
    public async Task History_and_band_are_drawn(string name, string start)
    {
        var path = Path.Combine(_folder, name);
        var (code, _, error) = await Forecast(Sales("sales.csv"), "--plot", path);
        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith(start, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path)));
    }

    [Fact]
    public async Task The_same_million_style_file_reads_the_same_in_windows_1252_and_utf_16()
    {
        var text = "Panadería;;\n\n" + SalesText();
        var ansi = await Write("ansi.csv", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
        var wide = await Write("wide.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Assert.Equal((await Forecast(ansi, "--csv")).Output, (await Forecast(wide, "--csv")).Output);
    }

    [Theory]
    [InlineData("", "file_unreadable")]
    [InlineData("fecha;producto;cantidad\n", "file_unreadable")]
    [InlineData("one line", "file_unreadable")]
    [InlineData("producto;cantidad\nBarra;3\nBarra;4\n", "missing_column")]
    public async Task A_file_without_sales_gets_a_name_a_next_step_and_an_exit_code(string text, string name)
    {
        var (code, output, error) = await Forecast(await Write("bad.csv", Encoding.UTF8.GetBytes(text)));
        Assert.Equal(3, code);
        Assert.StartsWith(name, error);
        Assert.Contains("Next:", error);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("no-such-file.csv")]
    [InlineData("x.csv", "--days", "many")]
    [InlineData("x.csv", "--surprise")]
    [InlineData("x.csv", "--plot", "picture.gif")]
    [InlineData]
    public async Task A_wrong_command_line_is_explained(params string[] args)
    {
        var (code, _, error) = await Forecast(args);
        Assert.Equal(2, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task The_example_goes_from_sales_to_a_bake_list_and_its_ingredients()
    {
        var folder = Path.Combine(_folder, "example");
        Assert.Equal(0, (await Plan("--example", folder)).Code);
        var (code, output, _) = await Plan(Path.Combine(folder, "sales.csv"), "--recipes", Path.Combine(folder, "recipes.csv"), "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var lines = json.RootElement.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(5, lines.Count);
        Assert.All(lines, l => Assert.Equal(0, l.GetProperty("bake").GetInt32() % l.GetProperty("multiple").GetInt32()));
        var bake = lines.Where(l => l.GetProperty("product").GetString() is "Croissant" or "Napolitana").ToDictionary(l => l.GetProperty("product").GetString()!, l => l.GetProperty("bake").GetInt32());
        var milk = json.RootElement.GetProperty("ingredients").EnumerateArray().Single(i => i.GetProperty("ingredient").GetString() == "milk").GetProperty("quantity").GetDecimal();
        Assert.Equal(bake["Croissant"] * 0.0086m + bake["Napolitana"] * 0.0092m, milk);
    }

    [Fact]
    public async Task Help_names_the_columns_of_the_recipes()
    {
        var (_, output, _) = await Plan("--help");
        Assert.Contains("ingredient", output);
        Assert.Contains("multiple", output);
    }

    [Fact]
    public async Task A_recipe_file_without_a_needed_column_is_named()
    {
        var recipes = await Write("recipes.csv", "product,quantity\nBarra,1\n"u8.ToArray());
        var (code, _, error) = await Plan(Sales("sales.csv"), "--recipes", recipes);
        Assert.Equal(3, code);
        Assert.Contains("'ingredient'", error);
    }

    [Fact]
    public async Task A_back_test_writes_every_series_cut_off_and_day()
    {
        var data = new StringBuilder("series,date,y,open,holiday,special,promo\n");
        for (var i = 0; i < 120; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"a,{new DateOnly(2026, 1, 1).AddDays(i):yyyy-MM-dd},{(i % 7 == 3 ? "" : 10 + i % 7)},{(i % 7 == 3 ? 0 : 1)},,,{i % 2}\n");
        }

        var file = await Write("mine.csv", Encoding.UTF8.GetBytes(data.ToString()));
        var cutoffs = await Write("cutoffs.csv", "dataset,k,cutoff\nmine,0,2026-04-01\nmine,1,2026-04-08\nother,0,2026-01-05\n"u8.ToArray());
        var holidays = await Write("holidays.csv", "date,name,kind\n2026-04-03,Good Friday,official\n"u8.ToArray());
        var result = Path.Combine(_folder, "mine__ours.csv");
        var output = new StringWriter();
        var code = await BacktestCommand.Run(
            ["--data", file, "--cutoffs", cutoffs, "--dataset", "mine", "--holidays", holidays, "--known", "promo", "--horizon", "14", "--out", result],
            output, new StringWriter(), TestContext.Current.CancellationToken);
        Assert.Equal(0, code);
        var lines = await File.ReadAllLinesAsync(result, TestContext.Current.CancellationToken);
        Assert.Equal("series,k,date,h,point,q10,q90,fit_s", lines[0]);
        Assert.Equal(1 + 2 * 14, lines.Length);
        Assert.Contains("WAPE", output.ToString());
    }

    private static async Task<(int Code, string Output, string Error)> Forecast(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await ForecastCommand.Run(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<(int Code, string Output, string Error)> Plan(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PlanCommand.Run(args, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    private string Sales(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, SalesText());
        return path;
    }

    private async Task<string> Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static string SalesText()
    {
        var text = new StringBuilder("fecha;producto;cantidad;importe\n");
        var random = new Random(4);
        for (var i = 0; i < 150; i++)
        {
            var date = new DateOnly(2026, 3, 2).AddDays(i);
            var weekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.6 : 1;
            text.Append(CultureInfo.InvariantCulture, $"{date:dd/MM/yyyy};Barra;{(int)(100 * weekend) + random.Next(-9, 10)};120,00\n");
            text.Append(CultureInfo.InvariantCulture, $"{date:dd/MM/yyyy};Piña;{(int)(20 * weekend) + random.Next(-4, 5)};30,00\n");
        }

        return text.ToString();
    }
}
