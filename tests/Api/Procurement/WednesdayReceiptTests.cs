using Bakery.Procurement.PurchaseOrders;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

/// <summary>The goods receipt of the reference Wednesday (day.md 4.4).</summary>
[Collection(ClockCollection.Name)]
public sealed class WednesdayReceiptTests(ClockServer server)
{
    [Fact]
    public async Task Feature_11d_A_partial_receipt_leaves_a_back_order_says_what_will_be_short_and_its_invoice_is_disputed()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Forecasts();
        await bakery.Orders();
        await bakery.Limits();
        await bakery.Overrides();
        await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        await bakery.Tenant.Post("procurement/plans/generate", new { run_id = Guid.CreateVersion7(), horizon_days = 7 });
        await bakery.Tenant.Settled();
        var number = (await bakery.Tenant.Get($"procurement/purchase-orders?supplier_id={bakery["S2"]}"))["items"]!.AsArray().Single()!["id"];
        var order = await bakery.Sent($"procurement/purchase-orders/{number}");
        // Wednesday's bake is done.
        await bakery.Tenant.Post("inventory/stock/consume", new { location_id = bakery["O"], lines = new[] { new { item_id = bakery["MILK"], quantity = "1.683", unit = "l" }, new { item_id = bakery["BUTTER"], quantity = "3.236", unit = "kg" } } });
        server.SetClock(new DateTimeOffset(2026, 11, 11, 7, 0, 0, TimeSpan.Zero));
        try
        {
            await bakery.Tenant.SignIn();
            var delivery = await bakery.Receive(order, order.Came(bakery["BUTTER"], "10", "B-7781", "2027-01-15", "3.5"), order.Came(bakery["MILK"], "6", "M-2205", "2026-11-18", "3.5"));
            Assert.Equal(("GR-20261111-0001", "completed"), (delivery["delivery_number"].Text(), delivery["status"].Text()));
            order = await bakery.Tenant.Get($"procurement/purchase-orders/{number}");
            Assert.Equal(("partially_received", "6.0000", "2026-11-13"), (order["status"].Text(), order.LineOf(bakery["MILK"])["remaining_quantity"].Text(), order["estimated_delivery_date"].Text()));
            Assert.Equal(["2026-11-18", "2027-01-15"], (await bakery.Tenant.Get("inventory/lots?limit=200"))["items"]!.AsArray().Where(l => l!["lot_code"].Text() is "B-7781" or "M-2205").Select(l => l!["expires_on"].Text()).Order());

            var late = (await bakery.Alerts("procurement.delivery_short")).Single();
            Assert.Equal(("medium", "action_needed", 38), (late["severity"].Text(), late["type_class"].Text(), late["priority_score"]!.GetValue<int>()));
            var parameters = late["reasoning_data"]!["parameters"]!;
            Assert.Equal(("whole milk", "6", "l", "2026-11-14"), (parameters["product_name"].Text(), parameters["missing"].Text(), parameters["unit"].Text(), parameters["date"].Text()));

            var invoice = await bakery.Invoice(order, "2026/118", "83.04", "3.32", "86.36", order.Invoiced(bakery["BUTTER"], "10", "7.20"), order.Invoiced(bakery["MILK"], "12", "0.92"));
            Assert.Equal(("disputed", "quantity_mismatch", "5.52"), (invoice["status"].Text(), invoice["result"].Text(), invoice["difference"].Text()));
            Assert.Equal([("matched", "0.0000"), ("quantity_mismatch", "6.0000")], invoice["lines"]!.AsArray().Select(l => (l!["result"].Text(), l["quantity_difference"].Text())));
            var mismatch = (await bakery.Alerts("procurement.invoice_mismatch")).Single();
            Assert.Equal(("medium", "action_needed", 32), (mismatch["severity"].Text(), mismatch["type_class"].Text(), mismatch["priority_score"]!.GetValue<int>()));

            // Friday's delivery brings the rest: nothing is short any more.
            await bakery.Receive(order, order.Came(bakery["MILK"], "6", "M-2211", "2026-11-20", "3.5"));
            Assert.DoesNotContain("active", (await bakery.Alerts("procurement.delivery_short")).Select(a => a["status"].Text()));
            invoice = await bakery.Tenant.Post($"procurement/invoices/{invoice["id"]}/match");
            Assert.Equal(("matched", "0.00"), (invoice["status"].Text(), invoice["difference"].Text()));
            Assert.Equal("closed", (await bakery.Tenant.Get($"procurement/purchase-orders/{number}"))["status"].Text());
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }

    [Fact]
    public async Task What_comes_today_and_what_should_have_come_is_told()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S2", (bakery["BUTTER"], 2));
        Assert.Equal("2026-11-11", order["required_delivery_date"].Text());
        try
        {
            foreach (var (at, type, severity) in new[] { (new DateTimeOffset(2026, 11, 11, 5, 30, 0, TimeSpan.Zero), "procurement.delivery_due_today", "low"), (new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero), "procurement.delivery_overdue", "medium") })
            {
                server.SetClock(at);
                await bakery.Tenant.SignIn();
                await server.Say(bakery.Tenant.Id, "procurement", new OrderCheckRequested("Europe/Madrid"));
                Assert.Equal(severity, (await bakery.Alerts(type)).Single()["severity"].Text());
            }
            await bakery.Receive(order, order.Came(bakery["BUTTER"], "20", "B-1"));
            Assert.DoesNotContain("active", (await bakery.Alerts("procurement.delivery_overdue")).Select(a => a["status"].Text()));
        }
        finally
        {
            server.SetClock(BakeryServer.Start);
        }
    }
}
