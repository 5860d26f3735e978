using System.Net;
using System.Text.Json.Nodes;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Inventory;

public sealed class RecallTests(BakeryServer server)
{
    private static readonly DateTimeOffset Now = BakeryServer.Start;

    private async Task<(Storeroom Room, Guid Flour, Guid Bread, Guid Lot, OrderFacts Order)> Baked()
    {
        var room = await Storeroom.Open(server);
        var (flour, bread) = (await room.Item("Harina"), await room.Item("Barra", "piece", "finished_product", new { net_weight_g = "250" }));
        var lot = await room.Lot(flour, "F-1", 50);
        var batch = Guid.CreateVersion7();
        await room.Hear(new BatchMaterialsUsed(batch, room.Workshop, [new MaterialUse(flour, 30, "kg", null)], Now), new BatchCompleted(batch, bread, 100, "BARRA-1", new DateOnly(2026, 11, 12), room.Workshop, 100, 0.3m, Now));
        await room.Tenant.Settled();
        await room.Transfer(bread, 40, room.ShopA);
        var order = new OrderFacts(Guid.CreateVersion7(), "O-7", Guid.CreateVersion7(), "Bar Zubia", new DateOnly(2026, 11, 10), room.Workshop, [new OrderLineFacts(bread, 20, 0, 1)], "locked");
        await room.Hear(new OrderDelivered(order, Now));
        await room.Tenant.Settled();
        return (room, flour, bread, lot, order);
    }

    [Fact]
    public async Task A_recall_blocks_what_is_left_everywhere_lists_who_got_it_and_closes_when_nothing_lies_about()
    {
        var (room, flour, bread, lot, order) = await Baked();
        var recall = await room.Tenant.Post("inventory/recalls", new { lot_ids = new[] { lot }, reason = "Glass in a sack", instructions = "Set aside, do not eat." });
        Assert.Equal("REC-2026-0001", recall["recall"]!["number"].Text());
        Assert.Equal(["blocked", "blocked", "blocked"], (await room.Lots(flour)).Concat(await room.Lots(bread)).Select(l => l["state"].Text()));
        Assert.Equal([("Bar Zubia", 20m)], recall["forward"]!["recipients"]!.AsArray().Select(r => (r!["name"].Text(), r["lines"]![0]!["quantity"].Number())));
        Assert.Empty(recall["not_blocked"]!.AsArray());
        await room.Tenant.Settled();
        var alert = Assert.Single(await room.Alerts("inventory.recall_opened"));
        Assert.Equal("urgent", alert["severity"].Text());
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "insufficient_stock"), await room.Tenant.Fails(HttpMethod.Post, "inventory/stock/consume", room.Taking(flour, 1)));

        var path = $"inventory/recalls/{recall["recall"]!["id"]}";
        Assert.Equal(HttpStatusCode.NotFound, (await room.Tenant.Fails(HttpMethod.Post, path + "/notify", new { recipients = new[] { new { recipient_id = Guid.CreateVersion7(), channel = "phone" } } }, "*")).Status);
        await Ok(room, path + "/notify", new { recipients = new[] { new { recipient_id = order.OrderId, channel = "phone", note = "Spoke with the cook" } } });
        Assert.Equal((HttpStatusCode.Conflict, "recall_lots_left"), await room.Tenant.Fails(HttpMethod.Post, path + "/close", new { outcome = "All found" }, "*"));
        foreach (var left in (await room.Lots(flour)).Concat(await room.Lots(bread)))
            await room.Tenant.Post("inventory/waste", new { item_id = left["item_id"]!.GetValue<Guid>(), lot_id = Storeroom.Id(left), location_id = left["location_id"]!.GetValue<Guid>(), quantity = left["quantity"].Number(), reason = "recall", destination = "landfill" });
        Assert.Equal("closed", (await Ok(room, path + "/close", new { outcome = "All found and burnt" }))["recall"]!["status"].Text());
        await room.Tenant.Settled();
        Assert.Equal("resolved", (await room.Tenant.Get($"alerts/{alert["id"]}"))["status"].Text());
        Assert.All((await room.Lots(flour)).Concat(await room.Lots(bread)), l => Assert.Equal("disposed", l["state"].Text()));
    }

    [Fact]
    public async Task A_lot_entered_after_the_recall_shows_as_not_blocked()
    {
        var (room, flour, bread, lot, _) = await Baked();
        var recall = await room.Tenant.Post("inventory/recalls", new { lot_ids = new[] { lot }, reason = "Glass in a sack" });
        // A batch of this morning is written down only now; the floor's word counts although the lot is blocked.
        var use = (await room.Movements(flour)).Single(m => m["type"].Text() == "production_use");
        await room.Hear(new BatchCompleted(Guid.CreateVersion7(), bread, 7, "UNRELATED", new DateOnly(2026, 11, 12), room.Workshop, 100, 0.3m, Now));
        await room.Tenant.Settled();
        Assert.Empty((await room.Tenant.Get($"inventory/recalls/{recall["recall"]!["id"]}"))["not_blocked"]!.AsArray());
        var released = (await room.Lots(bread, room.ShopA)).Single();
        await room.Tenant.Send(HttpMethod.Post, $"inventory/lots/{released["id"]}/release", new { reason = "Tested and clean" }, "*");
        Assert.Equal(["BARRA-1"], (await room.Tenant.Get($"inventory/recalls/{recall["recall"]!["id"]}"))["not_blocked"]!.AsArray().Select(l => l!["lot_code"].Text()));
        Assert.NotNull(use);
    }

    [Fact]
    public async Task A_drill_is_timed_stored_and_blocks_nothing()
    {
        var (room, _, bread, lot, _) = await Baked();
        var drill = await room.Tenant.Post("inventory/recalls/drills", new { lot_id = lot });
        Assert.True(drill["recall"]!["is_drill"]!.GetValue<bool>());
        Assert.Equal((3, 1), (drill["recall"]!["lots_found"]!.GetValue<int>(), drill["recall"]!["recipients_found"]!.GetValue<int>()));
        Assert.NotNull(drill["backward"]);
        Assert.All(await room.Lots(bread), l => Assert.Equal("available", l["state"].Text()));
        // How long it took is kept with it.
        var kept = Assert.Single((await room.Tenant.Get("inventory/recalls"))["items"]!.AsArray())!;
        Assert.Equal((drill["recall"]!["id"].Text(), true, 3, 1), (kept["id"].Text(), kept["is_drill"]!.GetValue<bool>(), kept["lots_found"]!.GetValue<int>(), kept["recipients_found"]!.GetValue<int>()));
        Assert.InRange(kept["elapsed_ms"]!.GetValue<int>(), 0, 60_000);
        Assert.Equal(drill["recall"]!["elapsed_ms"]!.GetValue<int>(), kept["elapsed_ms"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_report_is_printed_and_exported_and_the_letter_names_what_was_delivered()
    {
        var (room, _, _, lot, order) = await Baked();
        var path = $"inventory/recalls/{(await room.Tenant.Post("inventory/recalls", new { lot_ids = new[] { lot }, reason = "Cristal en un saco" }))["recall"]!["id"]}";
        var pdf = await Text(room, path + "/report");
        Assert.All(new[] { "Retirada REC-2026-0001", "Bar Zubia", "BARRA-1", "Balance de masas" }, t => Assert.Contains(t, pdf));
        var csv = await Text(room, path + "/report?format=csv");
        Assert.Contains("Bar Zubia;2026-11-10;Barra;BARRA-1;20 piece;0", csv);
        Assert.Contains("F-1;50;30;0;0;0;0;20;0", csv);
        var letter = await Text(room, $"{path}/letter?recipient_id={order.OrderId}");
        Assert.All(new[] { "Para: Bar Zubia", "BARRA-1", "20 piezas" }, t => Assert.Contains(t, letter));
    }

    private static async Task<string> Text(Storeroom room, string path)
    {
        var answer = await room.Tenant.Send(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonNode> Ok(Storeroom room, string path, object body)
    {
        var answer = await room.Tenant.Send(HttpMethod.Post, path, body, "*");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
