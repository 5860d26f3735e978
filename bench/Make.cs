using System.Diagnostics;
using System.Globalization;
using Bakery.DemoData;
using Npgsql;

namespace Bakery.Bench;

/// <summary>
/// Tracing at 100,000 and at 1,000,000 movements: the same flour lot followed to its recipients and one of its shop lots back to the flour, over HTTP. Then
/// the month's self-control file.
/// </summary>
internal static class Make
{
    // A flour lot goes into 40 batches; each gives a product lot, of which three shops get a part and sell it in three sales, and one customer the rest.
    private const int MovementsOfFamily = 1 + 40 + 40 + 120 + 120 + 360 + 40;
    private const int Looks = 31;

    public static async Task Run(BenchServer server)
    {
        Console.WriteLine("Make and buy");
        var api = await server.Tenant(Scenarios.GoizekoLabea, 0, "make@bakery.example");
        var items = (await api.Get("inventory/items?limit=200"))["items"]!.AsArray();
        var item = items.First(i => i!["sku"]!.GetValue<string>() == "W180")!["id"]!.GetValue<Guid>();
        var product = items.First(i => i!["sku"]!.GetValue<string>() == "P1")!["id"]!.GetValue<Guid>();
        await using var connection = new NpgsqlConnection(server.Owner);
        await connection.OpenAsync();
        var (forward, backward, families) = (new List<double>(), new List<double>(), 0);
        foreach (var movements in new[] { 100_000, 1_000_000 })
        {
            var wanted = movements / MovementsOfFamily + 1;
            await Fill(connection, api.Tenant, item, product, families, wanted);
            families = wanted;
            var count = await Scalar(connection, "SELECT count(*) FROM inventory.movement");
            var (flour, shop) = (await Id(connection, "flour:1"), await Id(connection, "shop:1:1:1"));
            foreach (var (way, lot, best) in new[] { ("forward", flour, forward), ("backward", shop, backward) })
            {
                var (seconds, fastest, nodes, recipients) = await Measure(api, way, lot);
                best.Add(fastest);
                Table.Row($"trace {way} at {count.ToString("#,0", CultureInfo.InvariantCulture)} movements: {nodes} nodes, {recipients} recipients (target ≤ 2 s)", $"{Table.Seconds(seconds)}, best {fastest * 1000:0} ms");
            }
        }
        Table.Row("the same tree at ten times the movements, best looks (target < 2 times)", $"forward {Ratio(forward)}, backward {Ratio(backward)}");
        await MonthlyFile(api);
    }

    private static string Ratio(List<double> times) => (times[1] / times[0]).ToString("0.00", CultureInfo.InvariantCulture) + " times";

    private static async Task<(double Median, double Best, int Nodes, int Recipients)> Measure(BakeryApi api, string way, Guid lot)
    {
        var times = new List<double>();
        var (nodes, recipients) = (0, 0);
        for (var look = 0; look < Looks; look++)
        {
            var watch = Stopwatch.StartNew();
            var trace = await api.Get($"inventory/trace/{way}?lot_id={lot}");
            times.Add(watch.Elapsed.TotalSeconds);
            (nodes, recipients) = (trace["nodes"]!.AsArray().Count, trace["recipients"]!.AsArray().Count);
        }
        // The median says what a person waits; two sizes are compared by their best looks, for the machine does other things meanwhile.
        return (times.Order().ElementAt(Looks / 2), times.Min(), nodes, recipients);
    }

    private static async Task MonthlyFile(BakeryApi api)
    {
        var place = (await api.Get("locations"))["items"]![0]!["id"]!.GetValue<Guid>();
        var month = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddMonths(-1);
        var days = DateTime.DaysInMonth(month.Year, month.Month);
        for (var i = 0; i < 20; i++)
        {
            var point = (await api.Post("inventory/haccp/points", new { name = $"Point {i:00}", kind = "fridge", location_id = place, min = 0m, max = 4m, unit = "°C", frequency = "daily" }))["id"]!.GetValue<Guid>();
            await api.Post("inventory/haccp/readings", new { readings = Enumerable.Range(0, days * 12).Select(n => new { point_id = point, value = 2.5m, event_time = $"{month:yyyy-MM}-{n / 12 + 1:00}T{n % 12 + 8:00}:00:00Z" }) });
        }
        var watch = Stopwatch.StartNew();
        await api.Download($"inventory/haccp/monthly-file?month={month:yyyy-MM}");
        Table.Row($"self-control file of a month, 20 points, {20 * days * 12} readings, chain verified (target ≤ 10 s)", Table.Seconds(watch.Elapsed.TotalSeconds));
    }

    private static async Task Fill(NpgsqlConnection connection, Guid tenant, Guid item, Guid product, int from, int to)
    {
        // Ids are hashes of what a row is, so that the first family is the same tree at both sizes.
        const string lot = "(id, tenant_id, version, item_id, lot_code, location_id, origin, received_at, event_time, created_at, expiry_kind, quantity, reserved_quantity, unit_cost, stage, state)";
        const string movement = "(id, tenant_id, item_id, lot_id, type, quantity, unit_cost, quantity_before, quantity_after, location_id, reference_type, reference_id, is_deviation, event_time, created_at, actor_name)";
        const string edge = "(id, tenant_id, from_id, from_kind, to_id, to_kind, kind, quantity, event_time)";
        const string when = "timestamptz '2026-01-01' + f * interval '1 hour'";
        const string families = "generate_series($2 + 1, $3) f";
        const string batches = families + ", generate_series(1, 40) b";
        const string shops = batches + ", generate_series(1, 3) s";
        static string Key(string text) => $"md5({text})::uuid";
        static string Lots(string columns, string key, string item, string code, string place, string source) =>
            $"INSERT INTO inventory.lot {columns} SELECT {key}, $1, 1, {item}, {code}, {place}, 'purchase', {when}, {when}, {when}, 'best_before', 0, 0, 1, 'raw', 'depleted' FROM {source}";
        static string Moves(string columns, string key, string item, string lotKey, string type, string quantity, string reference, string source) =>
            $"INSERT INTO inventory.movement {columns} SELECT {key}, $1, {item}, {lotKey}, '{type}', {quantity}, 1, 0, 0, {Key("'place'")}, 'bench', {reference}, false, {when}, {when}, 'bench' FROM {source}";
        static string Edges(string columns, string key, string fromKey, string fromKind, string toKey, string toKind, string kind, string quantity, string source) =>
            $"INSERT INTO inventory.trace_edge {columns} SELECT {key}, $1, {fromKey}, '{fromKind}', {toKey}, '{toKind}', '{kind}', {quantity}, {when} FROM {source}";
        var (flour, batch, made, shop, buyers, customer) = (Key("'flour:' || f"), Key("'batch:' || f || ':' || b"), Key("'made:' || f || ':' || b"), Key("'shop:' || f || ':' || b || ':' || s"), Key("'day:' || f || ':' || b || ':' || s"), Key("'order:' || f || ':' || b"));
        var sales = shops + ", generate_series(1, 3) n";
        string Id(string kind, string parts) => Key($"'{kind}:' || {parts}");
        var (fb, fbs, fbsn) = ("f || ':' || b", "f || ':' || b || ':' || s", "f || ':' || b || ':' || s || ':' || n");
        foreach (var sql in new[]
                 {
                     Lots(lot, flour, "$4", "'F' || f", Key("'O'"), families), Lots(lot, made, "$5", "'B' || f || '-' || b", Key("'O'"), batches), Lots(lot, shop, "$5", "'B' || f || '-' || b", Key("'S' || s"), shops),
                     Moves(movement, Id("m0", "f"), "$4", flour, "purchase", "400", "NULL::uuid", families), Moves(movement, Id("m1", fb), "$4", flour, "production_use", "-10", batch, batches), Moves(movement, Id("m2", fb), "$5", made, "production_output", "100", batch, batches),
                     Moves(movement, Id("m3", fbs), "$5", made, "transfer_out", "-30", "NULL::uuid", shops), Moves(movement, Id("m4", fbs), "$5", shop, "transfer_in", "30", "NULL::uuid", shops), Moves(movement, Id("m5", fbsn), "$5", shop, "sale", "-10", "NULL::uuid", sales), Moves(movement, Id("m6", fb), "$5", made, "sale", "-10", customer, batches),
                     Edges(edge, Id("m1", fb), flour, "lot", batch, "batch", "use", "10", batches), Edges(edge, Id("m2", fb), batch, "batch", made, "lot", "output", "100", batches), Edges(edge, Id("m4", fbs), made, "lot", shop, "lot", "transfer", "30", shops),
                     Edges(edge, Id("m5", fbsn), shop, "lot", buyers, "recipient", "delivery", "10", sales), Edges(edge, Id("m6", fb), made, "lot", customer, "recipient", "delivery", "10", batches),
                     $"INSERT INTO inventory.trace_recipient (id, tenant_id, kind, name, day) SELECT {buyers}, $1, 'shop_sales', 'Shop ' || s, date '2026-01-01' + b FROM {shops}", $"INSERT INTO inventory.trace_recipient (id, tenant_id, kind, name, day) SELECT {customer}, $1, 'customer', 'Customer ' || b, date '2026-01-01' + b FROM {batches}",
                     $"INSERT INTO inventory.trace_batch (id, tenant_id, bake_day, products, number, product_item_id, is_completed) SELECT {batch}, $1, date '2026-01-01' + b, '{{}}', 'BATCH-' || f || '-' || b, $5, true FROM {batches}",
                 })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            foreach (var (value, number) in new object[] { tenant, from, to, item, product }.Select((v, i) => (v, i + 1))) if (sql.Contains($"${number}", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter { Value = value });
            command.CommandText = Renumber(sql);
            await command.ExecuteNonQueryAsync();
        }
        await using var analyze = new NpgsqlCommand("ANALYZE", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    // Statements that do not use every parameter number the ones they use from one.
    private static string Renumber(string sql)
    {
        var used = Enumerable.Range(1, 5).Where(n => sql.Contains($"${n}", StringComparison.Ordinal)).ToList();
        foreach (var (old, position) in used.Select((n, i) => (n, i + 1))) sql = sql.Replace($"${old}", $"${position}", StringComparison.Ordinal);
        return sql;
    }

    private static async Task<Guid> Id(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand("SELECT md5($1)::uuid", connection);
        command.Parameters.AddWithValue(text);
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
