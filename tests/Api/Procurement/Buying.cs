using System.Text.Json.Nodes;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;

namespace Bakery.Tests.Api.Procurement;

/// <summary>Orders and receipts of the reference bakery.</summary>
internal static class Buying
{
    /// <summary>An order that the supplier has.</summary>
    public static async Task<JsonNode> Ordered(this Goizeko bakery, string supplier, params (Guid Item, int Packs)[] lines)
    {
        var order = await bakery.Tenant.Post("procurement/purchase-orders", new { supplier_id = bakery[supplier], lines = lines.Select(l => new { item_id = l.Item, packs = l.Packs }) });
        var path = $"procurement/purchase-orders/{order["id"]}";
        order = await bakery.Tenant.Post($"{path}/submit", new { minimum_override_reason = "Agreed on the phone." });
        if (order["status"].Text() == "pending_approval") await bakery.Tenant.Post($"{path}/approve");
        return await bakery.Sent(path);
    }

    /// <summary>The order once it has left.</summary>
    public static async Task<JsonNode> Sent(this Goizeko bakery, string path)
    {
        await bakery.Tenant.Settled();
        if ((await bakery.Tenant.Get(path))["status"].Text() == "approved") await bakery.Tenant.Post($"{path}/send");
        return await bakery.Tenant.Get(path);
    }

    public static Guid Id(this JsonNode node) => node["id"]!.GetValue<Guid>();

    public static JsonNode LineOf(this JsonNode order, Guid item) => order["lines"].With("item_id", item);

    /// <summary>A line of a receipt, all of it accepted.</summary>
    public static object Came(this JsonNode order, Guid item, string quantity, string lot, string? expires = "2027-06-30", string? temperature = null, string? accepted = null, string? rejection = null, string? acceptance = null, string? price = null, Guid? photo = null) => new
    {
        po_item_id = order.LineOf(item).Id(), delivered = quantity, accepted = accepted ?? quantity, lot_code = lot, expires_on = expires, temperature_c = temperature, rejection_reason = rejection, acceptance_reason = acceptance, unit_price = price, photo_id = photo,
    };

    public static object Receipt(this JsonNode order, object[] lines, string? note = null, string? at = null) => new { purchase_order_id = order.Id(), data = new { lines, delivery_note = note, received_at = at } };

    /// <summary>Writes a receipt down and books it.</summary>
    public static async Task<JsonNode> Receive(this Goizeko bakery, JsonNode order, params object[] lines)
    {
        var delivery = await bakery.Tenant.Post("procurement/deliveries", order.Receipt(lines));
        delivery = await bakery.Tenant.Post($"procurement/deliveries/{delivery["id"]}/complete");
        await bakery.Tenant.Settled();
        return delivery;
    }

    /// <summary>An invoice, captured and matched.</summary>
    public static async Task<JsonNode> Invoice(this Goizeko bakery, JsonNode order, string number, string net, string tax, string total, params object[] lines)
    {
        var invoice = await bakery.Tenant.Post("procurement/invoices", bakery.InvoiceOf(order, number, net, tax, total, lines));
        invoice = await bakery.Tenant.Post($"procurement/invoices/{invoice["id"]}/match");
        await bakery.Tenant.Settled();
        return invoice;
    }

    public static object InvoiceOf(this Goizeko bakery, JsonNode order, string number, string net, string tax, string total, params object[] lines) => new
    {
        supplier_id = order["supplier_id"]!.GetValue<Guid>(), data = new { number, invoice_date = "2026-11-11", purchase_order_id = order.Id(), net, tax, total, lines },
    };

    public static object Invoiced(this JsonNode order, Guid item, string quantity, string price) => new { po_item_id = order.LineOf(item).Id(), quantity, unit_price = price };

    public static async Task<List<JsonNode>> Alerts(this Goizeko bakery, string type) => [.. (await bakery.Tenant.Get("alerts?limit=200"))["items"]!.AsArray().Select(a => a!).Where(a => a["event_type"].Text() == type)];
}
