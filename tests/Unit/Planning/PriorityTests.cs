using Bakery.Planning.Alerts;
using CsCheck;

namespace Bakery.Tests.Unit.Planning;

public class PriorityTests
{
    private static readonly DateTimeOffset Run = new(2026, 11, 10, 4, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("expired milk", TypeClass.ActionNeeded, 3.68, -5.5, 100, 64, 10, 100)]
    [InlineData("order waits", TypeClass.ActionNeeded, 1491.08, 30.5, 100, 82, 100, 40)]
    [InlineData("butter ordered", TypeClass.PreventedIssue, 239.50, null, 0, 34, 60, 0)]
    [InlineData("chocolate ordered", TypeClass.PreventedIssue, 92.40, null, 0, 26, 40, 0)]
    [InlineData("bottles short", TypeClass.Information, 16.80, 49.5, 20, 30, 10, 40)]
    [InlineData("late order", TypeClass.ActionNeeded, 17.00, 6.8333, 100, 52, 10, 60)]
    [InlineData("delivery short", TypeClass.ActionNeeded, 5.52, 65.0, 60, 38, 10, 40)]
    [InlineData("invoice differs", TypeClass.ActionNeeded, 5.52, null, 60, 32, 10, 20)]
    [InlineData("sold out", TypeClass.Information, 8.10, null, 20, 24, 10, 20)]
    public void Scores_are_as_stated(string alert, TypeClass kind, double money, double? hours, int agency, int score, int impact, int urgency)
    {
        var facts = new AlertFacts(kind, (decimal)money, 900m, hours is null ? null : Run.AddHours(hours.Value), agency, 100);
        var result = PriorityScore.At(facts, Run, Run);
        Assert.Equal((alert, score, impact, urgency), (alert, result.Score, result.Impact, result.Urgency));
    }

    [Fact]
    public void Food_safety_has_full_impact()
    {
        var result = PriorityScore.At(new AlertFacts(TypeClass.ActionNeeded, null, 900m, Run, 100, 100, true), Run, Run);
        Assert.Equal((100, PriorityLevel.Critical), (result.Score, result.Level));
    }

    [Theory]
    [InlineData(47, null, 0)]
    [InlineData(48, null, 10)]
    [InlineData(72, null, 20)]
    [InlineData(25, 6.0, 30)]
    [InlineData(24, 6.0, 0)]
    [InlineData(100, 7.0, 20)]
    public void Unresolved_alerts_grow_with_age(int age, double? hoursLeft, int boost)
    {
        var facts = new AlertFacts(TypeClass.ActionNeeded, 0m, 900m, hoursLeft is null ? null : Run.AddHours(hoursLeft.Value), 100, 100);
        Assert.Equal(boost, PriorityScore.At(facts, Run, Run.AddHours(-age)).AgeBoost);
        Assert.Equal(0, PriorityScore.At(facts with { TypeClass = TypeClass.Information }, Run, Run.AddHours(-age)).AgeBoost);
    }

    [Fact]
    public void A_score_stays_within_bounds_and_grows_with_the_money() =>
        Gen.Select(Gen.Decimal[0m, 5000m], Gen.Decimal[0m, 5000m], Gen.Decimal[0m, 2000m], Gen.Int[-50, 200], Gen.Enum<TypeClass>())
            .Sample((money, more, revenue, hours, kind) =>
            {
                var facts = new AlertFacts(kind, money, revenue, Run.AddHours(hours), 60, 80);
                int score = PriorityScore.At(facts, Run, Run).Score;
                Assert.InRange(score, 0, 100);
                Assert.True(PriorityScore.At(facts with { MoneyAtRisk = money + more }, Run, Run).Score >= score);
            });
}
