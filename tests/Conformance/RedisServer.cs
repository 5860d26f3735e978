using System.Diagnostics;
using Bakery.Tests.Support;

namespace Bakery.Tests.Conformance;

/// <summary>A Redis of one test, without TLS on this machine only; skips the test where it is not installed.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static int next = 40_000 - 200 * (Environment.ProcessId % 40) - 1000;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bkrd-{Guid.CreateVersion7().ToString("N")[^12..]}");
    private readonly int port = Interlocked.Increment(ref next);

    public string Address => $"redis://:none@127.0.0.1:{port}";

    public static async Task<RedisServer> Start()
    {
        if (await Tool("installed") != 0) Assert.Skip("skipped: Redis is missing (sudo apt-get install redis-server)");
        var server = new RedisServer();
        Directory.CreateDirectory(server.folder);
        await File.WriteAllTextAsync(Path.Combine(server.folder, "redis.conf"), $"bind 127.0.0.1\nport {server.port}\nrequirepass none\nsave \"\"\n");
        await server.Begin();
        return server;
    }

    public async Task Begin() => Assert.Equal(0, await Tool("start", folder, $"{port}"));
    public Task Stop() => Tool("stop", folder);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<int> Tool(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tools", "redis"), arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
