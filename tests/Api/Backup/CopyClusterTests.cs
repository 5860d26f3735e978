using System.Diagnostics;
using Bakery.Tests.Support;
using Npgsql;

namespace Bakery.Tests.Api.Backup;

/// <summary>The backup for a PostgreSQL without pg_dump: a cluster copied while it is written to, started as another one.</summary>
public sealed class CopyClusterTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"bkcopy-{Guid.CreateVersion7().ToString("N")[^8..]}");

    [Fact]
    public async Task A_cluster_copied_while_it_is_written_to_starts_again_with_every_row_committed_before_the_copy_and_no_half_transaction()
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001); // the cluster's user passes through
        var (first, second, file) = (Path.Combine(folder, "a"), Path.Combine(folder, "b"), Path.Combine(folder, "copy.cluster.tar.gz"));
        Tools("postgres", "start", first);
        try
        {
            await Run(first, "CREATE TABLE entry (id int PRIMARY KEY, amount int NOT NULL); INSERT INTO entry SELECT i, 0 FROM generate_series(1, 50000) i");
            using var stop = new CancellationTokenSource();
            var written = 0;
            var writer = Task.Factory.StartNew(async () =>
            {
                // Two rows a transaction, equal and opposite: a half one would show.
                for (var i = 100_000; !stop.IsCancellationRequested; i += 2, written = i)
                    await Run(first, $"INSERT INTO entry VALUES ({i}, {i}), ({i + 1}, {-i})");
            }, TaskCreationOptions.LongRunning).Unwrap();
            while (Volatile.Read(ref written) == 0) await Task.Yield();
            var before = await Count(first);
            Host("copy-cluster", $"Host={first};Username=bakery_owner;Database=postgres;Pooling=false", file);
            stop.Cancel();
            await writer;

            Tools("postgres", "unpack", second, file);
            Tools("postgres", "start", second);
            Assert.InRange(await Count(second), before, await Count(first));
            Assert.Equal(0L, await Ask(second, "SELECT sum(amount) FROM entry"));
            Assert.Equal(0L, (await Count(second)) % 2);
        }
        finally
        {
            Tools("postgres", "stop", first);
            Tools("postgres", "stop", second);
        }
    }

    private static Task<long> Count(string socket) => Ask(socket, "SELECT count(*) FROM entry");

    private static async Task<long> Ask(string socket, string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={socket};Username=bakery_owner;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Run(string socket, string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={socket};Username=bakery_owner;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Tools(string name, params string[] arguments) => Start(Path.Combine(Repository.Root, "tools", name), arguments);
    private static void Host(params string[] arguments) => Start(Path.Combine(AppContext.BaseDirectory, "bakery"), arguments);

    private static void Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error}");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
