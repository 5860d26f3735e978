namespace Bakery.Tests.Api.Support;

/// <summary>Tests that move the clock, one after the other, on a host of their own: elsewhere every bakery of the run would live through those days too.</summary>
[CollectionDefinition(Name)]
public sealed class ClockCollection : ICollectionFixture<ClockServer>
{
    public const string Name = "clock";
}

/// <summary>The host whose clock is moved; each test puts it back.</summary>
public sealed class ClockServer : BakeryServer;
