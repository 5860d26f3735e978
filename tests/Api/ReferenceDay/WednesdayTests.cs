using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.Production;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.ReferenceDay;

/// <summary>Wednesday of the reference bakery (day.md §4.1, §4.3, §4.7 and point 5 of §6), from the evening of Tuesday on and by nothing but what people send.</summary>
[Collection(ReferenceWeek.Name)]
public sealed class WednesdayTests(ReferenceWeek week)
{
    private const string Day = "2026-11-11";

    /// <summary>§4.3 and §4.7: pieces, customers, and of each shop what it had, received, sold, wasted and kept.</summary>
    internal static readonly (string Code, int Pieces, int Customers, int[] A, int[] B)[] Table =
    [
        ("P1", 300, 80, [0, 131, 124, 7, 0], [0, 89, 85, 4, 0]), ("P2", 240, 120, [0, 66, 63, 3, 0], [0, 54, 54, 0, 0]), ("P3", 36, 0, [0, 22, 20, 2, 0], [0, 14, 13, 1, 0]), ("P4", 32, 0, [3, 19, 19, 0, 3], [1, 13, 12, 0, 2]),
        ("P5", 32, 0, [2, 18, 16, 0, 4], [0, 14, 10, 0, 4]), ("P6", 132, 0, [0, 80, 78, 2, 0], [0, 52, 49, 3, 0]), ("P7", 60, 0, [0, 35, 33, 2, 0], [0, 25, 25, 0, 0]),
    ];

    /// <summary>Name and price in the till, price of a day-old piece, when shop B was sold out, and what the shops sell of it; bottles come from the store.</summary>
    private static readonly (string Code, string Name, decimal Price, decimal DayOld, string LastInB)[] Till =
    [
        ("P1", "Barra", 1.20m, 0, "19:00"), ("P2", "Bollo de pan", 0.45m, 0, "13:10"), ("P3", "Pan de pueblo", 2.10m, 0, "18:00"), ("P4", "Hogaza", 4.80m, 3.36m, "17:00"), ("P5", "Hogaza pequeña", 2.90m, 2.03m, "17:30"),
        ("P6", "Croissant", 1.50m, 0, "19:30"), ("P7", "Napolitana", 1.80m, 0, "16:30"),
    ];

    [Fact]
    public async Task Wednesday_is_baked_divided_shipped_sold_and_closed_as_the_reference_day_says()
    {
        var bakery = await week.Tuesday();
        await TheFloor(bakery);
        await TheDivision(bakery);
        await TheShipments(bakery);
        await TheShops(bakery);
        await TheFiguresOfTheDay(bakery);
        await TheRecall(bakery);
    }

    private Task At(Goizeko bakery, string instant) => Tuesday.At(bakery, week.Server, instant);

    private async Task TheFloor(Goizeko bakery)
    {
        await At(bakery, "2026-11-11T05:00:00Z");
        var floor = new Floor(week.Server, bakery);
        var acts = new List<object>();
        foreach (var (code, at) in new[] { ("D1", "02:00"), ("D2", "02:10"), ("D3", "02:20") }.Concat(Table.Select(p => (p.Code, "04:30"))))
            acts.Add(new { act_id = Guid.CreateVersion7(), type = "finish", entity_id = Floor.Id(await floor.Batch(code)), event_time = $"{Day}T{at}:00Z", seq = acts.Count + 1 });
        var answer = await bakery.Tenant.Post("production/floor/sync", new { device_id = "oven", acts });
        Assert.All(answer["acts"]!.AsArray(), a => Assert.Equal("applied", a!["outcome"].Text()));
        await bakery.Tenant.Settled();
        foreach (var (lot, left) in new[] { ("FA", 0m), ("FB", 222.999m), ("BA", 0.764m), ("MA", 4m), ("MB", 1.317m) })
            Assert.InRange((await bakery.Tenant.Get($"inventory/lots/{bakery[lot]}"))["quantity"].Number(), left - 0.002m, left + 0.002m);
    }

    private static async Task TheDivision(Goizeko bakery)
    {
        var items = (await bakery.Tenant.Get($"production/allocations?date={Day}"))["items"];
        foreach (var p in Table)
        {
            var line = items.With("product_item_id", bakery[p.Code]);
            Assert.Equal((p.Code, p.Pieces, p.Customers, p.A[1], p.B[1]), (p.Code, line["pieces"]!.GetValue<int>(), line["customers"]!.GetValue<int>(), Part(line, bakery["A"]), Part(line, bakery["B"])));
        }

        static int Part(JsonNode line, Guid shop) => line["shops"].With("location_id", shop)["quantity"]!.GetValue<int>();
    }

    private async Task TheShipments(Goizeko bakery)
    {
        var made = (await bakery.Tenant.Post("orders/distribution/shipments", new { date = Day }))["items"]!.AsArray();
        Assert.Equal([("SHP-20261111-0001", bakery["A"]), ("SHP-20261111-0002", bakery["B"]), ("SHP-20261111-0003", null)], made.Select(s => (s!["shipment_number"].Text(), s["shop_id"]?.GetValue<Guid?>())));
        Assert.Equal(["Bar Zubia", "Comedor Lamia"], made[2]!["stops"]!.AsArray().Select(s => s!["name"].Text()).Order());
        foreach (var shipment in made)
        {
            var packed = await bakery.Tenant.Post($"orders/distribution/shipments/{shipment!["id"]}/pack", new { });
            Assert.All(packed["stops"]!.AsArray(), s => Assert.StartsWith("DN-20261111-", s!["note_number"].Text()));
        }
        var totals = (await bakery.Tenant.Get($"orders/distribution/packing-lists?date={Day}"))["totals"];
        foreach (var p in Table) Assert.Equal("0.0000", totals.With("item_id", bakery[p.Code])["left"].Text());
        await TheDeliveryNotes(bakery, made);
        foreach (var shipment in made) await bakery.Tenant.Post($"orders/distribution/shipments/{shipment!["id"]}/dispatch", new { });
        await bakery.Tenant.Settled();
        Assert.Equal(0m, await Stock(bakery, "P1", "A"));
        await At(bakery, "2026-11-11T05:45:00Z");
        foreach (var shipment in made) await bakery.Tenant.Post($"orders/distribution/shipments/{shipment!["id"]}/deliver", new { received_by = "Miren" });
        await bakery.Tenant.Settled();
        foreach (var p in Table)
            Assert.Equal((p.Code, 0m, p.A[0] + p.A[1], p.B[0] + p.B[1]), (p.Code, await Stock(bakery, p.Code, "O"), await Stock(bakery, p.Code, "A"), await Stock(bakery, p.Code, "B")));
        Assert.All((await bakery.Tenant.Get($"orders?from={Day}&to={Day}"))["items"]!.AsArray(), o => Assert.Equal("delivered", o!["status"].Text()));
        // What was divided stays so after it has left.
        await TheDivision(bakery);
        Assert.Equal(3, (await bakery.Tenant.Post("orders/distribution/shipments", new { date = Day }))["items"]!.AsArray().Count);
    }

    private static async Task TheDeliveryNotes(Goizeko bakery, JsonArray shipments)
    {
        var stops = shipments.SelectMany(s => s!["stops"]!.AsArray()).Select(s => s!).ToList();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "allergen_unknown"), await bakery.Tenant.Fails(HttpMethod.Get, $"orders/distribution/delivery-notes/{stops[0]["id"]}/pdf"));
        await bakery.DescribeFood();
        foreach (var stop in stops)
        {
            var pdf = await (await bakery.Tenant.Send(HttpMethod.Get, $"orders/distribution/delivery-notes/{stop["id"]}/pdf")).Content.ReadAsStringAsync();
            Assert.All(["(GLUTEN", "Contiene", stop["name"].Text()], text => Assert.Contains(text, pdf));
        }
    }

    private async Task TheShops(Goizeko bakery)
    {
        await At(bakery, "2026-11-11T20:00:00Z");
        foreach (var (shop, bottles) in new[] { ("A", 21), ("B", 15) })
        {
            var till = await bakery.Tenant.Post("pos/configurations", new { name = $"Caja {shop}", location_id = bakery[shop] });
            var file = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Export(shop, bottles))), "file", "caja.csv" } };
            var import = await bakery.Tenant.Post($"pos/configurations/{till["id"]}/imports", file);
            Assert.Equal((0, 0), (import["error_count"]!.GetValue<int>(), import["waiting"]!.GetValue<int>()));
        }
        await bakery.Tenant.Settled();
        foreach (var shop in new[] { "A", "B" })
            await bakery.Tenant.Post("sales/day-closes", new
            {
                location_id = bakery[shop], business_day = Day, unsold = Table.Select(p => (p.Code, Row: shop == "A" ? p.A : p.B)).Where(p => p.Row[3] + p.Row[4] > 0)
                    .Select(p => new { item_id = bakery[p.Code], quantity = $"{p.Row[3] + p.Row[4]}", kept = $"{p.Row[4]}", wasted = $"{p.Row[3]}", reason = "unsold", destination = "animal_feed" }),
            });
        await bakery.Tenant.Settled();
    }

    // Day-old pieces are sold first; the last sale of the day tells when a product ran out.
    private static string Export(string shop, int bottles)
    {
        var text = new StringBuilder("fecha;hora;ticket;articulo;cantidad;total\n");
        var ticket = 0;
        void Sell(string time, string name, int pieces, decimal price)
        {
            if (pieces > 0) text.Append(CultureInfo.InvariantCulture, $"11/11/2026;{time};{shop}{++ticket};{name};{pieces};{(pieces * price).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')}\n");
        }
        foreach (var (code, name, price, dayOld, lastInB) in Till)
        {
            var row = Table.Single(p => p.Code == code) is var p && shop == "A" ? p.A : p.B;
            Sell("08:00", name, row[0], dayOld);
            Sell("10:30", name, row[2] - row[0] - 1, price);
            Sell(shop == "A" ? "20:15" : lastInB, name, 1, price);
        }
        Sell("12:00", "Agua 50 cl", bottles, 1.20m);
        return text.ToString();
    }

    private static async Task TheFiguresOfTheDay(Goizeko bakery)
    {
        foreach (var p in Table)
            foreach (var (shop, row) in new[] { ("A", p.A), ("B", p.B) })
            {
                var moves = (await bakery.Tenant.Get($"inventory/movements?limit=200&item_id={bakery[p.Code]}"))["items"]!.AsArray().Where(m => m!["location_id"]!.GetValue<Guid>() == bakery[shop]).Select(m => (Type: m!["type"].Text(), Quantity: m["quantity"].Number())).ToList();
                decimal Sum(string type) => moves.Where(m => m.Type == type).Sum(m => m.Quantity);
                Assert.Equal((p.Code, shop, row[1], row[2], row[3], row[4]), (p.Code, shop, (int)Sum("transfer_in"), -(int)Sum("sale"), -(int)Sum("waste"), (int)await Stock(bakery, p.Code, shop)));
                Assert.Equal(row[0] + row[1], row[2] + row[3] + row[4]);
            }
        // 97 bottles, 37 of them sold on Tuesday and 36 today, out of the store of the bakery.
        Assert.Equal("24.0000", (await bakery.Tenant.Get($"inventory/lots/{bakery["AG"]}"))["quantity"].Text());
        var report = await bakery.Tenant.Get($"inventory/waste/report?from={Day}&to={Day}");
        Assert.Equal(("24.0000", "832.0000", "2.8800"), (report["pieces"].Text(), report["pieces_baked"].Text(), report["waste_percent"].Text()));
        Assert.Equal(("9.0000", "300.9400", "2.9900", "31.9500"), (report["cost"].Text(), report["cost_baked"].Text(), report["cost_percent"].Text(), report["retail"].Text()));
        var revenue = 0m;
        foreach (var shop in new[] { "A", "B" })
            revenue += (await bakery.Tenant.Get($"sales/records?limit=200&location_id={bakery[shop]}&from={Day}&to={Day}"))["items"]!.AsArray().Sum(r => r!["revenue"].Number());
        Assert.Equal(927.55m, revenue);
        Assert.DoesNotContain((await bakery.Tenant.Get("alerts?limit=200"))["items"]!.AsArray(), a => a!["event_type"].Text() is "inventory.waste_gap" or "inventory.stock_difference");
    }

    private async Task TheRecall(Goizeko bakery)
    {
        var recall = await bakery.Tenant.Post("inventory/recalls", new { lot_ids = new[] { bakery["FB"] }, reason = "Aviso del molino" });
        var nodes = recall["forward"]!["nodes"]!.AsArray().Select(n => n!).ToList();
        var floor = new Floor(week.Server, bakery);
        var batches = new List<Guid>();
        foreach (var code in new[] { "D1", "D2", "P1", "P2", "P3", "P4", "P5" }) batches.Add(Floor.Id(await floor.Batch(code)));
        Assert.Equal(batches.Order(), nodes.Where(n => n["kind"].Text() == "batch").Select(n => n["id"]!.GetValue<Guid>()).Order());
        var recipients = recall["forward"]!["recipients"]!.AsArray().Select(r => r!).ToList();
        Assert.Equal(["customer Bar Zubia", "customer Comedor Lamia", "shop_sales Tienda Alde Zaharra", "shop_sales Tienda Deusto"], recipients.Select(r => $"{r["kind"].Text()} {r["name"].Text()}").Order(StringComparer.Ordinal));
        Assert.Equal([(80m, "P1"), (120m, "P2")], recipients.Where(r => r["kind"].Text() == "customer").OrderBy(r => r["name"].Text()).Select(r => (r["lines"]![0]!["quantity"].Number(), bakery.CodeOf(r["lines"]![0]!["item_id"]!.GetValue<Guid>()))));
        Assert.Equal(["A", "B"], nodes.Where(n => n["kind"].Text() == "lot" && n["location_id"]!.GetValue<Guid>() != bakery["O"]).Select(n => bakery.CodeOf(n["location_id"]!.GetValue<Guid>())).Distinct().Order());
        Assert.All(recall["forward"]!["mass_balance"]!.AsArray(), m => Assert.Equal("0.0000", m!["difference"].Text()));
    }

    private static async Task<decimal> Stock(Goizeko bakery, string item, string place) =>
        (await bakery.Tenant.Get($"inventory/lots?limit=200&item_id={bakery[item]}&location_id={bakery[place]}"))["items"]!.AsArray().Sum(l => l!["quantity"].Number());
}
