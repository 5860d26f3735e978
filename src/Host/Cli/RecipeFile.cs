using System.Globalization;
using System.Text;
using Bakery.SalesFiles;
using Sylvan.Data.Csv;

namespace Bakery.Host.Cli;

/// <summary>An ingredient of a recipe: a quantity for a number of pieces.</summary>
internal sealed record RecipeLine(string Ingredient, decimal Quantity, string Unit, decimal Pieces);

/// <summary>A product's recipe with its tray multiple and, when known, what it earns.</summary>
internal sealed record Recipe(string Product, int Multiple, decimal? Price, decimal? TaxRate, decimal? Cost, decimal Salvage, IReadOnlyList<RecipeLine> Lines);

/// <summary>Reads <c>recipes.csv</c>.</summary>
internal static class RecipeFile
{
    internal const string Columns = """
        recipes.csv, one row per product and ingredient, separated by commas or semicolons:
          product     as in the sales file (capitals and accents do not matter)      needed
          ingredient  its name                                                       needed
          quantity    for 'pieces' pieces                                            needed
          unit        kg, g, l, ml, piece …                                          needed
          pieces      pieces the quantity is for (1)
          multiple    pieces per tray: the plan is rounded up to it (1)
          price       EUR per piece with tax      \
          tax_rate    for example 0.04             | with price and cost the quantity balances waste and lost sales;
          cost        variable cost per piece      | without them 70 % of the days are covered
          salvage     what an unsold piece brings /
        """;

    public static IReadOnlyList<Recipe> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file '{path}'. 'bakery plan --example .' writes one to start from.");
        }

        var bytes = File.ReadAllBytes(path);
        var text = System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        var lines = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        try
        {
            using var reader = CsvDataReader.Create(new StringReader(text));
            var names = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i).Trim().ToLowerInvariant()).ToArray();
            if (new[] { "product", "ingredient", "quantity", "unit" }.FirstOrDefault(n => !names.Contains(n)) is { } missing)
            {
                throw new SalesFileException(SalesFileCodes.MissingColumn, $"'{path}' has no column '{missing}'.", "Compare with the columns in 'bakery plan --help'.");
            }

            while (reader.Read())
            {
                var row = names.Select((n, i) => (n, i)).GroupBy(n => n.n).ToDictionary(n => n.Key, n => n.First().i < reader.RowFieldCount ? reader.GetString(n.First().i).Trim() : "");
                if (row["product"].Length == 0)
                {
                    continue;
                }

                if (!lines.TryGetValue(Key(row["product"]), out var list))
                {
                    lines[Key(row["product"])] = list = [];
                }

                list.Add(row);
            }
        }
        catch (CsvFormatException e)
        {
            throw new SalesFileException(SalesFileCodes.FileUnreadable, $"'{path}' is not a table: {e.Message}", "Save it as CSV from a spreadsheet.", e);
        }

        return lines.Count > 0
            ? [.. lines.Values.Select(l => Build(l, path))]
            : throw new SalesFileException(SalesFileCodes.FileUnreadable, $"'{path}' holds no recipes.", "Compare with the columns in 'bakery plan --help'.");
    }

    /// <summary>Names are compared without capitals, accents and signs.</summary>
    public static string Key(string name) => ProductNames.Plain(name);

    private static Recipe Build(List<Dictionary<string, string>> rows, string path)
    {
        decimal? Number(string column) => rows.Select(r => r.GetValueOrDefault(column, "")).FirstOrDefault(v => v.Length > 0) is { } text ? Parse(text, column, path) : null;
        return new Recipe(
            rows[0]["product"],
            (int)Math.Clamp(Number("multiple") ?? 1, 1, 10_000),
            Number("price"),
            Number("tax_rate"),
            Number("cost"),
            Number("salvage") ?? 0,
            [.. rows.Where(r => r["ingredient"].Length > 0).Select(r => new RecipeLine(
                r["ingredient"],
                Parse(r["quantity"], "quantity", path),
                r["unit"],
                r.GetValueOrDefault("pieces", "") is { Length: > 0 } pieces ? Math.Max(Parse(pieces, "pieces", path), 0.0001m) : 1))]);
    }

    private static decimal Parse(string text, string column, string path) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw new SalesFileException(SalesFileCodes.BadNumber, $"'{path}': '{text}' in {column} is not a number.", "Write numbers like 12.5 or 12,5.");
}
