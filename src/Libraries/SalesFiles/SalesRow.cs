namespace Bakery.SalesFiles;

/// <summary>One sale, or one product's sales of a day.</summary>
public sealed record SalesRow
{
    /// <summary>Physical row in the file, from 1.</summary>
    public required int Row { get; init; }

    /// <summary>Product name as written, trimmed.</summary>
    public required string Product { get; init; }

    public string? Sku { get; init; }

    /// <summary>The till's business day where given, else local time minus the cut-off.</summary>
    public required DateOnly BusinessDay { get; init; }

    /// <summary>Local time of the sale; null in daily files.</summary>
    public DateTime? SoldAt { get; init; }

    /// <summary>Pieces or kilograms (or money, see <see cref="Measure.Money"/>); negative for a refund.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>EUR per piece.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>EUR, with tax where the file allows.</summary>
    public decimal? Revenue { get; init; }

    public decimal? Discount { get; init; }

    public string? Location { get; init; }

    public string? Channel { get; init; }

    public string? Receipt { get; init; }

    /// <summary>False: the file says that the shop was closed that day; quantity is 0 and means nothing.</summary>
    public bool IsOpen { get; init; } = true;
}

/// <summary>A row that could not be read.</summary>
/// <param name="Row">Physical row from 1.</param>
/// <param name="Column">Header of the column.</param>
/// <param name="Code">One of <see cref="SalesFileCodes"/>.</param>
/// <param name="Value">The text found, at most 80 characters.</param>
public sealed record RowError(int Row, string Column, string Code, string Value);

/// <summary>Rows left out on purpose, by reason.</summary>
public sealed class SkippedRows
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>total, modifier, voided, repeated_header, note, empty, no_product.</summary>
    public IReadOnlyDictionary<string, int> ByReason => _counts;

    internal void Add(string reason) => _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
}

/// <summary>Settings of a reading.</summary>
public sealed record SalesFileOptions
{
    /// <summary>Zone of times that carry an offset or Z; times without one are local already.</summary>
    public string TimeZone { get; init; } = "Europe/Madrid";

    /// <summary>A sale before this hour belongs to the day before.</summary>
    public int CutoffHour { get; init; } = 4;

    /// <summary>Days after this one are errors; null checks nothing.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Texts a person has put in place of wrong cells, by physical row and column position.</summary>
    public IReadOnlyDictionary<(int Row, int Column), string> Fixes { get; init; } = new Dictionary<(int Row, int Column), string>();

    /// <summary>A saved or corrected mapping that replaces the guess.</summary>
    public LayoutMapping? Mapping { get; init; }

    /// <summary>Streams that cannot seek are copied up to this size, in bytes.</summary>
    public long LargestCopy { get; init; } = 256 * 1024 * 1024;
}
