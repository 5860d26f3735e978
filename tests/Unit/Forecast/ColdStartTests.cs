using Bakery.Forecast;
using CsCheck;

namespace Bakery.Tests.Unit.Forecast;

public sealed class ColdStartTests
{
    private static readonly DateOnly Wednesday = new(2026, 11, 11);

    // product, price, tax, variable cost, salvage, ratio, z, shop, four Wednesdays, mean, sigma, lower, upper, quantity
    public static TheoryData<string, string, string, string, string, double, double, double[], double, double, double, double, int> Day => new()
    {
        { "P1 A", "1.20", "0.04", "0.3216", "0", 0.6443, 0.3700, [118, 124, 121, 125], 122, 11.045, 107.8, 136.2, 127 },
        { "P1 B", "1.20", "0.04", "0.3216", "0", 0.6443, 0.3700, [82, 78, 86, 82], 82, 9.055, 70.4, 93.6, 86 },
        { "P2 A", "0.45", "0.04", "0.1292", "0", 0.6218, 0.3103, [60, 64, 58, 62], 61, 7.810, 51.0, 71.0, 64 },
        { "P2 B", "0.45", "0.04", "0.1292", "0", 0.6218, 0.3103, [48, 52, 50, 46], 49, 7.000, 40.0, 58.0, 52 },
        { "P3 A", "2.10", "0.04", "0.5653", "0", 0.6429, 0.3662, [18, 20, 17, 21], 19, 4.359, 13.4, 24.6, 21 },
        { "P3 B", "2.10", "0.04", "0.5653", "0", 0.6429, 0.3662, [12, 11, 14, 11], 12, 3.464, 7.6, 16.4, 14 },
        { "P4 A", "4.80", "0.04", "1.1875", "0.60", 0.8033, 0.8535, [16, 18, 15, 19], 17, 4.123, 11.7, 22.3, 21 },
        { "P4 B", "4.80", "0.04", "1.1875", "0.60", 0.8033, 0.8535, [10, 9, 12, 9], 10, 3.162, 5.9, 14.1, 13 },
        { "P5 A", "2.90", "0.04", "0.6737", "0.35", 0.8206, 0.9175, [14, 12, 15, 15], 14, 3.742, 9.2, 18.8, 18 },
        { "P5 B", "2.90", "0.04", "0.6737", "0.35", 0.8206, 0.9175, [8, 10, 9, 9], 9, 3.000, 5.2, 12.8, 12 },
        { "P6 A", "1.50", "0.10", "0.4390", "0", 0.5958, 0.2426, [72, 76, 80, 80], 77, 8.775, 65.8, 88.2, 80 },
        { "P6 B", "1.50", "0.10", "0.4390", "0", 0.5958, 0.2426, [50, 46, 54, 50], 50, 7.071, 40.9, 59.1, 52 },
        { "P7 A", "1.80", "0.10", "0.5932", "0", 0.5518, 0.1301, [34, 38, 33, 35], 35, 5.916, 27.4, 42.6, 36 },
        { "P7 B", "1.80", "0.10", "0.5932", "0", 0.5518, 0.1301, [24, 22, 26, 24], 24, 4.899, 17.7, 30.3, 25 },
    };

    [Theory]
    [MemberData(nameof(Day))]
    public void The_reference_day_comes_out_to_the_digit(
        string name, string price, string tax, string cost, string salvage, double ratio, double z, double[] wednesdays, double mean,
        double sigma, double lower, double upper, int quantity)
    {
        Assert.NotEmpty(name);
        var series = FourWednesdays(wednesdays);
        var economics = new ProductEconomics(Number(price), Number(tax), Number(cost), Number(salvage));
        var level = Newsvendor.Ratio(economics, new NewsvendorSettings());
        var forecast = ColdStart.Forecast(series, Wednesday);

        Assert.Equal(ratio, level.Ratio, 0.00005);
        Assert.Equal(z, Normal.Quantile(level.Ratio), 0.00005);
        Assert.Equal(mean, forecast.Prediction.Mean, 1e-9);
        Assert.Equal(mean, forecast.Prediction.P50, 1e-9);
        Assert.Equal(sigma, forecast.Sigma, 0.0005);
        Assert.Equal(lower, forecast.Prediction.Lower80, 0.0501);
        Assert.Equal(upper, forecast.Prediction.Upper80, 0.0501);
        Assert.Equal(quantity, Newsvendor.Quantity(forecast, level));
        Assert.Equal(quantity, Newsvendor.Quantity(forecast.Prediction, level));
    }

    [Fact]
    public void A_sold_out_day_enters_the_mean_with_its_estimate()
    {
        var estimate = SoldOut.Estimate(60, 0.75);
        var days = new[] { 72.0, 76, 60, 80 }.Select((q, i) =>
            new SeriesDay(new DateOnly(2026, 10, 14).AddDays(7 * i), q, IsSoldOut: q == 60, DemandEstimate: q == 60 ? estimate.Demand : null));

        Assert.Equal(80, estimate.Demand, 1e-9);
        Assert.Equal(20, estimate.Lost, 1e-9);
        Assert.Equal(77, ColdStart.Forecast(DemandSeries.From(days), Wednesday).Prediction.Mean, 1e-9);
    }

    [Theory]
    [InlineData(54, 0.75, 18)]
    [InlineData(25, 0.80, 6.25)]
    [InlineData(10, 0.10, 10)]
    [InlineData(10, null, 0)]
    public void Lost_sales_are_limited_to_what_was_sold(double quantity, double? share, double lost) =>
        Assert.Equal(lost, SoldOut.Estimate(quantity, share).Lost, 1e-9);

    [Fact]
    public void Fewer_than_two_same_weekdays_fall_back_to_all_days_then_neighbours_then_zero()
    {
        var tuesdayOnly = DemandSeries.From([new SeriesDay(new DateOnly(2026, 11, 10), 30)]);
        double[] profile = [1, 1, 1, 1.2, 1, 1, 1];

        var allDays = ColdStart.Forecast(tuesdayOnly, Wednesday, profile);
        Assert.Equal((ColdStartBasis.AllDays, 36.0), (allDays.Basis, allDays.Prediction.Mean));
        var similar = ColdStart.Forecast(DemandSeries.Empty, Wednesday, profile, 12);
        Assert.Equal((ColdStartBasis.SimilarProducts, 12.0), (similar.Basis, similar.Prediction.Mean));
        var unknown = ColdStart.Forecast(DemandSeries.Empty, Wednesday);
        Assert.Equal((ColdStartBasis.Unknown, 0.0), (unknown.Basis, unknown.Prediction.Mean));
    }

    [Fact]
    public void Missing_price_or_cost_means_seventy_percent_with_a_note()
    {
        var ratio = Newsvendor.Ratio(null, new NewsvendorSettings());
        Assert.True(ratio.IsAssumed);
        Assert.Equal(0.70, ratio.Ratio);
    }

    [Fact]
    public void A_product_sold_below_cost_is_made_at_the_lowest_level() =>
        Assert.Equal(0.05, Newsvendor.Ratio(new ProductEconomics(1, 0.1m, 2, 0), new NewsvendorSettings()).Ratio);

    [Fact]
    public void Normal_quantiles_agree_with_published_digits()
    {
        Assert.Equal(1.959963984540054, Normal.Quantile(0.975), 1e-14);
        Assert.Equal(-1.2815515655446004, Normal.Quantile(0.1), 1e-14);
        Assert.Equal(-6.361340902404056, Normal.Quantile(1e-10), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(1));
    }

    [Fact]
    public void Cold_start_quantiles_rise_and_are_never_negative() =>
        Gen.Double[0, 500].Array[0, 6].Sample(values =>
        {
            var prediction = ColdStart.Forecast(FourWednesdays(values), Wednesday).Prediction;
            Assert.All(prediction.Quantiles, q => Assert.True(q >= 0 && double.IsFinite(q)));
            Assert.Equal(prediction.Quantiles.Order(), prediction.Quantiles);
        });

    [Fact]
    public void Expected_waste_grows_and_expected_lost_sales_shrink_with_the_quantity() =>
        Gen.Select(Gen.Double[0, 200], Gen.Double[0.1, 50], Gen.Double[0, 300]).Sample((mean, sigma, quantity) =>
        {
            var prediction = Prediction.FromNormal(Wednesday, mean, sigma);
            var (waste, lost) = Newsvendor.Expected(prediction, quantity);
            var (more, less) = Newsvendor.Expected(prediction, quantity + 10);
            Assert.True(more >= waste && less <= lost && waste >= 0 && less >= 0);
        });

    private static DemandSeries FourWednesdays(double[] values) => DemandSeries.From(
        values.Select((v, i) => new SeriesDay(Wednesday.AddDays(-7 * (values.Length - i)), v)));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
