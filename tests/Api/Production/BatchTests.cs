using System.Net;
using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Npgsql;

namespace Bakery.Tests.Api.Production;

public sealed class BatchTests(BakeryServer server)
{
    [Fact]
    public async Task A_batch_goes_through_its_stages_and_scrap_needs_a_reason()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P7");
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/stages", new { stage = "proofing" }));
        await floor.Move(batch, new { to = "in_progress" });
        foreach (var stage in new[] { "dividing", "proofing", "baking" }) await floor.Tenant.Post($"production/batches/{batch["id"]}/stages", new { stage });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "stage_unknown"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/stages", new { stage = "dreaming" }));
        await floor.Tenant.Post($"production/batches/{batch["id"]}/scrap", new { quantity = "3", reason = "burnt" });
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to = "completed", actual_quantity = "55", waste_quantity = "2" }));
        await floor.Move(batch, new { to = "completed", actual_quantity = "55", waste_quantity = "2", waste_reason = "damaged" });
        await floor.Tenant.Settled();
        batch = await floor.Reload(batch);
        Assert.Equal(("completed", "55.0000", "5.0000", "91.6667", "baking"), (batch["status"].Text(), batch["actual_quantity"].Text(), batch["waste_quantity"].Text(), batch["yield_percent"].Text(), batch["stage"].Text()));
        Assert.Equal(["dividing", "proofing", "baking"], batch["stages"]!.AsArray().Select(s => s!["stage"].Text()));
        // What was scrapped was made: 60 pieces took their chocolate, 55 came into stock, 5 are waste by reason.
        Assert.InRange((await floor.Tenant.Get($"inventory/lots/{floor.Bakery["CH"]}"))["quantity"].Number(), 4.279m, 4.281m);
        Assert.Equal("55.0000", (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P7"]}"))["items"]![0]!["quantity"].Text());
        var waste = (await floor.Tenant.Get($"inventory/waste?item_id={floor.Bakery["P7"]}"))["items"]!.AsArray().Select(w => (w!["reason"].Text(), w["quantity"].Text())).Order().ToList();
        Assert.Equal([("burnt", "3.0000"), ("damaged", "2.0000")], waste);
    }

    [Fact]
    public async Task Weights_and_counts_that_cannot_be_are_refused_by_name_and_leave_the_batch_as_it_was()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P7");
        await floor.Move(batch, new { to = "in_progress" });
        var path = $"production/batches/{batch["id"]}";
        foreach (var (where, body) in new (string, object)[]
        {
            ("/scrap", new { quantity = "-1", reason = "burnt" }), ("/parts", new { quantity = "-3" }), ("/transitions", new { to = "completed", actual_quantity = "-5" }), ("/transitions", new { to = "completed", actual_quantity = "99999999999" }),
        })
            Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, path + where, body));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, "production/batches", new { bake_day = "2026-11-11", product_item_id = floor.Bakery["P7"], quantity = "-1", planned_start = "2026-11-11T02:00:00Z", planned_end = "2026-11-11T03:00:00Z" }));
        var after = await floor.Reload(batch);
        Assert.Equal(("in_progress", "0.0000", "60.0000"), (after["status"].Text(), after["waste_quantity"].Text(), after["planned_quantity"].Text()));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_completion_leaves_all_or_nothing()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P7");
        await floor.Move(batch, new { to = "in_progress" });
        var chocolate = (await floor.Tenant.Get($"inventory/lots/{floor.Bakery["CH"]}"))["quantity"].Text();
        // The database ends the connection once the used materials are in the outbox, and before the lot that comes of them is.
        var name = $"dies_{Guid.CreateVersion7():N}";
        await server.Execute($"CREATE FUNCTION production.{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
        await server.Execute($"CREATE TRIGGER {name} BEFORE INSERT ON production.outbox FOR EACH ROW WHEN (NEW.type = 'production.batch.completed' AND NEW.tenant_id = '{floor.Tenant.Id}') EXECUTE FUNCTION production.{name}()");
        Assert.Equal(HttpStatusCode.InternalServerError, (await floor.Tenant.Send(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to = "completed", actual_quantity = "58", waste_quantity = "2", waste_reason = "burnt" })).StatusCode);
        await server.Execute($"DROP FUNCTION production.{name}() CASCADE");
        await floor.Tenant.Settled();
        var after = await floor.Reload(batch);
        Assert.Equal(("in_progress", "0.0000", null), (after["status"].Text(), after["waste_quantity"].Text(), after["actual_quantity"]?.Text()));
        Assert.Equal(chocolate, (await floor.Tenant.Get($"inventory/lots/{floor.Bakery["CH"]}"))["quantity"].Text());
        Assert.Empty((await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P7"]}"))["items"]!.AsArray());
        Assert.Empty((await floor.Tenant.Get($"inventory/waste?item_id={floor.Bakery["P7"]}"))["items"]!.AsArray());
        await floor.Move(batch, new { to = "completed", actual_quantity = "58", waste_quantity = "2", waste_reason = "burnt" });
        await floor.Tenant.Settled();
        Assert.Equal("58.0000", Assert.Single((await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P7"]}"))["items"]!.AsArray())!["quantity"].Text());
        Assert.Equal("2.0000", Assert.Single((await floor.Tenant.Get($"inventory/waste?item_id={floor.Bakery["P7"]}"))["items"]!.AsArray())!["quantity"].Text());
        Assert.InRange((await floor.Tenant.Get($"inventory/lots/{floor.Bakery["CH"]}"))["quantity"].Number(), 4.279m, 4.281m);
    }

    [Fact]
    public async Task Scrapped_dough_is_waste_in_kilograms_of_what_it_was_made_of()
    {
        var floor = await Floor.Open(server);
        var dough = await floor.Batch("D1");
        await floor.Move(dough, new { to = "in_progress" });
        await floor.Tenant.Post($"production/batches/{dough["id"]}/scrap", new { quantity = "3.5", reason = "spill", destination = "compost" });
        await floor.Tenant.Settled();
        var waste = (await floor.Tenant.Get("inventory/waste"))["items"]!.AsArray().Select(w => w!).ToList();
        // What is inside its poolish too.
        Assert.Equal(3.5m, waste.Sum(w => w["kg"].Number()));
        Assert.Equal(["MALT", "SALT", "W180", "WATER", "YEAST"], waste.Select(w => floor.Bakery.CodeOf(w["item_id"]!.GetValue<Guid>())).Order());
        Assert.InRange(waste.Sum(w => w["cost"].Number()), 3.5m * 0.38m, 3.5m * 0.39m);
        Assert.Equal("3.5000", (await floor.Tenant.Get("inventory/waste/report?from=2026-11-10&to=2026-11-10"))["destinations"]!.AsArray().Single(d => d!["destination"].Text() == "compost")!["kg"].Text());
    }

    [Theory]
    [InlineData("pending", "completed")]
    [InlineData("pending", "on_hold")]
    [InlineData("in_progress", "cancelled")]
    [InlineData("in_progress", "pending")]
    [InlineData("completed", "in_progress")]
    [InlineData("failed", "completed")]
    [InlineData("cancelled", "in_progress")]
    public async Task A_batch_refuses_what_its_state_does_not_allow(string from, string to)
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P1");
        if (from is not ("pending" or "cancelled")) await floor.Move(batch, new { to = "in_progress" });
        if (from is not ("pending" or "in_progress")) await floor.Move(batch, new { to = from, reason = "Said so." });
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to, reason = "Said so." }));
        Assert.Equal(from, (await floor.Reload(batch))["status"].Text());
    }

    [Fact]
    public async Task What_is_left_of_a_batch_is_made_later_and_a_plan_that_changes_counts_it_once()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P1");
        await floor.Move(batch, new { to = "in_progress" });
        var rest = (await floor.Move(batch, new { to = "completed", actual_quantity = "200", keep_rest = true }))["rest"]!.GetValue<Guid>();
        var part = await floor.Tenant.Get($"production/batches/{rest}");
        Assert.Equal(("pending", "80.0000", batch["id"]!.GetValue<Guid>()), (part["status"].Text(), part["planned_quantity"].Text(), part["part_of"]!.GetValue<Guid>()));
        Assert.Equal("100.0000", (await floor.Reload(batch))["yield_percent"].Text());
        var plan = await floor.Bakery.WednesdayPlan();
        var line = plan["lines"].With("product_item_id", floor.Bakery["P1"]);
        await floor.Tenant.Patch($"production/plans/{plan["id"]}/lines/{line["id"]}", new { quantity = 300, reason = "A street party." }, $"\"{plan["version"]}\"");
        Assert.Equal("100.0000", (await floor.Tenant.Get($"production/batches/{rest}"))["planned_quantity"].Text());
        Assert.Equal(2, (await floor.Batches()).Count(b => b["product_item_id"]?.GetValue<Guid>() == floor.Bakery["P1"]));
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{rest}/parts", new { quantity = "100" }));
    }

    [Fact]
    public async Task A_recall_follows_the_mix_that_became_the_pieces_and_leaves_the_other_one_out()
    {
        var floor = await Floor.Open(server);
        foreach (var code in new[] { "poolish", "levain" }) await floor.Make(code);
        var first = await floor.Batch("D1");
        var second = (await floor.Tenant.Post($"production/batches/{first["id"]}/parts", new { quantity = "60" }))["part"]!;
        // The first mix takes a flour lot that was scanned.
        await floor.Move(first, new { to = "in_progress" });
        await floor.Tenant.Post("production/floor/sync", new { device_id = "tablet", acts = new[] { new { act_id = Guid.CreateVersion7(), type = "weigh", entity_id = Floor.Id(first), event_time = "2026-11-10T04:30:00Z", seq = 1, payload = new { item_id = floor.Bakery["SALT"], lot_id = floor.Bakery["SA"], value = "0.8" } } } });
        await floor.Move(first, new { to = "completed" });
        await floor.Move(second, new { to = "in_progress" });
        await floor.Move(second, new { to = "completed" });
        foreach (var (product, dough) in new[] { ("P1", first), ("P2", second) })
        {
            var pieces = await floor.Batch(product);
            await floor.Move(pieces, new { to = "in_progress" });
            await floor.Tenant.Put($"production/batches/{pieces["id"]}/sources", new { batch_ids = new[] { Floor.Id(dough) } }, "*");
            await floor.Move(pieces, new { to = "completed" });
        }
        await floor.Tenant.Settled();
        Assert.Equal("0.8000", (await floor.Reload(first))["materials"].With("item_id", floor.Bakery["SALT"])["used"]![0]!["quantity"].Text());
        var lot = (await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P1"]}"))["items"]![0]!;
        var back = await floor.Tenant.Get($"inventory/trace/backward?lot_id={lot["id"]}");
        var batches = back["nodes"]!.AsArray().Where(n => n!["kind"].Text() == "batch").Select(n => n!["id"]!.GetValue<Guid>()).ToHashSet();
        Assert.Contains(Floor.Id(first), batches);
        Assert.DoesNotContain(Floor.Id(second), batches);
        Assert.Contains(Floor.Id(await floor.Batch("poolish")), batches);
        Assert.DoesNotContain(Floor.Id(await floor.Batch("levain")), batches);
        Assert.Contains(back["links"]!.AsArray(), l => l!["kind"].Text() == "made_from");
    }

    [Fact]
    public async Task Pieces_come_from_their_own_dough_and_from_nothing_else()
    {
        var floor = await Floor.Open(server);
        var (pieces, strange) = (await floor.Batch("P1"), await floor.Batch("D3"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "source_not_possible"), await floor.Tenant.Fails(HttpMethod.Put, $"production/batches/{pieces["id"]}/sources", new { batch_ids = new[] { Floor.Id(strange) } }, "*"));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await floor.Tenant.Fails(HttpMethod.Put, $"production/batches/{pieces["id"]}/sources", new { batch_ids = new[] { Guid.CreateVersion7() } }, "*"));
        await floor.Make("D1");
        await floor.Make("P1");
        pieces = await floor.Reload(pieces);
        Assert.Equal([Floor.Id(await floor.Batch("D1"))], pieces["made_from"]!.AsArray().Select(s => s!.GetValue<Guid>()));
        Assert.True(pieces["made_from_is_assumed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Starting_without_enough_material_warns_and_goes_on()
    {
        var floor = await Floor.Open(server);
        var chocolate = floor.Bakery["CHOC"];
        await floor.Tenant.Post("inventory/stock/consume", new { location_id = floor.Bakery["O"], lines = new[] { new { item_id = chocolate, quantity = "4.9" } } });
        var answer = await floor.Move(await floor.Batch("P7"), new { to = "in_progress" });
        Assert.Equal("in_progress", answer["batch"]!["status"].Text());
        Assert.Equal((chocolate, "0.6200"), (answer["warnings"]![0]!["item_id"]!.GetValue<Guid>(), answer["warnings"]![0]!["missing"].Text()));
    }

    [Fact]
    public async Task A_batch_that_fails_or_waits_needs_a_reason()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P2");
        await floor.Move(batch, new { to = "in_progress" });
        Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), await floor.Tenant.Fails(HttpMethod.Post, $"production/batches/{batch["id"]}/transitions", new { to = "on_hold" }));
        await floor.Move(batch, new { to = "on_hold", reason = "The oven is cold." });
        await floor.Move(batch, new { to = "failed", reason = "Over-proofed." });
        Assert.Equal(("failed", "Over-proofed."), ((await floor.Reload(batch))["status"].Text(), (await floor.Reload(batch))["reason"].Text()));
        await floor.Tenant.Settled();
        Assert.Empty((await floor.Tenant.Get($"inventory/lots?item_id={floor.Bakery["P2"]}"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_works_on_a_batch_waits_for_what_is_written_about_it_and_is_not_refused()
    {
        var floor = await Floor.Open(server);
        var batch = await floor.Batch("P7");
        await using var schedule = new NpgsqlConnection(server.OwnerConnection);
        await schedule.OpenAsync();
        await using var written = await schedule.BeginTransactionAsync();
        await new NpgsqlCommand($"UPDATE production.batch SET planned_start = planned_start + interval '5 minutes', version = version + 1 WHERE id = '{batch["id"]}'", schedule, written).ExecuteNonQueryAsync();
        var started = floor.Move(batch, new { to = "in_progress" });
        // Locks are read as they are; the list of sessions stays for a transaction what it was at the first look, and the one that waits may be newer.
        var waits = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid)", schedule, written);
        while (await waits.ExecuteScalarAsync() is not true) Assert.False(started.IsCompleted, "It did not wait.");
        await written.CommitAsync();
        Assert.Equal("in_progress", (await started)["batch"]!["status"].Text());
        Assert.Equal(DateTimeOffset.Parse(batch["planned_start"].Text()!).AddMinutes(5), DateTimeOffset.Parse((await floor.Reload(batch))["planned_start"].Text()!));
    }
}
