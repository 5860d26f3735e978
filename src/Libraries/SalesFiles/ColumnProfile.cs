namespace Bakery.SalesFiles;

/// <summary>What a sample of a column's cells looks like.</summary>
internal sealed class ColumnProfile
{
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);

    private ColumnProfile(int index, string header)
    {
        Index = index;
        Header = header;
    }

    public int Index { get; }

    public string Header { get; }

    public int Filled { get; private set; }

    public double DateShare { get; private set; }

    public double TimeShare { get; private set; }

    public double NumberShare { get; private set; }

    /// <summary>Share of numbers without decimals.</summary>
    public double WholeShare { get; private set; }

    public double TextShare => Math.Max(0, 1 - NumberShare - DateShare - TimeShare);

    public decimal AbsoluteSum { get; private set; }

    public int Distinct => _distinct.Count;

    /// <summary>Looks at every column of a sample.</summary>
    public static ColumnProfile[] Of(IReadOnlyList<string[]> rows, string[] header, int columns, bool decimalComma)
    {
        var profiles = new ColumnProfile[columns];
        for (var i = 0; i < columns; i++)
        {
            var name = i < header.Length && header[i].Trim().Length > 0 ? header[i].Trim() : $"column {i + 1}";
            profiles[i] = new ColumnProfile(i, name);
            profiles[i].Look(rows, decimalComma);
        }

        return profiles;
    }

    private void Look(IReadOnlyList<string[]> rows, bool decimalComma)
    {
        int dates = 0, times = 0, numbers = 0, whole = 0;
        foreach (var row in rows)
        {
            var cell = Index < row.Length ? row[Index].Trim() : "";
            if (cell.Length == 0)
            {
                continue;
            }

            Filled++;
            if (_distinct.Count < 5000)
            {
                _distinct.Add(cell);
            }

            var isNumber = Numbers.TryParse(cell, decimalComma, out var value);
            var (dayFirst, monthFirst) = Dates.Orders(cell);
            if (dayFirst || monthFirst)
            {
                dates++;
            }
            else if (cell.Contains(':') && Dates.TryParseTime(cell, out _))
            {
                times++;
            }
            else if (isNumber)
            {
                numbers++;
                whole += value == decimal.Truncate(value) ? 1 : 0;
                AbsoluteSum += Math.Abs(value);
            }
        }

        if (Filled > 0)
        {
            DateShare = (double)dates / Filled;
            TimeShare = (double)times / Filled;
            NumberShare = (double)numbers / Filled;
        }

        WholeShare = numbers > 0 ? (double)whole / numbers : 0;
    }
}
