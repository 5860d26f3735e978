using System.Text.Json.Nodes;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>Orders, plans and purchase orders of the reference bakery.</summary>
internal static class GoizekoDay
{
    public static readonly string[] Products = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"];

    public static readonly Dictionary<string, int[]> Week = new()
    {
        ["2026-11-12"] = [280, 240, 36, 28, 32, 156, 72], ["2026-11-13"] = [310, 260, 42, 40, 40, 180, 84], ["2026-11-14"] = [340, 160, 60, 56, 48, 240, 120],
        ["2026-11-15"] = [250, 100, 48, 40, 32, 264, 132], ["2026-11-16"] = [270, 240, 30, 24, 24, 132, 60], ["2026-11-17"] = [280, 240, 36, 28, 24, 144, 72],
    };

    /// <summary>Three customers with their standing orders; the hotel is closed on Wednesdays.</summary>
    public static async Task Orders(this Goizeko bakery)
    {
        await bakery.Make("Zubia", "orders/customers", new { name = "Bar Zubia", kind = "b2b" });
        await bakery.Make("Lamia", "orders/customers", new { name = "Comedor Lamia", kind = "b2b" });
        await bakery.Make("Ugao", "orders/customers", new { name = "Hotel Ugao", kind = "b2b" });
        await bakery.Tenant.Post("orders/closures", new { customer_id = bakery["Ugao"], from_date = "2026-11-01", weekdays = new[] { 3 } });
        await bakery.Standing("Zubia", "P1", "0.85", new() { ["3"] = "60" });
        await bakery.Standing("Lamia", "P2", "0.32", new() { ["1"] = "120", ["2"] = "120", ["3"] = "120", ["4"] = "120", ["5"] = "120" }, schoolDays: true);
        await bakery.Standing("Ugao", "P6", "1.10", new() { ["3"] = "40" });
        await bakery.Tenant.Settled();
    }

    private static Task<Guid> Standing(this Goizeko bakery, string customer, string item, string price, Dictionary<string, string> weekly, bool schoolDays = false) =>
        bakery.Make($"{customer}-standing", "orders/standing-orders", new { customer_id = bakery[customer], name = customer, valid_from = "2026-11-01", school_days_only = schoolDays, lines = new[] { new { item_id = bakery[item], unit_price = price, weekly } } });

    /// <summary>Sales and the forecasts of the coming week.</summary>
    public static async Task Forecasts(this Goizeko bakery)
    {
        await bakery.Sales();
        await bakery.Tenant.Post("forecasting/batches", new { from = "2026-11-11", days = 7 });
        await bakery.Tenant.Settled();
    }

    /// <summary>The owner's overrides for Thursday to Tuesday.</summary>
    public static async Task Overrides(this Goizeko bakery)
    {
        foreach (var (day, pieces) in Week)
        {
            var plan = await bakery.Tenant.Post("production/plans/generate", new { date = day });
            var path = $"production/plans/{plan["id"]}";
            foreach (var (product, quantity) in Products.Zip(pieces))
            {
                var line = plan["lines"].With("product_item_id", bakery[product]);
                plan = await bakery.Tenant.Patch($"{path}/lines/{line["id"]}", new { quantity, reason = "Planned by the owner." }, $"\"{plan["version"]}\"");
            }
        }
    }

    public static async Task<JsonNode> WednesdayPlan(this Goizeko bakery)
    {
        var id = (await bakery.Tenant.Get("production/plans?date=2026-11-11"))["items"]![0]!["id"];
        return await bakery.Tenant.Get($"production/plans/{id}");
    }

    /// <summary>The open order for yeast that arrives on Thursday.</summary>
    public static async Task OpenYeastOrder(this Goizeko bakery)
    {
        await bakery.Make("PO-YEAST", "procurement/purchase-orders", new { supplier_id = bakery["S3"], po_number = "PO-20261109-0001", required_delivery_date = "2026-11-12", lines = new[] { new { item_id = bakery["YEAST"], packs = 1 } } });
        var path = $"procurement/purchase-orders/{bakery["PO-YEAST"]}";
        await bakery.Tenant.Post($"{path}/submit", new { minimum_override_reason = "Agreed on the phone." });
        if ((await bakery.Tenant.Get(path))["status"].Text() == "pending_approval") await bakery.Tenant.Post($"{path}/approve");
        await bakery.Tenant.Settled();
        if ((await bakery.Tenant.Get(path))["status"].Text() == "approved") await bakery.Tenant.Post($"{path}/send");
        await bakery.Tenant.Post($"{path}/confirm", new { });
    }

    public static async Task Limits(this Goizeko bakery) =>
        await bakery.Tenant.Put("procurement/approval-rules", new { enabled = true, auto_approve_max_amount = "250.00", min_supplier_score = "80", auto_approve_daily_limit = "1500.00" });

    public static Dictionary<string, int> Planned(this Goizeko bakery, JsonNode plan) =>
        Products.ToDictionary(p => p, p => plan["lines"].With("product_item_id", bakery[p])["planned_quantity"]!.GetValue<int>());
}
