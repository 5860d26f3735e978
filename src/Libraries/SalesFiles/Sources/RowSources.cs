using System.Buffers.Binary;

namespace Bakery.SalesFiles.Sources;

/// <summary>Finds out by its first bytes what a file is: workbook, XML, JSON or delimited text.</summary>
internal static class RowSources
{
    /// <summary>Opens a file and lets a reader look at it. The stream is owned by the source, and closed when the reader refuses it.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="largestCopy">Streams that cannot seek are copied up to this size, in bytes.</param>
    /// <param name="read">Makes the reader.</param>
    /// <exception cref="SalesFileException">The file cannot be read.</exception>
    public static T Open<T>(Stream stream, long largestCopy, Func<IRowSource, T> read)
    {
        IRowSource? source = null;
        try
        {
            var seekable = stream.CanSeek ? stream : Copy(stream, largestCopy);
            source = SourceOf(seekable);
            return read(source);
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
