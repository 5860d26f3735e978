using Bakery.SalesFiles.Sources;

namespace Bakery.SalesFiles;

/// <summary>
/// Reads a sales file of any layout: delimited text, workbook, JSON or XML, long or wide, with or without a header. The layout is
/// guessed from the first rows and can be corrected; rows are streamed.
/// </summary>
public sealed class SalesFileReader : IDisposable
{
    private readonly IRowSource _source;
    private readonly SalesFileOptions _options;

    private SalesFileReader(IRowSource source, Layout layout, SalesFileOptions options)
    {
        _source = source;
        Layout = layout;
        _options = options;
    }

    /// <summary>How the file was understood.</summary>
    public Layout Layout { get; }

    /// <summary>Rows left out on purpose during the last reading.</summary>
    public SkippedRows Skipped { get; private set; } = new();

    /// <summary>Opens a file and finds its layout. The stream is owned by the reader from now on.</summary>
    /// <exception cref="SalesFileException">The file is unreadable, or lacks a date or anything to count.</exception>
    public static SalesFileReader Open(Stream stream, SalesFileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new SalesFileOptions();
        return RowSources.Open(stream, options.LargestCopy, source => new SalesFileReader(source, LayoutDetector.Detect(source, options.Mapping), options));
    }

    /// <summary>All sales, in file order. Rows that cannot be read are reported and left out; totals, extras and cancelled rows are skipped.</summary>
    /// <param name="onError">Told of every bad row.</param>
    public IEnumerable<SalesRow> Rows(Action<RowError>? onError = null)
    {
        Skipped = new SkippedRows();
        var parser = new RowParser(Layout, _options, Skipped, onError ?? (_ => { }));
        var wanted = new bool[Layout.Columns.Count];
        foreach (var column in Layout.Columns)
        {
            // All text is kept where totals must be told from sales.
            wanted[column.Index] = true;
        }

        var header = Layout.Columns.Select(c => c.Name).ToArray();
        var fixedRows = _options.Fixes.Keys.Select(f => f.Row).ToHashSet();
        foreach (var read in _source.Rows(wanted))
        {
            var row = fixedRows.Contains(read.Number) ? read.With(_options.Fixes) : read;
            if (row.Sheet is not null && !Layout.Sheets.Contains(row.Sheet))
            {
                continue;
            }

            if (row.Number <= Layout.HeaderRow || parser.IsHeader(row.Cells, header))
            {
                continue;
            }

            foreach (var sale in parser.Parse(row))
            {
                yield return sale;
            }
        }
    }

    public void Dispose() => _source.Dispose();
}
