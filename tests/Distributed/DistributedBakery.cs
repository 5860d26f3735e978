using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Bakery.Host.Verbs;
using Bakery.Kernel.Tenancy;
using Bakery.Tests.Api.Support;
using Bakery.Tests.Distributed;
using Bakery.Tests.Support;
using Microsoft.Extensions.Configuration;
using Npgsql;

[assembly: AssemblyFixture(typeof(DistributedBakery))]

namespace Bakery.Tests.Distributed;

/// <summary>
/// The 18 services, the gateway and the dashboard as <c>./bakery up --distributed</c> starts them, once per run, in a folder of their own and on a
/// test clock. A role may be killed; the script starts it again.
/// </summary>
public sealed class DistributedBakery : IBakery, IAsyncDisposable
{
    /// <summary>The services in the order of their ports, which follow the gateway's.</summary>
    public static readonly string[] Services = ["auth", "tenant", "inventory", "recipes", "suppliers", "production", "procurement", "orders", "ai-insights", "orchestrator", "alert-processor", "notification", "demo-session", "sales", "training", "forecasting", "pos", "external"];

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bkd-{Guid.CreateVersion7().ToString("N")[^8..]}");
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly SemaphoreSlim gate = new(1);
    private static int made;
    private bool started;
    private string? missing;

    public int Port { get; } = FreePorts();

    /// <summary>What the roles are started with beside their own settings; may be added to before the first <see cref="Needed"/>.</summary>
    internal Dictionary<string, string> Settings { get; } = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Test", ["EXTERNAL_SOURCES"] = "off", ["BAKERY_ACCESS_TOKEN_MINUTES"] = "100000",
        ["RATE_LIMIT_USER"] = "1000000", ["RATE_LIMIT_ANONYMOUS"] = "1000000", ["RATE_LIMIT_SIGN_IN"] = "1000000",
    };
    public Uri Gateway => new($"http://127.0.0.1:{Port}");
    public Uri Of(string service) => new($"http://127.0.0.1:{Port + 101 + Array.IndexOf(Services, service)}");
    private string ClockFile => Path.Combine(folder, "clock");

    private async Task Start()
    {
        var absent = new List<string>();
        foreach (var (tool, package) in new[] { ("rabbitmq", "rabbitmq-server"), ("redis", "redis-server") })
            if (await Run(Path.Combine(Repository.Root, "tools", tool), "installed") != 0) absent.Add(package);
        if (!Directory.Exists("/usr/lib/postgresql")) absent.Add("postgresql");
        if (absent.Count > 0)
        {
            missing = $"skipped: {string.Join(' ', absent)} missing (sudo apt-get install {string.Join(' ', absent)})";
            return;
        }
        Directory.CreateDirectory(folder);
        TestClock.Set(ClockFile, new DateTimeOffset(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
        if (await Bakery("up", "--distributed", "--detach", "--empty", "--port", $"{Port}") != 0) throw new InvalidOperationException($"./bakery up --distributed failed; the logs are in {folder}/logs.");
    }

    /// <summary>First line of every test: starts what is not there yet, and skips where the packages are missing.</summary>
    public async Task Needed()
    {
        await gate.WaitAsync();
        try
        {
            if (!started) await Start();
            started = true;
        }
        finally
        {
            gate.Release();
        }
        if (missing is not null) Assert.Skip(missing);
    }

    public HttpClient CreateClient() => new() { BaseAddress = Gateway, Timeout = TimeSpan.FromMinutes(2) };

    public void SetClock(DateTimeOffset instant) => TestClock.Set(ClockFile, instant);

    /// <summary>Time passes until what looks each minute has looked, also after the lease of a process that was killed.</summary>
    public void Tick() => SetClock(new TestClock(ClockFile).GetUtcNow() + TimeSpan.FromMinutes(3));

    /// <summary>Asks every service until none has done anything between two rounds.</summary>
    public async Task Settled()
    {
        for (long? before = null; ;)
        {
            var now = (await Task.WhenAll(Services.Select(Activity))).Sum();
            if (now == before) return;
            before = now;
        }
    }

    private async Task<long> Activity(string service)
    {
        using var answer = await http.PostAsync(new Uri(Of(service), "/internal/v1/test/settled"), null);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("activity").GetInt64();
    }

    /// <summary>kill -9.</summary>
    public void Kill(string role)
    {
        using var process = Process.GetProcessById(PidOf(role));
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The file that holds the passwords of a service's two database roles.</summary>
    internal string PasswordsOf(string service) => Path.Combine(folder, "secrets", $"database-{service}");

    public int PidOf(string role) => int.Parse(File.ReadAllText(Path.Combine(folder, "roles", role)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The service's database seen from outside, as its owner.</summary>
    internal async Task<NpgsqlConnection> Database(string service)
    {
        var connection = new NpgsqlConnection($"Host={Path.Combine(folder, "postgres-distributed", "postgres")};Port={Port + 200};Username=bakery_owner;Database={service.Replace('-', '_')};Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Waits until every role answers that it is ready.</summary>
    public async Task Ready()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        foreach (var address in Services.Select(Of).Append(Gateway))
        {
            while (true)
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(address, "/health/ready"), limit.Token);
                    if (answer.IsSuccessStatusCode) break;
                }
                catch (HttpRequestException) { }
                await Task.Delay(200, limit.Token);
            }
        }
    }

    /// <summary>Waits until every part has its connection to Redis again: what it says before is lost.</summary>
    public async Task KnowsRedis()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var address in Services.Select(Of).Append(Gateway))
            while ((await http.GetFromJsonAsync<JsonElement>(new Uri(address, "/health/ready"), limit.Token)).GetProperty("cache").GetString() != "redis") await Task.Delay(100, limit.Token);
    }

    /// <summary>Loads a part of the template bakeries as its Job does, and returns what it said.</summary>
    public async Task<string> Seed(string part)
    {
        var settings = Services.ToDictionary(s => $"BAKERY_SERVICE_URL_{s.Replace('-', '_').ToUpperInvariant()}", s => (string?)Of(s).ToString());
        settings["BAKERY_SERVICE_SECRET"] = await File.ReadAllTextAsync(Path.Combine(folder, "secrets", "service-secret"));
        settings["BAKERY_CLOCK_FILE"] = ClockFile;
        var said = new StringWriter();
        Assert.Equal(0, await SeedPart.Run(part, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), said, default));
        return said.ToString();
    }

    /// <summary>Runs one of the scripts that start and stop Redis, RabbitMQ and PostgreSQL on this bakery's folder.</summary>
    public Task<int> Tool(string tool, string verb, params string[] arguments) => Run(Path.Combine(Repository.Root, "tools", tool), [verb, Path.Combine(folder, "postgres-distributed", tool), .. arguments]);

    /// <summary>Starts Redis, RabbitMQ or PostgreSQL after its <c>stop</c>.</summary>
    public Task<int> Restart(string tool) => tool switch
    {
        "rabbitmq" => Tool(tool, "start", $"{Port + 210}"),
        "redis" => Tool(tool, "start", $"{Port + 220}"),
        _ => Tool(tool, "start"),
    };

    /// <summary>Runs <c>./bakery</c> on this bakery's folder.</summary>
    internal Task<int> Bakery(params string[] arguments) => Run(Path.Combine(Repository.Root, "bakery"), arguments);

    private async Task<int> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in Settings) start.Environment[key] = value;
        (start.Environment["BAKERY_DATA"], start.Environment["BAKERY_CLOCK_FILE"]) = (folder, ClockFile);
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage("{0}", line.Data ?? "");
        process.ErrorDataReceived += (_, line) => TestContext.Current.SendDiagnosticMessage("{0}", line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Not until its pipes close: what it starts lives on and holds them.
        while (!process.HasExited) await Task.Delay(50);
        return process.ExitCode;
    }

    // Below the ports that the system gives to outgoing connections, 300 to each bakery and two bakeries to a run.
    private static int FreePorts() => 15_000 + Environment.ProcessId % 25 * 600 + (Interlocked.Increment(ref made) - 1) % 2 * 300;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        gate.Dispose();
        if (missing is not null || !Directory.Exists(folder)) return;
        await Bakery("down");
        if (Environment.GetEnvironmentVariable("BAKERY_KEEP") is null) Directory.Delete(folder, recursive: true);
    }
}
