using System.Text.Json;
using Npgsql;

namespace Bakery.Bench;

/// <summary>Writes a customer and its audit row, the rows that ours writes, in one transaction of two statements, and answers with the customer.</summary>
internal static class BareWrite
{
    private const string Customer = """
        INSERT INTO orders.customer (id, tenant_id, version, code, kind, name, language, discount_percent, equivalence_surcharge, marketing_consent, is_active)
        VALUES ($1, $2, 1, $3, $4, $5, $6, 0, false, false, true)
        """;

    private const string Audit = """
        INSERT INTO orders.audit_log (id, tenant_id, occurred_at, actor_kind, actor_id, actor_name, ip, user_agent, service, action, resource_type, resource_id, severity, changes, request_id)
        VALUES ($1, $2, $3, 'user', $4, 'Bench', '127.0.0.1', NULL, 'orders', 'created', 'customer', $5, 'low', $6::jsonb, $7)
        """;

    public static async Task Answer(HttpContext http, NpgsqlDataSource source, Guid tenant)
    {
        var sent = (await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(http.Request.Body))!;
        var id = Guid.CreateVersion7();
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, Customer, id, tenant, sent["code"], sent["kind"], sent["name"], sent["language"]);
        var changes = JsonSerializer.Serialize(new
        {
            code = Change(sent["code"]), kind = Change(sent["kind"]), name = Change(sent["name"]), language = Change(sent["language"]), discount_percent = Change("0.0000"),
            equivalence_surcharge = Change(false), marketing_consent = Change(false), is_active = Change(true),
        });
        await Run(connection, Audit, Guid.CreateVersion7(), tenant, TimeProvider.System.GetUtcNow().UtcDateTime, id, id.ToString(), changes, Guid.CreateVersion7());
        await transaction.CommitAsync();
        http.Response.StatusCode = 201;
        await http.Response.WriteAsJsonAsync(new
        {
            id, code = sent["code"], name = sent["name"], kind = sent["kind"], tax_id = (string?)null, address = (string?)null, email = (string?)null, phone = (string?)null, language = sent["language"],
            discount_percent = "0.0000", credit_limit = (string?)null, equivalence_surcharge = false, marketing_consent = false, allergy_note = (string?)null, is_active = true, version = 1,
        });
    }

    private static object Change(object after) => new { before = (object?)null, after };

    private static async Task Run(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
