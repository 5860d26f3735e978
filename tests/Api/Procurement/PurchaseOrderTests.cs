using System.Net;
using System.Text;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

public sealed class PurchaseOrderTests(BakeryServer server)
{
    [Fact]
    public async Task An_order_is_edited_approved_sent_confirmed_received_and_closed()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Limits();
        var order = await bakery.Tenant.Post("procurement/purchase-orders", new { supplier_id = bakery["S1"], lines = new[] { new { item_id = bakery["W180"], packs = 12 } }, notes = "Ring first." });
        Assert.Equal(("draft", "174.00", "0.5800"), (order["status"].Text(), order["total"].Text(), order["lines"]![0]!["unit_price"].Text()));
        var path = $"procurement/purchase-orders/{order["id"]}";
        order = await bakery.Tenant.Put(path, new { lines = new object[] { new { item_id = bakery["W180"], packs = 20, item_notes = "no torn sacks" }, new { item_id = bakery["RYE"], packs = 1 } }, required_delivery_date = "2026-11-13", shipping = "9.50", discount = "5.75" });
        Assert.Equal(("296.25", "300.00", "no torn sacks"), (order["subtotal"].Text(), order["total"].Text(), order["lines"]![0]!["item_notes"].Text()));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await bakery.Tenant.Fails(HttpMethod.Put, path, new { lines = new[] { new { item_id = bakery["RYE"], packs = 1 } }, discount = "22.00" }, "*"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_conflict"), await bakery.Tenant.Fails(HttpMethod.Put, path, new { notes = "old" }, "\"1\""));
        order = await bakery.Tenant.Post($"{path}/submit", new { });
        Assert.Equal("pending_approval", order["status"].Text());
        order = await bakery.Tenant.Post($"{path}/reject", new { reason = "Too much." });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/approve"));
        await bakery.Tenant.Post($"{path}/reopen");
        await bakery.Tenant.Post($"{path}/submit", new { });
        order = await bakery.Tenant.Post($"{path}/approve");
        Assert.Equal("approved", order["status"].Text());
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Put, path, new { lines = new[] { new { item_id = bakery["W180"], packs = 1 } } }, "*"));
        await bakery.Tenant.Settled();
        if ((await bakery.Tenant.Get(path))["status"].Text() == "approved") await bakery.Tenant.Post($"{path}/send");
        await bakery.Tenant.Post($"{path}/confirm", new { confirmed_date = "2026-11-13" });
        var lines = order["lines"]!.AsArray();
        object Line(int i, string quantity, string lot) => new { po_item_id = lines[i]!["id"]!.GetValue<Guid>(), delivered = quantity, accepted = quantity, lot_code = lot, expires_on = "2027-06-30" };
        var first = await bakery.Tenant.Post("procurement/deliveries", new { purchase_order_id = order["id"]!.GetValue<Guid>(), data = new { lines = new[] { Line(0, "400", "N-1") } } });
        Assert.Equal("GR-20261110-0001", first["delivery_number"].Text());
        await bakery.Tenant.Post($"procurement/deliveries/{first["id"]}/complete");
        await bakery.Tenant.Settled();
        order = await bakery.Tenant.Get(path);
        Assert.Equal(("partially_received", "100.0000"), (order["status"].Text(), order["lines"]![0]!["remaining_quantity"].Text()));
        var lot = (await bakery.Tenant.Get($"inventory/lots?item_id={bakery["W180"]}&q=N-1"))["items"]!.AsArray().Single()!;
        Assert.Equal(("400.0000", "0.5500", "purchase"), (lot["quantity"].Text(), lot["unit_cost"].Text(), lot["origin"].Text()));
        var rest = await bakery.Tenant.Post("procurement/deliveries", new { purchase_order_id = order["id"]!.GetValue<Guid>(), data = new { lines = new[] { Line(0, "100", "N-2"), Line(1, "25", "R-1") } } });
        await bakery.Tenant.Post($"procurement/deliveries/{rest["id"]}/complete");
        Assert.Equal("received", (await bakery.Tenant.Get(path))["status"].Text());
        Assert.Equal("closed", (await bakery.Tenant.Post($"{path}/close"))["status"].Text());
    }

    [Fact]
    public async Task Feature_11e_An_order_below_the_minimum_needs_a_reason_and_a_second_order_of_an_item_is_warned()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Tenant.Post("procurement/purchase-orders", new { supplier_id = bakery["S2"], lines = new[] { new { item_id = bakery["MILK"], packs = 1 } } });
        Assert.Equal(["below_supplier_minimum"], order["warnings"]!.AsArray().Select(w => w.Text()));
        var path = $"procurement/purchase-orders/{order["id"]}";
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "below_supplier_minimum"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/submit", new { }));
        Assert.Equal("approved", (await bakery.Tenant.Post($"{path}/submit", new { minimum_override_reason = "They pass by anyway." }))["status"].Text());
        var twin = await bakery.Tenant.Post($"{path}/duplicate");
        Assert.Equal(["possible_double_order", "below_supplier_minimum"], twin["warnings"]!.AsArray().Select(w => w.Text()));
        Assert.Equal("cancelled", (await bakery.Tenant.Post($"{path}/cancel", new { reason = "Not needed." }))["status"].Text());
    }

    [Fact]
    public async Task An_order_is_printed_in_the_suppliers_language()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var supplier = await bakery.Tenant.Get($"suppliers/{bakery["S3"]}");
        (string Language, string[] Parts)[] printed =
        [
            ("es", ["Pedido de compra", "1 caja", "67,75 EUR", "12/11/2026", "Portes"]), ("eu", ["Erosketa-eskaera", "1 kutxa", "67,75 EUR", "2026/11/12", "Garraioa"]),
            ("en", ["Purchase order", "1 box", "67.75 EUR", "2026-11-12", "Shipping"]),
        ];
        foreach (var (language, parts) in printed)
        {
            await bakery.Tenant.Put($"suppliers/{bakery["S3"]}", new { name = supplier["name"].Text(), email = supplier["email"].Text(), lead_time_days = 2, cutoff_time = "12:00:00", minimum_order_amount = "100.00", delivery_weekdays = new[] { 1, 4 }, language });
            var order = await bakery.Tenant.Post("procurement/purchase-orders", new { supplier_id = bakery["S3"], lines = new[] { new { item_id = bakery["CHOC"], packs = 1 } }, shipping = "4.00" });
            var text = Encoding.Latin1.GetString(await (await bakery.Tenant.Send(HttpMethod.Get, $"procurement/purchase-orders/{order["id"]}/pdf")).Content.ReadAsByteArrayAsync());
            Assert.StartsWith("%PDF-1.4", text);
            Assert.All(parts, part => Assert.Contains(part, text));
        }
    }

    [Fact]
    public async Task Tax_is_told_line_by_line_at_each_items_rate_and_counts_for_no_limit()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        foreach (var (code, tax, price) in new[] { ("CREAM", "10", "3.33"), ("SEEDS", "4", "1.11") })
        {
            await bakery.Make(code, "inventory/items", new { name = code.ToLowerInvariant(), sku = code, item_type = "ingredient", ingredient_category = "other", stock_unit = "kg", tax_percent = tax });
            await bakery.Tenant.Post($"suppliers/{bakery["S2"]}/price-lists", new { item_id = bakery[code], pack_unit = "box", pack_quantity = "5", unit_price = price });
        }
        await bakery.Tenant.Put("procurement/approval-rules", new { enabled = true, auto_approve_max_amount = "104.00", min_supplier_score = "80", auto_approve_daily_limit = "1500.00" });
        var order = await bakery.Tenant.Post("procurement/purchase-orders", new { supplier_id = bakery["S2"], lines = new[] { new { item_id = bakery["CREAM"], packs = 3 }, new { item_id = bakery["SEEDS"], packs = 9 } }, shipping = "6.00", discount = "2.00" });
        Assert.Equal([("10.0000", "49.95"), ("4.0000", "49.95")], order["lines"]!.AsArray().Select(l => (l!["tax_rate"].Text(), l["line_total"].Text())));
        // 4.995 and 1.998, each rounded; 99.90 and 6.00 less 2.00 are net of it.
        Assert.Equal(("99.90", "103.90", "7.00", "110.90"), (order["subtotal"].Text(), order["total"].Text(), order["tax"].Text(), order["total_with_tax"].Text()));
        var path = $"procurement/purchase-orders/{order["id"]}";
        Assert.Equal("approved", (await bakery.Tenant.Post($"{path}/submit", new { }))["status"].Text());
        var text = Encoding.Latin1.GetString(await (await bakery.Tenant.Send(HttpMethod.Get, $"{path}/pdf")).Content.ReadAsByteArrayAsync());
        Assert.All(new[] { "103,90 EUR", "7,00 EUR", "110,90 EUR" }, part => Assert.Contains(part, text));
    }

    [Fact]
    public async Task The_calendar_shows_deliveries_and_last_order_moments()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var days = (await bakery.Tenant.Get("procurement/calendar?from=2026-11-10&to=2026-11-13"))["items"]!.AsArray();
        Assert.Equal([("2026-11-10", "S1", false), ("2026-11-11", "S2", true), ("2026-11-12", "S3", true), ("2026-11-13", "S1", true), ("2026-11-13", "S2", true)],
            days.Select(d => (d!["date"].Text(), d["supplier_code"].Text(), d["is_still_possible"]!.GetValue<bool>())));
    }
}
