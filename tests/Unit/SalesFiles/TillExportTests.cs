using System.Globalization;
using System.Text.Json;
using Bakery.SalesFiles;

namespace Bakery.Tests.Unit.SalesFiles;

public sealed class TillExportTests
{
    [Theory]
    [InlineData("square_items_detail.csv")]
    [InlineData("square_items_tax_inclusive_variant.csv")]
    [InlineData("toast_ItemSelectionDetails.csv")]
    [InlineData("loyverse_receipts.csv")]
    [InlineData("loyverse_receipts_by_item.csv")]
    [InlineData("sumup_sales_report_de.csv")]
    [InlineData("sumup_transactions_report_de.csv")]
    [InlineData("zettle_raw_data_da.csv")]
    [InlineData("lightspeed_k_series_lines_UNVERIFIED.csv")]
    [InlineData("tpv_es_lineas_cp1252.csv")]
    [InlineData("tpv_es_resumen_articulo_latin9.csv")]
    [InlineData("tpv_es_excel_unicode_utf16.txt")]
    [InlineData("agora_export.xml")]
    public void A_till_export_gives_the_units_and_totals_that_are_in_it(string file)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedFiles.Path("pos", "csv", "expected.json")));
        var facts = expected.RootElement.GetProperty("files").GetProperty(file);
        using var reader = SalesFileReader.Open(File.OpenRead(SharedFiles.Path("pos", "csv", file)));
        var errors = new List<RowError>();

        var rows = reader.Rows(errors.Add).ToList();

        Assert.Empty(errors);
        Assert.Equal(Decimal(facts, "total_with_vat"), rows.Sum(r => r.Revenue ?? 0));
        if (facts.TryGetProperty("header_row", out var header))
        {
            Assert.Equal(header.GetInt32(), reader.Layout.HeaderRow);
        }

        if (facts.TryGetProperty("units", out var units))
        {
            var read = rows.GroupBy(r => r.Product).ToDictionary(g => g.Key, g => g.Sum(r => r.Quantity));
            Assert.Equal(
                units.EnumerateObject().Select(u => (u.Name, Number(u.Value))).OrderBy(u => u.Name),
                read.Select(u => (u.Key, u.Value)).OrderBy(u => u.Key));
        }

        if (facts.TryGetProperty("by_business_day", out var days))
        {
            Assert.Equal(
                days.EnumerateObject().Select(d => (d.Name, Number(d.Value))),
                rows.GroupBy(r => r.BusinessDay).OrderBy(g => g.Key).Select(g => (g.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), g.Sum(r => r.Revenue ?? 0))));
        }

        if (facts.TryGetProperty("business_day", out var day))
        {
            Assert.All(rows, r => Assert.Equal(day.GetString(), r.BusinessDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void A_file_of_extras_says_that_it_holds_no_articles()
    {
        using var reader = SalesFileReader.Open(File.OpenRead(SharedFiles.Path("pos", "csv", "toast_ModifiersSelectionDetails.csv")));
        Assert.Contains("modifiers_only", reader.Layout.Warnings);
        Assert.Equal(1.09m, reader.Rows().Sum(r => r.Revenue ?? 0));
    }

    [Fact]
    public void Real_transactions_without_quantity_count_one_piece_per_row()
    {
        using var reader = SalesFileReader.Open(File.OpenRead(SharedFiles.Path("data", "breadbasket", "BreadBasket_DMS.csv")));
        var rows = reader.Rows(e => Assert.Fail(e.ToString())).ToList();
        Assert.Equal((Measure.RowCount, DateOrder.DayFirst), (reader.Layout.Measure, reader.Layout.DateOrder));
        Assert.Equal(21_293, rows.Count + reader.Skipped.ByReason.GetValueOrDefault("no_product"));
        Assert.DoesNotContain(rows, r => r.Product == "NONE");
        Assert.Equal(new DateOnly(2016, 10, 30), rows.Min(r => r.BusinessDay));
    }

    [Fact]
    public void Real_revenue_with_a_price_is_recognised_and_turned_into_pieces()
    {
        using var reader = SalesFileReader.Open(File.OpenRead(SharedFiles.Path("data", "french", "daily_sales_french_bakery.csv")));
        var errors = new List<RowError>();
        var rows = reader.Rows(errors.Add).ToList();
        Assert.Equal(Measure.UnitsFromMoney, reader.Layout.Measure);
        Assert.Contains("money_not_units", reader.Layout.Warnings);
        Assert.Equal((57_046, 148), (rows.Count + errors.Count, rows.Select(r => r.Product).Distinct().Count()));
        Assert.All(errors, e => Assert.Equal(("unit_price", "0.0"), (e.Column, e.Value)));
        Assert.InRange(errors.Count, 0, 10);
        Assert.Equal(1m, rows.First(r => r.Product == "12 MACARON").Quantity);
    }

    [Theory]
    [InlineData("french", 20)]
    [InlineData("ddop18", 18)]
    [InlineData("yaz", 7)]
    [InlineData("breadbasket", 6)]
    public void Tidy_series_are_read_with_their_closed_days(string name, int series)
    {
        using var reader = SalesFileReader.Open(File.OpenRead(SharedFiles.Path("data", "eval", name + ".csv")));
        var rows = reader.Rows(e => Assert.Fail(e.ToString())).ToList();
        Assert.Equal(series, rows.Select(r => r.Product).Distinct().Count());
        Assert.Equal(Measure.Units, reader.Layout.Measure);
    }

    private static decimal Decimal(JsonElement element, string name) => Number(element.GetProperty(name));

    private static decimal Number(JsonElement element) => decimal.Parse(element.GetString()!, CultureInfo.InvariantCulture);
}
