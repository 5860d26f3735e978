using System.Net;
using System.Net.Http.Headers;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

public sealed class InvoiceTests(BakeryServer server)
{
    [Fact]
    public async Task An_accepted_price_goes_into_the_price_list_and_an_approved_invoice_is_paid_once()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S2", (bakery["BUTTER"], 5));
        await bakery.Receive(order, order.Came(bakery["BUTTER"], "50", "B-1"));
        // Ordered at the tier of five boxes: 6.95.
        var invoice = await bakery.Invoice(order, "A-1", "370.00", "37.00", "407.00", order.Invoiced(bakery["BUTTER"], "50", "7.40"));
        Assert.Equal(("disputed", "price_mismatch", "22.50", "0.4500"), (invoice["status"].Text(), invoice["result"].Text(), invoice["difference"].Text(), invoice["lines"]![0]!["price_difference"].Text()));
        Assert.Equal("2026-12-11", invoice["due_date"].Text());
        var path = $"procurement/invoices/{invoice["id"]}";
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invoice_disputed"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/approve", new { }));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_invoice"), await bakery.Tenant.Fails(HttpMethod.Post, "procurement/invoices", bakery.InvoiceOf(order, "A-1", "1.00", "0.10", "1.10", order.Invoiced(bakery["BUTTER"], "1", "1"))));
        invoice = await bakery.Tenant.Post($"{path}/approve", new { reason = "Announced by letter.", update_price_list = true });
        Assert.Equal("approved", invoice["status"].Text());
        await bakery.Tenant.Settled();
        Assert.DoesNotContain("active", (await bakery.Alerts("procurement.invoice_mismatch")).Select(a => a["status"].Text()));
        var price = (await bakery.Tenant.Get($"suppliers/{bakery["S2"]}/price-lists"))["items"]!.AsArray().First(p => p!["item_id"]!.GetValue<Guid>() == bakery["BUTTER"] && p["effective_to"] is null)!;
        Assert.Equal(("2026-11-11", "7.2000", "7.4000"), (price["effective_from"].Text(), price["unit_price"].Text(), price["tiers"]![0]!["unit_price"].Text()));
        Assert.Equal("closed", (await bakery.Tenant.Get($"procurement/purchase-orders/{order["id"]}"))["status"].Text());
        Assert.Equal(("paid", "2026-11-12"), ((await bakery.Tenant.Post($"{path}/pay", new { paid_on = "2026-11-12" }))["status"].Text(), (await bakery.Tenant.Get(path))["paid_on"].Text()));
        Assert.Equal((HttpStatusCode.Conflict, "invalid_state_transition"), await bakery.Tenant.Fails(HttpMethod.Post, $"{path}/pay", new { }));
    }

    [Fact]
    public async Task What_nobody_ordered_is_named_a_typing_error_is_corrected_and_goods_are_not_invoiced_twice()
    {
        var bakery = await Goizeko.Open(server, withStock: false);
        var order = await bakery.Ordered("S3", (bakery["SALT"], 4));
        await bakery.Receive(order, order.Came(bakery["SALT"], "100", "SA-4"));
        var invoice = await bakery.Invoice(order, "B-1", "18.00", "1.80", "19.80", order.Invoiced(bakery["SALT"], "50", "0.30"), new { description = "pallet", quantity = "1", unit_price = "3.00" });
        Assert.Equal(("unordered_item", "3.00"), (invoice["result"].Text(), invoice["difference"].Text()));
        var path = $"procurement/invoices/{invoice["id"]}";
        await bakery.Tenant.Put(path, new { number = "B-1", invoice_date = "2026-11-11", purchase_order_id = order.Id(), net = "15.00", tax = "1.50", total = "16.50", lines = new[] { order.Invoiced(bakery["SALT"], "50", "0.30") } });
        Assert.Equal("matched", (await bakery.Tenant.Post($"{path}/match"))["status"].Text());
        var second = await bakery.Invoice(order, "B-2", "30.00", "3.00", "33.00", order.Invoiced(bakery["SALT"], "100", "0.30"));
        Assert.Equal(("quantity_mismatch", "15.00"), (second["result"].Text(), second["difference"].Text()));
        var wrong = await bakery.Tenant.Post($"procurement/invoices/{second["id"]}/dispute", new { reason = "Half of it was on B-1." });
        Assert.Equal("Half of it was on B-1.", wrong["dispute_reason"].Text());

        async Task<HttpResponseMessage> Upload(byte[] content)
        {
            var file = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
            return await bakery.Tenant.Send(HttpMethod.Post, $"{path}/file", new MultipartFormDataContent { { file, "file", "b-1.pdf" } });
        }
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Upload("<html>"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Upload("%PDF-1.4 scanned"u8.ToArray())).StatusCode);
        Assert.Equal("%PDF-1.4 scanned", await (await bakery.Tenant.Send(HttpMethod.Get, $"{path}/file")).Content.ReadAsStringAsync());
    }
}
