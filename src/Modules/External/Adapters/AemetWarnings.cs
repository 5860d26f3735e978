using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace Bakery.External.Adapters;

/// <summary>A weather warning for an area.</summary>
/// <param name="Level">yellow, orange or red.</param>
/// <param name="Areas">Outlines as latitude and longitude.</param>
internal sealed record IssuedWarning(string Event, string Level, DateTimeOffset From, DateTimeOffset To, string Headline, IReadOnlyList<IReadOnlyList<(decimal Latitude, decimal Longitude)>> Areas)
{
    /// <summary>Whether a point lies inside one of the outlines (even-odd rule).</summary>
    public bool Covers(decimal latitude, decimal longitude) => Areas.Any(area =>
    {
        var isInside = false;
        for (int i = 0, j = area.Count - 1; i < area.Count; j = i++)
        {
            var (a, b) = (area[i], area[j]);
            if (a.Latitude > latitude != b.Latitude > latitude && longitude < (b.Longitude - a.Longitude) * (latitude - a.Latitude) / (b.Latitude - a.Latitude) + a.Longitude) isInside = !isInside;
        }
        return isInside;
    });
}

/// <summary>Reads AEMET's warnings: a TAR (plain or gzipped) of CAP 1.2 files (OASIS Common Alerting Protocol), or one such file alone.</summary>
internal static class AemetWarnings
{
    private const long LargestFile = 4 * 1024 * 1024;

    /// <summary>AEMET's number of a community's area.</summary>
    public static string? Area(string community) => Areas.GetValueOrDefault(community);

    private static readonly Dictionary<string, string> Areas = new()
    {
        ["AN"] = "61", ["AR"] = "62", ["AS"] = "63", ["IB"] = "64", ["CN"] = "65", ["CB"] = "66", ["CL"] = "67", ["CM"] = "68", ["CT"] = "69", ["EX"] = "70", ["GA"] = "71", ["MD"] = "72", ["MC"] = "73",
        ["NC"] = "74", ["PV"] = "75", ["RI"] = "76", ["VC"] = "77", ["CE"] = "78", ["ML"] = "79",
    };

    public static IReadOnlyList<IssuedWarning> Read(byte[] body)
    {
        if (body.Length > 2 && body[0] == 0x1F && body[1] == 0x8B)
        {
            using var packed = new GZipStream(new MemoryStream(body, false), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            return Read(plain.ToArray());
        }
        if (body is [(byte)'<', ..] or [0xEF, 0xBB, 0xBF, ..]) return ReadAlert(XDocument.Load(new MemoryStream(body, false)));
        var found = new List<IssuedWarning>();
        using var tar = new TarReader(new MemoryStream(body, false));
        while (tar.GetNextEntry() is { } entry)
            if (entry.DataStream is { Length: <= LargestFile } file && entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)) found.AddRange(ReadAlert(XDocument.Load(file)));
        return found;
    }

    internal static IReadOnlyList<IssuedWarning> ReadAlert(XDocument document)
    {
        var root = document.Root ?? throw new FormatException("No root element.");
        var space = root.Name.Namespace;
        string? Of(XElement element, string name) => (string?)element.Element(space + name);
        // Each warning is told once per language; one of them is enough.
        var told = root.Elements(space + "info").ToList();
        var infos = told.Any(i => Of(i, "language")?.StartsWith("es", StringComparison.OrdinalIgnoreCase) == true) ? told.Where(i => Of(i, "language")!.StartsWith("es", StringComparison.OrdinalIgnoreCase)) : told;
        return [.. infos.Where(i => LevelOf(Of(i, "severity")) is not null && Instant(Of(i, "onset") ?? Of(i, "effective")) is not null && Instant(Of(i, "expires")) is not null).Select(i => new IssuedWarning(
            Of(i, "event") ?? "", LevelOf(Of(i, "severity"))!, Instant(Of(i, "onset") ?? Of(i, "effective"))!.Value, Instant(Of(i, "expires"))!.Value, Of(i, "headline") ?? "",
            [.. i.Elements(space + "area").SelectMany(a => a.Elements(space + "polygon")).Select(p => Outline(p.Value))]))];
    }

    // Minor is AEMET's green: nothing to warn of.
    private static string? LevelOf(string? severity) => severity switch { "Moderate" => "yellow", "Severe" => "orange", "Extreme" => "red", _ => null };

    private static DateTimeOffset? Instant(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    private static List<(decimal, decimal)> Outline(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        var parts = pair.Split(',');
        return (decimal.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture));
    })];
}
