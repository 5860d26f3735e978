using System.Text;
using Bakery.SalesFiles;
using CsCheck;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class FuzzTests
{
    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.String[0, 12],
        Gen.Int[-5000, 5000].Select(i => i.ToString()),
        Gen.Decimal[-5000m, 5000m].Select(d => d.ToString("0.00", null)),
        Gen.DateOnly[new DateOnly(2020, 1, 1), new DateOnly(2027, 1, 1)].Select(d => d.ToString("dd/MM/yyyy", null)),
        Gen.Int[0, 9].Select(i => new[] { "fecha", "total", "producto", "Barra", "\"", "€", "+", "Subtotal", "cantidad", "void" }[i]));

    [Fact]
    public void Random_tables_are_read_or_refused_by_name() =>
        Gen.Select(Cell.Array[1, 8].Array[0, 12], Gen.Char[";,\t|"]).Sample((rows, separator) =>
            Survives(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => string.Join(separator, r))))), iter: 400);

    [Fact]
    public void Random_bytes_are_read_or_refused_by_name() =>
        Gen.Byte.Array[0, 400].Sample(Survives, iter: 400);

    [Theory]
    [InlineData("pos/csv/agora_export.xml")]
    [InlineData("pos/csv/tpv_es_lineas_cp1252.csv")]
    [InlineData("pos/csv/tpv_es_excel_unicode_utf16.txt")]
    [InlineData("pos/csv/square_items_detail.csv")]
    public void Damaged_exports_are_read_or_refused_by_name(string file)
    {
        var original = File.ReadAllBytes(SharedFiles.Path(file.Split('/')));
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[1, original.Length]).Sample((at, value, length) =>
        {
            var damaged = original[..length];
            damaged[Math.Min(at, length - 1)] = value;
            Survives(damaged);
        }, iter: 150);
    }

    [Fact]
    public void Damaged_workbooks_are_read_or_refused_by_name()
    {
        var original = Workbook.Of(("Hoja1", [["fecha", "producto", "cantidad"], ["2026-03-14", "Barra", "3"]]));
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte, Gen.Int[1, original.Length]).Sample((at, value, length) =>
        {
            var damaged = original[..length];
            damaged[Math.Min(at, length - 1)] = value;
            Survives(damaged);
        }, iter: 300);
    }

    [Fact]
    public void Several_sheets_of_one_layout_are_read_together()
    {
        var bytes = Workbook.Of(
            ("Portada", [["Panadería", ""], ["Informe de ventas", ""]]),
            ("Enero", [["Fecha", "Producto", "Cantidad"], ["2026-01-14", "Barra", "3"], ["2026-01-15", "Barra", "4.5"]]),
            ("Febrero", [["Fecha", "Producto", "Cantidad"], ["2026-02-14", "Barra", "5"]]));
        var (layout, rows, errors) = LayoutTests.Read(bytes);
        Assert.Empty(errors);
        Assert.Equal(["Enero", "Febrero"], layout.Sheets);
        Assert.Equal(12.5m, rows.Sum(r => r.Quantity));
    }

    private static void Survives(byte[] bytes)
    {
        try
        {
            using var reader = SalesFileReader.Open(new MemoryStream(bytes));
            Assert.True(reader.Rows(_ => { }).Count() >= 0);
            Assert.NotEmpty(reader.Layout.Describe());
        }
        catch (SalesFileException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
