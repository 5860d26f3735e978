using System.Globalization;
using Npgsql;

namespace Bakery.Tests.Distributed;

/// <summary>Counts in the eighteen databases what nights have left: every row once, none too few.</summary>
internal sealed class NightLedger(DistributedBakery bakery, Guid tenant)
{
    private static readonly string[] Steps = ["snapshot", "insights", "forecast", "production", "procurement", "notify", "validate"];

    /// <param name="nights">How many runs there have to be.</param>
    /// <param name="writes">How many lots, and how many orders, people wrote meanwhile.</param>
    public async Task IsWhole(int nights, int writes)
    {
        await Is(nights, "completed night runs", "orchestrator", $"SELECT count(*) FROM orchestrator.run WHERE tenant_id = '{tenant}' AND run_type = 'scheduled' AND status = 'completed'");
        await Is(nights, "night runs", "orchestrator", $"SELECT count(*) FROM orchestrator.run WHERE tenant_id = '{tenant}' AND run_type = 'scheduled'");
        await Is(nights * Steps.Length, "completed steps", "orchestrator", $"SELECT count(*) FROM orchestrator.run_step WHERE status = 'completed' AND run_id IN (SELECT id FROM orchestrator.run WHERE tenant_id = '{tenant}' AND run_type = 'scheduled')");
        await Is(nights, "procurement plans of runs", "procurement", $"SELECT count(*) FROM procurement.plan WHERE tenant_id = '{tenant}' AND run_id IS NOT NULL");
        await Is(nights, "runs with forecasts", "forecasting", $"SELECT count(DISTINCT b.run_id) FROM forecasting.forecast_batch b JOIN forecasting.forecast f ON f.batch_id = b.id WHERE b.tenant_id = '{tenant}'");
        await Is(writes, "lots booked in the nights", "inventory", $"SELECT count(*) FROM inventory.lot WHERE tenant_id = '{tenant}' AND lot_code LIKE 'night-%'");
        await Is(writes, "kilograms booked in the nights", "inventory", $"SELECT sum(m.quantity) FROM inventory.movement m JOIN inventory.lot l ON l.id = m.lot_id WHERE l.tenant_id = '{tenant}' AND l.lot_code LIKE 'night-%'");
        await Is(writes, "orders taken in the nights", "orders", $"SELECT count(*) FROM orders.customer_order WHERE tenant_id = '{tenant}' AND note = 'in the night'");
        await IsOnce("lots", "inventory", "inventory.lot", "tenant_id, item_id, lot_code, location_id");
        await IsOnce("bake plans of a day", "production", "production.bake_plan", "tenant_id, plan_date, location_id");
        await IsOnce("lines of a product", "production", "production.plan_line", "plan_id, product_item_id");
        await IsOnce("forecasts of a run", "forecasting", "forecasting.forecast_batch", "run_id", "run_id IS NOT NULL");
        await IsOnce("procurement plans of a run", "procurement", "procurement.plan", "run_id", "run_id IS NOT NULL");
        await IsOnce("orders of a supplier in a plan", "procurement", "procurement.purchase_order", "plan_id, supplier_id, required_delivery_date", "plan_id IS NOT NULL");
        await IsOnce("orders of a standing order", "orders", "orders.customer_order", "standing_order_id, due_on", "standing_order_id IS NOT NULL");
        await IsOnce("forecasts in force", "forecasting", "forecasting.forecast", "tenant_id, item_id, location_id, date", "superseded_at IS NULL");
        await IsOnce("messages of a key", "notification", "notification.message", "dedup_key");
        // What comes again within a day is the same alert (platform.md 7.1); a day later it is another one.
        await Is(0, "doubled open alerts", "alert-processor", "SELECT count(*) FROM alert_processor.alert a JOIN alert_processor.alert b USING (tenant_id, dedup_key) WHERE a.id < b.id AND a.status IN ('active', 'acknowledged') AND b.status IN ('active', 'acknowledged') AND b.first_seen <= a.last_seen + interval '24 hours'");
        foreach (var service in DistributedBakery.Services)
        {
            var schema = service.Replace('-', '_');
            await Is(0, $"dead letters of {service}", service, $"SELECT count(*) FROM {schema}.dead_letter");
            await Is(0, $"messages that {service} has not sent", service, $"SELECT count(*) FROM {schema}.outbox WHERE sent_at IS NULL AND due_at <= (SELECT max(sent_at) FROM {schema}.outbox)");
        }
    }

    private Task IsOnce(string what, string service, string table, string key, string where = "true") =>
        Is(0, $"doubled {what}", service, $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {where} GROUP BY {key} HAVING count(*) > 1) x");

    private async Task Is(long expected, string what, string service, string sql)
    {
        await using var connection = await bakery.Database(service);
        var found = Convert.ToDecimal(await new NpgsqlCommand(sql, connection).ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        if (expected > 0) TestContext.Current.TestOutputHelper?.WriteLine($"{found,6:0} {what}");
        Assert.True(found == expected, $"{found} {what}, not {expected}.");
    }

    public static async Task<bool> Is(NpgsqlConnection connection, string sql) => await new NpgsqlCommand(sql, connection).ExecuteScalarAsync() is true;
}
