using System.Globalization;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Bakery.SalesFiles.Sources;

/// <summary>Workbooks, every sheet after the other; numbers and dates arrive typed and leave as plain text.</summary>
internal sealed class SheetSource(Stream stream) : IRowSource
{
    // Old workbooks are written in code pages, which the reader looks up by number.
    static SheetSource() => System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);

    public FileFormat Format => FileFormat.Spreadsheet;

    public string? Encoding => null;

    public char? Delimiter => null;

    public bool HasNames => false;

    public void Dispose() => stream.Dispose();

    public IEnumerable<RawRow> Rows(bool[]? wanted = null)
    {
        stream.Position = 0;
        using var reader = Open();
        do
        {
            var sheet = reader.Name;
            var number = 0;
            while (Advance(reader))
            {
                number++;
                var cells = new string[Math.Min(reader.FieldCount, 2000)];
                var any = false;
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = wanted is null || (i < wanted.Length && wanted[i]) ? Text(reader.GetValue(i)) : "";
                    any |= cells[i].Length > 0;
                }

                if (any)
                {
                    yield return new RawRow(number, sheet, cells);
                }
            }
        }
        while (reader.NextResult());
    }

    private IExcelDataReader Open()
    {
        try
        {
            return ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw SalesFileException.Unreadable("The workbook is damaged or protected by a password.", e);
        }
    }

    private static bool Advance(IExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw SalesFileException.Unreadable("The workbook is damaged.", e);
        }
    }

    // The reader answers damaged input with whatever its parsers throw; all of it means the same here.
    private static bool IsDamage(Exception e) => e is ExcelReaderException or InvalidDataException or IOException or FormatException
        or System.Xml.XmlException or ArgumentException or InvalidOperationException or NotSupportedException or NullReferenceException
        or IndexOutOfRangeException or OverflowException or InvalidCastException or KeyNotFoundException;

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        double number => Math.Abs(number) < 1e15 ? ((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture) : number.ToString(CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
