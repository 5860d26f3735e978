using System.Text.Json;
using Npgsql;

namespace Bakery.Bench;

/// <summary>Writes a customer and its audit row, the rows that ours writes with every column, in one transaction of two statements, and answers with the customer.</summary>
internal static class BareWrite
{
    private const string Customer = """
        INSERT INTO orders.customer (id, tenant_id, version, code, kind, name, tax_id, address, email, phone, language, discount_percent, credit_limit, equivalence_surcharge, marketing_consent, allergy_note, is_active)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private const string Audit = """
        INSERT INTO orders.audit_log (id, tenant_id, occurred_at, actor_kind, actor_id, actor_name, ip, user_agent, service, action, resource_type, resource_id, severity, changes, reason, request_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16)
        """;

    public static async Task Answer(HttpContext http, NpgsqlDataSource source, Guid tenant)
    {
        var sent = (await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(http.Request.Body))!;
        var id = Guid.CreateVersion7();
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        string? none = null;
        await Run(connection, Customer, id, tenant, 1, sent["code"], sent["kind"], sent["name"], none, none, none, none, sent["language"], 0m, none, false, false, none, true);
        var changes = JsonSerializer.Serialize(new
        {
            code = Change(sent["code"]), kind = Change(sent["kind"]), name = Change(sent["name"]), language = Change(sent["language"]), discount_percent = Change("0.0000"),
            equivalence_surcharge = Change(false), marketing_consent = Change(false), is_active = Change(true),
        });
        await Run(connection, Audit, Guid.CreateVersion7(), tenant, TimeProvider.System.GetUtcNow().UtcDateTime, "user", id, "Bench", http.Connection.RemoteIpAddress!.ToString(), none, "orders", "created", "customer", id.ToString(), "low", changes, none,
            Guid.CreateVersion7());
        await transaction.CommitAsync();
        http.Response.StatusCode = 201;
        await http.Response.WriteAsJsonAsync(new
        {
            id, code = sent["code"], name = sent["name"], kind = sent["kind"], tax_id = (string?)null, address = (string?)null, email = (string?)null, phone = (string?)null, language = sent["language"],
            discount_percent = "0.0000", credit_limit = (string?)null, equivalence_surcharge = false, marketing_consent = false, allergy_note = (string?)null, is_active = true, version = 1,
        });
    }

    private static object Change(object after) => new { before = (object?)null, after };

    private static async Task Run(NpgsqlConnection connection, string sql, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value } : new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
