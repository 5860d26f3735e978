using System.Text.Json.Nodes;
using Bakery.DemoData;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Api.Training;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Long;

/// <summary>Training jobs across processes: killed with -9 in the middle, and shared by two.</summary>
public sealed class SharedTrainingTests
{
    private const int Products = 28;

    [Fact]
    public async Task A_killed_training_goes_on_at_the_first_unfinished_series_and_two_replicas_share_it()
    {
        await using var cluster = await PostgresCluster.Start();
        var (owner, application) = await cluster.NewDatabase("training");
        var clock = Path.GetTempFileName();
        TestClock.Set(clock, BakeryServer.Start);
        using var first = new BakeryProcess(owner, application, clock, 1);
        using var second = new BakeryProcess(owner, application, clock, 1);
        await first.Migrate();
        await first.Start();
        using var http = new HttpClient { BaseAddress = first.Address, Timeout = TimeSpan.FromMinutes(2) };
        var api = await BakeryProcess.SignUp(http);
        await Import(api);

        // Killed when some series are trained and others are not.
        await Until(owner, "SELECT count(*) FILTER (WHERE state = 'trained') >= 5 AND count(*) FILTER (WHERE state = 'pending') >= 10 FROM training.job_series");
        // What nobody has begun is kept until two processes are there to take it: the sooner one would do it alone.
        await using var keeping = new NpgsqlConnection(owner);
        await keeping.OpenAsync();
        await using var kept = await keeping.BeginTransactionAsync();
        await new NpgsqlCommand("SELECT id FROM training.outbox WHERE sent_at IS NULL FOR UPDATE SKIP LOCKED", keeping, kept).ExecuteNonQueryAsync();
        first.Kill();
        var before = await Rows(owner);
        Assert.InRange(before.Count(r => r.State == "trained"), 5, Products - 1);

        // Two processes take it up again.
        await Task.WhenAll(first.Start(), second.Start());
        await kept.RollbackAsync();
        await Until(owner, "SELECT count(*) = 1 AND bool_and(state = 'completed') FROM training.training_job");
        var after = await Rows(owner);
        Assert.Equal(Products, after.Count);
        Assert.All(after, r => Assert.Equal("trained", r.State));
        foreach (var done in before.Where(r => r.State == "trained")) Assert.Contains(done, after);
        var workers = after.Select(r => r.Worker).Distinct().ToList();
        Assert.True(workers.Count == 3, $"Expected the killed process and two new ones, but {string.Join(", ", workers)} worked.");
        Assert.Equal(Products, await Count(owner, "SELECT count(*) FROM training.model WHERE state = 'active'"));
        Assert.Equal(Products, await Count(owner, "SELECT count(*) FROM training.model"));
        Assert.Equal(1, await Count(owner, "SELECT count(*) FROM training.artifact"));
        Assert.Equal(0, await Count(owner, "SELECT count(*) FROM training.dead_letter"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{before.Count(r => r.State == "trained")} of {Products} were trained at the kill; afterwards {string.Join(", ", after.GroupBy(r => r.Worker).Select(g => g.Count()))} by each process");
    }

    private static async Task Import(BakeryApi api)
    {
        var hours = Enumerable.Range(1, 7).ToDictionary(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => new { opens = "07:00:00", closes = "21:00:00" });
        await api.Post("locations", new { name = "Tienda", type = "retail_outlet", opening_hours = hours, address = (string?)null, city = "Bilbao", latitude = (string?)null, longitude = (string?)null });
        for (var i = 0; i < Products; i++) await api.Post("inventory/items", new { name = Histories.NameOf(i), sku = $"G{i}", item_type = "finished_product", product_category = "bread", stock_unit = "piece", price = "1.50", tax_percent = "4" });
        JsonNode import = await api.Upload("sales/imports/validate", "sales.csv", Histories.Text(Products, Histories.Today.AddDays(-700), Histories.Today.AddDays(-1)));
        await api.Post($"sales/imports/{import["import_id"]!.GetValue<string>()}/commit", new { duplicates = "skip" });
    }

    private sealed record Row(Guid Item, string State, string? Worker, DateTime? Finished);

    private static async Task<List<Row>> Rows(string owner)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var reader = await new NpgsqlCommand("SELECT item_id, state, worker, finished_at FROM training.job_series ORDER BY id", connection).ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync()) rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetDateTime(3)));
        return rows;
    }

    private static async Task<long> Count(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        return (long)(await new NpgsqlCommand(sql, connection).ExecuteScalarAsync())!;
    }

    /// <summary>Watches the database from outside until a condition holds.</summary>
    private static async Task Until(string owner, string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        for (var i = 0; i < 60_000; i++)
        {
            if (await new NpgsqlCommand(sql, connection).ExecuteScalarAsync() is true) return;
            await Task.Delay(3);
        }
        throw new TimeoutException(sql);
    }
}
