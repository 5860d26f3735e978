using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Bakery.Tests.Support;

[assembly: AssemblyFixture(typeof(Bakery.Tests.Conformance.RabbitBroker))]

namespace Bakery.Tests.Conformance;

/// <summary>A RabbitMQ for the run, started when the first test asks for it; each test gets a virtual host of its own.</summary>
public sealed class RabbitBroker : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bkmq-{Guid.CreateVersion7().ToString("N")[^12..]}");
    private readonly int port = FreePort();
    private readonly SemaphoreSlim gate = new(1);
    private bool started;

    /// <summary>The address of a new virtual host; skips the test where RabbitMQ is not installed.</summary>
    public async Task<string> NewHost()
    {
        if (await Tool("installed") != 0) Assert.Skip("skipped: RabbitMQ is missing (sudo apt-get install rabbitmq-server)");
        await gate.WaitAsync();
        try
        {
            if (!started) Assert.Equal(0, await Tool("start-throwaway", folder, $"{port}"));
            started = true;
        }
        finally
        {
            gate.Release();
        }
        var name = Guid.CreateVersion7().ToString("N")[^12..];
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port + 1}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("guest:guest")));
        // The broker listens before its management does.
        for (var look = 0; ; look++)
        {
            try
            {
                (await http.PutAsync($"/api/vhosts/{name}", new StringContent("{}", Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();
                return $"amqp://guest:guest@127.0.0.1:{port}/{name}";
            }
            catch (HttpRequestException) when (look < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops the broker; what it was told to keep stays on disk.</summary>
    public Task Stop() => Tool("stop", folder);

    public Task Start() => Tool("start", folder, $"{port}");

    public async ValueTask DisposeAsync()
    {
        if (started) await Tool("stop-throwaway", folder);
        gate.Dispose();
    }

    private static async Task<int> Tool(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tools", "rabbitmq"), arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    // Four ports in a row are used.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
