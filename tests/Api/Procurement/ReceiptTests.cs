using System.Net;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Procurement;

public sealed class ReceiptTests(BakeryServer server)
{
    private const string Deliveries = "procurement/deliveries";

    [Fact]
    public async Task Goods_outside_their_temperature_are_refused_or_accepted_with_a_reason_and_stand_in_the_self_control_file()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var cream = await bakery.Make("CREAM", "inventory/items", new { name = "cream", item_type = "ingredient", ingredient_category = "dairy", stock_unit = "l", storage_condition = "chilled", shelf_life_days = 12 });
        await bakery.Tenant.Post($"suppliers/{bakery["S2"]}/price-lists", new { item_id = cream, pack_unit = "box", pack_quantity = "10", unit_price = "3.00" });
        var yeast = await bakery.Make("FRESH", "inventory/items", new { name = "fresh yeast", subcategory = "pressed", item_type = "ingredient", ingredient_category = "yeast", stock_unit = "kg", storage_condition = "chilled", min_temp_c = "1", max_temp_c = "6" });
        await bakery.Tenant.Post($"suppliers/{bakery["S2"]}/price-lists", new { item_id = yeast, pack_unit = "box", pack_quantity = "5", unit_price = "2.00" });
        var order = await bakery.Ordered("S2", (cream, 3), (bakery["BUTTER"], 1), (yeast, 1));
        // What an item says of itself counts instead of its kind.
        var own = (await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}/receipt-proposal"))["lines"].With("item_id", yeast);
        Assert.Equal(("chilled", "1.0000", "6.0000"), (own["kind"].Text(), own["min_c"].Text(), own["max_c"].Text()));
        var proposal = (await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}/receipt-proposal"))["lines"].With("item_id", cream);
        Assert.Equal(("chilled_dairy", "8.0000", "2026-11-22"), (proposal["kind"].Text(), proposal["max_c"].Text(), proposal["expires_on"].Text()));
        Task<(HttpStatusCode, string?)> Refused(params object[] lines) => bakery.Tenant.Fails(HttpMethod.Post, Deliveries, order.Receipt(lines));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "temperature_missing"), await Refused(order.Came(cream, "30", "C-1")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "temperature_out_of_limit"), await Refused(order.Came(cream, "30", "C-1", temperature: "9.5")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "goods_expired"), await Refused(order.Came(cream, "30", "C-1", "2026-11-09", "4")));
        Assert.Equal(HttpStatusCode.BadRequest, (await Refused(order.Came(cream, "30", "C-1", temperature: "9.5", accepted: "0"))).Item1);

        await bakery.Receive(order, order.Came(cream, "10", "C-1", temperature: "4"), order.Came(cream, "10", "C-2", temperature: "9.5", accepted: "0", rejection: "Too warm."),
            order.Came(cream, "10", "C-3", temperature: "8.5", acceptance: "Used within the hour."));
        var point = (await bakery.Tenant.Get("inventory/haccp/points"))["items"]!.AsArray().Single(p => p!["kind"].Text() == "receiving")!;
        Assert.Equal(("0.0000", "8.0000", "RD 1021/2022"), (point["min"].Text(), point["max"].Text(), point["legal_basis"].Text()));
        var readings = (await bakery.Tenant.Get("inventory/haccp/readings"))["items"]!.AsArray();
        Assert.Equal([("4.0000", true), ("8.5000", false), ("9.5000", false)], readings.Select(r => (r!["value"].Text(), r["ok"]!.GetValue<bool>())).Order());
        Assert.All(readings, r => Assert.Contains("GR-20261110-0001 · Lácteos Arratia · cream", r!["text"].Text()));
        // What was refused is settled by refusing it; what was accepted waits for a corrective action.
        Assert.Equal(["closed", "open"], (await bakery.Tenant.Get("inventory/haccp/deviations"))["items"]!.AsArray().Select(d => d!["status"].Text()).Order());
        Assert.Contains("Too warm.", (await bakery.Tenant.Get("inventory/haccp/corrective-actions"))["items"]!.AsArray().Select(a => a!["action"].Text()));
        Assert.Equal(["C-1", "C-3"], (await bakery.Tenant.Get($"inventory/lots?item_id={cream}"))["items"]!.AsArray().Select(l => l!["lot_code"].Text()).Order());

        await bakery.Tenant.Post("procurement/receiving-limits", new { kind = "chilled_dairy", min_c = "0", max_c = "4", legal_basis = "Own plan" });
        Assert.Equal("4.0000", (await bakery.Tenant.Get("procurement/receiving-limits"))["items"]!.AsArray().Single(l => l!["kind"].Text() == "chilled_dairy")!["max_c"].Text());
    }

    [Fact]
    public async Task A_receipt_is_booked_once_never_in_the_future_and_too_much_needs_a_reason()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["CHOC"], 2), (bakery["SALT"], 4));
        object[] choc = [order.Came(bakery["CHOC"], "15", "CH-9")];
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "event_in_future"), await bakery.Tenant.Fails(HttpMethod.Post, Deliveries, order.Receipt(choc, at: "2026-11-11T04:30:00Z")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "over_delivery"), await bakery.Tenant.Fails(HttpMethod.Post, Deliveries, order.Receipt([order.Came(bakery["CHOC"], "10", "CH-9"), order.Came(bakery["CHOC"], "7.5", "CH-10")])));
        var first = await bakery.Tenant.Post(Deliveries, order.Receipt(choc, "ALB-77"));
        Assert.Equal((HttpStatusCode.Conflict, "delivery_note_exists"), await bakery.Tenant.Fails(HttpMethod.Post, Deliveries, order.Receipt(choc, "ALB-77")));
        // Written down twice under two notes: only one of them is booked.
        var twice = await bakery.Tenant.Post(Deliveries, order.Receipt(choc, "ALB-78"));
        await bakery.Tenant.Post($"{Deliveries}/{first["id"]}/complete");
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{Deliveries}/{first["id"]}/complete"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "over_delivery"), await bakery.Tenant.Fails(HttpMethod.Post, $"{Deliveries}/{twice["id"]}/complete"));
        await bakery.Tenant.Post($"{Deliveries}/{twice["id"]}/reject", new { reason = "Written twice." });
        await bakery.Tenant.Settled();
        Assert.Equal(15m, (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["CHOC"]}"))["items"]!.AsArray().Sum(l => l!["quantity"].Number()));
        var open = await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}");
        Assert.Equal(("partially_received", "100.0000"), (open["status"].Text(), open.LineOf(bakery["SALT"])["remaining_quantity"].Text()));
        // Given up: nothing more is expected.
        Assert.Equal("closed", (await bakery.Tenant.Post($"procurement/purchase-orders/{order["id"]}/close"))["status"].Text());
    }

    [Fact]
    public async Task Feature_9c_a_receipt_that_is_entered_late_keeps_its_real_date_and_goes_before_what_came_after_it()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["SALT"], 4));
        await bakery.Make("SA-NEW", "inventory/lots", new { item_id = bakery["SALT"], lot_code = "SA-NEW", location_id = bakery["O"], quantity = "10", unit_cost = "0.30", event_time = "2026-11-09T08:00:00Z" });
        var delivery = await bakery.Tenant.Post(Deliveries, order.Receipt([order.Came(bakery["SALT"], "100", "SA-LATE", expires: null)], at: "2026-11-06T09:00:00Z"));
        await bakery.Tenant.Post($"{Deliveries}/{delivery["id"]}/complete");
        await bakery.Tenant.Settled();
        var lot = (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["SALT"]}&q=SA-LATE"))["items"]!.AsArray().Single()!;
        Assert.Equal(new DateTimeOffset(2026, 11, 6, 9, 0, 0, TimeSpan.Zero), lot["event_time"]!.GetValue<DateTimeOffset>());
        Assert.Equal(BakeryServer.Start.Date, lot["created_at"]!.GetValue<DateTimeOffset>().Date);
        await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["SALT"], quantity = "1", unit = "kg" } } });
        Assert.Equal("99.0000", (await bakery.Tenant.Get($"inventory/lots/{lot["id"]}"))["quantity"].Text());
    }

    [Fact]
    public async Task A_database_connection_that_dies_in_the_middle_of_a_receipt_leaves_nothing_and_the_next_try_all()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["CHOC"], 2), (bakery["SALT"], 4));
        var delivery = await bakery.Tenant.Post(Deliveries, order.Receipt([order.Came(bakery["CHOC"], "15", "CH-1"), order.Came(bakery["SALT"], "100", "SA-1")]));
        var name = $"dies_{Guid.CreateVersion7():N}";
        await server.Execute($"CREATE FUNCTION procurement.{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
        await server.Execute($"CREATE TRIGGER {name} BEFORE UPDATE ON procurement.purchase_order_line FOR EACH ROW WHEN (NEW.id = '{order.LineOf(bakery["SALT"]).Id()}') EXECUTE FUNCTION procurement.{name}()");
        Assert.Equal(HttpStatusCode.InternalServerError, (await bakery.Tenant.Send(HttpMethod.Post, $"{Deliveries}/{delivery["id"]}/complete")).StatusCode);
        await server.Execute($"DROP FUNCTION procurement.{name}() CASCADE");
        await bakery.Tenant.Settled();
        Assert.Equal("checked", (await bakery.Tenant.Get($"{Deliveries}/{delivery["id"]}"))["status"].Text());
        Assert.All((await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}"))["lines"]!.AsArray(), l => Assert.Equal("0.0000", l!["received_quantity"].Text()));
        Assert.Empty((await bakery.Tenant.Get("inventory/lots"))["items"]!.AsArray());
        await bakery.Tenant.Post($"{Deliveries}/{delivery["id"]}/complete");
        await bakery.Tenant.Settled();
        Assert.Equal("received", (await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}"))["status"].Text());
        Assert.Equal(2, (await bakery.Tenant.Get("inventory/lots"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_photo_taken_at_the_door_stays_with_its_line()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["SALT"], 4));
        static MultipartFormDataContent File(byte[] content) => new() { { new ByteArrayContent(content), "file", "albaran.jpg" } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "file_kind_unknown"), await bakery.Tenant.Fails(HttpMethod.Post, $"{Deliveries}/photos", File("%PDF-1.4"u8.ToArray())));
        byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
        var photo = (await bakery.Tenant.Post($"{Deliveries}/photos", File(picture))).Id();
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await bakery.Tenant.Fails(HttpMethod.Post, Deliveries, order.Receipt([order.Came(bakery["SALT"], "100", "SA-5", photo: order.Id())])));
        var delivery = await bakery.Receive(order, order.Came(bakery["SALT"], "100", "SA-5", accepted: "75", rejection: "Wet sack.", photo: photo));
        Assert.Equal(photo, (await bakery.Tenant.Get($"{Deliveries}/{delivery["id"]}"))["lines"]![0]!["photo_id"]!.GetValue<Guid>());
        var shown = await bakery.Tenant.Send(HttpMethod.Get, $"{Deliveries}/photos/{photo}");
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.Equal(picture, await shown.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Goods_go_back_to_their_supplier_and_are_not_invoiced()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["SALT"], 4));
        var delivery = await bakery.Receive(order, order.Came(bakery["SALT"], "100", "SA-4"));
        object Back(string quantity) => new { delivery_id = delivery.Id(), lines = new[] { new { po_item_id = order.LineOf(bakery["SALT"]).Id(), lot_code = "SA-4", quantity, reason = "damaged" } } };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_exceeds_delivery"), await bakery.Tenant.Fails(HttpMethod.Post, "procurement/returns", Back("101")));
        var sent = await bakery.Tenant.Post("procurement/returns", Back("25"));
        Assert.Equal(("RT-20261110-0001", "7.50"), (sent["return_number"].Text(), sent["credit"].Text()));
        await bakery.Tenant.Settled();
        var lot = (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["SALT"]}"))["items"]!.AsArray().Single()!;
        Assert.Equal("75.0000", lot["quantity"].Text());
        Assert.Contains("Distribuciones Ogia", (await bakery.Tenant.Get($"inventory/trace/forward?lot_id={lot["id"]}")).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "return_exceeds_delivery"), await bakery.Tenant.Fails(HttpMethod.Post, "procurement/returns", Back("76")));
        await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["SALT"], quantity = "70", unit = "kg" } } });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await bakery.Tenant.Fails(HttpMethod.Post, "procurement/returns", Back("10")));
        var invoice = await bakery.Invoice(order, "F-1", "30.00", "3.00", "33.00", order.Invoiced(bakery["SALT"], "100", "0.30"));
        Assert.Equal(("quantity_mismatch", "7.50"), (invoice["result"].Text(), invoice["difference"].Text()));
    }
}
