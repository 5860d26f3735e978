using System.Diagnostics;
using Npgsql;

namespace Bakery.Tests.Support;

/// <summary>A private PostgreSQL on a Unix socket, started by tools/postgres and thrown away at the end.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string? folder;
    private readonly string host;

    private PostgresCluster(string? folder, string host) => (this.folder, this.host) = (folder, host);

    public static async Task<PostgresCluster> Start()
    {
        if (Environment.GetEnvironmentVariable("BAKERY_TEST_PG") is { Length: > 0 } running) return new PostgresCluster(null, running);
        var folder = Path.Combine(Path.GetTempPath(), $"bkpg-{Environment.ProcessId}-{Guid.CreateVersion7():N}"[..28]);
        await Tool("start-throwaway", folder);
        return new PostgresCluster(folder, folder);
    }

    /// <summary>An empty database with the application's role, which owns nothing. Returns the owner's and the application's connection strings.</summary>
    public async Task<(string Owner, string Application)> NewDatabase(string name)
    {
        name = $"{name}_{Guid.CreateVersion7().ToString("N")[^8..]}";
        await using var connection = new NpgsqlConnection($"Host={host};Username=bakery_owner;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        await using var role = new NpgsqlCommand("DO $$ BEGIN CREATE ROLE bakery_app LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$", connection);
        await role.ExecuteNonQueryAsync();
        return ($"Host={host};Username=bakery_owner;Database={name}", $"Host={host};Username=bakery_app;Database={name}");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (folder is not null) await Tool("stop-throwaway", folder);
    }

    private static async Task Tool(string verb, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tools", "postgres"), [verb, folder]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"tools/postgres {verb}: {await error}");
    }
}

/// <summary>Where the checkout is, and the data beside it.</summary>
public static class Repository
{
    public static string Root { get; } = Up(AppContext.BaseDirectory, d => File.Exists(Path.Combine(d, "Bakery.slnx"))) ?? throw new InvalidOperationException("The checkout was not found.");

    /// <summary>The folder <c>shared</c> beside the checkout, or null.</summary>
    public static string? Shared { get; } = Environment.GetEnvironmentVariable("BAKERY_SHARED") is { Length: > 0 } given ? given : Up(Root, d => Directory.Exists(Path.Combine(d, "shared", "data"))) is { } found ? Path.Combine(found, "shared") : null;

    private static string? Up(string from, Func<string, bool> test)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder)) if (test(folder)) return folder;
        return null;
    }
}
