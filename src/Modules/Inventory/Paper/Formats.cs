using System.Globalization;
using System.Text;
using Bakery.Kernel.Values;

namespace Bakery.Inventory.Paper;

/// <summary>Formats and numbers of papers and exports.</summary>
internal static class Formats
{
    /// <summary>json (default), csv or pdf. Throws <c>validation_failed</c>.</summary>
    public static string Of(string? format, params string[] allowed)
    {
        var wanted = format ?? allowed[0];
        return allowed.Contains(wanted) ? wanted : throw RuleViolation.Invalid("format", $"One of {string.Join(", ", allowed)}.");
    }

    /// <summary>Lines of an export: semicolons, decimal comma, UTF-8 with its mark (legal.md §6).</summary>
    public static byte[] Csv(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public static string Number(decimal? value, string format = "0.###") => value?.ToString(format, CultureInfo.InvariantCulture).Replace('.', ',') ?? "";
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
    public static string Time(DateTimeOffset at, string zone) => BusinessTime.Local(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The instants that bound days of the tenant. Throws <c>validation_failed</c> when they are the wrong way round or too far apart.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Between(DateOnly from, DateOnly to, string zone)
    {
        if (to < from || to.DayNumber - from.DayNumber > 1100) throw RuleViolation.Invalid("to", "On or after from, at most three years later.");
        return (BusinessTime.Instant(from, TimeOnly.MinValue, zone), BusinessTime.Instant(to.AddDays(1), TimeOnly.MinValue, zone));
    }

    // A cell that begins like a formula is data all the same: spreadsheets must not run it.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is ('=' or '+' or '@' or '\t')) text = "'" + text;
        return text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
