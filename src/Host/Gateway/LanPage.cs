using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using QRCoder;

namespace Bakery.Host.Gateway;

/// <summary>
/// The first page of a tablet in the bakery's own network (<c>./bakery up --lan</c>): on plain HTTP and a port of its own, because the tablet does
/// not trust our authority yet. It hands out the certificate, shows its address as a QR code and leads to the pairing; it serves nothing else.
/// </summary>
internal static partial class LanPage
{
    private sealed record Words(string Language, string Title, string Scan, string Install, string Download, string Android, string Apple, string Windows, string Pair, string Open);

    private static readonly Words Spanish = new("es", "Preparar este dispositivo", "¿Estás en el ordenador? Escanea este código con la tableta.", "1. Instala el certificado de la panadería", "Descargar el certificado",
        "Android: Ajustes → Seguridad → Cifrado y credenciales → Instalar un certificado → Certificado de CA, y elige el archivo descargado.",
        "iPad: permite la descarga; Ajustes → Perfil descargado → Instalar; después Ajustes → General → Información → Ajustes de confianza de certificados.",
        "Windows: abre el archivo → Instalar certificado → Equipo local → Entidades de certificación raíz de confianza.", "2. Abre el obrador y empareja el dispositivo", "Abrir el obrador");
    private static readonly Words Basque = new("eu", "Prestatu gailu hau", "Ordenagailuan zaude? Eskaneatu kode hau tabletarekin.", "1. Instalatu okindegiaren ziurtagiria", "Deskargatu ziurtagiria",
        "Android: Ezarpenak → Segurtasuna → Enkriptatzea eta kredentzialak → Instalatu ziurtagiria → CA ziurtagiria, eta aukeratu deskargatutako fitxategia.",
        "iPad: onartu deskarga; Ezarpenak → Deskargatutako profila → Instalatu; gero Ezarpenak → Orokorra → Informazioa → Ziurtagirien konfiantza-ezarpenak.",
        "Windows: ireki fitxategia → Instalatu ziurtagiria → Ekipo lokala → Konfiantzazko erro-ziurtagirien agintaritzak.", "2. Ireki lantegia eta parekatu gailua", "Ireki lantegia");
    private static readonly Words English = new("en", "Prepare this device", "At the computer? Scan this code with the tablet.", "1. Install the bakery's certificate", "Download the certificate",
        "Android: Settings → Security → Encryption and credentials → Install a certificate → CA certificate, and choose the downloaded file.",
        "iPad: allow the download; Settings → Profile downloaded → Install; then Settings → General → About → Certificate trust settings.",
        "Windows: open the file → Install certificate → Local machine → Trusted root certification authorities.", "2. Open the floor and pair the device", "Open the floor");

    public static void Serve(WebApplication app)
    {
        if (app.Configuration["BAKERY_LAN_PAGE"] is not { Length: > 0 } address || app.Configuration["BAKERY_LAN_CA"] is not { Length: > 0 } authority) return;
        var (port, target) = (new Uri(address).Port, app.Configuration["BAKERY_PUBLIC_URL"]);
        app.Use(async (http, next) =>
        {
            if (http.Connection.LocalPort != port)
            {
                await next(http);
                return;
            }
            switch (http.Request.Path.Value)
            {
                case "/":
                    http.Response.ContentType = "text/html; charset=utf-8";
                    http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                    await http.Response.WriteAsync(Page(WordsFor(http.Request), address, target, http.Request.Query["code"].FirstOrDefault()), http.RequestAborted);
                    break;
                case "/bakery-ca.crt":
                    http.Response.ContentType = "application/x-x509-ca-cert";
                    await http.Response.SendFileAsync(authority, http.RequestAborted);
                    break;
                default:
                    http.Response.StatusCode = 404;
                    break;
            }
        });
    }

    private static Words WordsFor(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value?[..2]).Select(l => l switch { "eu" => Basque, "en" => English, "es" => Spanish, _ => null }).FirstOrDefault(w => w is not null) ?? Spanish;

    private static string Page(Words words, string address, string? target, string? code)
    {
        var with = code is not null && Code().IsMatch(code) ? $"?code={code}" : "";
        string H(string text) => WebUtility.HtmlEncode(text);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="{{words.Language}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Bakery IA</title>
            <style>body{font:1.25rem/1.45 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:24px;background:#fffdf9;color:#17120e}h1{font-size:1.75rem}h2{font-size:1.375rem}
            a{display:inline-block;padding:16px 24px;border-radius:14px;background:#7a3a0c;color:#fff;font-weight:650;text-decoration:none}aside{display:flex;gap:16px;align-items:center;flex-wrap:wrap}img{width:180px;height:180px}li{margin:6px 0}</style></head>
            <body><h1>{{H(words.Title)}}</h1>
            <aside><img alt="{{H(address + "/" + with)}}" src="{{Picture($"{address}/{with}")}}"><p>{{H(words.Scan)}}</p></aside>
            <h2>{{H(words.Install)}}</h2><p><a href="/bakery-ca.crt" download>{{H(words.Download)}}</a></p>
            <ul><li>{{H(words.Android)}}</li><li>{{H(words.Apple)}}</li><li>{{H(words.Windows)}}</li></ul>
            <h2>{{H(words.Pair)}}</h2><p><a href="{{H($"{target}/floor/pair{with}")}}">{{H(words.Open)}}</a></p></body></html>
            """);
    }

    private static string Picture(string content)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return $"data:image/png;base64,{Convert.ToBase64String(new PngByteQRCode(code).GetGraphic(6))}";
    }

    [GeneratedRegex("^[0-9A-Z-]{8,12}$")]
    private static partial Regex Code();
}
