using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Bakery.DemoData;

/// <summary>Purchases of the last weeks: orders with their receipts and invoices, something that went back, papers and people of suppliers, a template and a transfer.</summary>
/// <param name="ids">Ids by the scenario's codes.</param>
internal sealed class BuyingDemo(BakeryApi api, Scenario scenario, DateOnly today, IReadOnlyDictionary<string, Guid> ids)
{
    private Guid Workshop => ids[scenario.Sites.First(s => s.Type == "central_production").Code];

    public async Task Load()
    {
        foreach (var (supplier, age) in scenario.Suppliers.Where(s => s.Prices.Count > 0).Take(3).Zip([23, 12, 6])) await Bought(supplier.Code, [.. supplier.Prices.Take(2).Select(p => ids[p.Item])], age);
        await Papers();
        await Repeated();
    }

    // What came was used up since, so that today's stock is what the scenario says.
    private async Task Bought(string supplier, IReadOnlyList<Guid> items, int age)
    {
        var day = today.AddDays(-age);
        var order = await api.Post("procurement/purchase-orders", new { supplier_id = ids[supplier], po_number = $"PO-{day:yyyyMMdd}-0001", required_delivery_date = day, lines = items.Select(i => new { item_id = i, packs = 2 }) });
        var path = $"procurement/purchase-orders/{order["id"]}";
        order = await api.Post($"{path}/submit", new { minimum_override_reason = "Pedido pequeño, pasan por aquí." });
        if (Text(order["status"]) == "pending_approval") await api.Post($"{path}/approve");
        await Sent(path);
        await api.Post($"{path}/confirm", new { confirmed_date = day });
        order = await api.Get(path);
        var lines = order["lines"]!.AsArray().Select(l => l!).ToList();
        var delivery = await api.Post("procurement/deliveries", new
        {
            purchase_order_id = order["id"]!.GetValue<Guid>(),
            data = new { received_at = $"{day:yyyy-MM-dd}T08:10:00Z", delivery_note = $"ALB-{day:yyMMdd}", lines = lines.Select((l, i) => new { po_item_id = l["id"]!.GetValue<Guid>(), delivered = Text(l["ordered_quantity"]), accepted = Text(l["ordered_quantity"]), lot_code = $"{supplier}-{day:yyMMdd}-{i + 1}", expires_on = today.AddDays(60 + i), temperature_c = IsCold(l["item_id"]!.GetValue<Guid>()) ? 3.4m : (decimal?)null }) },
        });
        await api.Post($"procurement/deliveries/{delivery["id"]}/complete");
        foreach (var (line, index) in lines.Select((l, i) => (l, i))) await UsedUp(line["item_id"]!.GetValue<Guid>(), $"{supplier}-{day:yyMMdd}-{index + 1}");
        await Invoiced(supplier, order, lines, day, age);
    }

    private bool IsCold(Guid item) => scenario.Ingredients.Any(i => ids[i.Code] == item && i.Category is ("dairy" or "fats" or "eggs"));

    // The message to the supplier may leave at this very moment.
    private async Task Sent(string path)
    {
        try
        {
            await api.Post($"{path}/send");
        }
        catch (HttpRequestException problem) when (problem.StatusCode == HttpStatusCode.Conflict)
        {
            // It has left by itself.
        }
    }

    private async Task UsedUp(Guid item, string lotCode)
    {
        for (var look = 0; look < 300; look++)
        {
            if ((await api.Get($"inventory/lots?item_id={item}&q={lotCode}"))["items"]!.AsArray().FirstOrDefault() is { } lot)
            {
                await api.Post("inventory/stock/consume", new { location_id = Workshop, lines = new[] { new { item_id = item, quantity = Text(lot["quantity"]), lot_id = lot["id"]!.GetValue<Guid>(), reason_code = "used_up" } } });
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
        throw new InvalidOperationException($"Lot {lotCode} was never booked.");
    }

    private async Task Invoiced(string supplier, JsonNode order, IReadOnlyList<JsonNode> lines, DateOnly day, int age)
    {
        // The newest invoice asks for more than was agreed.
        var dearer = age < 10 ? 1.08m : 1m;
        var invoiced = lines.Select(l => (Id: l["id"]!.GetValue<Guid>(), Quantity: Number(l["ordered_quantity"]), Price: Math.Round(Number(l["unit_price"]) * dearer, 4))).ToList();
        var net = invoiced.Sum(l => Math.Round(l.Quantity * l.Price, 2, MidpointRounding.AwayFromZero));
        var tax = Math.Round(net * 0.1m, 2);
        var invoice = await api.Post("procurement/invoices", new
        {
            supplier_id = ids[supplier],
            data = new { number = $"F-{day:yyMM}-{age:000}", invoice_date = day, purchase_order_id = order["id"]!.GetValue<Guid>(), net, tax, total = net + tax, lines = invoiced.Select(l => new { po_item_id = l.Id, quantity = l.Quantity, unit_price = l.Price }) },
        });
        var path = $"procurement/invoices/{invoice["id"]}";
        await api.Post($"{path}/match");
        if (age > 10) await api.Post($"{path}/approve", new { });
        if (age > 20) await api.Post($"{path}/pay", new { paid_on = today.AddDays(-2) });
    }

    private async Task Papers()
    {
        var supplier = scenario.Suppliers[0];
        var path = $"suppliers/{ids[supplier.Code]}";
        var certificate = await api.Post($"{path}/documents", new { kind = "certificate", title = "IFS Food", reference = "IFS-20418", issued_on = today.AddDays(-340), expires_on = today.AddDays(24) });
        await api.Upload($"{path}/documents/{certificate["id"]}/file", "ifs-food.pdf", "%PDF-1.4\n%%EOF\n");
        await api.Post($"{path}/documents", new { kind = "specification", title = "Ficha técnica", item_id = ids[supplier.Prices[0].Item], issued_on = today.AddDays(-200) });
        await api.Post($"{path}/contacts", new { name = "Departamento de pedidos", role = "Pedidos", phone = "944 000 100", email = $"pedidos-{supplier.Code.ToLowerInvariant()}@supplier.example" });
    }

    private async Task Repeated()
    {
        var supplier = scenario.Suppliers[0];
        await api.Post("procurement/templates", new { name = "Pedido de la semana", supplier_id = ids[supplier.Code], lines = supplier.Prices.Take(3).Select((p, i) => new { item_id = ids[p.Item], packs = 4 - i }) });
        if (scenario.Products.FirstOrDefault(p => p.Dough is null) is { } drink && scenario.Sites.FirstOrDefault(s => s.Type == "retail_outlet") is { } shop)
            await api.Post("procurement/internal-transfers", new { transfer_type = "raw_materials", from_location_id = Workshop, to_location_id = ids[shop.Code], needed_on = today.AddDays(1), note = "Para el fin de semana", lines = new[] { new { item_id = ids[drink.Code], quantity = 12m } } });
        await api.Post("procurement/receiving-limits", new { kind = "chilled_dairy", min_c = 0m, max_c = 6m, legal_basis = "APPCC", valid_from = today.AddDays(-30) });
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static decimal Number(JsonNode? node) => decimal.Parse(Text(node), CultureInfo.InvariantCulture);
}
