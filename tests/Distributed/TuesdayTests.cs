using Bakery.Tests.Api.ReferenceDay;

namespace Bakery.Tests.Distributed;

/// <summary>The reference day over 18 processes, RabbitMQ, Redis and 18 databases.</summary>
[Collection(nameof(DistributedBakery))]
public sealed class TuesdayTests(DistributedBakery bakery)
{
    [Fact]
    public async Task Tuesday_goes_as_in_one_process()
    {
        await bakery.Needed();
        await Tuesday.Goes(bakery);
    }
}
