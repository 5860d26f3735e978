using Bakery.Documents;

namespace Bakery.Tests.Unit.Documents;

public sealed class PaperFormatTests
{
    private static readonly DateOnly Day = new(2026, 11, 6);

    [Theory]
    [InlineData("es", "06/11/2026", "11/2026", "06/11/2026 05:30", "06/11 05:30", "2,5 kg", "1 pieza", "20 piezas")]
    [InlineData("eu", "2026/11/06", "2026/11", "2026/11/06 05:30", "11/06 05:30", "2,5 kg", "1 pieza", "20 pieza")]
    [InlineData("en", "2026-11-06", "2026-11", "2026-11-06 05:30", "11-06 05:30", "2.5 kg", "1 piece", "20 pieces")]
    public void A_paper_writes_days_numbers_and_units_as_its_language_does(string language, params string[] written)
    {
        var (paper, at) = (PaperFormat.Of(language), Day.ToDateTime(new TimeOnly(5, 30)));
        Assert.Equal(written, new[] { paper.Day(Day), paper.Month(Day), paper.Moment(at), paper.ShortMoment(at), paper.Quantity(2.5m, "kg"), paper.Quantity(1, "piece"), paper.Quantity(20, "piece") });
    }

    [Fact]
    public void What_is_unknown_stays_empty_and_an_export_keeps_days_and_codes_as_data()
    {
        Assert.Equal(("", "", "3"), (PaperFormat.Of("es").Day(null), PaperFormat.Of("es").Number(null), PaperFormat.Of("eu").Quantity(3, "")));
        Assert.Equal(("2026-11-06", "20 piece", "0,5 kg"), (PaperFormat.Data.Day(Day), PaperFormat.Data.Quantity(20, "piece"), PaperFormat.Data.Quantity(0.5m, "kg")));
    }
}
