using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>A bakery of its own with a clock of its own that lives the reference days through once, for all tests that begin where one ends.</summary>
public sealed class ReferenceWeek : IAsyncLifetime
{
    public const string Name = "reference week";
    private Task<Goizeko>? tuesday;

    public BakeryServer Server { get; } = new();

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public Task<Goizeko> Tuesday() => tuesday ??= ReferenceDay.Tuesday.Goes(Server);
}

[CollectionDefinition(ReferenceWeek.Name)]
public sealed class ReferenceWeekCollection : ICollectionFixture<ReferenceWeek>;

/// <summary>The reference day in one process.</summary>
[Collection(ReferenceWeek.Name)]
public sealed class TuesdayTests(ReferenceWeek week)
{
    [Fact]
    public async Task Tuesday_goes_as_the_reference_day_says() => await week.Tuesday();
}
