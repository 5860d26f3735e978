using Bakery.SalesFiles.Sources;

namespace Bakery.SalesFiles.Prices;

/// <summary>
/// Reads a supplier's price list of any layout: delimited text or workbook, prices by kg or by pack, cheaper prices for more in columns
/// (<c>Desde 10</c>) or in rows of their own. The header is guessed and can be corrected.
/// </summary>
public sealed class PriceListReader
{
    private const int HeaderRows = 40;

    /// <summary>Longest list that is read, in rows.</summary>
    public const int MostRows = 5000;

    private readonly List<RawRow> _rows;

    private PriceListReader(List<RawRow> rows, PriceListMapping mapping, IReadOnlyList<PriceListColumn> columns)
    {
        _rows = rows;
        Mapping = mapping;
        Columns = columns;
    }

    /// <summary>How the list was understood.</summary>
    public PriceListMapping Mapping { get; }

    /// <summary>Every column with its meaning.</summary>
    public IReadOnlyList<PriceListColumn> Columns { get; }

    /// <summary>Reads the whole list.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="mapping">A corrected understanding that replaces the guess.</param>
    /// <param name="fixes">Texts put in place of wrong cells, by physical row and column position.</param>
    /// <exception cref="SalesFileException">The file is unreadable, too long, or lacks names or prices.</exception>
    public static PriceListReader Open(Stream stream, PriceListMapping? mapping = null, IReadOnlyDictionary<(int Row, int Column), string>? fixes = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return RowSources.Open(stream, long.MaxValue, source =>
        {
            using (source)
            {
                return Read(source, mapping, fixes ?? new Dictionary<(int Row, int Column), string>());
            }
        });
    }

    /// <summary>The articles in file order. Rows without a price (headings, notes) are passed over; wrong cells are reported and their rows left out.</summary>
    /// <param name="onError">Told of every wrong cell.</param>
    public IReadOnlyList<PriceListRow> Rows(Action<RowError> onError)
    {
        ArgumentNullException.ThrowIfNull(onError);
        var articles = new List<List<Cells>>();
        var known = new Dictionary<(string, string?, DateOnly?), List<Cells>>();
        var header = _rows.FirstOrDefault(r => r.Number == Mapping.HeaderRow);
        foreach (var raw in _rows.Where(r => r.Number > Mapping.HeaderRow && !(header.Cells is not null && LayoutDetector.SameCells(header.Cells, r.Cells))))
        {
            if (new Cells(raw, this, onError) is not { IsArticle: true } cells)
            {
                continue;
            }

            if (!known.TryGetValue(cells.Key, out var article))
            {
                articles.Add(known[cells.Key] = article = []);
            }

            if (article.Any(other => other.From == cells.From))
            {
                onError(new RowError(raw.Number, NameColumn, SalesFileCodes.RepeatedProduct, Short(cells.Name)));
                continue;
            }

            article.Add(cells);
        }

        return [.. articles.Select(Article)];
    }

    private string NameColumn => (Find(PriceColumn.Product) ?? Find(PriceColumn.Sku))!.Name;

    private PriceListColumn? Find(PriceColumn role) => Columns.FirstOrDefault(c => c.Role == role);

    /// <summary>The row of the fewest packs is the article, the others are its tiers.</summary>
    private static PriceListRow Article(List<Cells> rows)
    {
        var first = rows.MinBy(r => r.From)!;
        return first.Row with
        {
            MinPacks = Math.Max(first.Row.MinPacks, first.From),
            Tiers = [.. first.Row.Tiers.Concat(rows.Where(r => r != first).Select(r => new PriceListTier(r.From, r.Row.Price))).DistinctBy(t => t.FromPacks).OrderBy(t => t.FromPacks)],
        };
    }

    private static PriceListReader Read(IRowSource source, PriceListMapping? mapping, IReadOnlyDictionary<(int Row, int Column), string> fixes)
    {
        var all = source.Rows().Take(MostRows + HeaderRows + 1).ToList();
        // Of a workbook, the sheet with the best header.
        var sheet = all.GroupBy(r => r.Sheet ?? "").Select(g => g.ToList()).OrderByDescending(rows => HeaderOf(rows).Score).FirstOrDefault() ?? throw SalesFileException.Unreadable("The file is empty.");
        if (sheet.Count > MostRows)
        {
            throw SalesFileException.Unreadable($"A price list has at most {MostRows} rows.");
        }

        var fixedRows = fixes.Keys.Select(f => f.Row).ToHashSet();
        var rows = sheet.Select(r => fixedRows.Contains(r.Number) ? r.With(fixes) : r).ToList();
        var header = mapping is null ? HeaderOf(rows).Row : rows.FirstOrDefault(r => r.Number == mapping.HeaderRow);
        var names = header.Cells ?? [];
        var width = rows.Max(r => r.Cells.Length);
        var taken = new HashSet<PriceColumn>();
        var columns = Enumerable.Range(0, width).Select(i =>
        {
            var name = i < names.Length && names[i].Trim().Length > 0 ? names[i].Trim() : $"column {i + 1}";
            var role = mapping is null ? i < names.Length ? PriceWords.Meaning(names[i]) : PriceColumn.Ignored : mapping.Roles.GetValueOrDefault(i);
            // A meaning belongs to the first column that has it; tiers may have several.
            return new PriceListColumn(i, name, role is PriceColumn.Ignored or PriceColumn.TierPrice || taken.Add(role) ? role : PriceColumn.Ignored);
        }).ToList();
        if (!taken.Contains(PriceColumn.Product) && !taken.Contains(PriceColumn.Sku))
        {
            throw SalesFileException.Missing("product", "No column names the articles.");
        }

        if (!taken.Contains(PriceColumn.UnitPrice) && !taken.Contains(PriceColumn.PackPrice))
        {
            throw SalesFileException.Missing("price", "No column holds prices.");
        }

        var understood = new PriceListMapping(
            header.Cells is null ? 0 : header.Number, columns.Where(c => c.Role != PriceColumn.Ignored).ToDictionary(c => c.Index, c => c.Role), mapping?.DecimalComma ?? LayoutDetector.DecimalComma(rows.Select(r => r.Cells)));
        return new PriceListReader(rows, understood, columns);
    }

    private static (RawRow Row, int Score) HeaderOf(List<RawRow> rows) => rows.Take(HeaderRows)
        .Select(row => (row, row.Cells.Where(c => c.Length is > 0 and < 60).Select(PriceWords.Meaning).Where(role => role != PriceColumn.Ignored).Distinct().Count()))
        .OrderByDescending(r => r.Item2).FirstOrDefault();

    private static string Short(string text) => text.Length > 80 ? text[..80] : text;

    /// <summary>One row, read.</summary>
    private sealed class Cells
    {
        private readonly RawRow _raw;
        private readonly PriceListReader _list;
        private readonly Action<RowError> _onError;
        private bool _isWrong;

        public Cells(RawRow raw, PriceListReader list, Action<RowError> onError)
        {
            (_raw, _list, _onError) = (raw, list, onError);
            var (product, sku, pack) = (Text(PriceColumn.Product), Text(PriceColumn.Sku), Text(PriceColumn.Pack) ?? "");
            Name = product ?? sku ?? "";
            var (unit, perPack) = (Number(PriceColumn.UnitPrice), Number(PriceColumn.PackPrice));
            if (Name.Length == 0 || (unit ?? perPack) is not { } price)
            {
                return;
            }

            From = Packs(PriceColumn.FromPacks);
            decimal? quantity = null;
            string? measure = null;
            if (Text(PriceColumn.PackQuantity) is { } content)
            {
                if (PackText.TryContent(content, list.Mapping.DecimalComma, out var held, out measure))
                {
                    quantity = held;
                }
                else
                {
                    Wrong(list.Find(PriceColumn.PackQuantity)!, SalesFileCodes.BadNumber, content);
                }
            }
            else if (PackText.TryContent(pack, list.Mapping.DecimalComma, out var held, out measure))
            {
                quantity = held;
            }

            Row = new PriceListRow
            {
                Row = raw.Number, Product = Name, Sku = sku, PackUnit = PackText.Kind(pack), PackQuantity = quantity, PackMeasure = measure, Price = price, IsPerPack = unit is null, MinPacks = Packs(PriceColumn.MinPacks),
                Tiers = [.. Tiers()], ValidFrom = Day(PriceColumn.ValidFrom), ValidTo = Day(PriceColumn.ValidTo),
            };
        }

        public string Name { get; }

        public int From { get; } = 1;

        public PriceListRow Row { get; } = null!;

        public bool IsArticle => Row is not null && !_isWrong;

        public (string, string?, DateOnly?) Key => (ProductNames.Plain(Name), Row.Sku, Row.ValidFrom);

        private IEnumerable<PriceListTier> Tiers()
        {
            foreach (var column in _list.Columns.Where(c => c.Role == PriceColumn.TierPrice))
            {
                if (PriceWords.TierOf(column.Name) is { } packs && Number(column) is { } price)
                {
                    yield return new PriceListTier(packs, price);
                }
            }
        }

        private string? Text(PriceColumn role) => _list.Find(role) is { } column && _raw.Cell(column.Index).Trim() is { Length: > 0 } text ? text : null;

        private decimal? Number(PriceColumn role) => _list.Find(role) is { } column ? Number(column) : null;

        private decimal? Number(PriceListColumn column)
        {
            var text = _raw.Cell(column.Index).Trim();
            if (text.Length == 0)
            {
                return null;
            }

            if (Numbers.TryParse(text, _list.Mapping.DecimalComma, out var value) && value >= 0)
            {
                return value;
            }

            Wrong(column, SalesFileCodes.BadNumber, text);
            return null;
        }

        private int Packs(PriceColumn role)
        {
            if (Number(role) is not { } number)
            {
                return 1;
            }

            if (number is >= 1 and <= 100_000 && number == decimal.Truncate(number))
            {
                return (int)number;
            }

            Wrong(_list.Find(role)!, SalesFileCodes.BadNumber, Text(role)!);
            return 1;
        }

        private DateOnly? Day(PriceColumn role)
        {
            if (Text(role) is not { } text)
            {
                return null;
            }

            if (Dates.TryParse(text, DateOrder.DayFirst, out var day))
            {
                return day.Date;
            }

            Wrong(_list.Find(role)!, SalesFileCodes.BadDate, text);
            return null;
        }

        private void Wrong(PriceListColumn column, string code, string text)
        {
            _isWrong = true;
            _onError(new RowError(_raw.Number, column.Name, code, Short(text)));
        }
    }
}
