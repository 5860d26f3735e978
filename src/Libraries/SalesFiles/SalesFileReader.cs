using System.Buffers.Binary;
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
        IRowSource? source = null;
        try
        {
            var seekable = stream.CanSeek ? stream : Copy(stream, options.LargestCopy);
            source = SourceOf(seekable);
            return new SalesFileReader(source, LayoutDetector.Detect(source, options.Mapping), options);
        }
        catch (Exception e)
        {
            source?.Dispose();
            stream.Dispose();
            if (e is SalesFileException)
            {
                throw;
            }

            // Reading errors of the disk and broken containers mean the same to the person: this file cannot be read.
            if (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
            {
                throw SalesFileException.Unreadable("The file cannot be read.", e);
            }

            throw;
        }
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
            var row = fixedRows.Contains(read.Number) ? Fixed(read) : read;
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

    private RawRow Fixed(RawRow row)
    {
        var cells = (string[])row.Cells.Clone();
        foreach (var ((number, column), text) in _options.Fixes)
        {
            if (number == row.Number && column >= 0 && column < cells.Length)
            {
                cells[column] = text;
            }
        }

        return row with { Cells = cells };
    }

    private static IRowSource SourceOf(Stream stream)
    {
        Span<byte> head = stackalloc byte[64];
        stream.Position = 0;
        var length = stream.ReadAtLeast(head, head.Length, false);
        if (length == 0)
        {
            throw SalesFileException.Unreadable("The file is empty.");
        }

        head = head[..length];
        var isWorkbook = length >= 4 && (BinaryPrimitives.ReadUInt32BigEndian(head) == 0x504B0304 || BinaryPrimitives.ReadUInt32BigEndian(head) == 0xD0CF11E0);
        if (isWorkbook)
        {
            return new SheetSource(stream);
        }

        var text = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length == 0 ? new TextSource(stream) : text[0] switch
        {
            (byte)'<' => new XmlSource(stream),
            (byte)'[' or (byte)'{' => new JsonSource(stream),
            _ => new TextSource(stream),
        };
    }

    private static MemoryStream Copy(Stream stream, long largest)
    {
        var copy = new MemoryStream();
        var block = new byte[1 << 16];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            copy.Write(block, 0, read);
            if (copy.Length > largest)
            {
                throw SalesFileException.Unreadable($"The file is larger than {largest / 1024 / 1024} MB.");
            }
        }

        return copy;
    }
}
