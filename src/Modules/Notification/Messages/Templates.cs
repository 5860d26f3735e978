using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bakery.Kernel.Values;

namespace Bakery.Notification.Messages;

/// <summary>
/// Texts of mails, one file per language and template: the first line is the subject, the rest the text with <c>{variables}</c>; a line
/// <c>{each lines}</c> repeats the one after it. A missing variable is an error, so that nobody gets a mail with a hole.
/// </summary>
internal static partial class Templates
{
    private static readonly Assembly Files = typeof(Templates).Assembly;
    public static readonly IReadOnlyList<string> Languages = ["es", "eu", "en"];

    public static IEnumerable<string> Names => Files.GetManifestResourceNames().Where(n => n.StartsWith("es/", StringComparison.Ordinal)).Select(n => n[3..]);

    public static void Require(string template)
    {
        if (!Names.Contains(template)) throw new RuleViolation("template_unknown", $"There is no template {template}.");
    }

    public static (string Subject, string Text, string Html) Render(OutgoingMessage message, string publicUrl) =>
        Render(message.Template, Languages.Contains(message.Language) ? message.Language : "es", message.Values(), publicUrl);

    public static (string Subject, string Text, string Html) Render(string template, string language, IReadOnlyDictionary<string, JsonElement> values, string publicUrl)
    {
        var lines = Read(template, language).Split('\n');
        var text = new StringBuilder();
        for (var i = 1; i < lines.Length; i++)
        {
            if (Each().Match(lines[i]) is { Success: true } each)
            {
                var body = lines[++i];
                foreach (var item in values[each.Groups[1].Value].EnumerateArray())
                    text.Append(Fill(body, item.EnumerateObject().ToDictionary(p => p.Name, p => p.Value), publicUrl)).Append('\n');
                continue;
            }
            text.Append(Fill(lines[i], values, publicUrl)).Append('\n');
        }
        var plain = text.ToString().Trim() + "\n";
        return (Fill(lines[0], values, publicUrl).Trim(), plain, Html(plain, language));
    }

    private static string Fill(string line, IReadOnlyDictionary<string, JsonElement> values, string publicUrl) => Variable().Replace(line, match => match.Groups[1].Value switch
    {
        "public_url" => publicUrl,
        var name when values.TryGetValue(name, out var value) => value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(v => v.ToString())) : value.ToString(),
        var name => throw new RuleViolation("template_variable_missing", $"The message lacks {name}."),
    });

    private static string Html(string text, string language)
    {
        var paragraphs = text.Trim().Split("\n\n").Select(p => $"<p>{Link().Replace(WebUtility.HtmlEncode(p), m => $"<a href=\"{m.Value}\">{m.Value}</a>").Replace("\n", "<br>")}</p>");
        return $"<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"></head><body style=\"font-family:sans-serif;font-size:16px;line-height:1.5;color:#2b211a\">{string.Join("", paragraphs)}</body></html>";
    }

    private static string Read(string template, string language)
    {
        using var stream = Files.GetManifestResourceStream($"{language}/{template}") ?? throw new RuleViolation("template_unknown", $"There is no template {template} in {language}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r", "");
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\{each ([a-z_]+)\}$")]
    private static partial Regex Each();

    [GeneratedRegex(@"https?://[^\s<]+")]
    private static partial Regex Link();
}
