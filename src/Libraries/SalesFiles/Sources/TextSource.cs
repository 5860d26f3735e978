using System.Text;
using System.Text.Unicode;

namespace Bakery.SalesFiles.Sources;

/// <summary>Delimited text. Quotes follow RFC 4180, and count only at the start of a cell, as tills write inch marks in names.</summary>
internal sealed class TextSource : IRowSource
{
    private const int LongestCell = 1_000_000;
    private const int Sample = 64 * 1024;

    private readonly Stream _stream;
    private readonly Encoding _encoding;
    private readonly StringPool _pool = new();

    public TextSource(Stream stream)
    {
        _stream = stream;
        _encoding = Detect(stream);
        Encoding = _encoding.WebName;
        Delimiter = FindDelimiter();
    }

    public FileFormat Format => FileFormat.Text;

    public string? Encoding { get; }

    public char? Delimiter { get; }

    public bool HasNames => false;

    public void Dispose() => _stream.Dispose();

    public IEnumerable<RawRow> Rows(bool[]? wanted = null) => Parse(Delimiter ?? ',', wanted, int.MaxValue);

    private IEnumerable<RawRow> Parse(char delimiter, bool[]? wanted, int limit)
    {
        _stream.Position = 0;
        using var reader = new StreamReader(_stream, _encoding, true, 1 << 16, leaveOpen: true);
        var buffer = new char[1 << 16];
        var cell = new StringBuilder();
        var cells = new List<string>();
        int length, line = 1, start = 1;
        bool quoted = false, afterQuote = false, any = false, lastWasReturn = false;
        var rows = 0;
        while ((length = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < length; i++)
            {
                var c = buffer[i];
                if (quoted)
                {
                    if (c == '"')
                    {
                        (quoted, afterQuote) = (false, true);
                    }
                    else
                    {
                        line += c == '\n' ? 1 : 0;
                        cell.Append(c);
                        if (cell.Length > LongestCell)
                        {
                            throw SalesFileException.Unreadable($"The quotation mark opened in row {start} is never closed.");
                        }
                    }

                    continue;
                }

                if (c == '\n' && lastWasReturn)
                {
                    lastWasReturn = false;
                    continue;
                }

                lastWasReturn = c == '\r';
                if (c == delimiter)
                {
                    Take(cells, cell, wanted);
                    (afterQuote, any) = (false, true);
                }
                else if (c is '\n' or '\r')
                {
                    if (any || cell.Length > 0)
                    {
                        Take(cells, cell, wanted);
                        yield return new RawRow(start, null, [.. cells]);
                        if (++rows >= limit)
                        {
                            yield break;
                        }
                    }

                    cells.Clear();
                    (afterQuote, any) = (false, false);
                    start = ++line;
                }
                else if (c == '"' && afterQuote)
                {
                    cell.Append('"');
                    (quoted, afterQuote) = (true, false);
                }
                else if (c == '"' && cell.Length == 0)
                {
                    (quoted, any) = (true, true);
                }
                else if (c != '\0')
                {
                    // Plain characters of a cell are copied in one go.
                    var from = i;
                    while (i + 1 < length && buffer[i + 1] is var next && next != delimiter && next is not ('\n' or '\r' or '"' or '\0'))
                    {
                        i++;
                    }

                    cell.Append(buffer, from, i - from + 1);
                    if (cell.Length > LongestCell)
                    {
                        throw SalesFileException.Unreadable($"Row {start} is too long for a table.");
                    }
                }
            }
        }

        if (any || cell.Length > 0)
        {
            Take(cells, cell, wanted);
            yield return new RawRow(start, null, [.. cells]);
        }
    }

    private void Take(List<string> cells, StringBuilder cell, bool[]? wanted)
    {
        var isWanted = wanted is null || (cells.Count < wanted.Length && wanted[cells.Count]);
        cells.Add(isWanted && cell.Length > 0 ? _pool.Get(cell) : "");
        cell.Clear();
    }

    private static Encoding Detect(Stream stream)
    {
        stream.Position = 0;
        var block = new byte[1 << 16];
        var head = ReadBlock(stream, block, 0);
        if (head == 0)
        {
            throw SalesFileException.Unreadable("The file is empty.");
        }

        if (head >= 2 && (block[0], block[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            return block[0] == 0xFF ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
        }

        int evenZeros = 0, oddZeros = 0;
        for (var i = 0; i < head; i++)
        {
            evenZeros += i % 2 == 0 && block[i] == 0 ? 1 : 0;
            oddZeros += i % 2 == 1 && block[i] == 0 ? 1 : 0;
        }

        if (Math.Max(evenZeros, oddZeros) > head / 4)
        {
            return oddZeros > evenZeros ? System.Text.Encoding.Unicode : System.Text.Encoding.BigEndianUnicode;
        }

        if (evenZeros + oddZeros > head / 20)
        {
            throw SalesFileException.Unreadable("This is not a text file.");
        }

        return IsUtf8(stream, out var hasC1, out var hasEuroSign) ? new UTF8Encoding(false)
            : CodePagesEncodingProvider.Instance.GetEncoding(hasC1 || !hasEuroSign ? 1252 : 28605)!;
    }

    /// <summary>Strict check of the whole file; a sign cut by a block's end is carried over.</summary>
    private static bool IsUtf8(Stream stream, out bool hasC1, out bool hasEuroSign)
    {
        (hasC1, hasEuroSign) = (false, false);
        stream.Position = 0;
        var block = new byte[1 << 16];
        var valid = true;
        var kept = 0;
        while (true)
        {
            var length = ReadBlock(stream, block, kept);
            if (length == kept)
            {
                return valid && kept == 0;
            }

            var end = length;
            if (valid)
            {
                // At most three bytes belong to a sign that goes on in the next block.
                var cut = end;
                for (var back = 1; back <= Math.Min(3, end); back++)
                {
                    var b = block[end - back];
                    if (b >= 0xC0)
                    {
                        var size = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                        cut = size > back ? end - back : end;
                        break;
                    }

                    if (b < 0x80)
                    {
                        break;
                    }
                }

                valid = Utf8.IsValid(block.AsSpan(0, cut));
                if (valid)
                {
                    kept = end - cut;
                    block.AsSpan(cut, kept).CopyTo(block);
                    continue;
                }
            }

            foreach (var b in block.AsSpan(0, end))
            {
                hasC1 |= b is >= 0x80 and <= 0x9F;
                hasEuroSign |= b == 0xA4;
            }

            kept = 0;
        }
    }

    private static int ReadBlock(Stream stream, byte[] block, int offset)
    {
        var total = offset;
        int read;
        while (total < block.Length && (read = stream.Read(block, total, block.Length - total)) > 0)
        {
            total += read;
        }

        return total;
    }

    private char? FindDelimiter()
    {
        _stream.Position = 0;
        char? best = null;
        double bestScore = 0;
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t', ',', '|'])
        {
            var counts = new Dictionary<int, int>();
            var rows = 0;
            try
            {
                foreach (var row in Parse(candidate, [], 400))
                {
                    counts[row.Cells.Length] = counts.GetValueOrDefault(row.Cells.Length) + 1;
                    rows++;
                }
            }
            catch (SalesFileException)
            {
                continue;
            }

            var usual = counts.Where(c => c.Key > 1).OrderByDescending(c => c.Value * Math.Min(c.Key, 12)).FirstOrDefault();
            if (usual.Value == 0)
            {
                continue;
            }

            // Consistency first; more columns break the tie, as a decimal comma splits every row in two at most.
            var score = (double)usual.Value / rows + 0.02 * Math.Min(usual.Key, 12);
            if (score > bestScore + 1e-9)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }
}

/// <summary>Keeps one copy of texts that come again and again, as product names and dates do.</summary>
internal sealed class StringPool
{
    private readonly string?[] _slots = new string?[1 << 13];

    public string Get(StringBuilder text)
    {
        if (text.Length > 64)
        {
            return text.ToString();
        }

        Span<char> copy = stackalloc char[64];
        text.CopyTo(0, copy, text.Length);
        copy = copy[..text.Length];
        uint hash = 2166136261;
        foreach (var c in copy)
        {
            hash = (hash ^ c) * 16777619;
        }

        ref var slot = ref _slots[hash % (uint)_slots.Length];
        if (slot is null || !copy.SequenceEqual(slot))
        {
            slot = copy.ToString();
        }

        return slot;
    }
}
