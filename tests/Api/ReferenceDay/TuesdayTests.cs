using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>The reference day in one process.</summary>
public sealed class TuesdayTests
{
    [Fact]
    public async Task Tuesday_goes_as_the_reference_day_says()
    {
        await using var server = new BakeryServer();
        await server.InitializeAsync();
        await Tuesday.Goes(server);
    }
}
