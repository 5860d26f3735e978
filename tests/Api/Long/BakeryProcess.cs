using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bakery.DemoData;
using Bakery.Tests.Support;

namespace Bakery.Tests.Api.Long;

/// <summary>The host as a process of its own, which a test may kill.</summary>
public sealed class BakeryProcess : IDisposable
{
    private readonly Dictionary<string, string> environment;
    private Process? process;

    public BakeryProcess(string owner, string application, string clock, int smtpPort)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        environment = new()
        {
            ["BAKERY_DB"] = application + ";Pooling=true;Maximum Pool Size=40", ["BAKERY_DB_OWNER"] = owner, ["BAKERY_CLOCK_FILE"] = clock, ["ASPNETCORE_ENVIRONMENT"] = "Test", ["ASPNETCORE_URLS"] = Address.ToString(),
            ["BAKERY_MASTER_KEY"] = Convert.ToBase64String(SHA256.HashData("only for tests"u8)), ["BAKERY_SERVICE_SECRET"] = "only-for-tests", ["RATE_LIMIT_USER"] = "1000000", ["RATE_LIMIT_ANONYMOUS"] = "1000000", ["RATE_LIMIT_SIGN_IN"] = "1000000",
            ["BAKERY_SMTP_HOST"] = "127.0.0.1", ["BAKERY_SMTP_PORT"] = smtpPort.ToString(System.Globalization.CultureInfo.InvariantCulture), ["BAKERY_SMTP_TLS"] = "none", ["BAKERY_ACCESS_TOKEN_MINUTES"] = "100000", ["Logging__LogLevel__Default"] = "None",
        };
    }

    public Uri Address { get; }

    public async Task Migrate()
    {
        using var migration = Launch("migrate");
        await migration.WaitForExitAsync();
        Assert.Equal(0, migration.ExitCode);
    }

    public async Task Start()
    {
        process = Launch("serve");
        using var http = new HttpClient { BaseAddress = Address };
        for (var i = 0; i < 2400; i++)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { }
            await Task.Delay(50);
        }
        throw new TimeoutException("The process did not become ready.");
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (process is null) return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>The owner of a new organisation.</summary>
    public static async Task<BakeryApi> SignUp(HttpClient http)
    {
        var api = new BakeryApi(http);
        api.Use((await api.Post("/api/v1/auth/register", new { name = "Owner", email = "owner@bakery.example", password = "correct-horse-battery", language = "es", accepted_terms = "1", use_cookie = false }))["access_token"]!.GetValue<string>());
        api.Tenant = (await api.Post("/api/v1/tenants", new { name = "Goizeko" }))["id"]!.GetValue<Guid>();
        api.Use((await api.Post("/api/v1/auth/login", new { email = "owner@bakery.example", password = "correct-horse-battery", use_cookie = false }))["access_token"]!.GetValue<string>());
        return api;
    }

    private Process Launch(string verb)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "bakery"), verb) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var launched = Process.Start(start)!;
        launched.OutputDataReceived += (_, _) => { };
        launched.ErrorDataReceived += (_, _) => { };
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => Kill();
}
