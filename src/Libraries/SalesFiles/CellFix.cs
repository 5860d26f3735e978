namespace Bakery.SalesFiles;

/// <summary>A text that a person puts in place of a wrong cell.</summary>
/// <param name="Row">Physical row from 1.</param>
/// <param name="Column">Position from 0.</param>
/// <param name="Value">The right text.</param>
public sealed record CellFix(int Row, int Column, string Value)
{
    /// <summary>The last text of every cell.</summary>
    public static IReadOnlyDictionary<(int Row, int Column), string> ByCell(IEnumerable<CellFix> fixes) =>
        fixes.GroupBy(f => (f.Row, f.Column)).ToDictionary(g => g.Key, g => g.Last().Value);
}
