using System.Globalization;

namespace Bakery.SalesFiles;

/// <summary>Numbers as tills and spreadsheets write them.</summary>
internal static class Numbers
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>
    /// Reads a number with currency signs, thousands separators, a sign before or behind, or in parentheses. A separator that can only
    /// be a decimal sign is taken as one; a doubtful one (1.234) follows <paramref name="decimalComma"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, bool decimalComma, out decimal value)
    {
        value = 0;
        text = text.Trim();
        if (text.IsEmpty || text.Length > 40)
        {
            return false;
        }

        var negative = false;
        if (text[0] == '(' && text[^1] == ')')
        {
            negative = true;
            text = text[1..^1];
        }

        Span<char> digits = stackalloc char[40];
        int count = 0, separators = 0, lastSeparator = -1, lastRun = 0;
        char last = '\0';
        var mixed = false;
        var currencyLetters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                digits[count++] = c;
            }
            else if (c is '.' or ',')
            {
                mixed |= separators > 0 && c != last;
                lastRun = c == last ? lastRun + 1 : 1;
                separators++;
                (last, lastSeparator) = (c, count);
            }
            else if (c is '-' or '\u2212')
            {
                negative = true;
                if (count > 0 && i != text.Length - 1 && !IsSign(text[(i + 1)..]))
                {
                    return false;
                }
            }
            else if (c is 'e' or 'E' && count > 0 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
            {
                return Math.Abs(value) <= Largest;
            }
            else if (char.IsLetter(c) && ++currencyLetters <= 3)
            {
                continue;
            }
            else if (c is not (' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '\u2019' or '+' or '%' or '€' or '$' or '£' or '¥'))
            {
                return false;
            }
        }

        if (count == 0 || (mixed && lastRun > 1) || count > 24 || (currencyLetters > 0 && !IsCurrency(text)))
        {
            return false;
        }

        var decimals = separators == 0 ? 0 : DecimalsAfter(digits[0] == '0' ? 0 : lastSeparator, count - lastSeparator, separators, last, mixed, decimalComma);
        if (decimals < 0 || !decimal.TryParse(digits[..count], NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        value *= Scale(decimals);
        value = negative ? -value : value;
        return Math.Abs(value) <= Largest;
    }

    /// <summary>+1: the text can only have a decimal comma, −1: only a decimal point, 0: both or none.</summary>
    public static int DecimalVote(ReadOnlySpan<char> text)
    {
        int comma = text.LastIndexOf(','), point = text.LastIndexOf('.');
        if (comma < 0 && point < 0)
        {
            return 0;
        }

        if (comma >= 0 && point >= 0)
        {
            return comma > point ? 1 : -1;
        }

        var at = Math.Max(comma, point);
        var sign = comma >= 0 ? 1 : -1;
        var rest = text[(at + 1)..].TrimEnd(" €$£-)\u00A0");
        foreach (var c in rest)
        {
            if (!char.IsAsciiDigit(c))
            {
                return 0;
            }
        }

        if (text[..at].ContainsAny(",."))
        {
            // Two equal separators are thousands, so the other sign is the decimal one.
            return -sign;
        }

        var before = text[..at].TrimStart("-( €$£");
        return rest.Length != 3 || before is "0" or "" ? sign : 0;
    }

    private static int DecimalsAfter(int before, int behind, int separators, char last, bool mixed, bool decimalComma)
    {
        if (mixed)
        {
            return behind;
        }

        if (separators > 1)
        {
            return behind == 3 ? 0 : -1;
        }

        var isDecimalSign = last == (decimalComma ? ',' : '.');
        return behind == 3 && !isDecimalSign && before is > 0 and <= 3 ? 0 : behind;
    }

    private static bool IsSign(ReadOnlySpan<char> rest) => rest.Trim(" €$£\u00A0").IsEmpty;

    private static bool IsCurrency(ReadOnlySpan<char> text)
    {
        Span<char> letters = stackalloc char[4];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c) && count < 4)
            {
                letters[count++] = char.ToUpperInvariant(c);
            }
        }

        return letters[..count] is "EUR" or "USD" or "GBP" or "CHF" or "DKK" or "SEK" or "NOK" or "KR" or "FR" or "KG" or "UD" or "UDS" or "X" or "PCS" or "ST";
    }

    private static decimal Scale(int decimals) => decimals switch
    {
        0 => 1m,
        1 => 0.1m,
        2 => 0.01m,
        3 => 0.001m,
        4 => 0.0001m,
        _ => decimals > 24 ? 0 : new decimal(1, 0, 0, false, (byte)decimals),
    };
}
