using System.Globalization;

namespace Bakery.SalesFiles;

/// <summary>A date with, perhaps, a time and an offset from UTC.</summary>
/// <param name="Date">The calendar day as written.</param>
/// <param name="Time">Time of day; null when none is written.</param>
/// <param name="Offset">Offset from UTC in minutes; null when none is written.</param>
internal readonly record struct WrittenDate(DateOnly Date, TimeOnly? Time, int? Offset);

/// <summary>Dates and times as tills and spreadsheets write them.</summary>
internal static class Dates
{
    private static readonly string[][] Months =
    [
        ["jan", "ene", "urt", "janv"], ["feb", "feb", "ots", "fevr", "fev"], ["mar", "mar", "mars", "marz", "maerz"], ["apr", "abr", "api", "avr", "avril"],
        ["may", "may", "mai"], ["jun", "jun", "eka", "juin"], ["jul", "jul", "uzt", "juil"], ["aug", "ago", "abu", "aou", "aout"],
        ["sep", "sep", "ira", "sept"], ["oct", "oct", "urr", "okt"], ["nov", "nov", "aza"], ["dec", "dic", "abe", "dez"],
    ];

    /// <summary>Reads a date; <paramref name="order"/> counts only where the year does not come first.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out WrittenDate result)
    {
        result = default;
        text = text.Trim();
        if (text.Length is < 6 or > 60)
        {
            return false;
        }

        if (text.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return text.Length == 8 && Build(Int(text[..4]), Int(text[4..6]), Int(text[6..]), null, null, out result);
        }

        SkipWeekday(ref text);
        var position = 0;
        if (!Part(text, ref position, out var first, out var firstLength) || !Part(text, ref position, out var second, out _)
            || !Part(text, ref position, out var third, out var thirdLength))
        {
            return false;
        }

        int year, month, day;
        if (firstLength == 4)
        {
            (year, month, day) = (first, Month(second), third);
        }
        else
        {
            year = thirdLength == 4 ? third : thirdLength == 2 ? 2000 + third : -1;
            (month, day) = first < 0 ? (Month(first), second)
                : second < 0 ? (Month(second), first)
                : order == DateOrder.MonthFirst ? (first, second) : (second, first);
        }

        if (!Clock(text[position..], out var time, out var offset))
        {
            return false;
        }

        return Build(year, month, day, time, offset, out result);
    }

    /// <summary>Reads a time of day: 07:42, 7:42 PM, 7.42, 07h42, 07:42:10.5.</summary>
    public static bool TryParseTime(ReadOnlySpan<char> text, out TimeOnly time)
    {
        time = default;
        text = text.Trim();
        return !text.IsEmpty && Clock(text, out var read, out _) && read is { } value && (time = value) == value;
    }

    /// <summary>Which orders a date allows: day first, month first. Year-first dates allow both.</summary>
    public static (bool DayFirst, bool MonthFirst) Orders(ReadOnlySpan<char> text) =>
        (TryParse(text, DateOrder.DayFirst, out _), TryParse(text, DateOrder.MonthFirst, out _));

    private static bool Build(int year, int month, int day, TimeOnly? time, int? offset, out WrittenDate result)
    {
        result = default;
        if (year is < 1990 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        result = new WrittenDate(new DateOnly(year, month, day), time, offset);
        return true;
    }

    // "lun 12 mar 2026" and "Monday, March 12, 2026": leading letters that are no month.
    private static void SkipWeekday(ref ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        if (end > 0 && (MonthOf(text[..end]) == 0 || text[end..].StartsWith(".,") || text[end..].StartsWith(",")))
        {
            text = text[end..].TrimStart("., ");
        }
    }

    /// <summary>A number, or a month's name as −1 … −12.</summary>
    private static bool Part(ReadOnlySpan<char> text, ref int position, out int value, out int length)
    {
        (value, length) = (0, 0);
        while (position < text.Length && text[position] is '-' or '/' or '.' or ' ' or ',' or '\u00A0')
        {
            position++;
        }

        // "12 de marzo de 2026"
        if (text[position..].StartsWith("de ", StringComparison.OrdinalIgnoreCase))
        {
            position += 3;
        }

        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }

        length = position - start;
        if (length is > 0 and <= 4)
        {
            value = Int(text[start..position]);
            return true;
        }

        while (length == 0 && position < text.Length && char.IsLetter(text[position]))
        {
            position++;
        }

        value = length == 0 ? -MonthOf(text[start..position]) : 0;
        return value < 0;
    }

    private static int Month(int part) => Math.Abs(part);

    private static int MonthOf(ReadOnlySpan<char> name)
    {
        if (name.Length < 3)
        {
            return 0;
        }

        Span<char> lower = stackalloc char[Math.Min(name.Length, 5)];
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = char.ToLowerInvariant(name[i]) switch { 'é' => 'e', 'û' => 'u', 'ä' => 'a', var c => c };
        }

        for (var month = 0; month < 12; month++)
        {
            foreach (var word in Months[month])
            {
                if (lower.StartsWith(word))
                {
                    return month + 1;
                }
            }
        }

        return 0;
    }

    private static bool Clock(ReadOnlySpan<char> text, out TimeOnly? time, out int? offset)
    {
        (time, offset) = (null, null);
        text = text.TrimStart(" T,\u00A0\u202F").TrimEnd();
        if (text.IsEmpty)
        {
            return true;
        }

        Span<int> parts = stackalloc int[3];
        int count = 0, i = 0;
        while (count < 3 && i < text.Length && char.IsAsciiDigit(text[i]))
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }

            if (i - start > 2)
            {
                return false;
            }

            parts[count++] = Int(text[start..i]);
            if (i < text.Length && count < 3 && text[i] is ':' or 'h' or 'H' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                i++;
            }
            else if (count == 1 && i < text.Length && text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        if (count < 2)
        {
            return false;
        }

        if (i < text.Length && text[i] is '.' or ',' && count == 3)
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }
        }

        var rest = text[i..].Trim(" \u00A0\u202F");
        var hour = parts[0];
        if (rest.StartsWith("AM", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("PM", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("a.", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("p.", StringComparison.OrdinalIgnoreCase))
        {
            var isAfternoon = char.ToUpperInvariant(rest[0]) == 'P';
            hour = hour == 12 ? (isAfternoon ? 12 : 0) : isAfternoon ? hour + 12 : hour;
        }
        else if (!rest.IsEmpty && !ReadOffset(rest, out offset))
        {
            return false;
        }

        if (hour > 23 || parts[1] > 59 || parts[2] > 59)
        {
            return false;
        }

        time = new TimeOnly(hour, parts[1], parts[2]);
        return true;
    }

    private static bool ReadOffset(ReadOnlySpan<char> rest, out int? offset)
    {
        offset = null;
        if (rest is "Z" or "z" or "UTC" or "GMT")
        {
            offset = 0;
            return true;
        }

        if (rest is "h" or "hs" or "hrs" or "H")
        {
            return true;
        }

        if (rest[0] is not ('+' or '-') || rest.Length is < 3 or > 6)
        {
            return false;
        }

        var digits = rest[1..];
        var hours = digits.Length >= 2 ? digits[..2] : digits;
        var minutes = digits.Length > 2 ? digits[^2..] : "00";
        if (!int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) || h > 14 || m > 59)
        {
            return false;
        }

        offset = (rest[0] == '-' ? -1 : 1) * (h * 60 + m);
        return true;
    }

    private static int Int(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var c in digits)
        {
            value = value * 10 + (c - '0');
        }

        return value;
    }
}
