namespace Bakery.SalesFiles.Sources;

/// <summary>A file as rows of text cells; it can be walked again from the start.</summary>
internal interface IRowSource : IDisposable
{
    FileFormat Format { get; }

    string? Encoding { get; }

    char? Delimiter { get; }

    /// <summary>True: the first row holds the names of the columns for sure.</summary>
    bool HasNames { get; }

    /// <summary>All rows; cells of columns that are not wanted may be empty.</summary>
    IEnumerable<RawRow> Rows(bool[]? wanted = null);
}

/// <summary>One row of text cells.</summary>
/// <param name="Number">Physical row from 1.</param>
/// <param name="Sheet">Sheet of a workbook.</param>
/// <param name="Cells">Texts, never null.</param>
internal readonly record struct RawRow(int Number, string? Sheet, string[] Cells)
{
    public string Cell(int index) => (uint)index < (uint)Cells.Length ? Cells[index] : "";

    /// <summary>The row with the texts that a person has put in place of wrong ones, by row and column position.</summary>
    public RawRow With(IReadOnlyDictionary<(int Row, int Column), string> fixes)
    {
        var cells = (string[])Cells.Clone();
        foreach (var ((number, column), text) in fixes)
        {
            if (number == Number && column >= 0 && column < cells.Length)
            {
                cells[column] = text;
            }
        }

        return this with { Cells = cells };
    }
}
