namespace Bakery.SalesFiles;

/// <summary>The codes of everything that can be wrong with a sales file or a row of it.</summary>
public static class SalesFileCodes
{
    public const string FileUnreadable = "file_unreadable";
    public const string MissingColumn = "missing_column";
    public const string BadDate = "bad_date";
    public const string BadNumber = "bad_number";
    public const string UnknownProduct = "unknown_product";
    public const string FutureDate = "future_date";
    public const string RepeatedProduct = "repeated_product";
}

/// <summary>A file that cannot be read at all: <see cref="SalesFileCodes.FileUnreadable"/> or <see cref="SalesFileCodes.MissingColumn"/>.</summary>
public sealed class SalesFileException(string code, string detail, string nextStep, Exception? inner = null) : Exception(detail, inner)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>What the person can do about it, in English.</summary>
    public string NextStep { get; } = nextStep;

    internal static SalesFileException Unreadable(string detail, Exception? inner = null) => new(
        SalesFileCodes.FileUnreadable, detail, "Export the sales again as CSV, XLSX or JSON and check that the file opens in a spreadsheet.", inner);

    internal static SalesFileException Missing(string column, string detail) => new(
        SalesFileCodes.MissingColumn, detail, $"Add a column with the {column}, or name it in the first row (for example '{column}').");
}
