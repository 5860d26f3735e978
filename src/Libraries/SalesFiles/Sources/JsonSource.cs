using System.Text;
using System.Text.Json;

namespace Bakery.SalesFiles.Sources;

/// <summary>A JSON list of objects, a list inside an object, or one object per line; nested fields are named <c>outer.inner</c>.</summary>
internal sealed class JsonSource : IRowSource
{
    private const int NamesFrom = 200;

    private readonly Stream _stream;
    private readonly string[] _names;

    public JsonSource(Stream stream)
    {
        _stream = stream;
        var names = new List<string>();
        foreach (var item in Objects().Take(NamesFrom))
        {
            names.AddRange(item.Keys.Where(k => !names.Contains(k)));
        }

        _names = [.. names];
        if (_names.Length == 0)
        {
            throw SalesFileException.Unreadable("The JSON file holds no list of objects.");
        }
    }

    public FileFormat Format => FileFormat.Json;

    public string? Encoding => "utf-8";

    public char? Delimiter => null;

    public bool HasNames => true;

    public void Dispose() => _stream.Dispose();

    public IEnumerable<RawRow> Rows(bool[]? wanted = null)
    {
        yield return new RawRow(1, null, _names);
        var number = 1;
        foreach (var item in Objects())
        {
            number++;
            yield return new RawRow(number, null, [.. _names.Select(n => item.GetValueOrDefault(n, ""))]);
        }
    }

    private IEnumerable<Dictionary<string, string>> Objects()
    {
        _stream.Position = 0;
        using var reader = new StreamReader(_stream, new UTF8Encoding(false), true, 1 << 16, leaveOpen: true);
        var first = reader.Peek();
        while (first >= 0 && char.IsWhiteSpace((char)first))
        {
            reader.Read();
            first = reader.Peek();
        }

        return first == '[' ? FromList() : FromTextOrLines(reader);
    }

    private IEnumerable<Dictionary<string, string>> FromList()
    {
        _stream.Position = SkipMark();
        IAsyncEnumerator<JsonElement> items = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(_stream).GetAsyncEnumerator();
        try
        {
            while (MoveNext(items))
            {
                if (items.Current.ValueKind == JsonValueKind.Object)
                {
                    yield return Flatten(items.Current);
                }
            }
        }
        finally
        {
            // Reading is synchronous: the stream is a file or memory.
            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private IEnumerable<Dictionary<string, string>> FromTextOrLines(StreamReader reader)
    {
        var text = reader.ReadToEnd();
        var found = new List<Dictionary<string, string>>();
        try
        {
            using var whole = JsonDocument.Parse(text);
            var list = whole.RootElement.EnumerateObject().Select(p => p.Value)
                .Where(v => v.ValueKind == JsonValueKind.Array).OrderByDescending(v => v.GetArrayLength()).FirstOrDefault();
            if (list.ValueKind == JsonValueKind.Array)
            {
                found.AddRange(list.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Object).Select(Flatten));
                return found;
            }
        }
        catch (JsonException)
        {
            // Not one document; perhaps one per line.
        }

        try
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                using var item = JsonDocument.Parse(line);
                if (item.RootElement.ValueKind == JsonValueKind.Object)
                {
                    found.Add(Flatten(item.RootElement));
                }
            }
        }
        catch (JsonException e)
        {
            throw SalesFileException.Unreadable("The JSON file is damaged.", e);
        }

        return found;
    }

    private long SkipMark()
    {
        _stream.Position = 0;
        var hasMark = _stream.ReadByte() == 0xEF && _stream.ReadByte() == 0xBB && _stream.ReadByte() == 0xBF;
        return hasMark ? 3 : 0;
    }

    private static bool MoveNext(IAsyncEnumerator<JsonElement> items)
    {
        try
        {
            return items.MoveNextAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (JsonException e)
        {
            throw SalesFileException.Unreadable("The JSON file is damaged.", e);
        }
    }

    private static Dictionary<string, string> Flatten(JsonElement element)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(result, element, "", 0);
        return result;
    }

    private static void Add(Dictionary<string, string> result, JsonElement element, string prefix, int depth)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix.Length == 0 ? property.Name : $"{prefix}.{property.Name}";
            if (property.Value.ValueKind == JsonValueKind.Object && depth < 4)
            {
                Add(result, property.Value, name, depth + 1);
            }
            else if (property.Value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined))
            {
                result[name] = property.Value.ToString();
            }
        }
    }
}
