using System.Diagnostics;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class LargeTraceTests(BakeryServer server)
{
    private const int Families = 278;

    /// <summary>A flour lot that went into 40 batches among 277 others like it; each batch went to two shops and a customer.</summary>
    [Fact]
    public async Task Feature_8a_of_100000_movements_one_flour_lot_gives_its_batches_products_shops_and_customers()
    {
        var room = await Storeroom.Open(server);
        var (flour, bread) = (await room.Item("Harina"), await room.Item("Barra", "piece", "finished_product"));
        await Fill(room, flour, bread);
        Assert.Equal($"{Families * 361}", await server.Read($"SELECT count(*) FROM inventory.movement WHERE tenant_id = '{room.Tenant.Id}'"));
        var lot = Guid.Parse(await server.Read($"SELECT md5('{room.Tenant.Id} lot 7')::uuid"));
        var watch = Stopwatch.StartNew();
        var drill = await room.Tenant.Post("inventory/recalls/drills", new { lot_id = lot });
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms, of which the walk {drill["recall"]!["elapsed_ms"]} ms");
        var nodes = drill["forward"]!["nodes"]!.AsArray().Select(n => n!).ToList();
        int Count(string kind) => nodes.Count(n => n["kind"].Text() == kind);
        Assert.Equal((40, 1 + 40 + 80), (Count("batch"), Count("lot")));
        var bought = drill["forward"]!["recipients"]!.AsArray().Select(r => r!["kind"].Text()).ToList();
        Assert.Equal((80, 40), (bought.Count(k => k == "shop_sales"), bought.Count(k => k == "customer")));
        Assert.Equal(new[] { room.ShopA, room.ShopB }.Order(), nodes.Where(n => n["kind"].Text() == "lot" && n["location_id"]!.GetValue<Guid>() != room.Workshop).Select(n => n["location_id"]!.GetValue<Guid>()).Distinct().Order());
        Assert.All(drill["forward"]!["mass_balance"]!.AsArray(), m => Assert.Equal(0m, m!["difference"].Number()));
    }

    private async Task Fill(Storeroom room, Guid flour, Guid bread)
    {
        var tenant = room.Tenant.Id;
        string Id(string parts) => $"md5('{tenant} ' || {parts})::uuid";
        var (lot, batch, made, shop) = (Id("'lot ' || f"), Id("'batch ' || f || '-' || b"), Id("'made ' || f || '-' || b"), Id("'shop ' || f || '-' || b || '-' || s"));
        var (day, customer) = (Id("'day ' || f || '-' || b || '-' || s"), Id("'order ' || f || '-' || b"));
        const string families = "generate_series(1, 278) f", batches = families + ", generate_series(1, 40) b", shops = batches + ", generate_series(1, 2) s";
        const string at = "timestamptz '2026-01-01' + f * interval '1 hour'";
        var place = $"CASE s WHEN 1 THEN '{room.ShopA}'::uuid ELSE '{room.ShopB}'::uuid END";
        string Lot(string id, Guid item, string code, string where, string from) => $"""
            INSERT INTO inventory.lot (id, tenant_id, version, item_id, lot_code, location_id, origin, received_at, event_time, created_at, expiry_kind, quantity, reserved_quantity, unit_cost, stage, state)
            SELECT {id}, '{tenant}', 1, '{item}', {code}, {where}, 'purchase', {at}, {at}, {at}, 'best_before', 0, 0, 1, 'raw', 'depleted' FROM {from}
            """;
        string Move(string name, Guid item, string of, string type, int quantity, string where, string reference, string from) => $"""
            INSERT INTO inventory.movement (id, tenant_id, item_id, lot_id, type, quantity, unit_cost, quantity_before, quantity_after, location_id, reference_type, reference_id, is_deviation, event_time, created_at, actor_name)
            SELECT {name}, '{tenant}', '{item}', {of}, '{type}', {quantity}, 1, 0, 0, {where}, 'batch', {reference}, false, {at}, {at}, 'test' FROM {from}
            """;
        string Edge(string name, string source, string sourceKind, string target, string targetKind, string kind, int quantity, string from) => $"""
            INSERT INTO inventory.trace_edge (id, tenant_id, from_id, from_kind, to_id, to_kind, kind, quantity, event_time)
            SELECT {name}, '{tenant}', {source}, '{sourceKind}', {target}, '{targetKind}', '{kind}', {quantity}, {at} FROM {from}
            """;
        string Buyer(string id, string kind, string name, string from) => $"INSERT INTO inventory.trace_recipient (id, tenant_id, kind, name, day) SELECT {id}, '{tenant}', '{kind}', {name}, date '2026-01-01' + b FROM {from}";
        string Key(string name, string parts) => Id($"'{name} ' || {parts}");
        var (workshop, fb, fbs) = ($"'{room.Workshop}'::uuid", "f || '-' || b", "f || '-' || b || '-' || s");
        foreach (var sql in new[]
                 {
                     Lot(lot, flour, "'F' || f", workshop, families), Lot(made, bread, "'B' || f || '-' || b", workshop, batches), Lot(shop, bread, "'B' || f || '-' || b", place, shops),
                     Move(Key("bought", "f"), flour, lot, "purchase", 400, workshop, "NULL::uuid", families), Move(Key("used", fb), flour, lot, "production_use", -10, workshop, batch, batches),
                     Move(Key("baked", fb), bread, made, "production_output", 100, workshop, batch, batches), Move(Key("out", fbs), bread, made, "transfer_out", -40, workshop, "NULL::uuid", shops), Move(Key("in", fbs), bread, shop, "transfer_in", 40, place, "NULL::uuid", shops),
                     Move(Key("sold", fbs), bread, shop, "sale", -40, place, day, shops), Move(Key("brought", fb), bread, made, "sale", -20, workshop, customer, batches),
                     Edge(Key("used", fb), lot, "lot", batch, "batch", "use", 10, batches), Edge(Key("baked", fb), batch, "batch", made, "lot", "output", 100, batches), Edge(Key("in", fbs), made, "lot", shop, "lot", "transfer", 40, shops),
                     Edge(Key("sold", fbs), shop, "lot", day, "recipient", "delivery", 40, shops), Edge(Key("brought", fb), made, "lot", customer, "recipient", "delivery", 20, batches),
                     Buyer(day, "shop_sales", "'Shop ' || s", shops), Buyer(customer, "customer", "'Customer ' || b", batches),
                     $"INSERT INTO inventory.trace_batch (id, tenant_id, bake_day, products, number, product_item_id, is_completed) SELECT {batch}, '{tenant}', date '2026-01-01' + b, '{{}}', 'BATCH-' || f || '-' || b, '{bread}', true FROM {batches}",
                 })
            await server.Execute(sql);
    }
}
