namespace Bakery.Documents;

/// <summary>Windows-1252 as PDF's standard fonts use it, and the widths of Helvetica (Adobe font metrics, 1/1000 of the size).</summary>
internal static class WinAnsi
{
    private const int Other = 556;
    private static readonly Dictionary<char, byte> Special = new()
    {
        ['€'] = 0x80, ['…'] = 0x85, ['‘'] = 0x91, ['’'] = 0x92, ['“'] = 0x93, ['”'] = 0x94, ['•'] = 0x95, ['–'] = 0x96, ['—'] = 0x97, ['™'] = 0x99,
    };

    private static readonly int[] Regular =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015,
        667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
        556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    private static readonly int[] Bold =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975,
        722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333,
        556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    public static byte[] Encode(string text) => [.. text.Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal).Select(c => c < 128 || c is >= (char)160 and <= (char)255 ? (byte)c : Special.TryGetValue(c, out var b) ? b : (byte)'?')];

    // The letters under the accents from À to ÿ; an accented letter is as wide as the one under its accent.
    private const string Plain = "AAAAAA?CEEEEIIII?NOOOOO?OUUUUY??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";

    public static int Width(byte character, bool bold) => (char)character switch
    {
        >= ' ' and <= '~' => (bold ? Bold : Regular)[character - 32],
        >= 'À' when Plain[character - 'À'] is var plain and not '?' => (bold ? Bold : Regular)[plain - 32],
        '\u00a0' => 278,
        'º' or 'ª' => bold ? 370 : 365,
        _ => Other,
    };
}
