using System.Globalization;
using System.Text;

namespace Bakery.Documents;

/// <summary>Exports as spreadsheets in Spain open them: semicolons, decimal comma, UTF-8 with its mark.</summary>
public static class CsvSheet
{
    /// <summary>Writes rows of cells.</summary>
    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>A number with a decimal comma; empty for null.</summary>
    public static string Number(decimal? value, string format = "0.###") => value?.ToString(format, CultureInfo.InvariantCulture).Replace('.', ',') ?? "";

    /// <summary>A date as yyyy-MM-dd; empty for null.</summary>
    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    // A cell that begins like a formula is data all the same: spreadsheets must not run it.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is ('=' or '+' or '@' or '\t')) text = "'" + text;
        return text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
