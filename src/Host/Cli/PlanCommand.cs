using System.Globalization;
using System.Text;
using System.Text.Json;
using Bakery.Forecast;

namespace Bakery.Host.Cli;

/// <summary><c>bakery plan FILE --recipes FILE</c>: the forecast goes on to a bake list and its ingredients.</summary>
public static class PlanCommand
{
    internal const string Help = $"""
        bakery plan SALES --recipes RECIPES [--days N] [--csv | --json] [--out FILE]
        bakery plan --example FOLDER

        Forecasts the coming days, rounds each product's quantity up to its tray, and adds up the ingredients.

          --recipes FILE    see below
          --days N          open days to plan, 1 to 14 (1)
          --csv | --json    write that format instead of text
          --out FILE        write there instead of the screen
          --example FOLDER  write sales.csv and recipes.csv to try it with

        The sales file may have any layout, see 'bakery forecast --help'.
        {RecipeFile.Columns}
        """;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Runs the command.</summary>
    /// <returns>0, or 2 for a wrong command line, or 3 for a file that cannot be read.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        return await CommandErrors.Catch(error, async () =>
        {
            var arguments = new Arguments(args, ["help", "csv", "json"], ["recipes", "days", "out", "example"]);
            if (arguments.Has("help"))
            {
                await output.WriteLineAsync(Help);
                return 0;
            }

            if (arguments.Text("example") is { } folder)
            {
                await ExampleFiles.Write(folder, output, ct);
                return 0;
            }

            if (arguments.Words.Count != 1)
            {
                throw new UsageException("Name one sales file: bakery plan sales.csv --recipes recipes.csv");
            }

            var recipes = RecipeFile.Read(arguments.Text("recipes") ?? throw new UsageException("--recipes is missing. 'bakery plan --example .' writes a file to start from."));
            var history = SalesHistory.Read(arguments.Words[0], ct);
            var plan = BakeList.Of(FileForecast.RunOpen(history, arguments.Number("days", 1, 1, 14), ct), recipes);
            var text = arguments.Has("json") ? JsonSerializer.Serialize(plan, Indented) + "\n" : arguments.Has("csv") ? Csv(plan) : Text(plan);
            if (arguments.Text("out") is { } path)
            {
                await File.WriteAllTextAsync(path, text, ct);
                await output.WriteLineAsync($"Written: {path}");
            }
            else
            {
                await output.WriteAsync(text);
            }

            return 0;
        });
    }

    private static string Text(BakeList plan)
    {
        var text = new StringBuilder();
        foreach (var day in plan.Lines.GroupBy(l => l.Date))
        {
            text.Append(CultureInfo.InvariantCulture, $"Bake list for {day.Key.ToString("dddd yyyy-MM-dd", CultureInfo.InvariantCulture)}\n");
            text.Append("  product                             expected    needed     tray      bake\n");
            foreach (var line in day)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Cut(line.Product, 34),-34}  {line.Expected,8:0.0}  {line.Needed,8}  {line.Multiple,7}  {line.Bake,8}\n");
            }

            text.Append('\n');
        }

        text.Append("Ingredients\n");
        foreach (var need in plan.Ingredients)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {Cut(need.Ingredient, 34),-34}  {need.Quantity,12:#,0.###} {need.Unit}\n");
        }

        if (plan.WithoutRecipe.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nSold but without a recipe: {string.Join(", ", plan.WithoutRecipe.Take(12))}{(plan.WithoutRecipe.Count > 12 ? $" and {plan.WithoutRecipe.Count - 12} more" : "")}\n");
        }

        if (plan.WithoutSales.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Recipes without sales: {string.Join(", ", plan.WithoutSales)}\n");
        }

        return text.ToString();
    }

    private static string Csv(BakeList plan)
    {
        var text = new StringBuilder("kind,date,name,quantity,unit,expected,needed,multiple\n");
        foreach (var line in plan.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"bake,{line.Date:yyyy-MM-dd},{Quote(line.Product)},{line.Bake},piece,{line.Expected:0.##},{line.Needed},{line.Multiple}\n");
        }

        foreach (var need in plan.Ingredients)
        {
            text.Append(CultureInfo.InvariantCulture, $"ingredient,,{Quote(need.Ingredient)},{need.Quantity:0.####},{need.Unit},,,\n");
        }

        return text.ToString();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Quote(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

/// <summary>A product to bake on a day.</summary>
internal sealed record BakeLine(DateOnly Date, string Product, double Expected, int Needed, int Multiple, int Bake);

/// <summary>An ingredient needed for the whole list.</summary>
internal sealed record IngredientNeed(string Ingredient, decimal Quantity, string Unit);

/// <summary>What to bake, and what it takes.</summary>
internal sealed record BakeList(
    IReadOnlyList<BakeLine> Lines, IReadOnlyList<IngredientNeed> Ingredients, IReadOnlyList<string> WithoutRecipe, IReadOnlyList<string> WithoutSales)
{
    public static BakeList Of(IReadOnlyList<ProductForecast> forecasts, IReadOnlyList<Recipe> recipes)
    {
        var byName = recipes.ToDictionary(r => RecipeFile.Key(r.Product), StringComparer.Ordinal);
        var lines = new List<BakeLine>();
        var needs = new Dictionary<(string Name, string Unit), decimal>();
        foreach (var forecast in forecasts)
        {
            if (!byName.TryGetValue(RecipeFile.Key(forecast.Product.Name), out var recipe))
            {
                continue;
            }

            var economics = (recipe.Price ?? forecast.Product.Price, recipe.Cost) is ({ } price, { } cost)
                ? new ProductEconomics(price, recipe.TaxRate ?? 0, cost, recipe.Salvage) : null;
            var ratio = Newsvendor.Ratio(economics, new NewsvendorSettings());
            foreach (var day in forecast.Days)
            {
                var needed = Newsvendor.Quantity(day.Served, ratio);
                var bake = (needed + recipe.Multiple - 1) / recipe.Multiple * recipe.Multiple;
                lines.Add(new BakeLine(day.Served.Date, forecast.Product.Name, day.Served.P50, needed, recipe.Multiple, bake));
                foreach (var line in recipe.Lines)
                {
                    var key = (line.Ingredient, line.Unit);
                    needs[key] = needs.GetValueOrDefault(key) + line.Quantity * bake / line.Pieces;
                }
            }
        }

        return new BakeList(
            [.. lines.OrderBy(l => l.Date).ThenByDescending(l => l.Bake)],
            [.. needs.OrderByDescending(n => n.Value).Select(n => new IngredientNeed(n.Key.Name, decimal.Round(n.Value, 4, MidpointRounding.AwayFromZero), n.Key.Unit))],
            [.. forecasts.Where(f => !byName.ContainsKey(RecipeFile.Key(f.Product.Name))).Select(f => f.Product.Name)],
            [.. recipes.Where(r => forecasts.All(f => RecipeFile.Key(f.Product.Name) != RecipeFile.Key(r.Product))).Select(r => r.Product)]);
    }
}
