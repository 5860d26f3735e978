using System.Net;
using System.Text.Json.Nodes;
using Bakery.Procurement.PurchaseOrders;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

public sealed class TuesdayPlanTests(BakeryServer server)
{
    [Fact]
    public async Task Feature_11bc_The_run_on_Tuesday_plans_the_stated_requirements_with_their_run_out_days_and_orders_once()
    {
        var bakery = await Goizeko.Open(server);
        await bakery.Forecasts();
        await bakery.Orders();
        await bakery.Limits();
        await bakery.OpenYeastOrder();
        await bakery.Overrides();
        await bakery.Tenant.Post("production/plans/generate", new { date = "2026-11-11" });
        var run = Guid.CreateVersion7();
        var plan = await bakery.Tenant.Post("procurement/plans/generate", new { run_id = run, horizon_days = 7 });
        var again = await bakery.Tenant.Post("procurement/plans/generate", new { run_id = run, horizon_days = 7 });
        Assert.Equal(plan["id"]!.GetValue<Guid>(), again["id"]!.GetValue<Guid>());
        await bakery.Tenant.Settled();

        var requirements = (await bakery.Tenant.Get($"procurement/plans/{plan["id"]}/requirements"))["items"];
        (string Item, decimal Need, decimal Safety, decimal Usable, decimal Open, decimal Net, int Packs, string? RunsOut, decimal Kg)[] expected =
        [
            ("W180", 743.547m, 42.488m, 330m, 0m, 456.036m, 20, "2026-11-14", 1m), ("W300", 44.536m, 2.545m, 60m, 0m, -12.919m, 0, null, 1m), ("RYE", 42.455m, 2.426m, 30m, 0m, 14.880m, 1, "2026-11-15", 1m),
            ("MALT", 2.813m, 0.161m, 3m, 0m, -0.026m, 0, null, 1m), ("BUTTER", 11.531m, 0.891m, 9m, 0m, 3.422m, 1, "2026-11-13", 1m), ("MILK", 6.177m, 0.477m, 3.09m, 0m, 3.565m, 2, "2026-11-12", 1.03m),
            ("EGG", 1.030m, 0.080m, 3m, 0m, -1.891m, 0, null, 1m), ("SALT", 12.801m, 0.841m, 18m, 0m, -4.359m, 0, null, 1m), ("SUGAR", 5.407m, 0.350m, 12m, 0m, -6.243m, 0, null, 1m),
            ("YEAST", 6.803m, 0.449m, 3m, 5m, -0.748m, 0, null, 1m), ("CHOC", 6.336m, 0.411m, 5m, 0m, 1.747m, 1, "2026-11-15", 1m), ("P8", 222m, 14.8m, 60m, 0m, 176.8m, 8, "2026-11-12", 1m),
        ];
        Assert.Equal(expected.Length, requirements!.AsArray().Count);
        foreach (var row in expected)
        {
            var got = requirements.With("item_id", bakery[row.Item]);
            Near(row.Need, got["needed"].Number() * row.Kg);
            Near(row.Safety, got["safety_stock"].Number() * row.Kg);
            Near(row.Usable, got["usable_stock"].Number() * row.Kg);
            Near(row.Open, got["open_orders"].Number());
            Near(row.Net, got["net"].Number() * row.Kg);
            Assert.Equal((row.Item, row.Packs, row.RunsOut), (row.Item, got["packs"]!.GetValue<int>(), got["run_out_on"]?.GetValue<string>()));
        }

        var orders = (await bakery.Tenant.Get("procurement/purchase-orders?sort=po_number"))["items"]!.AsArray().Where(o => o!["po_number"].Text().StartsWith("PO-20261110", StringComparison.Ordinal)).ToList();
        Assert.Equal(["PO-20261110-0001", "PO-20261110-0002", "PO-20261110-0003"], orders.Select(o => o!["po_number"].Text()));
        Assert.Equal(["296.25", "83.04", "117.51"], orders.Select(o => o!["total"].Text()));
        Assert.Equal(["2026-11-13", "2026-11-11", "2026-11-12"], orders.Select(o => o!["required_delivery_date"].Text()));
        Assert.Equal("pending_approval", orders[0]!["status"].Text());
        Assert.Equal(["amount"], orders[0]!["approval_blocked_by"]!.AsArray().Select(b => b.Text()));
        Assert.Equal("2026-11-11T11:00:00+00:00", orders[0]!["order_by"]!.GetValue<DateTimeOffset>().ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Assert.All(orders.Skip(1), o => Assert.True(o!["auto_approved"]!.GetValue<bool>()));
        var flour = orders[0]!["lines"]!.AsArray();
        Assert.Equal([("W180", 20, "0.5500", "275.00"), ("RYE", 1, "0.8500", "21.25")], flour.Select(l => (bakery.CodeOf(l!["item_id"]!.GetValue<Guid>()), l["packs"]!.GetValue<int>(), l["unit_price"].Text(), l["line_total"].Text())));
        Assert.Equal("price_tier_upgraded", flour[0]!["quantity_reason"].Text());
        Assert.Contains("price_tier_applied", flour[0]!["flags"]!.AsArray().Select(f => f.Text()));
        Assert.Equal("supplier_minimum_applied", orders[1]!["lines"]![1]!["quantity_reason"].Text());

        var minimum = requirements.With("item_id", bakery["MILK"])["reasoning_data"]!["parameters"]!;
        Assert.Equal(("80.00", "77.52", "83.04"), (minimum["minimum_amount"].Text(), minimum["total_before"].Text(), minimum["total_after"].Text()));
        var reason = orders[0]!["reasoning_data"]!;
        var parameters = reason["parameters"]!;
        Assert.Equal(("low_stock_detection", "Harinas del Norte", 4, "330.0000", "786.0359"),
            (reason["type"].Text(), parameters["supplier_name"].Text(), parameters["days_until_stockout"]!.GetValue<int>(), parameters["current_stock"].Text(), parameters["required_stock"].Text()));
        Assert.Equal(["bread flour W180", "wholemeal rye flour"], parameters["product_names"]!.AsArray().Select(n => n.Text()));
        Assert.Equal(("stockout_risk", "high", 4), (reason["consequence"]!["type"].Text(), reason["consequence"]!["severity"].Text(), reason["consequence"]!["impact_days"]!.GetValue<int>()));
        await Adjusted(bakery, requirements, orders[0]!);

        // Once a supplier has one of its orders the plan is in execution.
        await bakery.Sent($"procurement/purchase-orders/{orders[1]!["id"]}");
        await server.Say(bakery.Tenant.Id, "procurement", new OrderCheckRequested("Europe/Madrid"));
        Assert.Equal("in_execution", (await bakery.Tenant.Get($"procurement/plans/{plan["id"]}"))["status"].Text());
    }

    private static async Task Adjusted(Goizeko bakery, JsonNode requirements, JsonNode flour)
    {
        // Three sacks of rye instead of one: the order that waits follows, 275.00 of W180 and 63.75 of rye.
        var rye = $"procurement/requirements/{requirements.With("item_id", bakery["RYE"])["id"]}";
        var adjusted = await bakery.Tenant.Patch(rye, new { adjusted_quantity = "60", adjustment_reason = "Rye week" }, "*");
        Assert.Equal((3, "60.0000", "25.0000"), (adjusted["packs"]!.GetValue<int>(), adjusted["adjusted_quantity"].Text(), adjusted["suggested_quantity"].Text()));
        Assert.Equal("338.75", (await bakery.Tenant.Get($"procurement/purchase-orders/{flour["id"]}"))["total"].Text());
        // From somebody else it becomes an order of its own.
        await bakery.Tenant.Post($"suppliers/{bakery["S3"]}/price-lists", new { item_id = bakery["RYE"], pack_unit = "sack", pack_quantity = "20", unit_price = "0.80" });
        adjusted = await bakery.Tenant.Patch(rye, new { adjusted_quantity = "20", adjustment_reason = "Cheaper there", supplier_id = bakery["S3"] }, "*");
        Assert.Equal((1, bakery["S3"]), (adjusted["packs"]!.GetValue<int>(), adjusted["supplier_id"]!.GetValue<Guid>()));
        Assert.Equal("275.00", (await bakery.Tenant.Get($"procurement/purchase-orders/{flour["id"]}"))["total"].Text());
        Assert.Equal(["16.00"], (await bakery.Tenant.Get($"procurement/purchase-orders?status=draft&supplier_id={bakery["S3"]}"))["items"]!.AsArray().Select(o => o!["total"].Text()));
        // What the rules have approved is the supplier's.
        var milk = $"procurement/requirements/{requirements.With("item_id", bakery["MILK"])["id"]}";
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Patch, milk, new { adjusted_quantity = "0", adjustment_reason = "Enough" }));
    }

    private static void Near(decimal expected, decimal actual) => Assert.InRange(actual, expected - 0.002m, expected + 0.002m);
}
