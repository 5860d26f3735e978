using System.Net;
using Bakery.Suppliers.Documents;
using Bakery.Tests.Api.Procurement;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Suppliers;

public sealed class SupplierRecordTests(BakeryServer server)
{
    [Fact]
    public async Task Each_delivery_moves_the_scorecard_and_the_trust_unless_an_admin_has_judged()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"suppliers/{bakery["S3"]}";
        var order = await bakery.Ordered("S3", (bakery["SALT"], 4), (bakery["SUGAR"], 4));
        await bakery.Tenant.Post($"procurement/purchase-orders/{order["id"]}/confirm", new { });
        // All of the salt, half of the sugar (of 125.00 came 77.50), a tenth of what came refused, sugar dearer than listed.
        await bakery.Receive(order, order.Came(bakery["SALT"], "100", "SA-1"), order.Came(bakery["SUGAR"], "50", "SU-1", accepted: "42", rejection: "Torn.", price: "1.00"));
        var card = await bakery.Tenant.Get($"{path}/scorecard");
        Assert.Equal((1, "100.0000", "100.0000"), (card["deliveries"]!.GetValue<int>(), card["on_time"].Text(), card["confirmation"].Text()));
        // 30 + 50 of 30 + 100; 30 + 42 of 30 + 50; 30 + 39.90 of 30 + 42.
        Assert.Equal(("61.5400", "90.0000", "97.0800"), (card["complete"].Text(), card["quality"].Text(), card["price"].Text()));
        Assert.Equal("84.0000", (await bakery.Tenant.Get(path))["trust_score"].Text());
        await bakery.Tenant.Send(HttpMethod.Delete, $"{path}/trust-score");
        // 0.30·100 + 0.20·61.54 + 0.25·90 + 0.15·97.08 + 0.10·100 = 89.37, one delivery and four of 70.
        Assert.Equal(("73.8700", "73.8700"), (card["score"].Text(), (await bakery.Tenant.Get(path))["trust_score"].Text()));
    }

    [Fact]
    public async Task A_paper_that_expires_within_thirty_days_is_told_until_a_new_date_is_there()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"suppliers/{bakery["S1"]}/documents";
        var paper = await bakery.Tenant.Post(path, new { kind = "certificate", title = "IFS Food", issued_on = "2025-12-01", expires_on = "2026-12-05" });
        await bakery.Tenant.Post(path, new { kind = "specification", title = "W180", item_id = bakery["W180"] });
        Assert.Equal([((int?)25, "IFS Food"), (null, "W180")], (await bakery.Tenant.Get(path))["items"]!.AsArray().Select(d => (d!["expires_in_days"]?.GetValue<int>(), d["title"].Text())));
        await server.Say(bakery.Tenant.Id, "suppliers", new SupplierCheckRequested("Europe/Madrid"));
        Assert.Equal("medium", (await bakery.Alerts("suppliers.document_expiring")).Single()["severity"].Text());
        Assert.Equal((1, 0), ((await bakery.Tenant.Get("suppliers/statistics"))["documents_expiring"]!.GetValue<int>(), (await bakery.Tenant.Get("suppliers/statistics"))["documents_expired"]!.GetValue<int>()));
        await bakery.Tenant.Put($"{path}/{paper["id"]}", new { kind = "certificate", title = "IFS Food", issued_on = "2026-12-01", expires_on = "2027-12-05" });
        await bakery.Tenant.Settled();
        Assert.DoesNotContain("active", (await bakery.Alerts("suppliers.document_expiring")).Select(a => a["status"].Text()));
        var answer = await bakery.Tenant.Send(HttpMethod.Post, $"{path}/{paper["id"]}/file", new MultipartFormDataContent { { new ByteArrayContent("%PDF-1.4"u8.ToArray()), "file", "ifs.pdf" } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", (await bakery.Tenant.Send(HttpMethod.Get, $"{path}/{paper["id"]}/file")).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_papers_that_may_speak_of_an_item_are_its_own_and_the_general_ones_of_those_that_sell_it()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        async Task Paper(string supplier, string title, Guid? item = null) => await bakery.Tenant.Post($"suppliers/{bakery[supplier]}/documents", new { kind = "specification", title, item_id = item });
        await Paper("S1", "Of its own", bakery["W180"]);
        await Paper("S1", "Of another item", bakery["SALT"]);
        await Paper("S1", "Of everything");
        await Paper("S2", "Of one that does not sell it");
        async Task<string[]> Of(string item) => [.. (await bakery.Tenant.Get($"suppliers/papers?item_id={bakery[item]}"))["items"]!.AsArray().Select(p => p!["title"].Text())];
        Assert.Equal(["Of everything", "Of its own"], await Of("W180"));
        // A price that has ended leaves the paper where an allergen may have been read from it.
        await server.Execute($"UPDATE suppliers.price SET effective_to = '2026-11-01' WHERE item_id = '{bakery["W180"]}'");
        Assert.Equal(["Of everything", "Of its own"], await Of("W180"));
    }

    [Fact]
    public async Task People_of_a_supplier_are_kept()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var path = $"suppliers/{bakery["S1"]}/contacts";
        var contact = await bakery.Tenant.Post(path, new { name = "Orders desk", role = "Orders", phone = "944 000 000" });
        await bakery.Tenant.Put($"{path}/{contact["id"]}", new { name = "Orders desk", role = "Orders", email = "orders@supplier.example" });
        Assert.Equal(["orders@supplier.example"], (await bakery.Tenant.Get(path))["items"]!.AsArray().Select(c => c!["email"].Text()));
        Assert.Equal(HttpStatusCode.NoContent, (await bakery.Tenant.Send(HttpMethod.Delete, $"{path}/{contact["id"]}", etag: "*")).StatusCode);
    }
}
