using System.Security.Cryptography;
using System.Text;
using Bakery.SalesFiles.Sources;

namespace Bakery.SalesFiles;

/// <summary>Finds out how a file is laid out, from its first rows.</summary>
internal sealed class LayoutDetector
{
    private const int SampleRows = 3000;
    private const int HeaderRows = 40;

    private readonly IRowSource _source;
    private readonly LayoutMapping? _mapping;

    private LayoutDetector(IRowSource source, LayoutMapping? mapping)
    {
        _source = source;
        _mapping = mapping;
    }

    public static Layout Detect(IRowSource source, LayoutMapping? mapping) => new LayoutDetector(source, mapping).Run();

    private Layout Run()
    {
        var sheets = Sample();
        if (sheets.Sum(s => s.Rows.Count) == 0)
        {
            throw SalesFileException.Unreadable("The file is empty.");
        }

        var (sheet, rows) = sheets.OrderByDescending(s => HeaderScore(s.Rows).Score).ThenByDescending(s => s.Rows.Count).First();
        var header = _mapping is { } known ? rows.FindIndex(r => r.Number == known.HeaderRow) : HeaderScore(rows).Index;
        var names = header >= 0 ? rows[header].Cells : [];
        var others = sheets.Where(s => s.Sheet is not null && s.Rows.Any(r => SameCells(r.Cells, names))).Select(s => s.Sheet!).ToList();
        var data = rows.Skip(header + 1).Where(r => !SameCells(r.Cells, names)).Select(r => r.Cells).ToList();
        if (data.Count == 0 || rows.Count < 2)
        {
            throw SalesFileException.Unreadable("The file holds one line only, and no sales below it.");
        }

        // Preambles and totals are narrower than the table.
        var width = Math.Max(names.Length, data.Max(r => r.Length));
        var comma = _mapping?.DecimalComma ?? DecimalComma(data);
        var wide = data.Where(r => r.Count(c => c.Length > 0) >= Math.Min(2, width)).ToList();
        var columns = ColumnProfile.Of(wide.Count > 0 ? wide : data, names, width, comma);
        var common = new Common(sheet is null ? [] : others.Count > 0 ? others : [sheet], header >= 0 ? rows[header].Number : 0, names, columns, comma);
        return _mapping is not null ? Mapped(common, _mapping) : DaysAcross(common) ?? ProductsAcross(common, data) ?? Long(common, wide, rows, header);
    }

    /// <summary>The first rows of every sheet (of the only table, where there are no sheets).</summary>
    private List<(string? Sheet, List<RawRow> Rows)> Sample()
    {
        var sheets = new List<(string? Sheet, List<RawRow> Rows)>();
        foreach (var row in _source.Rows())
        {
            if (sheets.Count == 0 || sheets[^1].Sheet != row.Sheet)
            {
                sheets.Add((row.Sheet, []));
            }

            if (sheets[^1].Rows.Count < SampleRows)
            {
                sheets[^1].Rows.Add(row);
            }
            else if (_source.Format != FileFormat.Spreadsheet)
            {
                break;
            }
        }

        return sheets;
    }

    private (int Index, double Score) HeaderScore(List<RawRow> rows)
    {
        if (_source.HasNames)
        {
            return (0, 10);
        }

        int best = -1;
        double bestScore = 1.5;
        for (var i = 0; i < Math.Min(rows.Count, HeaderRows); i++)
        {
            var cells = rows[i].Cells;
            if (cells.Count(IsDate) >= 3 && cells.Count(IsDate) * 2 > cells.Length)
            {
                return (i, 5);
            }

            var roles = new HashSet<ColumnRole>();
            double score = 0;
            foreach (var cell in cells.Where(c => c.Length is > 0 and < 60 && !IsDate(c) && !Numbers.TryParse(c, false, out _)))
            {
                var meanings = HeaderWords.Meanings(cell);
                if (meanings.Count > 0 && roles.Add(meanings[0].Role))
                {
                    score += meanings.Max(m => m.Strength);
                }
            }

            if (score > bestScore + 1e-9)
            {
                (best, bestScore) = (i, score);
            }
        }

        return best >= 0 ? (best, bestScore) : (UnknownWords(rows), 0);
    }

    /// <summary>A first row of words nobody knows, above rows with numbers, is still a header.</summary>
    private static int UnknownWords(List<RawRow> rows)
    {
        if (rows.Count < 2)
        {
            return -1;
        }

        var first = rows[0].Cells;
        var isText = first.All(c => c.Trim().Length > 0 && !IsDate(c) && !Numbers.TryParse(c, false, out _) && !c.Contains(':'));
        var below = rows.Skip(1).Take(20).ToList();
        var hasValues = below.All(r => r.Cells.Any(c => IsDate(c) || Numbers.TryParse(c, false, out _)));
        return isText && hasValues ? 0 : -1;
    }

    private Layout? DaysAcross(Common common)
    {
        var days = common.Names.Select((n, i) => (Name: n, Index: i)).Where(n => IsDate(n.Name)).ToList();
        if (days.Count < 3 || days.Count * 2 <= common.Names.Length)
        {
            return null;
        }

        var (order, assumed) = OrderOf(days.Select(d => d.Name));
        var product = common.Columns.Where(c => days.All(d => d.Index != c.Index)).MaxBy(c => c.TextShare * c.Distinct)
            ?? throw SalesFileException.Missing("product", "The days are columns, but no column names the products.");
        var meanings = common.Columns.Select(c => new ColumnMeaning(
            c.Index, c.Header, c == product ? ColumnRole.Product : days.Any(d => d.Index == c.Index) ? ColumnRole.Quantity : ColumnRole.Ignored, 0.9));
        return Build(common, TableShape.DaysAcross, [.. meanings], Measure.Units, order, false, null, assumed ? ["date_order_assumed"] : []);
    }

    private Layout? ProductsAcross(Common common, List<string[]> data)
    {
        var date = common.Columns.Where(c => c.DateShare >= 0.6).MaxBy(c => c.DateShare);
        if (date is null || common.Names.Length == 0)
        {
            return null;
        }

        var others = common.Columns.Where(c => c != date && c.Filled > 0).ToList();
        var products = others.Where(c => c.NumberShare >= 0.8 && HeaderWords.Meanings(c.Header).Count == 0 && !Ignorable(c.Header)).ToList();
        var hasText = others.Any(c => c.TextShare > 0.5 && c.Distinct > 1 && !Ignorable(c.Header))
            || others.Any(c => HeaderWords.Meanings(c.Header).Any(m => m is { Role: ColumnRole.Quantity or ColumnRole.Product, Strength: >= 0.8 }));
        if (products.Count < 2 || hasText)
        {
            return null;
        }

        var (order, assumed) = OrderOf(data.Select(r => date.Index < r.Length ? r[date.Index] : ""));
        var meanings = common.Columns.Select(c => new ColumnMeaning(
            c.Index, c.Header, c == date ? ColumnRole.Date : products.Contains(c) ? ColumnRole.Quantity : ColumnRole.Ignored, 0.85));
        return Build(common, TableShape.ProductsAcross, [.. meanings], Measure.Units, order, false, null, assumed ? ["date_order_assumed"] : []);
    }

    private Layout Long(Common common, List<string[]> data, List<RawRow> rows, int header)
    {
        var assignment = RoleAssignment.Of(common.Columns, data, common.DecimalComma);
        var found = assignment.Found;
        var warnings = new List<string>();
        DateOnly? fixedDate = null;
        var order = DateOrder.YearFirst;
        if (found.TryGetValue(ColumnRole.BusinessDay, out var day) || found.TryGetValue(ColumnRole.Date, out day))
        {
            (order, var assumed) = ColumnOrder(day.Column, common.HeaderRow);
            if (assumed)
            {
                warnings.Add("date_order_assumed");
            }
        }
        else
        {
            fixedDate = DateAbove(rows.Take(Math.Max(header, 0)))
                ?? throw SalesFileException.Missing("date", "No column holds dates.");
        }

        var hasName = found.ContainsKey(ColumnRole.Product) || found.ContainsKey(ColumnRole.LineText) || found.ContainsKey(ColumnRole.Sku);
        if (!hasName)
        {
            if (assignment.Measure == Measure.RowCount)
            {
                throw SalesFileException.Missing("product", "No column names products and none holds quantities or money.");
            }

            warnings.Add("no_product");
        }

        if (assignment.Measure is Measure.Money or Measure.UnitsFromMoney)
        {
            warnings.Add("money_not_units");
        }

        if (found.ContainsKey(ColumnRole.LineText))
        {
            warnings.Add("revenue_shared_by_units");
        }

        if (common.Names.Any(n => HeaderWords.Normalise(n) == "modifier id"))
        {
            warnings.Add("modifiers_only");
        }

        var meanings = common.Columns.Select(c =>
        {
            var role = found.FirstOrDefault(f => f.Value.Column == c.Index);
            return found.Values.Any(f => f.Column == c.Index)
                ? new ColumnMeaning(c.Index, c.Header, role.Key, role.Value.Confidence)
                : new ColumnMeaning(c.Index, c.Header, ColumnRole.Ignored, 0);
        });
        return Build(common, TableShape.Long, [.. meanings], assignment.Measure, order, assignment.TaxIsAdded, fixedDate, warnings);
    }

    private Layout Mapped(Common common, LayoutMapping mapping)
    {
        var meanings = common.Columns.Select(c => new ColumnMeaning(c.Index, c.Header, mapping.Roles.GetValueOrDefault(c.Index), 1)).ToList();
        if (meanings.All(m => m.Role is not (ColumnRole.Date or ColumnRole.BusinessDay)))
        {
            throw SalesFileException.Missing("date", "The mapping names no column with dates.");
        }

        return Build(common, TableShape.Long, meanings, mapping.Measure, mapping.DateOrder, false, null, []);
    }

    /// <summary>The order the dates of a column allow; when the sample allows both, the whole column is asked.</summary>
    private (DateOrder Order, bool Assumed) ColumnOrder(int column, int headerRow)
    {
        var wanted = new bool[column + 1];
        wanted[column] = true;
        return OrderOf(_source.Rows(wanted).Where(r => r.Number > headerRow).Select(r => r.Cell(column)));
    }

    private static (DateOrder Order, bool Assumed) OrderOf(IEnumerable<string> cells)
    {
        bool any = false, day = true, month = true, noon = false;
        var last = "";
        foreach (var cell in cells)
        {
            if (cell.Length == 0 || ReferenceEquals(cell, last))
            {
                continue;
            }

            last = cell;
            var (dayFirst, monthFirst) = Dates.Orders(cell);
            if (!dayFirst && !monthFirst)
            {
                continue;
            }

            any = true;
            if (StartsWithYear(cell))
            {
                return (DateOrder.YearFirst, false);
            }

            if (dayFirst != monthFirst)
            {
                return (dayFirst ? DateOrder.DayFirst : DateOrder.MonthFirst, false);
            }

            (day, month) = (day && dayFirst, month && monthFirst);
            noon |= cell.EndsWith("M", StringComparison.OrdinalIgnoreCase);
        }

        return noon ? (DateOrder.MonthFirst, true) : (DateOrder.DayFirst, any);
    }

    private static bool StartsWithYear(string cell)
    {
        var text = cell.AsSpan().Trim();
        return text.Length >= 5 && text[..4].IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static DateOnly? DateAbove(IEnumerable<RawRow> rows)
    {
        foreach (var cell in rows.SelectMany(r => r.Cells))
        {
            foreach (var word in cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(cell))
            {
                if (Dates.TryParse(word, DateOrder.DayFirst, out var date))
                {
                    return date.Date;
                }
            }
        }

        return null;
    }

    /// <summary>True when more cells can only be read with a decimal comma than with a point.</summary>
    internal static bool DecimalComma(IEnumerable<string[]> rows)
    {
        int comma = 0, point = 0;
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                if (cell.Length is > 2 and < 25 && !IsDate(cell) && Numbers.TryParse(cell, true, out _))
                {
                    var vote = Numbers.DecimalVote(cell);
                    comma += vote > 0 ? 1 : 0;
                    point += vote < 0 ? 1 : 0;
                }
            }
        }

        return comma > point;
    }

    private Layout Build(
        Common common, TableShape shape, IReadOnlyList<ColumnMeaning> columns, Measure measure, DateOrder order, bool taxIsAdded,
        DateOnly? fixedDate, IReadOnlyList<string> warnings) => new()
        {
            Format = _source.Format,
            Encoding = _source.Encoding,
            Delimiter = _source.Delimiter,
            Sheets = common.Sheets,
            HeaderRow = common.HeaderRow,
            Shape = shape,
            Columns = columns,
            Measure = measure,
            DateOrder = order,
            DecimalComma = common.DecimalComma,
            TaxIsAdded = taxIsAdded,
            FixedDate = fixedDate,
            Warnings = warnings,
            Signature = Signature(common, shape),
        };

    private string Signature(Common common, TableShape shape)
    {
        // Days across change with every file; what stays is the shape.
        var names = shape == TableShape.DaysAcross ? "days" : common.Names.Length == 0 ? $"{common.Columns.Length} columns"
            : string.Join('|', common.Names.Select(HeaderWords.Normalise));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{_source.Format}|{_source.Delimiter}|{names}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, 12));
    }

    internal static bool SameCells(string[] a, string[] b) => a.Length > 0 && a.AsSpan().SequenceEqual(b);

    private static bool IsDate(string cell) => cell.Length is >= 6 and < 40 && Dates.Orders(cell) is (true, _) or (_, true);

    private static bool Ignorable(string header) => HeaderWords.Normalise(header).Split(' ')
        .Any(w => w is "temp" or "temperatura" or "temperature" or "lluvia" or "rain" or "weekday" or "holiday" or "festivo" or "weather" or "tiempo" or "notas" or "notes");

    private sealed record Common(IReadOnlyList<string> Sheets, int HeaderRow, string[] Names, ColumnProfile[] Columns, bool DecimalComma);
}
