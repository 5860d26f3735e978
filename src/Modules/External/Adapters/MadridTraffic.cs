using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;

namespace Bakery.External.Adapters;

/// <summary>Traffic at one measuring point of Madrid.</summary>
/// <param name="Intensity">Vehicles per hour.</param>
/// <param name="Occupancy">Percent of time.</param>
/// <param name="Load">Percent of capacity.</param>
internal sealed record TrafficPoint(string Id, DateTime At, decimal Intensity, decimal? Occupancy, decimal? Load, decimal? UtmX, decimal? UtmY);

/// <summary>Mean of all points on a day.</summary>
/// <param name="Samples">Quarters of an hour with a reading.</param>
internal sealed record TrafficMean(DateOnly Date, decimal Intensity, decimal Load, int Samples);

/// <summary>
/// Madrid's traffic: live as XML every five minutes, coordinates with a decimal comma, points whose error is not N are dropped; history as a CSV
/// (or a ZIP with one) per month, whose address changes and is therefore a setting with {year} and {month} in it.
/// </summary>
internal sealed class MadridTraffic(HttpClient http, AdapterHealth health, IConfiguration configuration)
{
    public const string Name = "madrid_traffic";
    public const string Attribution = "Ayuntamiento de Madrid, datos.madrid.es";
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(10);

    public bool HasHistory => configuration["MADRID_TRAFFIC_HISTORY_URL"] is { Length: > 0 };

    public Task<IReadOnlyList<TrafficPoint>> Now(CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        using var answer = await http.GetAsync("informo/tmadrid/pm.xml", ct);
        if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
        return Read(XDocument.Load(await answer.Content.ReadAsStreamAsync(ct)));
    });

    /// <summary>Days of a month, read as a stream: a month has millions of lines.</summary>
    /// <exception cref="AdapterFailed">No address is set, no answer, or an answer that makes no sense.</exception>
    public Task<IReadOnlyList<TrafficMean>> History(int year, int month, CancellationToken ct) => AdapterCall.Guarded(Name, health, async () =>
    {
        if (configuration["MADRID_TRAFFIC_HISTORY_URL"] is not { Length: > 0 } template) throw new AdapterFailed(Name, "no_address");
        using var request = new HttpRequestMessage(HttpMethod.Get, template.Replace("{year}", year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{month}", month.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        request.Options.Set(EtagCache.Streamed, true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LongestDownload);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!answer.IsSuccessStatusCode) throw new AdapterFailed(Name, $"http_{(int)answer.StatusCode}");
            return await Unpacked(await answer.Content.ReadAsStreamAsync(limit.Token), limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw new AdapterFailed(Name, "timeout");
        }
    });

    internal static IReadOnlyList<TrafficPoint> Read(XDocument document)
    {
        var root = document.Root ?? throw new FormatException("No root element.");
        var at = DateTime.ParseExact((root.Element("fecha_hora") ?? throw new FormatException("No time.")).Value, "dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        return [.. root.Elements("pm").Where(p => (string?)p.Element("error") == "N" && Number((string?)p.Element("intensidad")) is not null)
            .Select(p => new TrafficPoint((string?)p.Element("idelem") ?? "", at, Number((string?)p.Element("intensidad"))!.Value, Number((string?)p.Element("ocupacion")), Number((string?)p.Element("carga")),
                Number((string?)p.Element("st_x")), Number((string?)p.Element("st_y"))))];
    }

    internal static async Task<IReadOnlyList<TrafficMean>> ReadHistory(TextReader text, CancellationToken ct)
    {
        var columns = (await text.ReadLineAsync(ct) ?? throw new FormatException("An empty file.")).Trim('\uFEFF').Split(';').Select(c => c.Trim('"', ' ')).ToList();
        int Column(string name) => columns.IndexOf(name) is >= 0 and var at ? at : throw new FormatException($"No column {name}.");
        var (when, flow, load, error) = (Column("fecha"), Column("intensidad"), Column("carga"), Column("error"));
        var days = new SortedDictionary<DateOnly, (decimal Flow, decimal Load, int Count, HashSet<string> Times)>();
        while (await text.ReadLineAsync(ct) is { } line)
        {
            var cells = line.Split(';');
            if (cells.Length < columns.Count || cells[error].Trim('"', ' ') != "N" || Number(cells[flow].Trim('"', ' ')) is not { } cars) continue;
            var time = cells[when].Trim('"', ' ');
            if (!DateTime.TryParse(time, CultureInfo.InvariantCulture, out var at)) throw new FormatException("A time that is none.");
            var day = DateOnly.FromDateTime(at);
            if (!days.TryGetValue(day, out var sum)) sum = (0, 0, 0, []);
            sum.Times.Add(time);
            days[day] = (sum.Flow + cars, sum.Load + (Number(cells[load].Trim('"', ' ')) ?? 0), sum.Count + 1, sum.Times);
        }
        return [.. days.Select(d => new TrafficMean(d.Key, d.Value.Flow / d.Value.Count, d.Value.Load / d.Value.Count, d.Value.Times.Count))];
    }

    private static async Task<IReadOnlyList<TrafficMean>> Unpacked(Stream body, CancellationToken ct)
    {
        // A ZIP's table of contents is at its end, so it has to lie in a file.
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await body.CopyToAsync(file, ct);
        file.Position = 0;
        var isZip = file.ReadByte() == 'P' && file.ReadByte() == 'K';
        file.Position = 0;
        if (!isZip) return await ReadHistory(new StreamReader(file), ct);
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var entry = zip.Entries.FirstOrDefault(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) ?? throw new FormatException("No CSV in the archive.");
        using var text = new StreamReader(entry.Open());
        return await ReadHistory(text, ct);
    }

    private static decimal? Number(string? text) => decimal.TryParse(text?.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;
}
