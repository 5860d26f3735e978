using System.Text;
using System.Text.Json.Nodes;
using Bakery.Contracts.Orders;
using Bakery.Contracts.Production;
using Bakery.Tests.Api.Inventory;
using Bakery.Tests.Api.Production;
using Bakery.Tests.Api.ReferenceDay;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Unit.Documents;

namespace Bakery.Tests.Api.Papers;

/// <summary>Every paper in Spanish and in Basque: its words, its days and decimals, and that nothing lies on something else. Exports are data and stay as they are.</summary>
public sealed class PrintedPapersTests(BakeryServer server)
{
    private const string Day = "2026-11-11";
    private static readonly string[] Organisation = ["name", "legal_name", "tax_id", "tax_territory", "email", "phone", "city", "business_model", "time_zone"];

    [Theory]
    [InlineData("es", "11/11/2026", "Hoja de horneado", "Fichas de amasada", "Horario de producción", "amasado", "Lista de carga", "Albarán", "Consumo pref.")]
    [InlineData("eu", "2026/11/11", "Labe-orria", "Oratze-fitxak", "Ekoizpen-ordutegia", "oratzea", "Zama-zerrenda", "Albarana", "Hobe lehen")]
    public async Task The_papers_of_a_day_speak_their_language(string language, string day, string bakeSheet, string mixCards, string schedule, string mixing, string packingList, string note, string bestBefore)
    {
        var floor = await Floor.Open(server, withMachines: true);
        await Speak(floor.Tenant, language);
        foreach (var size in new[] { "a4", "a5" })
        {
            Says(await Print(floor.Tenant, $"production/bake-sheet/{Day}?format=pdf&size={size}"), $"{bakeSheet} {day}", "Deusto", "Barra");
            Says(await Print(floor.Tenant, $"production/mix-cards/{Day}?format=pdf&size={size}"), $"{mixCards} {day}", language == "es" ? "Temperatura del agua" : "Uraren tenperatura", "bread flour W180");
            Says(await Print(floor.Tenant, $"production/schedule/sheet?date={Day}&size={size}"), $"{schedule} {day}", mixing, "Horno de pisos");
        }
        foreach (var product in GoizekoDay.Products) await floor.Make(product);
        await floor.Tenant.Settled();
        await floor.Bakery.DescribeFood();
        await floor.Tenant.Put($"orders/customers/{floor.Bakery["Zubia"]}", new { name = "Bar Zubia", kind = "b2b", language });
        foreach (var shipment in (await floor.Tenant.Post("orders/distribution/shipments", new { date = Day }))["items"]!.AsArray())
        {
            var packed = await floor.Tenant.Post($"orders/distribution/shipments/{shipment!["id"]}/pack", new { });
            await floor.Tenant.Settled();
            foreach (var stop in packed["stops"]!.AsArray().Where(s => s!["name"].Text() != "Comedor Lamia"))
                Says(await Print(floor.Tenant, $"orders/distribution/delivery-notes/{stop!["id"]}/pdf"), $"{note} {stop["note_number"].Text()}", $": {day}", bestBefore, language == "es" ? "GLUTEN (" : "GLUTENA (");
        }
        foreach (var size in new[] { "a4", "a5" }) Says(await Print(floor.Tenant, $"orders/distribution/packing-lists?date={Day}&format=pdf&size={size}"), $"{packingList} {day}", bestBefore, "Bar Zubia");
    }

    [Theory]
    [InlineData("es", "10/11/2026 05:30", "12/11/2026", "bloqueado", "20 piezas", "Retirada", "Balance de masas", "Donación", "Registro de autocontrol 11/2026", "Informe de sostenibilidad 01/11/2026 – 10/11/2026", "Desperdicio evitado (kg)")]
    [InlineData("eu", "2026/11/10 05:30", "2026/11/12", "blokeatuta", "20 pieza", "Erretiratzea", "Masa-balantzea", "Dohaintza", "Autokontrol-erregistroa 2026/11", "Iraunkortasun-txostena 2026/11/01 – 2026/11/10", "Saihestutako xahuketa (kg)")]
    public async Task The_papers_of_the_storeroom_speak_their_language(string language, string moment, string day, string blocked, string pieces, string recall, string balance, string donation, string month, string report, string prevented)
    {
        var room = await Storeroom.Open(server);
        await Speak(room.Tenant, language);
        var (flour, bread) = (await room.Item("Harina"), await room.Item("Barra", "piece", "finished_product", new { net_weight_g = "250" }));
        var lot = await room.Lot(flour, "F-1", 50.5m);
        var batch = Guid.CreateVersion7();
        await room.Hear(new BatchMaterialsUsed(batch, room.Workshop, [new MaterialUse(flour, 31, "kg", null)], BakeryServer.Start), new BatchCompleted(batch, bread, 100, "BARRA-1", new DateOnly(2026, 11, 12), room.Workshop, 100, 0.3m, BakeryServer.Start));
        var order = new OrderFacts(Guid.CreateVersion7(), "O-7", Guid.CreateVersion7(), "Bar Zubia", new DateOnly(2026, 11, 10), room.Workshop, [new OrderLineFacts(bread, 20, 0, 1)], "locked");
        await room.Hear(new OrderDelivered(order, BakeryServer.Start));
        await room.Tenant.Settled();

        var given = await room.Tenant.Post("inventory/donations", new { recipient_name = "Banco", location_id = room.Workshop, lines = new[] { new { item_id = bread, quantity = 20m } } });
        Says(await Print(room.Tenant, $"inventory/donations/{given["id"]}/pdf"), donation, moment, day, pieces);
        var opened = await room.Tenant.Post("inventory/recalls", new { lot_ids = new[] { lot }, reason = "Cristal en un saco" });
        var path = $"inventory/recalls/{opened["recall"]!["id"]}";
        Says(await Print(room.Tenant, $"{path}/report"), recall, balance, moment, day, blocked, pieces, "19,5 kg");
        Says(await Print(room.Tenant, $"{path}/letter?recipient_id={order.OrderId}"), recall, moment, pieces);
        var export = await (await room.Tenant.Send(HttpMethod.Get, $"{path}/report?format=csv")).Content.ReadAsStringAsync();
        Assert.All(["BARRA-1;2026-11-12;", "Bar Zubia;2026-11-10;Barra;BARRA-1;20 piece;0", ";blocked;"], part => Assert.Contains(part, export));

        var point = Storeroom.Id(await room.Tenant.Post("inventory/haccp/points", new { name = "Cámara 1", kind = "fridge", location_id = room.Workshop, min = "0", max = "4.5", unit = "°C", frequency = "daily", due_time = "10:00:00" }));
        await room.Tenant.Post("inventory/haccp/readings", new { readings = new[] { new { point_id = point, value = "2.5" } } });
        Says(await Print(room.Tenant, "inventory/haccp/monthly-file?month=2026-11"), month, "Cámara 1 (0 – 4,5 °C)", moment[..10], "2,5");
        Says(await Print(room.Tenant, "inventory/sustainability/report?from=2026-11-01&to=2026-11-10"), report, prevented);
    }

    [Theory]
    [InlineData("es", "antes del 14/11/2026", "Ingredientes")]
    [InlineData("eu", "kontsumitzea: 14/11/2026", "Osagaiak")]
    public async Task Labels_and_counter_cards_speak_their_language_and_keep_the_order_of_day_month_and_year_that_the_law_asks_for(string language, string dated, string ingredients)
    {
        var bakery = await Goizeko.Open(server);
        await bakery.DescribeFood();
        string Path(string kind) => $"recipes/{bakery["D3"]}/label?kind={kind}&product_item_id={bakery["P7"]}&lang={language}&lot=N-1&date=2026-11-14";
        Says(await Print(bakery.Tenant, Path("label")), "Napolitana", ingredients, dated, "N-1");
        Says(await Print(bakery.Tenant, Path("card")), "Napolitana", ingredients, "1,80");
    }

    private static async Task Speak(TestTenant tenant, string language)
    {
        var now = (await tenant.Get("")).AsObject();
        var body = new JsonObject(Organisation.Select(name => KeyValuePair.Create(name, now[name]?.DeepClone()))) { ["language"] = language };
        await tenant.Patch("", new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        await tenant.Settled();
    }

    private static async Task<PrintedPages> Print(TestTenant tenant, string path)
    {
        var answer = await tenant.Send(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync())}");
        var pages = new PrintedPages(await answer.Content.ReadAsByteArrayAsync());
        pages.AreClean();
        return pages;
    }

    // No day as the wire has it, and no code that only programs read.
    private static void Says(PrintedPages pages, params string[] parts)
    {
        var text = pages.Text.Replace('\n', ' ');
        Assert.All(parts, part => Assert.Contains(part, text));
        Assert.DoesNotMatch(@"\b20\d\d-\d\d-\d\d\b", text);
        Assert.DoesNotMatch(@"\b(available|blocked|quarantined|depleted|piece|pieces)\b", text);
    }
}
