using System.Net;
using System.Text.Json.Nodes;
using Bakery.Contracts.Orders;
using Bakery.Tests.Api.Production;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Orders;

public sealed class DistributionTests(BakeryServer server)
{
    private const string Day = "2026-11-11";
    private const string Shipments = "orders/distribution/shipments";
    private const string Returns = "orders/distribution/returns";

    [Fact]
    public async Task Feature_12a_A_short_bake_is_split_by_the_rule_and_the_documents_say_so()
    {
        var floor = await Floor.Open(server);
        await floor.Tenant.Post("orders", new { customer_id = floor.Bakery["Ugao"], due_on = Day, lines = new[] { new { item_id = floor.Bakery["P2"], quantity = "30", unit_price = "0.32" } } });
        await Confirm(floor, "Ugao");
        // Of 213 wanted and 60 ordered barras 262 came out; of the rolls not even the ordered ones.
        await Bake(floor, "P1", 262);
        await Bake(floor, "P2", 100);
        var shipments = await Made(floor);
        Assert.Equal(202m, shipments.Where(s => s["shop_id"] is not null).SelectMany(Lines).Where(l => Of(l, floor, "P1")).Sum(l => l["quantity"].Number()));
        Assert.All(shipments.Where(s => s["shop_id"] is not null).SelectMany(Lines).Where(l => Of(l, floor, "P1")), l => Assert.True(l["short"].Number() > 0));
        // 100 rolls for 120 and 30: both give in proportion, and every roll is given to somebody.
        Assert.Equal([20m, 80m], shipments.Single(s => s["shop_id"] is null)["stops"]!.AsArray().SelectMany(s => s!["lines"]!.AsArray()).Where(l => Of(l!, floor, "P2")).Select(l => l!["quantity"].Number()).Order());
        var lists = await Text(floor, $"orders/distribution/packing-lists?date={Day}&format=pdf");
        Assert.All(["Menos de lo pedido", "Bar Zubia", "SHP-20261111-0001", "(80)"], text => Assert.Contains(text, lists));
    }

    [Fact]
    public async Task Feature_12b_Packing_lists_sum_to_the_plan_also_with_orders_that_are_fetched()
    {
        var floor = await Floor.Open(server);
        await floor.Tenant.Post("orders", new { customer_id = floor.Bakery["Ugao"], due_on = Day, fulfilment = "pickup", lines = new[] { new { item_id = floor.Bakery["P6"], quantity = "12", unit_price = "1.10" } } });
        await Confirm(floor, "Ugao");
        await floor.Tenant.Settled();
        await Made(floor);
        var lists = await floor.Tenant.Get($"orders/distribution/packing-lists?date={Day}");
        foreach (var line in (await floor.Bakery.WednesdayPlan())["lines"]!.AsArray().Where(l => l!["planned_quantity"]!.GetValue<int>() > 0))
        {
            var total = lists["totals"].With("item_id", line!["product_item_id"]!.GetValue<Guid>());
            Assert.Equal((line["planned_quantity"]!.GetValue<int>(), 0m), (total["pieces"]!.GetValue<int>(), total["left"].Number()));
            Assert.Equal(total["pieces"]!.GetValue<int>(), total["shops"].Number() + total["customers"].Number() + total["pickup"].Number());
        }
        Assert.Equal("12.0000", lists["totals"].With("item_id", floor.Bakery["P6"])["pickup"].Text());
    }

    [Fact]
    public async Task Feature_12d_Returns_end_in_waste_or_day_old_stock_with_their_lot_and_each_message_moves_stock_once()
    {
        var floor = await Baked();
        var (shop, customers) = await Sent(floor);
        await Go(floor, shop, "deliver", new { received_by = "Miren" });
        await Go(floor, customers, "deliver", new { });
        var (inA, zubia) = (await Stock(floor, "P4", "A"), Stop(customers, "Bar Zubia"));
        // The same news again moves nothing.
        await server.Say(floor.Tenant.Id, "orders", new ShipmentDelivered(Id(shop), shop["shipment_number"].Text(), floor.Bakery["O"], BakeryServer.Start,
            [.. shop["stops"]!.AsArray().Select(s => new ShippedStop(Id(s!), "DN", floor.Bakery["A"], null, null, "", new DateOnly(2026, 11, 11), [.. s!["lines"]!.AsArray().SelectMany(l => l!["lots"]!.AsArray().Select(p => new ShippedLot(l["item_id"]!.GetValue<Guid>(), p!["lot_id"]!.GetValue<Guid>(), p["quantity"].Number(), false)))]))]));
        Assert.Equal(inA, await Stock(floor, "P4", "A"));

        await Return(floor, shop, null, Line(floor, "P4", 2, "unsold", "intact", "day_old"), Line(floor, "P4", 1, "damaged", "damaged", "animal_feed"));
        Assert.Equal((inA - 3, 2m), (await Stock(floor, "P4", "A"), await Stock(floor, "P4", "O")));
        await Return(floor, customers, Id(zubia), Line(floor, "P1", 5, "customer_return", "intact", "compost"));
        var waste = (await floor.Tenant.Get("inventory/waste"))["items"]!.AsArray().Select(w => (w!["quantity"].Number(), w["reason"].Text(), w["destination"].Text(), HasLot: w["lot_id"] is not null)).Order();
        Assert.Equal([(1m, "damaged", "animal_feed", true), (5m, "customer_return", "compost", true)], waste);
        var trace = await floor.Tenant.Get($"inventory/trace/forward?lot_id={Lines(customers).First(l => Of(l, floor, "P1"))["lots"]![0]!["lot_id"]}");
        Assert.Equal((60m, 5m), trace["recipients"]!.AsArray().Where(r => r!["name"].Text() == "Bar Zubia").Select(r => (r!["lines"]![0]!["quantity"].Number(), r["lines"]![0]!["returned"].Number())).Single());
        Assert.Equal(["RET-20261110-0001"], (await floor.Tenant.Get($"{Returns}?shipment_id={Id(shop)}"))["items"]!.AsArray().Select(r => r!["return_number"].Text()));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_exceeds_delivery"), await Refused(floor, shop, null, Line(floor, "P4", inA, "unsold", "intact", "day_old")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_not_sellable"), await Refused(floor, shop, null, Line(floor, "P1", 1, "unsold", "intact", "day_old")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_not_sellable"), await Refused(floor, shop, null, Line(floor, "P4", 1, "unsold", "damaged", "day_old")));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await Refused(floor, customers, null, Line(floor, "P1", 1, "unsold", "intact", "compost")));
    }

    [Fact]
    public async Task Feature_7b_A_delivery_note_is_in_the_customers_language_and_refused_while_an_allergen_is_unknown()
    {
        var floor = await Baked();
        await floor.Tenant.Put($"orders/customers/{floor.Bakery["Lamia"]}", new { name = "Comedor Lamia", kind = "b2b", language = "eu", address = "Kale Nagusia 1" });
        var trip = (await Made(floor)).Single(s => s["shop_id"] is null);
        var note = $"orders/distribution/delivery-notes/{Id(Stop(trip, "Comedor Lamia"))}/pdf";
        Assert.Equal((HttpStatusCode.Conflict, "not_packed_yet"), await floor.Tenant.Fails(HttpMethod.Get, note));
        trip = await Go(floor, trip, "pack", new { });
        await floor.Bakery.DescribeFood("YEAST");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "allergen_unknown"), await floor.Tenant.Fails(HttpMethod.Get, note));
        await floor.Bakery.DescribeFood();
        var pdf = await Text(floor, note);
        Assert.All(["Albarana DN-20261111-000", "Alergenoak", "GLUTENA", "garia", "Kale Nagusia 1", Stop(trip, "Comedor Lamia")["lines"]![0]!["lots"]![0]!["lot_code"].Text()], text => Assert.Contains(text, pdf));
        Assert.Contains("Contiene", await Text(floor, $"orders/distribution/delivery-notes/{Id(Stop(trip, "Bar Zubia"))}/pdf"));
    }

    [Fact]
    public async Task What_may_not_be_is_refused_by_name_and_leaves_nothing_half_booked()
    {
        var floor = await Baked();
        var made = await Made(floor);
        var (shop, other, trip) = (made[0], made[1], made[2]);
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await Fails(floor, shop, "dispatch", new { }));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await Fails(floor, shop, "pack", new { lines = new[] { new { line_id = Lines(shop).First()["id"]!.GetValue<Guid>(), lot_id = Guid.CreateVersion7() } } }));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await Fails(floor, shop, "pack", new { lines = new[] { new { line_id = Lines(shop).First()["id"]!.GetValue<Guid>(), lot_id = floor.Bakery["FB"] } } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await Fails(floor, shop, "pack", new { lines = new[] { new { line_id = Lines(shop).First()["id"]!.GetValue<Guid>(), quantity = "5000" } } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "shipment_empty"), await Fails(floor, shop, "pack", new { lines = Lines(shop).Select(l => new { line_id = l["id"]!.GetValue<Guid>(), quantity = "0" }) }));
        Assert.Equal("pending", (await floor.Tenant.Get($"{Shipments}/{Id(shop)}"))["status"].Text());
        Assert.Empty(Lines(await floor.Tenant.Get($"{Shipments}/{Id(shop)}")).SelectMany(l => l["lots"]!.AsArray()));

        await Go(floor, shop, "pack", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await Fails(floor, shop, "dispatch", new { event_time = "2026-11-10T05:00:00Z" }));
        await Go(floor, shop, "dispatch", new { });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await Fails(floor, shop, "dispatch", new { }));
        Assert.Equal((HttpStatusCode.Conflict, "not_delivered_yet"), await Refused(floor, shop, null, Line(floor, "P4", 1, "unsold", "intact", "day_old")));
        await Go(floor, shop, "fail", new { reason = "La persiana estaba bajada." });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await Fails(floor, shop, "deliver", new { }));
        Assert.Equal(0m, await Stock(floor, "P4", "A"));

        // An order that changed after its trip was packed does not leave as it was, and its goods are free again.
        await Go(floor, trip, "pack", new { });
        var order = (await floor.Tenant.Get($"orders?customer_id={floor.Bakery["Lamia"]}&from={Day}&to={Day}"))["items"]![0]!;
        await floor.Tenant.Post($"orders/{order["id"]}/transitions", new { to = "cancelled", reason = "Hoy no hay comedor." });
        Assert.Equal((HttpStatusCode.Conflict, "shipment_outdated"), await Fails(floor, trip, "dispatch", new { }));
        await Go(floor, trip, "cancel", new { reason = "Un pedido menos." });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await Fails(floor, trip, "deliver", new { }));
        Assert.Equal(["Bar Zubia"], (await Made(floor)).Last(s => s["shop_id"] is null && s["status"].Text() == "pending")["stops"]!.AsArray().Select(s => s!["name"].Text()));

        // A lot that is called back after it was packed stays in the house.
        await Go(floor, other, "pack", new { });
        await floor.Tenant.Post("inventory/recalls", new { lot_ids = new[] { Lines(await floor.Tenant.Get($"{Shipments}/{Id(other)}")).First()["lots"]![0]!["lot_id"]!.GetValue<Guid>() }, reason = "Cristal en la masa" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "lot_not_available"), await Fails(floor, other, "dispatch", new { }));
    }

    /// <summary>Wednesday with every product baked as planned.</summary>
    private async Task<Floor> Baked()
    {
        var floor = await Floor.Open(server);
        foreach (var product in GoizekoDay.Products) await floor.Make(product);
        await floor.Tenant.Settled();
        return floor;
    }

    private static async Task Bake(Floor floor, string product, int pieces)
    {
        var batch = await floor.Batch(product);
        await floor.Move(batch, new { to = "in_progress" });
        await floor.Move(batch, new { to = "completed", actual_quantity = $"{pieces}" });
        await floor.Tenant.Settled();
    }

    private static async Task Confirm(Floor floor, string customer)
    {
        var order = (await floor.Tenant.Get($"orders?customer_id={floor.Bakery[customer]}&status=pending"))["items"]![0]!;
        await floor.Tenant.Post($"orders/{order["id"]}/transitions", new { to = "confirmed" });
    }

    private static async Task<List<JsonNode>> Made(Floor floor) => [.. (await floor.Tenant.Post(Shipments, new { date = Day }))["items"]!.AsArray().Select(s => s!)];

    /// <summary>The shipment to shop A and the trip to the customers, on their way.</summary>
    private static async Task<(JsonNode Shop, JsonNode Customers)> Sent(Floor floor)
    {
        var made = await Made(floor);
        foreach (var shipment in made) await Go(floor, shipment, "pack", new { });
        return (await Go(floor, made[0], "dispatch", new { }), await Go(floor, made[2], "dispatch", new { }));
    }

    private static async Task<JsonNode> Go(Floor floor, JsonNode shipment, string act, object body)
    {
        var after = await floor.Tenant.Post($"{Shipments}/{Id(shipment)}/{act}", body);
        await floor.Tenant.Settled();
        return after;
    }

    private static Task<(HttpStatusCode Status, string? Code)> Fails(Floor floor, JsonNode shipment, string act, object body) => floor.Tenant.Fails(HttpMethod.Post, $"{Shipments}/{Id(shipment)}/{act}", body);

    private static object Line(Floor floor, string item, decimal quantity, string reason, string condition, string destination) => new { item_id = floor.Bakery[item], quantity, reason, condition, destination };

    private static async Task Return(Floor floor, JsonNode shipment, Guid? stop, params object[] lines)
    {
        await floor.Tenant.Post(Returns, new { shipment_id = Id(shipment), stop_id = stop, lines });
        await floor.Tenant.Settled();
    }

    private static Task<(HttpStatusCode Status, string? Code)> Refused(Floor floor, JsonNode shipment, Guid? stop, params object[] lines) => floor.Tenant.Fails(HttpMethod.Post, Returns, new { shipment_id = Id(shipment), stop_id = stop, lines });

    private static async Task<decimal> Stock(Floor floor, string item, string place) =>
        (await floor.Tenant.Get($"inventory/lots?limit=200&item_id={floor.Bakery[item]}&location_id={floor.Bakery[place]}"))["items"]!.AsArray().Where(l => l!["origin"].Text() != "production").Sum(l => l!["quantity"].Number());

    private static async Task<string> Text(Floor floor, string path)
    {
        var answer = await floor.Tenant.Send(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private static IEnumerable<JsonNode> Lines(JsonNode shipment) => shipment["stops"]!.AsArray().SelectMany(s => s!["lines"]!.AsArray()).Select(l => l!);

    private static JsonNode Stop(JsonNode shipment, string name) => shipment["stops"]!.AsArray().Single(s => s!["name"].Text() == name)!;

    private static bool Of(JsonNode line, Floor floor, string item) => line["item_id"]!.GetValue<Guid>() == floor.Bakery[item];

    private static Guid Id(JsonNode node) => node["id"]!.GetValue<Guid>();
}
