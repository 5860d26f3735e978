using Bakery.Forecast;

namespace Bakery.Tests.Unit.Forecast;

public sealed class AccuracyTests
{
    private static readonly DateOnly Day = new(2026, 11, 11);

    [Fact]
    public void Wednesday_of_the_reference_day_scores_as_printed()
    {
        // Sold and forecast of the 16 series of 2026-11-11; P2 and P7 of shop B sold out.
        double[] sold = [124, 63, 20, 19, 16, 78, 33, 21, 85, 54, 13, 12, 10, 49, 25, 15];
        double[] mean = [122, 61, 19, 17, 14, 77, 35, 23, 82, 49, 12, 10, 9, 50, 24, 14];
        var samples = sold.Select((s, i) => new AccuracySample(s, Prediction.FromNormal(Day, mean[i], Math.Sqrt(mean[i])), mean[i], i is 9 or 14));

        var report = Accuracy.Of([.. samples]);

        Assert.NotNull(report);
        Assert.Equal((14, 2), (report.Evaluated, report.Censored));
        Assert.Equal(23.0 / 558, report.Wape!.Value, 1e-9);
        Assert.Equal(0.0, report.Skill!.Value, 1e-9);
    }

    [Fact]
    public void A_perfect_forecast_has_no_error_and_full_skill()
    {
        var report = Accuracy.Of([new(10, Prediction.FromNormal(Day, 10, 0), 8), new(6, Prediction.FromNormal(Day, 6, 0), 8)]);
        Assert.Equal((0.0, 0.0, 0.0, 1.0, 1.0, 1.0),
            (report!.Wape!.Value, report.Rmse, report.Pinball, report.R2!.Value, report.Coverage80, report.Skill!.Value));
    }

    [Fact]
    public void Nothing_sold_has_no_relative_error()
    {
        var report = Accuracy.Of([new(0, Prediction.FromNormal(Day, 1, 1))]);
        Assert.Null(report!.Wape);
        Assert.Null(report.Skill);
        Assert.Equal(1, report.Mae, 1e-9);
    }

    [Fact]
    public void Only_censored_days_cannot_be_scored() =>
        Assert.Null(Accuracy.Of([new(5, Prediction.FromNormal(Day, 5, 1), null, true)]));
}
