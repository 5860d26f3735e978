using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Bakery.DemoData;
using Npgsql;

namespace Bakery.Bench;

/// <summary>The Release host as a process of its own on a throw-away cluster.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly Process process;

    private BenchServer(Process process, string owner, Uri address) => (this.process, Owner, Address) = (process, owner, address);

    public string Owner { get; }
    public Uri Address { get; }
    public double Memory { get { process.Refresh(); return process.WorkingSet64 / 1048576.0; } }
    public TimeSpan Cpu { get { process.Refresh(); return process.TotalProcessorTime; } }

    public static async Task<BenchServer> Start(string socket, string binary)
    {
        var postgres = $"Host={socket};Username=bakery_owner;Database=postgres";
        await using (var connection = new NpgsqlConnection(postgres))
        {
            await connection.OpenAsync();
            foreach (var sql in new[] { "CREATE ROLE bakery_app LOGIN", "CREATE DATABASE bakery" }) await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();
        }
        var (owner, address) = ($"Host={socket};Username=bakery_owner;Database=bakery", new Uri("http://127.0.0.1:8199"));
        Process Launch(string verb)
        {
            var start = new ProcessStartInfo(binary, verb);
            foreach (var (key, value) in new Dictionary<string, string>
                     {
                         ["BAKERY_DB"] = $"Host={socket};Username=bakery_app;Database=bakery", ["BAKERY_DB_OWNER"] = owner, ["ASPNETCORE_ENVIRONMENT"] = "Production", ["ASPNETCORE_URLS"] = address.ToString(),
                         ["BAKERY_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), ["BAKERY_SERVICE_SECRET"] = "bench", ["RATE_LIMIT_USER"] = "100000000", ["RATE_LIMIT_ANONYMOUS"] = "100000000", ["RATE_LIMIT_SIGN_IN"] = "1000000",
                         ["Logging__LogLevel__Default"] = "Warning", ["BAKERY_ACCESS_TOKEN_MINUTES"] = "600", ["EXTERNAL_SOURCES"] = "off",
                     }) start.Environment[key] = value;
            return Process.Start(start)!;
        }
        using (var migration = Launch("migrate")) await migration.WaitForExitAsync();
        var server = new BenchServer(Launch("serve"), owner, address);
        using var http = new HttpClient { BaseAddress = address };
        for (var i = 0; i < 200; i++)
        {
            try { if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode) return server; }
            catch (HttpRequestException) { }
            await Task.Delay(100);
        }
        throw new TimeoutException("The server did not become ready.");
    }

    /// <summary>A new owner with a loaded tenant.</summary>
    public async Task<BakeryApi> Tenant(Scenario scenario, int days, string email)
    {
        var (api, _) = await SignUp(Address, scenario.Name, email);
        await new DemoLoader(api, scenario, DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime), _ => { }).Load(days, 1);
        return api;
    }

    /// <summary>A new owner with an empty tenant, and the access token.</summary>
    public static async Task<(BakeryApi Api, string Token)> SignUp(Uri address, string name, string email)
    {
        const string password = "correct-horse-battery";
        var api = new BakeryApi(new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) });
        api.Use((await api.Post("/api/v1/auth/register", new { name = "Bench", email, password, language = "es", accepted_terms = "1", use_cookie = false }))["access_token"]!.GetValue<string>());
        api.Tenant = (await api.Post("/api/v1/tenants", new { name }))["id"]!.GetValue<Guid>();
        // Once more, for a token that knows the tenant.
        var token = (await api.Post("/api/v1/auth/login", new { email, password, use_cookie = false }))["access_token"]!.GetValue<string>();
        api.Use(token);
        return (api, token);
    }

    /// <summary>Waits for the training that a first import starts: it belongs to that day, not to every night.</summary>
    public static async Task Trained(BakeryApi api)
    {
        while ((await api.Get("training/jobs"))["items"]!.AsArray().Any(j => j!["state"]!.GetValue<string>() is "pending" or "running")) await Task.Delay(200);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>A table on the screen.</summary>
internal static class Table
{
    public static void Row(string name, string value) => Console.WriteLine($"  {name,-62} {value}");
    public static string Seconds(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
