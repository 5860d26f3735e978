using System.Globalization;
using System.Net;
using System.Text;
using SkiaSharp;

namespace Bakery.Host.Cli;

/// <summary>Where a label stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A sheet to draw on, in pixels from the upper left; colours are #rrggbb.</summary>
internal abstract class Canvas(int width, int height)
{
    public int Width => width;

    public int Height => height;

    public abstract void Line(IReadOnlyList<(double X, double Y)> points, string colour, double thickness, bool dashed = false);

    public abstract void Area(IReadOnlyList<(double X, double Y)> points, string colour, double opacity);

    public abstract void Text(double x, double y, string text, double size, string colour, Anchor anchor = Anchor.Start);

    public abstract void Save(string path);
}

/// <summary>Draws as SVG, which browsers and office programs show.</summary>
internal sealed class SvgCanvas(int width, int height) : Canvas(width, height)
{
    private readonly StringBuilder _body = new();

    public override void Line(IReadOnlyList<(double X, double Y)> points, string colour, double thickness, bool dashed = false) =>
        _body.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness:0.##}\" stroke-linejoin=\"round\"{(dashed ? " stroke-dasharray=\"4 3\"" : "")}/>\n");

    public override void Area(IReadOnlyList<(double X, double Y)> points, string colour, double opacity) =>
        _body.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{Points(points)}\" fill=\"{colour}\" fill-opacity=\"{opacity:0.##}\"/>\n");

    public override void Text(double x, double y, string text, double size, string colour, Anchor anchor = Anchor.Start) =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" font-size=\"{size:0.#}\" fill=\"{colour}\" text-anchor=\"{anchor.ToString().ToLowerInvariant()}\">{WebUtility.HtmlEncode(text)}</text>\n");

    public override void Save(string path) => File.WriteAllText(
        path,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" font-family=\"Noto Sans, DejaVu Sans, sans-serif\">\n"
        + $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n{_body}</svg>\n");

    private static string Points(IReadOnlyList<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
}

/// <summary>Draws as PNG. The font is shipped, as small servers have none.</summary>
internal sealed class PngCanvas : Canvas, IDisposable
{
    private const int Scale = 2;

    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly SKTypeface _typeface;

    public PngCanvas(int width, int height) : base(width, height)
    {
        _bitmap = new SKBitmap(width * Scale, height * Scale);
        _canvas = new SKCanvas(_bitmap);
        _canvas.Clear(SKColors.White);
        _canvas.Scale(Scale);
        using var font = typeof(PngCanvas).Assembly.GetManifestResourceStream("NotoSans-Regular.ttf");
        _typeface = font is null ? SKTypeface.Default : SKTypeface.FromStream(font);
    }

    public override void Line(IReadOnlyList<(double X, double Y)> points, string colour, double thickness, bool dashed = false)
    {
        using var paint = new SKPaint
        {
            Color = SKColor.Parse(colour),
            StrokeWidth = (float)thickness,
            Style = SKPaintStyle.Stroke,
            StrokeJoin = SKStrokeJoin.Round,
            IsAntialias = true,
            PathEffect = dashed ? SKPathEffect.CreateDash([4, 3], 0) : null,
        };
        using var path = PathOf(points, false);
        _canvas.DrawPath(path, paint);
    }

    public override void Area(IReadOnlyList<(double X, double Y)> points, string colour, double opacity)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(colour).WithAlpha((byte)(255 * opacity)), IsAntialias = true };
        using var path = PathOf(points, true);
        _canvas.DrawPath(path, paint);
    }

    public override void Text(double x, double y, string text, double size, string colour, Anchor anchor = Anchor.Start)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
        using var font = new SKFont(_typeface, (float)size) { Subpixel = true, Hinting = SKFontHinting.None };
        var align = anchor switch { Anchor.Start => SKTextAlign.Left, Anchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        _canvas.DrawText(text, (float)x, (float)y, align, font, paint);
    }

    public override void Save(string path)
    {
        using var image = SKImage.FromBitmap(_bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Png, 90);
        using var file = File.Create(path);
        data.SaveTo(file);
    }

    public void Dispose()
    {
        _canvas.Dispose();
        _bitmap.Dispose();
        _typeface.Dispose();
    }

    private static SKPath PathOf(IReadOnlyList<(double X, double Y)> points, bool closed)
    {
        using var builder = new SKPathBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            if (i == 0)
            {
                builder.MoveTo((float)points[i].X, (float)points[i].Y);
            }
            else
            {
                builder.LineTo((float)points[i].X, (float)points[i].Y);
            }
        }

        if (closed)
        {
            builder.Close();
        }

        return builder.Detach();
    }
}
