using System.Globalization;
using System.Text;
using QRCoder;

namespace Bakery.Documents;

/// <summary>
/// A small PDF 1.4 writer for printed sheets: text in the standard Helvetica fonts, lines and boxes. Every reader has these fonts, so nothing is
/// embedded and no font has to be installed. Coordinates are points from the top left. The same calls always give the same bytes.
/// </summary>
public sealed class PdfDocument(double width, double height)
{
    private readonly List<StringBuilder> pages = [];

    /// <summary>Page width in points.</summary>
    public double Width { get; } = width;

    /// <summary>Page height in points.</summary>
    public double Height { get; } = height;

    /// <summary>Number of pages so far.</summary>
    public int PageCount => pages.Count;

    /// <summary>A4 or A5, portrait.</summary>
    public static PdfDocument Of(string size) => size == "a5" ? new PdfDocument(419.53, 595.28) : new PdfDocument(595.28, 841.89);

    /// <summary>Starts a page.</summary>
    public void AddPage() => pages.Add(new StringBuilder());

    /// <summary>Writes text with its baseline at y. Characters outside Windows-1252 become '?'.</summary>
    public void Text(double x, double y, double size, string text, bool bold = false)
    {
        var page = pages[^1];
        page.Append(CultureInfo.InvariantCulture, $"BT /{(bold ? "F2" : "F1")} {N(size)} Tf {N(x)} {N(Height - y)} Td (");
        foreach (var b in WinAnsi.Encode(text))
        {
            if (b is (byte)'(' or (byte)')' or (byte)'\\') page.Append('\\').Append((char)b);
            else if (b is < 32 or > 126) page.Append('\\').Append(Convert.ToString(b, 8).PadLeft(3, '0'));
            else page.Append((char)b);
        }
        page.Append(") Tj ET\n");
    }

    /// <summary>Draws a line.</summary>
    public void Line(double x1, double y1, double x2, double y2, double thickness = 0.5) =>
        pages[^1].Append(CultureInfo.InvariantCulture, $"{N(thickness)} w {N(x1)} {N(Height - y1)} m {N(x2)} {N(Height - y2)} l S\n");

    /// <summary>Fills a box with a grey from 0 (black) to 1 (white).</summary>
    public void Box(double x, double y, double boxWidth, double boxHeight, double grey) =>
        pages[^1].Append(CultureInfo.InvariantCulture, $"{N(grey)} g {N(x)} {N(Height - y - boxHeight)} {N(boxWidth)} {N(boxHeight)} re f 0 g\n");

    /// <summary>Draws a QR code (ISO/IEC 18004, correction level M) with its quiet zone into a square.</summary>
    public void QrCode(double x, double y, double side, string content)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var module = side / code.ModuleMatrix.Count;
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
            for (var from = 0; from < code.ModuleMatrix.Count; from++)
            {
                if (!code.ModuleMatrix[row][from]) continue;
                var to = from;
                while (to < code.ModuleMatrix.Count && code.ModuleMatrix[row][to]) to++;
                Box(x + from * module, y + row * module, (to - from) * module, module, 0);
                from = to;
            }
    }

    /// <summary>Width of a text in points.</summary>
    public static double Measure(string text, double size, bool bold = false) => WinAnsi.Encode(text).Sum(b => WinAnsi.Width(b, bold)) * size / 1000.0;

    /// <summary>The finished file.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => stream.Write(Encoding.Latin1.GetBytes(text));
        void Object(string body)
        {
            offsets.Add(stream.Position);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
        Write("%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(" ", pages.Select((_, i) => $"{5 + 2 * i} 0 R"))}] >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        for (var i = 0; i < pages.Count; i++)
        {
            Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {N(Width)} {N(Height)}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + 2 * i} 0 R >>");
            var content = pages[i].ToString();
            Object($"<< /Length {content.Length} >>\nstream\n{content}endstream");
        }
        var start = stream.Position;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return stream.ToArray();
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
