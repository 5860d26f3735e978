using System.Xml;

namespace Bakery.SalesFiles.Sources;

/// <summary>
/// XML exports: a row is the element that comes most often with three values or more; values of the elements around it (a ticket's
/// number and business day) belong to every row inside.
/// </summary>
internal sealed class XmlSource : IRowSource
{
    private const int NamesFrom = 500;
    private const int DeepestLevel = 64;

    private readonly Stream _stream;
    private readonly string _rowName;
    private readonly string[] _names;

    public XmlSource(Stream stream)
    {
        _stream = stream;
        _rowName = FindRow();
        var names = new List<string>();
        foreach (var row in Items().Take(NamesFrom))
        {
            names.AddRange(row.Values.Keys.Where(k => !names.Contains(k)));
        }

        _names = [.. names];
    }

    public FileFormat Format => FileFormat.Xml;

    public string? Encoding => null;

    public char? Delimiter => null;

    public bool HasNames => true;

    public void Dispose() => _stream.Dispose();

    public IEnumerable<RawRow> Rows(bool[]? wanted = null)
    {
        yield return new RawRow(1, null, _names);
        foreach (var (line, values) in Items())
        {
            yield return new RawRow(line, null, [.. _names.Select(n => values.GetValueOrDefault(n, ""))]);
        }
    }

    private XmlReader Open()
    {
        _stream.Position = 0;
        return XmlReader.Create(_stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreWhitespace = true,
            IgnoreComments = true,
            CloseInput = false,
        });
    }

    private string FindRow()
    {
        var counts = new Dictionary<string, (int Count, int Depth)>(StringComparer.Ordinal);
        using var reader = Open();
        while (Advance(reader))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.AttributeCount >= 3)
            {
                var (count, depth) = counts.GetValueOrDefault(reader.LocalName);
                counts[reader.LocalName] = (count + 1, Math.Max(depth, reader.Depth));
            }
        }

        return counts.Count == 0
            ? throw SalesFileException.Unreadable("The XML file holds no rows with values.")
            : counts.OrderByDescending(c => c.Value.Count).ThenByDescending(c => c.Value.Depth).First().Key;
    }

    private IEnumerable<(int Line, Dictionary<string, string> Values)> Items()
    {
        using var reader = Open();
        var around = new List<(int Depth, string Name, string Value)>();
        while (Advance(reader))
        {
            if (reader.Depth > DeepestLevel)
            {
                throw SalesFileException.Unreadable("The XML file is nested too deeply.");
            }

            // What was said inside an element ends with it.
            if (reader.NodeType == XmlNodeType.EndElement)
            {
                around.RemoveAll(a => a.Depth > reader.Depth + 1);
                continue;
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var isRow = reader.LocalName == _rowName;
            var depth = reader.Depth;
            var name = reader.LocalName;
            var line = reader is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0;
            if (!isRow)
            {
                around.RemoveAll(a => a.Depth > depth && a.Name.StartsWith(name + ".", StringComparison.Ordinal));
            }

            var own = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.MoveToNextAttribute())
            {
                if (isRow)
                {
                    own[reader.LocalName] = reader.Value;
                }
                else
                {
                    around.Add((depth + 1, $"{name}.{reader.LocalName}", reader.Value));
                }
            }

            if (isRow)
            {
                foreach (var (_, key, value) in around)
                {
                    own.TryAdd(key, value);
                }

                yield return (line, own);
            }
        }
    }

    private static bool Advance(XmlReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (XmlException e)
        {
            throw SalesFileException.Unreadable("The XML file is damaged.", e);
        }
    }
}
