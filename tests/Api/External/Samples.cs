using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Bakery.Tests.Api.External;

/// <summary>Answers in the documented shapes, made for the tests.</summary>
internal static class Samples
{
    /// <summary>A CAP 1.2 alert in two languages for a square around Bilbao, from 12:00 to 24:00 in Madrid on 2026-11-10.</summary>
    public static string Alert(string severity) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>2.49.0.0.724.0.ES.1</identifier><sender>http://www.aemet.es</sender><sent>2026-11-10T04:00:00+01:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
        {Info("es-ES", "Aviso de lluvias de nivel naranja", severity)}{Info("en-GB", "Severe rain warning", severity)}</alert>
        """;

    /// <summary>A month of Open-Meteo's columns.</summary>
    public static string Weather(DateOnly from, int days, decimal max)
    {
        var dates = string.Join(',', Enumerable.Range(0, days).Select(i => $"\"{from.AddDays(i):yyyy-MM-dd}\""));
        var values = string.Join(',', Enumerable.Repeat(max.ToString(System.Globalization.CultureInfo.InvariantCulture), days));
        return "{\"daily_units\":{\"time\":\"iso8601\"},\"daily\":{\"time\":[" + dates + "],\"temperature_2m_max\":[" + values + "]}}";
    }

    public static byte[] Archive(bool isPacked, params string[] files)
    {
        using var body = new MemoryStream();
        using (var tar = new TarWriter(body, TarEntryFormat.Ustar, true))
            foreach (var (text, i) in files.Select((f, i) => (f, i)))
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"Z_CAP_{i}.xml") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        if (!isPacked) return body.ToArray();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body.ToArray());
        return packed.ToArray();
    }

    public static byte[] Zip(string name, string text)
    {
        using var body = new MemoryStream();
        using (var zip = new ZipArchive(body, ZipArchiveMode.Create, true))
        using (var writer = new StreamWriter(zip.CreateEntry(name).Open())) writer.Write(text);
        return body.ToArray();
    }

    private static string Info(string language, string @event, string severity) => $"""
        <info><language>{language}</language><category>Met</category><event>{@event}</event><severity>{severity}</severity><onset>2026-11-10T12:00:00+01:00</onset><expires>2026-11-10T23:59:59+01:00</expires><headline>{@event}. Bizkaia</headline>
        <area><areaDesc>Bizkaia interior</areaDesc><polygon>43.0,-3.2 43.4,-3.2 43.4,-2.5 43.0,-2.5 43.0,-3.2</polygon></area></info>
        """;
}
