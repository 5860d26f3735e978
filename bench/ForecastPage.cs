using System.Text;

namespace Bakery.Bench;

/// <summary>A part of the results page <c>bench/forecast.md</c>: what it says goes to the screen at once, and at its end into the page between the part's two marks.</summary>
internal sealed class ForecastPage(string path, string part) : IDisposable
{
    private readonly StringBuilder text = new();

    public void Say(string line)
    {
        Console.WriteLine(line);
        text.AppendLine(line);
    }

    public void Dispose()
    {
        var page = File.ReadAllText(path);
        var (from, to) = ($"<!-- {part} -->\n", $"<!-- end of {part} -->");
        var start = page.IndexOf(from, StringComparison.Ordinal) + from.Length;
        File.WriteAllText(path, $"{page[..start]}\n{text.ToString().Trim()}\n\n{page[page.IndexOf(to, start, StringComparison.Ordinal)..]}");
    }
}
