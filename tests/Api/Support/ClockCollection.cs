namespace Bakery.Tests.Api.Support;

/// <summary>Tests that move the clock: they run alone, after the others, and put the clock back.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClockCollection
{
    public const string Name = "clock";
}
