using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Production;

public sealed class AllocationTests(BakeryServer server)
{
    [Fact]
    public async Task Baked_pieces_go_to_customers_first_and_every_piece_is_given_to_somebody()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P1");
        await floor.Move(batch, new { to = "in_progress" });
        await floor.Move(batch, new { to = "completed", actual_quantity = "262" });
        var line = (await floor.Tenant.Get("production/allocations?date=2026-11-11"))["items"].With("product_item_id", floor.Bakery["P1"]);
        Assert.Equal((262, 60, true), (line["pieces"]!.GetValue<int>(), line["customers"]!.GetValue<int>(), line["is_baked"]!.GetValue<bool>()));
        var shops = line["shops"]!.AsArray().ToDictionary(s => floor.Bakery.CodeOf(s!["location_id"]!.GetValue<Guid>()), s => (Need: s!["need"]!.GetValue<int>(), Quantity: s["quantity"]!.GetValue<int>()));
        // 213 are wanted and 202 left: the shortage of 11 is taken off in proportion.
        Assert.Equal(202, shops.Values.Sum(s => s.Quantity));
        Assert.All(shops.Values, s => Assert.True(s.Quantity < s.Need));
    }

    [Fact]
    public async Task A_product_is_divided_by_hand_as_long_as_it_adds_up()
    {
        var floor = await Floor.Open(server);
        object Parts(int a, int b) => new { date = "2026-11-11", lines = new[] { new { product_item_id = floor.Bakery["P7"], shops = new[] { new { location_id = floor.Bakery["A"], quantity = a }, new { location_id = floor.Bakery["B"], quantity = b } } } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "allocation_not_whole"), await floor.Tenant.Fails(HttpMethod.Put, "production/allocations", Parts(40, 21), "*"));
        var line = (await floor.Tenant.Put("production/allocations", Parts(40, 20), "*"))["items"].With("product_item_id", floor.Bakery["P7"]);
        Assert.All(line["shops"]!.AsArray(), s => Assert.True(s!["is_manual"]!.GetValue<bool>()));
        // Fewer came out of the oven: the hand's division no longer adds up and the rule divides.
        var batch = await floor.Batch("P7");
        await floor.Move(batch, new { to = "in_progress" });
        await floor.Move(batch, new { to = "completed", actual_quantity = "50" });
        line = (await floor.Tenant.Get("production/allocations?date=2026-11-11"))["items"].With("product_item_id", floor.Bakery["P7"]);
        Assert.Equal((50, false), (line["shops"]!.AsArray().Sum(s => s!["quantity"]!.GetValue<int>()), line["shops"]![0]!["is_manual"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Yield_delays_and_waste_are_told_of_a_time_and_the_floor_of_today_at_a_glance()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P7");
        await floor.Move(batch, new { to = "in_progress" });
        await floor.Move(batch, new { to = "completed", actual_quantity = "54", waste_quantity = "6", waste_reason = "burnt" });
        var yields = (await floor.Tenant.Get("production/analytics/yield?from=2026-11-11&to=2026-11-11"))["items"]!.AsArray().Single()!;
        Assert.Equal(("Napolitana", "90.0000"), (yields["name"].Text(), yields["yield_percent"].Text()));
        var waste = (await floor.Tenant.Get("production/analytics/waste?from=2026-11-01&to=2026-11-30"))["items"]!.AsArray().Single()!;
        Assert.Equal(("burnt", "6.0000", "10.0000"), (waste["reason"].Text(), waste["quantity"].Text(), waste["percent_of_made"].Text()));
        Assert.Equal(1, (await floor.Tenant.Get("production/analytics/delays?from=2026-11-11&to=2026-11-11"))["items"]![0]!["batches"]!.GetValue<int>());
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Get, "production/analytics/yield?from=2026-11-11&to=2028-11-11"));
        Assert.Equal("2026-11-10", (await floor.Tenant.Get("production/dashboard-summary"))["date"].Text());
    }
}
