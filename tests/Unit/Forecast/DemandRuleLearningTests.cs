using Bakery.Forecast;

namespace Bakery.Tests.Unit.Forecast;

public sealed class DemandRuleLearningTests
{
    private static readonly DateOnly Start = new(2026, 1, 5);

    [Fact]
    public void Rain_that_costs_a_fifth_is_learned_and_shrunk_towards_nothing()
    {
        var random = new Random(2);
        var rain = Enumerable.Range(30, 170).Where(i => i % 6 == 0).Select(i => Start.AddDays(i)).ToHashSet();
        var series = DemandSeries.From(Enumerable.Range(0, 200).Select(i => new SeriesDay(Start.AddDays(i), (rain.Contains(Start.AddDays(i)) ? 80 : 100) + random.Next(-5, 6))));
        var rule = DemandRuleLearning.Learn(series, rain);
        Assert.NotNull(rule);
        Assert.InRange(rule.Multiplier, 0.80, 0.90);
        Assert.True(rule.PValue < 0.001 && rule.Samples >= 25);
        Assert.InRange(rule.Confidence, 80, 100);
    }

    [Fact]
    public void Chance_is_not_a_rule_and_nine_days_are_too_few()
    {
        var random = new Random(3);
        var series = DemandSeries.From(Enumerable.Range(0, 200).Select(i => new SeriesDay(Start.AddDays(i), 100 + random.Next(-20, 21))));
        Assert.Null(DemandRuleLearning.Learn(series, Enumerable.Range(30, 170).Where(i => i % 6 == 0).Select(i => Start.AddDays(i)).ToHashSet()));
        Assert.Null(DemandRuleLearning.Learn(series, Enumerable.Range(30, 9).Select(i => Start.AddDays(i)).ToHashSet()));
    }
}
