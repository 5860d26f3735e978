using Bakery.Distributed.Services;
using Microsoft.Extensions.Time.Testing;

namespace Bakery.Tests.Conformance;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider time = new();

    private Breaker Failed(int times, TimeSpan apart = default)
    {
        var breaker = new Breaker(time);
        for (var i = 0; i < times; i++)
        {
            breaker.Failed();
            time.Advance(apart);
        }
        return breaker;
    }

    [Fact]
    public void Four_failures_open_nothing_and_the_fifth_does() => Assert.Equal((true, false), (Failed(4).Allows(), Failed(5).Allows()));

    [Fact]
    public void Failures_spread_over_more_than_a_minute_open_nothing() => Assert.True(Failed(9, TimeSpan.FromSeconds(16)).Allows());

    [Fact]
    public void After_a_rest_one_call_tries_and_its_success_lets_all_through()
    {
        var breaker = Failed(5);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((true, false), (breaker.Allows(), breaker.Allows()));
        breaker.Succeeded();
        Assert.Equal((true, true), (breaker.Allows(), breaker.Allows()));
    }

    [Fact]
    public void A_success_between_failures_begins_the_count_anew()
    {
        var breaker = Failed(4);
        breaker.Succeeded();
        breaker.Failed();
        Assert.True(breaker.Allows());
    }
}
