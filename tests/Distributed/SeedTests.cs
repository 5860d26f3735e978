using Bakery.Host.Verbs;

namespace Bakery.Tests.Distributed;

/// <summary>The Jobs that fill the two template bakeries, each run twice: the second time changes nothing.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class SeedTests(DistributedBakery bakery)
{
    /// <summary>Those that ask for a year's sales, a training or a night run first; <c>./bakery test --long seeds</c> runs them too.</summary>
    private static readonly string[] Slow = ["sales", "ai-models", "orchestration-runs", "forecasts", "procurement-plans", "purchase-orders", "production-batches"];

    [Fact]
    public Task Every_seed_loaded_twice_says_the_same() => Twice(SeedPart.Parts.Except(Slow));

    [Fact(Explicit = true), Trait("Long", "seeds")]
    public Task All_twenty_seeds_loaded_twice_say_the_same()
    {
        Assert.Equal(20, SeedPart.Parts.Count());
        return Twice(SeedPart.Parts);
    }

    private async Task Twice(IEnumerable<string> parts)
    {
        await bakery.Needed();
        foreach (var part in parts)
        {
            var first = await bakery.Seed(part);
            TestContext.Current.TestOutputHelper?.WriteLine(first.TrimEnd().Replace("\n", "; ", StringComparison.Ordinal));
            Assert.Equal(first, await bakery.Seed(part));
        }
    }
}
