namespace Bakery.SalesFiles;

/// <summary>What a column means.</summary>
public enum ColumnRole
{
    Ignored,
    BusinessDay,
    Date,
    Time,
    Product,
    Sku,
    Quantity,
    UnitPrice,
    Revenue,
    NetRevenue,
    Tax,
    Discount,
    Location,
    Channel,
    Receipt,
    Kind,
    Status,
    VoidFlag,
    OpenFlag,
    LineText,
}

/// <summary>Container of the file.</summary>
public enum FileFormat
{
    Text,
    Spreadsheet,
    Json,
    Xml,
}

/// <summary>Whether a row is a sale, or a row or column is a product's or a day's series.</summary>
public enum TableShape
{
    /// <summary>A row per sale or per product and day.</summary>
    Long,

    /// <summary>A row per product, a column per day.</summary>
    DaysAcross,

    /// <summary>A row per day, a column per product.</summary>
    ProductsAcross,
}

/// <summary>Where the quantities come from.</summary>
public enum Measure
{
    /// <summary>A column of pieces or kilograms.</summary>
    Units,

    /// <summary>The file holds money and a price: pieces = money / price.</summary>
    UnitsFromMoney,

    /// <summary>The file holds money and no price: the quantities are money.</summary>
    Money,

    /// <summary>A row is one piece.</summary>
    RowCount,
}

/// <summary>Order of day, month and year in the dates.</summary>
public enum DateOrder
{
    YearFirst,
    DayFirst,
    MonthFirst,
}

/// <summary>One column as understood.</summary>
/// <param name="Index">Position from 0.</param>
/// <param name="Name">Header text, or <c>column 3</c>.</param>
/// <param name="Role">Its meaning.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record ColumnMeaning(int Index, string Name, ColumnRole Role, double Confidence);

/// <summary>How a file was understood. It says so itself, so that a person can check it.</summary>
public sealed record Layout
{
    public required FileFormat Format { get; init; }

    /// <summary>For text: utf-8, utf-16, windows-1252 or iso-8859-15.</summary>
    public string? Encoding { get; init; }

    /// <summary>For text: the separator.</summary>
    public char? Delimiter { get; init; }

    /// <summary>For spreadsheets: the sheets that hold sales.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Row of the header, from 1; 0 when there is none.</summary>
    public required int HeaderRow { get; init; }

    public required TableShape Shape { get; init; }

    public required IReadOnlyList<ColumnMeaning> Columns { get; init; }

    public required Measure Measure { get; init; }

    public required DateOrder DateOrder { get; init; }

    public required bool DecimalComma { get; init; }

    /// <summary>True: the tax column is added to the revenue, which is without tax.</summary>
    public bool TaxIsAdded { get; init; }

    /// <summary>The day of the whole file, for summaries that name it above the table.</summary>
    public DateOnly? FixedDate { get; init; }

    /// <summary>Codes of doubts: <c>date_order_assumed</c>, <c>money_not_units</c>, <c>revenue_shared_by_units</c>, <c>no_product</c>, <c>modifiers_only</c>.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Equal for files of the same layout: the key under which a mapping is saved.</summary>
    public required string Signature { get; init; }

    /// <summary>The first column with a role, or null.</summary>
    public ColumnMeaning? Column(ColumnRole role) => Columns.FirstOrDefault(c => c.Role == role);

    /// <summary>The layout as a mapping that can be saved, changed and given back.</summary>
    public LayoutMapping ToMapping() => new(
        HeaderRow, Columns.Where(c => c.Role != ColumnRole.Ignored).ToDictionary(c => c.Index, c => c.Role), DateOrder, DecimalComma, Measure);

    /// <summary>What was understood, in plain English, one line each.</summary>
    public IReadOnlyList<string> Describe()
    {
        var lines = new List<string>
        {
            Format switch
            {
                FileFormat.Text => $"Text in {Encoding}, columns separated by {DelimiterName(Delimiter)}, decimal {(DecimalComma ? "comma" : "point")}.",
                FileFormat.Spreadsheet => $"Spreadsheet, sheet {string.Join(", ", Sheets)}.",
                FileFormat.Json => "JSON list.",
                _ => "XML export.",
            },
            HeaderRow > 0 ? $"Header in row {HeaderRow}." : "No header: the columns were recognised by their content.",
        };
        var days = DateOrder switch { DateOrder.DayFirst => "day/month/year", DateOrder.MonthFirst => "month/day/year", _ => "year-month-day" };
        lines.Add(Shape switch
        {
            TableShape.DaysAcross => $"One row per product, one column per day ({days}).",
            TableShape.ProductsAcross => $"One row per day ({days}), one column per product.",
            _ => $"Dates are {days}" + (FixedDate is { } day ? $"; the whole file is about {day:yyyy-MM-dd}." : "."),
        });
        foreach (var column in Columns.Where(c => c.Role != ColumnRole.Ignored && Shape == TableShape.Long))
        {
            lines.Add($"'{column.Name}' is the {RoleName(column.Role)} ({100 * column.Confidence:0} % sure).");
        }

        lines.Add(Measure switch
        {
            Measure.Units => "Quantities are pieces (or kilograms).",
            Measure.UnitsFromMoney => $"'{Column(ColumnRole.Revenue)?.Name}' holds money, not pieces: pieces = money / '{Column(ColumnRole.UnitPrice)?.Name}'.",
            Measure.Money => "The file holds money and no price: the forecast is in money, not in pieces.",
            _ => "Every row is one piece sold.",
        });
        if (TaxIsAdded)
        {
            lines.Add("Amounts are without tax: the tax column is added.");
        }

        lines.AddRange(Warnings.Select(Explain).OfType<string>());
        return lines;
    }

    private static string? Explain(string warning) => warning switch
    {
        "date_order_assumed" => "Every date fits both day/month and month/day: day/month was assumed.",
        "revenue_shared_by_units" => "Tickets hold several products and one total: the money is shared out by pieces.",
        "no_product" => "No product is named: the file is read as one series, the whole shop.",
        "modifiers_only" => "The rows are extras of other articles, not articles.",
        _ => null,
    };

    private static string DelimiterName(char? delimiter) => delimiter switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "bars",
        _ => "nothing",
    };

    private static string RoleName(ColumnRole role) => role switch
    {
        ColumnRole.BusinessDay => "business day",
        ColumnRole.UnitPrice => "price of a piece",
        ColumnRole.Revenue => "money taken",
        ColumnRole.NetRevenue => "money without tax",
        ColumnRole.Kind => "kind of row (sale, refund)",
        ColumnRole.VoidFlag => "mark of cancelled rows",
        ColumnRole.OpenFlag => "mark of open days",
        ColumnRole.LineText => "list of products of a ticket",
        ColumnRole.Sku => "product code",
        ColumnRole.Receipt => "ticket number",
        _ => role.ToString().ToLowerInvariant(),
    };
}

/// <summary>A saved or corrected understanding of a layout.</summary>
/// <param name="HeaderRow">Row of the header, from 1; 0 when there is none.</param>
/// <param name="Roles">Column position from 0 to meaning.</param>
/// <param name="DateOrder">Order of the dates.</param>
/// <param name="DecimalComma">True: 1.234,50.</param>
/// <param name="Measure">Where quantities come from.</param>
public sealed record LayoutMapping(
    int HeaderRow, IReadOnlyDictionary<int, ColumnRole> Roles, DateOrder DateOrder, bool DecimalComma, Measure Measure);
