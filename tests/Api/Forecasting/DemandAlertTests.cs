using System.Globalization;
using Bakery.Forecasting.Batches;
using Bakery.Forecasting.Serving;

namespace Bakery.Tests.Api.Forecasting;

/// <summary>The alerts of ai.md 4.10.</summary>
public sealed class DemandAlertTests
{
    private static readonly Guid Shop = Guid.CreateVersion7();
    private static readonly AlertNames Names = new(_ => "Barra", _ => "Deusto");

    private static ExpectedDay Day(decimal p50, decimal baseline, params ReasonPiece[] reasons) => new(Guid.CreateVersion7(), Shop, new DateOnly(2026, 11, 11), p50, baseline, 80, reasons);

    [Theory]
    [InlineData("151", "100", "forecasting.demand_spike")]
    [InlineData("150", "100", null)]
    [InlineData("49", "100", "forecasting.demand_drop")]
    [InlineData("50", "100", null)]
    [InlineData("30", "20", null)]
    [InlineData("9", "19", null)]
    [InlineData("40", "0", null)]
    public void Half_as_much_again_or_half_of_it_and_more_than_ten_pieces_is_worth_a_word(string p50, string baseline, string? type)
    {
        var alert = DemandAlerts.Unusual([Day(decimal.Parse(p50, CultureInfo.InvariantCulture), decimal.Parse(baseline, CultureInfo.InvariantCulture))], Names).SingleOrDefault();
        Assert.Equal(type, alert?.EventType);
        if (alert is not null) Assert.Equal(("Barra", "Deusto", baseline), (alert.ReasoningData.Parameters["product_name"], alert.ReasoningData.Parameters["location_name"], alert.ReasoningData.Parameters["baseline"]));
    }

    [Fact]
    public void Friday_names_the_five_days_that_differ_most()
    {
        var strongest = DemandAlerts.Strongest([.. Enumerable.Range(1, 9).Select(i => Day(100 + 100 * i, 100)), Day(20, 100), Day(100, 100)], 5);
        Assert.Equal([900, 800, 700, 600, 500], strongest.Select(d => d.Difference));
    }

    [Fact]
    public void Weather_that_moves_a_shop_by_a_tenth_is_told_once_for_the_shop()
    {
        var alert = Assert.Single(DemandAlerts.Weather([Day(85, 100, new ReasonPiece("rain", -15), new ReasonPiece("weekday", 3)), Day(170, 200, new ReasonPiece("rain", -30))], Names));
        Assert.Equal(("forecasting.weather_risk", "low", "-45", "-15"), (alert.EventType, alert.Severity, alert.ReasoningData.Parameters["pieces"], alert.ReasoningData.Parameters["percent"]));
        Assert.Empty(DemandAlerts.Weather([Day(95, 100, new ReasonPiece("rain", -5)), Day(200, 200)], Names));
        Assert.Empty(DemandAlerts.Weather([Day(20, 30, new ReasonPiece("rain", -9))], Names));
    }
}
