using Bakery.Kernel.Values;
using Bakery.Production.Quality;
using CsCheck;
using static Bakery.Production.Quality.QualityForm;

namespace Bakery.Tests.Unit.Production;

public sealed class QualityScoreTests
{
    private static readonly Criterion[] Loaf =
    [
        new("Crust", 2, "score"), new("Weight", 3, "measurement", 240, 260, "g"), new("No foreign body", 1, "boolean", IsCritical: true),
    ];

    private static CriterionResult Found(string name, params decimal[] values) => new(name, values);

    [Fact]
    public void A_score_is_the_weighted_mean_of_points_share_in_limits_and_share_of_yes()
    {
        var score = QualityScore.Of(Loaf, [Found("Crust", 8, 6), Found("Weight", 250, 255, 261, 240), Found("No foreign body", 1)], 7);
        // (7 × 2 + 7.5 × 3 + 10) / 6
        Assert.Equal(7.75m, score.Score);
        Assert.Empty(score.CriticalFailed);
    }

    [Fact]
    public void A_critical_criterion_fails_the_check_whatever_the_score() =>
        Assert.Equal(["No foreign body"], QualityScore.Of(Loaf, [Found("Crust", 10), Found("Weight", 250), Found("No foreign body", 1, 0)], 7).CriticalFailed);

    [Theory]
    [InlineData("Crust", "11")]
    [InlineData("No foreign body", "2")]
    [InlineData("Colour", "5")]
    public void What_cannot_be_an_answer_is_refused(string name, string value)
    {
        CriterionResult[] results = [Found("Crust", 8), Found("Weight", 250), Found("No foreign body", 1), Found(name, decimal.Parse(value))];
        Assert.Equal("validation_failed", Assert.Throws<RuleViolation>(() => QualityScore.Of(Loaf, results, 7)).Code);
        Assert.Equal("validation_failed", Assert.Throws<RuleViolation>(() => QualityScore.Of(Loaf, results[..2], 7)).Code);
    }

    [Fact]
    public void Any_score_lies_between_0_and_10_and_rises_with_every_point() =>
        Gen.Select(Gen.Decimal[0, 10], Gen.Decimal[200, 300], Gen.Bool, Gen.Decimal[0.1m, 100]).Sample((points, weight, yes, share) =>
        {
            Criterion[] criteria = [Loaf[0] with { Weight = share }, Loaf[1], Loaf[2]];
            decimal Score(decimal p) => QualityScore.Of(criteria, [Found("Crust", p), Found("Weight", weight), Found("No foreign body", yes ? 1 : 0)], 7).Score;
            Assert.InRange(Score(points), 0, 10);
            Assert.True(Score(Math.Min(10, points + 1)) >= Score(points));
        });
}
